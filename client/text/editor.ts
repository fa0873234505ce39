/** The words of the section editor. */
import type { MeetingKind } from "../../shared/meeting/vocabulary.ts";
import type { CannotSuggest } from "../editor/suggesting/plain.ts";

export const editorText = {
  openHint: "Tryk Enter for at skrive",
  empty: "Ingen tekst endnu",
  invalid:
    "Teksten kan ikke rettes her, fordi den indeholder noget, som denne udgave af Medskriv ikke kender. Genindlæs siden.",
  loadFailed: "Tekstfeltet kunne ikke hentes. Prøv igen, når der er forbindelse.",
  tooMuch: "Det indsatte er for langt til dette afsnit. Indsæt en mindre del ad gangen.",
  locking: (kind: MeetingKind) => (kind === "referat" ? "Referatet låses …" : "Dagsordenen låses …"),
  toolbar: "Formatering",
  bold: "Fed",
  italic: "Kursiv",
  heading: "Underoverskrift",
  bulletList: "Punktopstilling",
  orderedList: "Nummereret liste",
  link: "Link",
  table: "Indsæt tabel",
  undo: "Fortryd",
  redo: "Gentag",
  tableRows: "Tabel",
  addRow: "Række under",
  deleteRow: "Slet række",
  addColumn: "Kolonne efter",
  deleteColumn: "Slet kolonne",
  headerRow: "Overskriftsrække",
  deleteTable: "Slet tabel",
  linkAddress: "Adresse",
  linkSet: "Sæt link",
  linkRemove: "Fjern link",
  linkCancel: "Fortryd",
  linkWrong: "Skriv en adresse, der begynder med https://, http:// eller mailto:",
} as const;

/** Said when something cannot be suggested; nothing of it is in the text then. */
export const cannotSuggestText: Readonly<Record<CannotSuggest, string>> = {
  blocksInText:
    "Lister, tabeller og overskrifter kan ikke foreslås indsat midt i et afsnit. Sæt markøren sidst i afsnittet, og indsæt igen.",
  structure: "Denne ændring kan ikke foreslås. Foreslå ordene ændret, eller skriv en kommentar.",
  baseWouldChange:
    "Ændringen blev ikke foreslået, fordi den ville have rettet i selve teksten. Foreslå et mindre stykke ad gangen.",
};
