/**
 * An expected no. The reason is from a closed list that programs read; the message is Danish, and
 * its last sentence always says what the person can do.
 */

interface RefusalText {
  /** Short, without a full stop, so that it can stand at a padlock. */
  readonly what: string;
  /** A whole sentence: what the person can do now. */
  readonly advice: string;
}

const ASK_REFERENT = "Tal med referenten, hvis det skal ændres.";
const RELOAD = "Genindlæs siden, og prøv igen.";
const CHECK_REQUEST = "Ret forespørgslen, og send den igen.";

const TEXTS = {
  locked: { what: "Feltet er låst", advice: ASK_REFERENT },
  noRight: { what: "Du har ikke ret til det", advice: "Bed referenten om hjælp." },
  wrongPhase: {
    what: "Det kan ikke gøres på dette trin af mødet",
    advice: "Se mødets status øverst på siden.",
  },
  notComplete: { what: "Mødet er ikke klar til næste trin", advice: "Ret det, der mangler, og prøv igen." },
  onlyBySigning: {
    what: "Referatet bliver først godkendt, når begge i forpersonskabet har godkendt alle punkter",
    advice: "Godkend de punkter, der mangler.",
  },
  reasonNeeded: { what: "Der mangler en begrundelse", advice: "Skriv kort hvorfor, og prøv igen." },
  textChanged: {
    what: "Teksten blev ændret, mens du læste",
    advice: "Se ændringen, og godkend igen.",
  },
  changedWhileLocking: {
    what: "Et punkt blev ændret, mens referatet blev låst",
    advice: "Referatet er ikke låst endnu. Se ændringen, og godkend igen.",
  },
  openSuggestions: { what: "Der er åbne forslag i punktet", advice: "Afklar dem først." },
  onePersonOneRole: {
    what: "Du har allerede godkendt dette punkt i den anden rolle",
    advice: "Den anden godkendelse skal gives af en anden person.",
  },
  nothingToWithdraw: {
    what: "Du har ingen godkendelse af dette punkt at trække tilbage",
    advice: "Se punktets godkendelser i panelet.",
  },
  closedItems: {
    what: "Lukkede punkter kommer",
    advice: "Behold punktet åbent, og skriv intet fortroligt i det.",
  },
  notYet: { what: "Den mulighed kommer senere", advice: "Tal med referenten om det indtil da." },
  unknownCommand: { what: "Handlingen findes ikke", advice: RELOAD },
  unknownAddress: { what: "Adressen findes ikke", advice: "Gå til mødelisten, og vælg et møde." },
  unknownMeeting: { what: "Mødet findes ikke", advice: "Gå til mødelisten, og vælg et møde." },
  unknownItem: {
    what: "Punktet findes ikke eller er slettet",
    advice: "Se listen over punkter, og gendan det, hvis det er slettet.",
  },
  unknownSection: { what: "Afsnittet findes ikke", advice: RELOAD },
  unknownAttachment: { what: "Bilaget findes ikke", advice: RELOAD },
  unknownDoubt: { what: "Tvivlen er allerede afklaret", advice: "Se listen igen." },
  unknownPerson: { what: "Personen er ukendt", advice: "Skriv personens navn." },
  unknownSuggestion: { what: "Forslaget findes ikke længere", advice: "Se listen over forslag igen." },
  alreadyResolved: { what: "Forslaget er allerede afgjort", advice: "Se listen over forslag igen." },
  suggestionChanged: {
    what: "Forslaget er ændret, siden du læste det",
    advice: "Læs det, som det er nu, og afgør det så.",
  },
  notYourSuggestion: {
    what: "Kun den, der har foreslået det, kan trække forslaget tilbage",
    advice: "Skriv en kommentar til forslaget, hvis det bør trækkes tilbage.",
  },
  notResolved: { what: "Forslaget er ikke afgjort", advice: "Acceptér eller afvis det." },
  textChangedSince: {
    what: "Teksten er ændret, siden forslaget blev afgjort",
    advice: "Ret teksten, eller foreslå det igen.",
  },
  unknownComment: { what: "Kommentaren findes ikke", advice: RELOAD },
  sectionExists: { what: "Punktet har allerede dette afsnit", advice: "Skriv videre i det." },
  notRemoved: { what: "Punktet er ikke slettet", advice: "Du kan skrive i det, som det er." },
  usedId: { what: "Handlingens nummer er brugt af en anden", advice: RELOAD },
  wrongTypes: { what: "Oplysningerne har forkert form", advice: CHECK_REQUEST },
  malformed: { what: "Indholdet kan ikke læses", advice: CHECK_REQUEST },
  notAllowed: {
    what: "Den slags indhold kan ikke stå i et referat",
    advice: "Indsæt det som ren tekst.",
  },
  suggestOnly: {
    what: "Du kan foreslå, men ikke rette direkte",
    advice: "Genindlæs siden, og skriv det som et forslag.",
  },
  tooLarge: { what: "Indholdet er for stort", advice: "Gør det kortere, eller del det op." },
  tooMany: { what: "Der er ikke plads til flere", advice: "Fjern noget, før du tilføjer mere." },
  tooFast: { what: "Der kom for mange ændringer på én gang", advice: "Vent et øjeblik, og prøv igen." },
  notText: { what: "Filen er ikke tekst", advice: "Gem den som ren tekst (UTF-8), og prøv igen." },
  badOrigin: {
    what: "Forespørgslen kom fra en fremmed adresse",
    advice: "Åbn siden på dens egen adresse.",
  },
  notLoggedIn: { what: "Du er ikke logget ind", advice: "Log ind, og prøv igen." },
  foreignClient: { what: "Forbindelsen tilhører en anden person", advice: RELOAD },
  foreignRoot: { what: "Feltet kan ikke ændres ved at skrive i det", advice: "Brug knapperne på siden." },
  staleClient: { what: "Din side er ældre end mødet", advice: RELOAD },
  serverRestart: { what: "Serveren starter igen", advice: "Vent et øjeblik; siden forbinder selv." },
  damaged: {
    what: "Mødets data på serveren er beskadiget",
    advice: "Sig det til driften; de kan hente mødet fra en sikkerhedskopi.",
  },
  cannotSave: {
    what: "Serveren kan ikke gemme lige nu",
    advice: "Din tekst er på denne enhed. Prøv igen om lidt.",
  },
  internal: {
    what: "Noget gik galt hos os",
    advice: "Prøv igen, og sig det til driften, hvis det bliver ved.",
  },
} as const satisfies Readonly<Record<string, RefusalText>>;

export type RefusalReason = keyof typeof TEXTS;

export interface Refusal {
  readonly reason: RefusalReason;
  /** Danish, whole sentences; the last one says what the person can do. */
  readonly message: string;
  /** The short reason without a full stop, as it stands at a lock: «Låst, da dagsordenen er udsendt». */
  readonly detail: string;
}

/** `detail` replaces the general sentence by one that fits the case, `advice` what to do about it. */
export function refusalOf(reason: RefusalReason, detail?: string, advice?: string): Refusal {
  const text = TEXTS[reason];
  const what = detail ?? text.what;
  return { reason, message: `${what}. ${advice ?? text.advice}`, detail: what };
}

/** Keys of an object are strings to the compiler; these are exactly the reasons. */
export const REFUSAL_REASONS = Object.keys(TEXTS) as readonly RefusalReason[];
