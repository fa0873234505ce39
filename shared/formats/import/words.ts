/** Texts compared by their words alone, so that dots, spaces, tabs and case do not matter. */

/** Letters and digits are parted: page numbers are glued to words in extracted PDF text. */
const WORD = /\p{L}+|\p{N}+/gu;

export interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export function wordsOf(text: string): readonly Word[] {
  return Array.from(text.matchAll(WORD), (match) => ({
    text: match[0].toLowerCase(),
    from: match.index,
    to: match.index + match[0].length,
  }));
}

export function wordKeyOf(text: string): string {
  return (text.match(WORD) ?? []).join(" ").toLowerCase();
}

export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
