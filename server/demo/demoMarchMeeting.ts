/** An invented meeting in session: items 1-7 are treated, item 8 is being treated, the rest are to come. */
import type { Meeting } from "../../shared/meeting/meeting.ts";
import { EMPTY_TEXT } from "../../shared/meeting/richText.ts";
import { CURRENT_ITEM } from "./demoCurrentItem.ts";
import { DEMO_COMMITTEE } from "./demoPeople.ts";
import {
  agendaItem,
  bold,
  bullets,
  italic,
  lettered,
  link,
  numbered,
  paragraph,
  recommends,
  subHeading,
  table,
  text,
} from "./demoText.ts";
import type { DemoItem } from "./demoText.ts";

const CASE = "81.38.05-P35-4-26";

const TREATED: readonly DemoItem[] = [
  {
    title: "Godkendelse af dagsorden",
    journalNumber: CASE,
    outcome: "godkendt",
    indstilling: recommends("Forpersonen", "at dagsordenen godkendes."),
    sagsfremstilling: text(
      "Dagsordenen er udsendt den 12. marts. Punktet om sommerlukning er rykket frem efter ønske fra Musikskolen.",
    ),
    beslutning: text("Dagsordenen blev godkendt med den bemærkning, at punkt 8 får god tid."),
  },
  {
    title: "Referat fra januar og opgavelisten",
    journalNumber: CASE,
    outcome: "godkendt",
    indstilling: recommends(
      "Forpersonen",
      "at referatet fra mødet den 22. januar 2026 godkendes",
      "at opgavelisten gennemgås.",
    ),
    sagsfremstilling: text(
      paragraph(
        "Referatet ligger på ",
        link("afdelingens side", "https://www.nordsund.example/kultur-og-fritid/med"),
        ". Tre opgaver fra januar er stadig åbne:",
      ),
      bullets(
        "Skiltning ved personaleindgangen i Havnehallen (Bente Skov).",
        "Fælles retningslinje for alenearbejde om aftenen (Omar Aslan og Pia Lund).",
        "Oversigt over førstehjælpskurser i 2026 (Amira Nørgaard).",
      ),
    ),
    beslutning: text(
      numbered(
        "Referatet blev godkendt.",
        "Skiltningen er på plads, og opgaven lukkes. Retningslinjen for alenearbejde tages op på mødet i maj. Kursusoversigten sendes ud sammen med dette referat.",
      ),
    ),
  },
  {
    title: "Siden sidst: ledelse og medarbejdere",
    journalNumber: CASE,
    outcome: "tilEfterretning",
    indstilling: recommends("Forpersonen", "at orienteringerne tages til efterretning."),
    sagsfremstilling: text("Forpersonen og næstforpersonen orienterer om nyt siden mødet i januar."),
    beslutning: text(
      subHeading("Forpersonen"),
      "Kulturudvalget har besøgt Kulturhuset Havnen og var optaget af, hvordan de frivillige og de ansatte deler opgaverne om aftenen. Udvalget vil gerne se en beskrivelse af det før sommerferien.",
      "Byrådet har sat gang i arbejdet med en ny fritidspolitik. Afdelingen leverer tal for brugen af haller og lokaler, og alle ledere er bedt om at melde tilbage senest den 17. april.",
      subHeading("Næstforpersonen"),
      "Der er taget godt imod de tre nye kolleger på hovedbiblioteket. Opstarten viste, at mappen til nyansatte er forældet, og tillidsrepræsentanterne vil gerne hjælpe med at skrive den om.",
      paragraph(
        "Medarbejderside: Flere har spurgt, om ",
        italic("Fælles fredag"),
        " fortsætter efter sommer. Det er et initiativ, som mange sætter pris på.",
      ),
      "Orienteringerne blev taget til efterretning.",
    ),
  },
  {
    title: "Støj i idrætshallerne",
    journalNumber: "82.20.00-P35-11-26",
    outcome: "droeftet",
    indstilling: recommends(
      "Arbejdsmiljøgruppen for idrætshallerne",
      "at målingerne drøftes",
      "at AfdelingsMED peger på, hvilke tiltag der skal prøves først.",
    ),
    sagsfremstilling: text(
      "I februar blev der målt lyd i de tre største haller i både skoletid og foreningstid. I Østhallen ligger niveauet over det anbefalede i to ud af fem timer om eftermiddagen. I de to andre haller er det især genklangen, der trætter.",
      "Arbejdsmiljøgruppen foreslår tre tiltag:",
      lettered(
        "Lydabsorberende plader på endevæggene i Østhallen.",
        "Et roligt rum til pauser, som ikke også er kontor.",
        "Høreværn, der er støbt efter mål, til de medarbejdere, der ønsker det.",
      ),
    ),
    beslutning: text(
      "Målingerne blev drøftet. Der var enighed om, at et roligt pauserum giver mest her og nu, og at pladerne bør med i budgettet for 2027.",
      "Ledelsesside: Rummet ved siden af depotet i Østhallen kan ryddes inden påske, hvis redskaberne kan stå i containeren så længe.",
      "Medarbejderside: Høreværn er en god hjælp, men det må ikke blive svaret på, at hallerne larmer.",
      "Bente Skov indhenter pris på plader og vender tilbage på mødet i maj.",
    ),
    attachments: ["Lydmålinger i tre haller, februar 2026", "Forslag fra arbejdsmiljøgruppen.pdf"],
  },
  {
    title: "Åbne døre den 25. april",
    journalNumber: "20.00.00-P35-3-26",
    outcome: "tilEfterretning",
    indstilling: recommends("Forpersonen", "at orienteringen tages til efterretning."),
    sagsfremstilling: text(
      "Lørdag den 25. april holder alle kulturens og fritidens huse åbent for borgerne. Ditte Mørk fra Sekretariatet deltager under punktet og viser programmet.",
    ),
    beslutning: text(
      "Ditte viste programmet, som er bygget op om fire ruter gennem byen. Hvert hus har fået en kontaktperson, og der er lavet en vagtplan, hvor ingen har mere end fire timer.",
      "Det blev aftalt, at timerne afspadseres inden udgangen af juni, og at den enkelte leder aftaler det med medarbejderen på forhånd.",
      "Orienteringen blev taget til efterretning.",
    ),
    attachments: ["Program for åbne døre"],
  },
  {
    title: "Omlægning af rengøringen",
    journalNumber: "82.07.00-P35-2-26",
    outcome: "droeftet",
    indstilling: recommends("Forpersonen", "at AfdelingsMED drøfter omlægningen og afgiver bemærkninger."),
    resume: text(
      "Rengøringen i ni bygninger samles fra 1. august hos Nordsund Ejendomme. Fem medarbejdere skifter leder, og to får nyt mødested.",
    ),
    sagsfremstilling: text(
      "Direktionen besluttede i december at samle rengøringen i kommunens bygninger. For Kultur og Fritid betyder det, at de fem medarbejdere, som i dag er ansat i husene, får ny leder hos Nordsund Ejendomme.",
      paragraph(
        "Overflytningen følger kommunens ",
        link("retningslinje for ændringer i ansættelsen", null),
        ", og medarbejderne er indkaldt til samtale i uge 14. De har ret til at tage en bisidder med.",
      ),
    ),
    oekonomi: text(
      "Omlægningen er udgiftsneutral i 2026. Fra 2027 regnes med 180.000 kr. mindre om året, som bliver i afdelingen.",
    ),
    beslutning: text(
      "Omlægningen blev drøftet, og AfdelingsMED har disse bemærkninger:",
      bullets(
        "De fem medarbejdere skal have en navngiven kontaktperson i afdelingen til og med oktober.",
        "Aftenarrangementer skal meldes ind senest tre uger før, så vagterne kan planlægges.",
        "Det skal stå klart, hvem der ringes til, når noget går galt en lørdag.",
      ),
      "Medarbejderside: Kollegerne fik beskeden i en gang. Det var ikke en god måde, og det bør vi lære af.",
      "Ledelsesside: Det er rigtigt, og det beklages. Næste gang holdes der et møde først.",
    ),
    attachments: ["Tidsplan for omlægningen"],
  },
  {
    title: "Sommerlukning",
    journalNumber: CASE,
    outcome: "tilEfterretning",
    indstilling: recommends("Forpersonen", "at planen for sommerlukning tages til efterretning."),
    sagsfremstilling: text(
      "Husene har meldt ind, hvornår de holder lukket eller har kortere åbningstid i sommeren 2026. Planen er lavet, så alle kan holde mindst tre sammenhængende uger.",
      table(
        ["Sted", "Lukket", "Kortere åbningstid", "Bemandet med"],
        ["Hovedbiblioteket", "", "Uge 28-31", "4"],
        ["Bibliotekerne i Strand og Vestby", "Uge 29-30", "Uge 28 og 31", "2"],
        ["Svømmehallen", "Uge 27-29", "", "0"],
        ["Idrætshallerne", "Uge 28-30", "Uge 31-32", "3"],
        ["Kulturhuset Havnen", "", "Uge 29-30", "3"],
        ["Musikskolen", "Uge 27-32", "", "0"],
      ),
      paragraph(
        bold("Bemærk: "),
        "Svømmehallen lukker en uge tidligere end sidste år, fordi klorpumperne skal skiftes.",
      ),
    ),
    beslutning: text(
      "Planen blev taget til efterretning.",
      "Medarbejderside: Det er en god plan, og det er rart, at den kommer allerede i marts. Det bør dog skrives ind, hvem der er på tilkald i uge 29, hvor flest er væk.",
      "Henrik Toft finder en løsning for tilkald og skriver den på planen, inden den sendes ud.",
    ),
    attachments: ["Plan for sommerlukning 2026"],
  },
];

