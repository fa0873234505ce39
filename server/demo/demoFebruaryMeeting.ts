/** An invented referat in approval: most items are approved by both chairs, one was changed after they had. */
import type { Meeting } from "../../shared/meeting/meeting.ts";
import { EMPTY_TEXT } from "../../shared/meeting/richText.ts";
import type { RichText } from "../../shared/meeting/richText.ts";
import { DEMO_COMMITTEE } from "./demoPeople.ts";
import { added, joined, struck, suggestedBy, withEntry } from "./demoSuggestions.ts";
import { agendaItem, bold, bullets, paragraph, recommends, subHeading, table, text } from "./demoText.ts";
import type { DemoItem } from "./demoText.ts";

const CASE = "81.38.05-P35-3-26";

const leaveDecision = (deadline: string): RichText =>
  text(
    "Retningslinjen blev drøftet. AfdelingsMED anbefaler den med to tilføjelser:",
    bullets(
      `Ønsker om ferie i skolernes sommerferie meldes ind senest den ${deadline}.`,
      "Kan ønskerne ikke forenes, holder lederen et møde med holdet, før der træffes afgørelse.",
    ),
    "Medarbejderside: Det er vigtigt, at de yngste på holdet ikke altid får de sidste uger.",
  );

const PLACES = suggestedBy("naestforperson", "demo-1", "2026-03-04T07:40:00.000Z");
const STAND_INS = suggestedBy("forperson", "demo-2", "2026-03-04T08:15:00.000Z");
const BUILDING = suggestedBy("forperson", "demo-3", "2026-03-04T08:19:00.000Z");

/** Not signed by anybody yet: both chairs have proposals first. */
const ANY_OTHER_BUSINESS: RichText = text(
  paragraph(
    "Pia Lund mindede om førstehjælpskurset i svømmehallen den 12. marts. Der er stadig ",
    struck("et par", PLACES),
    added("12", PLACES),
    " ledige pladser.",
  ),
  withEntry(
    bullets("Tilmelding sker til Sofie Brandt senest den 9. marts.", "Kurset regnes som arbejdstid."),
    "Vikar aftales med den nærmeste leder.",
    STAND_INS,
  ),
  paragraph(
    "Omar Aslan viste billeder fra ombygningen af Kulturhuset Havnen.",
    struck(" Scenen er næsten færdig.", BUILDING),
  ),
  joined(
    paragraph(
      struck("Gulvet mangler endnu, men tidsplanen holder.", BUILDING),
      " Alle er velkomne til at se det den 19. marts kl. 9.30, før næste møde.",
    ),
    BUILDING,
  ),
);

