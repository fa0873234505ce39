/**
 * The Danish words of the printed page that belong to the page and not to the meeting. Labels of
 * the closed lists are in shared/meeting/labels.ts.
 */

export const PRINT_TEXT = {
  attendance: "Fremmøde",
  guests: "Gæster",
  contents: "Indholdsfortegnelse",
  item: "Punkt",
  noTitle: "(uden titel)",
  outcome: "Beslutningstype",
  missingLink: "link mangler",
  emptySection: "Endnu ingen tekst",
  draftMark: "KLADDE",
  draftNote: "KLADDE: teksten er ikke godkendt og kan blive ændret.",
  page: ["Side ", " af "],
} as const;

export const deputyFor = (name: string) => `for ${name}`;
export const cameAt = (clock: string) => `kom kl. ${clock}`;
export const leftAt = (clock: string) => `gik kl. ${clock}`;
export const atItem = (number: number) => `punkt ${number}`;
export const ledgerReceipt = (head: string) => `Godkendelsesloggens kvittering: ${head}`;