const TO_COME: readonly DemoItem[] = [
  {
    title: "Arbejdsmiljø på udestederne",
    journalNumber: CASE,
    indstilling: recommends("Forpersonen", "at orienteringen drøftes."),
    sagsfremstilling: text(
      "Arbejdsmiljørepræsentanterne fortæller om forårets runderinger. Der er registreret fire ulykker siden nytår, alle uden fravær:",
      bullets(
        "Fald på våde fliser i omklædningen (2).",
        "Klemt finger ved opstilling af scene (1).",
        "Løft af kasser på biblioteket i Strand (1).",
      ),
    ),
    beslutning: EMPTY_TEXT,
    attachments: ["Ulykker og nærved-hændelser, 1. kvartal 2026"],
  },
  {
    title: "Bordet rundt fra haller, huse og biblioteker",
    journalNumber: CASE,
    indstilling: recommends("Forpersonen", "at orienteringerne tages til efterretning."),
    sagsfremstilling: text("Hvert hus fortæller kort, hvad der fylder lige nu: højst tre minutter til hver."),
    beslutning: EMPTY_TEXT,
  },
  {
    title: "Fra HovedMED i marts",
    journalNumber: CASE,
    indstilling: recommends("Forpersonen", "at orienteringen tages til efterretning."),
    sagsfremstilling: text(
      "HovedMED holdt møde den 10. marts og drøftede blandt andet retningslinjen for brug af kunstig intelligens. HovedMED beder alle AfdelingsMED om at svare på, hvor medarbejderne har brug for mere viden. Svaret skal gives senest den 1. maj.",
    ),
    beslutning: EMPTY_TEXT,
  },
  {
    title: "Gode eksempler til intranettet",
    journalNumber: CASE,
    indstilling: recommends("Næstforpersonen", "at AfdelingsMED peger på et eller to gode eksempler."),
    beslutning: EMPTY_TEXT,
  },
  {
    title: "Eventuelt",
    journalNumber: CASE,
    indstilling: recommends("Forpersonen", "at punktet drøftes."),
    beslutning: EMPTY_TEXT,
  },
];

