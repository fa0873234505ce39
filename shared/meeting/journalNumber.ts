/**
 * The journal number ties an item to its case in the archive system. Free text is always accepted:
 * municipalities and regions write it in many ways, and we never invent one. The KLE form is a hint.
 */

export const JOURNAL_NUMBER_HINT = "Skriv fx 81.38.05-P35-4-26";

/** Subject `HH.GG.EE`, facet (a letter, Ø included, and two digits), running number, year. */
const KLE = /^\d{2}\.\d{2}\.\d{2}-\p{Lu}\d{2}-\d+-\d{2}$/u;

export function isKleJournalNumber(text: string): boolean {
  return KLE.test(text);
}

/** What to tell the referent about a journal number, or undefined when there is nothing to say. */
export function journalNumberHint(text: string): string | undefined {
  if (text === "" || isKleJournalNumber(text)) return undefined;
  return `Journalnummeret følger ikke KLE-formen. ${JOURNAL_NUMBER_HINT}, eller behold det, som det er.`;
}
