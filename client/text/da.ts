/**
 * The sentences that every screen shares; those of one screen are in the files beside this one, so
 * that a follower does not load them. Labels of closed lists (phases, roles, outcomes) are in
 * shared/meeting/labels.ts, refusals in shared/policy/refusal.ts. The verb is Godkend, never
 * Underskriv.
 */

const changes = (count: number) => (count === 1 ? "1 ændring" : `${count} ændringer`);

export const pageText = {
  product: "Medskriv",
  skip: "Gå til indholdet",
  loading: "Henter …",
  loadingMeeting: "Henter referatet …",
  retry: "Prøv igen",
  reload: "Genindlæs siden",
  toMeetings: "Gå til mødelisten",
  toStart: "Gå til forsiden",
  close: "Luk",
  cancel: "Annullér",
  notFoundTitle: "Siden findes ikke",
  notFoundWords: "Adressen er skrevet forkert, eller mødet er flyttet.",
  bugTitle: "Noget gik galt i vinduet",
  bugWords: "Det, du har skrevet, ligger på denne enhed. Genindlæs siden, så henter vi det frem igen.",
  unreachableTitle: "Ingen forbindelse",
  unreachableWords: "Vi kan ikke få fat i serveren. Se, om du er på nettet, og prøv igen.",
  noTitle: "(uden titel)",
  sectionEmpty: "Ingen tekst endnu.",
  brokenWords: (status: number) => `Noget gik galt hos os (fejl ${status}). Prøv igen om lidt.`,
  failedTitle: "Det gik ikke",
  loginTitle: "Du er ikke logget ind",
  loginWords: "Vælg, hvem du er, så fortsætter du her.",
  loginNoDemo: "Brug linket i din invitation, eller spørg referenten.",
  youAre: (name: string, role: string) => `Du er ${name} (${role})`,
  demoPerson: "Prøvebruger",
  switchPerson: "Skift bruger",
} as const;

export const connectionText = {
  opening: "Henter …",
  saved: "Alt er gemt",
  saving: "Gemmer …",
  offlineShort: "Ingen forbindelse",
  offline: (waiting: number) =>
    waiting === 0
      ? "Ingen forbindelse. Du kan skrive videre – dine ændringer venter på denne enhed."
      : `Ingen forbindelse. Du kan skrive videre – ${changes(waiting)} venter på denne enhed.`,
  cannotSave: "Serveren kan ikke gemme lige nu. Din tekst er på denne enhed.",
  cannotSaveShort: "Ikke gemt på serveren",
  needsSaving: "Serveren kan ikke gemme lige nu",
  offlineReader: "Ingen forbindelse. Du ser det, der sidst blev hentet.",
  fetchingAnew: "Henter mødet igen …",
  reconnecting: "Forbinder igen …",
  tryNow: "Prøv nu",
  back: (sent: number) => (sent === 0 ? "Forbundet igen." : `Forbundet igen. ${changes(sent)} er sendt.`),
  needsConnection: "Kræver forbindelse",
  loggedOutTitle: "Du er logget ud",
  loggedOut: (waiting: number) =>
    waiting === 0 ? "Intet er gået tabt." : `Intet er gået tabt – ${changes(waiting)} ligger på denne enhed.`,
  logInAgain: "Log ind igen",
  noRightTitle: "Du har ikke længere adgang til mødet",
  noRight: "Tal med referenten, hvis det er en fejl. Det, du har skrevet, ligger på denne enhed.",
  unknownTitle: "Mødet findes ikke længere",
  unknown: "Gå til mødelisten, og vælg et møde.",
  reloadTitle: "Siden er blevet for gammel",
  reload: "Der er kommet en ny udgave af Medskriv. Genindlæs siden – det, du har skrevet, følger med.",
  deviceDenied: "Browseren gemmer ikke på denne enhed. Luk ikke fanen, før der står ‹Alt er gemt›.",
  simulate: "Simulér netværksbrud",
  simulateStop: "Afslut netværksbrud",
} as const;