const ITEMS: readonly DemoItem[] = [
  {
    title: "Godkendelse af dagsorden",
    journalNumber: CASE,
    outcome: "godkendt",
    indstilling: recommends("Forpersonen", "at dagsordenen godkendes."),
    sagsfremstilling: text("Mødet er ekstraordinært og holdes på grund af fristerne for budget 2027."),
    beslutning: text("Dagsordenen blev godkendt."),
  },
  {
    title: "Budget 2027: proces og tidsplan",
    journalNumber: "00.30.00-S55-7-26",
    outcome: "droeftet",
    indstilling: recommends(
      "Forpersonen",
      "at AfdelingsMED drøfter, hvordan medarbejderne inddrages",
      "at tidsplanen tages til efterretning.",
    ),
    sagsfremstilling: text(
      "Økonomiudvalget har bedt alle afdelinger om forslag, der svarer til en procent af budgettet. For Kultur og Fritid er det 2,4 mio. kr. Forslagene skal afleveres den 5. juni.",
      table(
        ["Hvornår", "Hvad", "Hvem"],
        ["16. marts - 10. april", "Forslag samles ind i husene", "Ledere og tillidsrepræsentanter"],
        ["23. april", "Forslagene drøftes i ledergruppen", "Ledergruppen"],
        ["7. maj", "Forslagene drøftes i AfdelingsMED", "AfdelingsMED"],
        ["5. juni", "Forslagene afleveres", "Afdelingschefen"],
      ),
    ),
    oekonomi: text("2,4 mio. kr. fra 2027, heraf højst halvdelen på løn."),
    beslutning: text(
      "Processen blev drøftet, og tidsplanen blev taget til efterretning.",
      "Medarbejderside: Alle forslag bør kunne ses af alle, også dem der lægges væk, og der bør stå hvorfor.",
      "Ledelsesside: Det kan lade sig gøre, bortset fra forslag, der peger på enkelte medarbejdere.",
      "Karen Holm og Jonas Vinter skriver en fælles besked til alle medarbejdere i uge 11.",
    ),
    attachments: ["Tidsplan for budget 2027", "Brev fra Økonomiudvalget.pdf"],
  },
  {
    title: "Trivselsmåling: lokale samtaler",
    journalNumber: CASE,
    outcome: "droeftet",
    indstilling: recommends("Forpersonen", "at AfdelingsMED aftaler, hvordan de lokale samtaler holdes."),
    sagsfremstilling: text(
      "Målingen sendes ud den 13. april og er åben i to uger. Sidste gang svarede 71 procent. I haller og huse, hvor skemaet blev udfyldt på et møde, svarede næsten alle.",
    ),
    beslutning: text(
      "Det blev aftalt, at hvert hus holder et møde, hvor der er tid til at svare, og at lederen går ud af lokalet imens.",
      subHeading("Idrætshallerne"),
      "Svarer på mødet den 16. april, før foreningerne kommer.",
      subHeading("Bibliotekerne"),
      "Svarer holdvis i uge 17, så udlånet kan holdes åbent.",
    ),
  },
  {
    title: "Retningslinje for alenearbejde",
    journalNumber: "87.15.00-P24-1-26",
    outcome: "anbefalet",
    indstilling: recommends("Arbejdsmiljøgruppen", "at AfdelingsMED anbefaler retningslinjen."),
    sagsfremstilling: text(
      "Retningslinjen gælder for alle, der er alene på arbejde efter kl. 18 eller i weekenden. Den beskriver tilkald, tjek ved vagtens slutning og hvad der gøres, når et tjek udebliver.",
    ),
    beslutning: text("AfdelingsMED anbefaler retningslinjen. Den prøves i Kulturhuset Havnen fra 1. april."),
    attachments: ["Retningslinje for alenearbejde, udkast 3"],
  },
  {
    title: "Ferie i skolernes sommerferie",
    journalNumber: CASE,
    outcome: "anbefalet",
    indstilling: recommends("Forpersonen", "at retningslinjen for ferieønsker drøftes og anbefales."),
    sagsfremstilling: text(
      "De sidste to år har det været svært at få ferieønskerne til at passe sammen. Ledergruppen foreslår en fælles frist og en fast rækkefølge.",
    ),
    beslutning: leaveDecision("15. marts"),
    attachments: ["Forslag til retningslinje om ferieønsker"],
  },
  {
    title: "Kompetenceudvikling i 2026",
    journalNumber: "81.39.00-A26-2-26",
    outcome: "tilEfterretning",
    indstilling: recommends("Forpersonen", "at orienteringen tages til efterretning."),
    sagsfremstilling: text(
      paragraph(
        "Der er afsat ",
        bold("310.000 kr."),
        " til kurser i år. Halvdelen er fordelt til husene efter antal ansatte, resten søges løbende.",
      ),
    ),
    beslutning: text(
      "Orienteringen blev taget til efterretning. Lise Damgaard sender en liste over kurser, som flere huse kan bruge sammen.",
    ),
  },
  {
    title: "Valg af suppleanter",
    journalNumber: CASE,
    outcome: "udsat",
    indstilling: recommends("Næstforpersonen", "at der vælges to suppleanter for medarbejdersiden."),
    beslutning: text("Punktet udsættes til næste ordinære møde, da to af klubberne mangler at holde valg."),
  },
  {
    title: "Eventuelt",
    journalNumber: CASE,
    outcome: "droeftet",
    indstilling: recommends("Forpersonen", "at punktet drøftes."),
    beslutning: ANY_OTHER_BUSINESS,
  },
];

export const FEBRUARY_MEETING: Meeting = {
  kind: "referat",
  committee: DEMO_COMMITTEE,
  date: "2026-02-26",
  startTime: "13:00",
  place: "Rådhuset, mødelokale 2",
  participants: [
    { name: "Karen Holm", detail: "Afdelingschef, forperson" },
    { name: "Jonas Vinter", detail: "TR Bibliotekerne, næstforperson" },
    { name: "Pia Lund", detail: "AMR Svømmehallen" },
    { name: "Sofie Brandt", detail: "TR Svømmehallen" },
    { name: "Henrik Toft", detail: "Leder, Svømmehallen" },
    { name: "Lise Damgaard", detail: "Leder, Bibliotekerne" },
    { name: "Omar Aslan", detail: "AMR Kulturhuset Havnen" },
  ],
  preamble: EMPTY_TEXT,
  items: ITEMS.map(agendaItem),
  attendance: [
    { name: "Karen Holm", person: "forperson", state: "tilStede" },
    { name: "Jonas Vinter", person: "naestforperson", state: "tilStede" },
    { name: "Pia Lund", person: "medlem", state: "tilStede" },
    { name: "Sofie Brandt", state: "tilStede" },
    { name: "Henrik Toft", state: "tilStede" },
    { name: "Lise Damgaard", state: "online" },
    { name: "Omar Aslan", state: "tilStede" },
    { name: "Tage Rosendal", state: "fravaerende" },
  ],
};

/** From 0; and the decision as both chairs approved it, before the deadline was moved. */
export const FEBRUARY_CHANGED_ITEM_INDEX = 4;
export const FEBRUARY_SIGNED_DECISION: RichText = leaveDecision("1. marts");
