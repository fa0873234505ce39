/** The sentences about words that the server did not take. A follower has none and does not load them. */

/** What goes between «fordi» and the full stop. */
const BECAUSE: Readonly<Record<string, string>> = {
  locked: "feltet er låst",
  noRight: "du ikke har ret til at skrive der",
  suggestOnly: "du kan foreslå i teksten, men ikke rette i den",
  tooFast: "der kom for mange ændringer på én gang",
  foreignRoot: "feltet ikke kan ændres ved at skrive i det",
  staleClient: "serveren er gået tilbage til en tidligere udgave af mødet",
  notAllowed: "den slags indhold ikke kan stå i et referat",
  tooLarge: "den fylder for meget",
  besideRefused: "den blev sendt sammen med en ændring, der ikke kunne gemmes",
  baseChanged: "andre har rettet i afsnittet imens",
};

export const keptText = {
  someSection: "et afsnit",
  refused: (where: string, because: string) => `Din ændring i ${where} blev ikke gemt, fordi ${because}.`,
  unknownReason: "serveren ikke kunne tage imod den",
  paragraphGone: "Afsnittet blev slettet, mens du skrev. Kopiér min tekst.",
  putBack: (where: string) => `Din tekst i ${where} er sat ind igen.`,
  suggest: "Foreslå ændringen",
  suggested: "Din tekst står nu som forslag sidst i afsnittet.",
  copyMine: "Kopiér min tekst",
  copiedShort: "Kopieret",
  copied: "Teksten er kopieret.",
  copyFailed: "Teksten kunne ikke kopieres. Markér den, og kopiér selv.",
  drop: "Fjern",
  mine: "Din tekst",
  summaryName: "Tekst, der ikke blev gemt",
  summary: "Noget, du skrev, blev ikke gemt. Din tekst ligger her:",
} as const;

export function refusedWords(where: string, reason: string): string {
  if (reason === "paragraphGone") return keptText.paragraphGone;
  return keptText.refused(where, BECAUSE[reason] ?? keptText.unknownReason);
}