export const MARCH_MEETING: Meeting = {
  kind: "referat",
  committee: DEMO_COMMITTEE,
  date: "2026-03-19",
  startTime: "10:00",
  place: "Havnesalen",
  participants: [
    { name: "Karen Holm", detail: "Afdelingschef, forperson" },
    { name: "Jonas Vinter", detail: "TR Bibliotekerne, næstforperson" },
    { name: "Pia Lund", detail: "AMR Svømmehallen" },
    { name: "Sofie Brandt", detail: "TR Svømmehallen" },
    { name: "Henrik Toft", detail: "Leder, Svømmehallen" },
    { name: "Bente Skov", detail: "Leder, Idrætshallerne" },
    { name: "Lise Damgaard", detail: "Leder, Bibliotekerne" },
    { name: "Omar Aslan", detail: "AMR Kulturhuset Havnen" },
    { name: "Tage Rosendal", detail: "TR Musikskolen" },
  ],
  preamble: EMPTY_TEXT,
  items: [...TREATED, CURRENT_ITEM, ...TO_COME].map(agendaItem),
  attendance: [
    { name: "Karen Holm", person: "forperson", state: "tilStede" },
    { name: "Jonas Vinter", person: "naestforperson", state: "tilStede" },
    { name: "Pia Lund", person: "medlem", state: "tilStede" },
    { name: "Sofie Brandt", state: "tilStede" },
    { name: "Henrik Toft", state: "tilStede", from: "10:20" },
    { name: "Bente Skov", state: "online" },
    { name: "Lise Damgaard", state: "afbud" },
    { name: "Omar Aslan", state: "tilStede" },
    { name: "Tage Rosendal", state: "tilStede" },
  ],
};

/** From 0: the item that is being treated. */
export const MARCH_CURRENT_ITEM_INDEX = TREATED.length;
