/**
 * Text as it can stand on paper: composed letters, no control characters, and places where a very
 * long word may break. No visible letter is changed or lost.
 */

/** Longer words get places to break, everywhere; shorter ones where there is less room. */
const WORD_LENGTH_MAX = 40;
/** Capital letters and signs take up to this much of the room that their number asks for. */
const WIDE_LETTERS = 0.8;
const BREAK_EVERY = 8;
const ZERO_WIDTH_SPACE = "\u200B";

const graphemes = new Intl.Segmenter("da", { granularity: "grapheme" });

/** `letters`: how many letters of an average width a line holds where the text stands. */
export function printableLine(text: string, letters: number = Number.POSITIVE_INFINITY): string {
  const wordLengthMax = Math.max(1, Math.min(WORD_LENGTH_MAX, Math.floor(letters * WIDE_LETTERS)));
  const clean = text
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(/[\t\n\v\f\r\u0085\u2028\u2029]+/gu, " ")
    // PDF/UA allows no characters without a shape; none of these has one. Overrides
    // of the writing direction would make a line read otherwise than it was signed.
    .replaceAll(/[\p{Cc}\u202D\u202E\uFEFF\uFFFC\p{Noncharacter_Code_Point}]/gu, "");
  return clean.replaceAll(/\S+/gu, (word) => breakable(word, wordLengthMax));
}

function breakable(word: string, lengthMax: number): string {
  if (word.length <= lengthMax) return word;
  const every = Math.min(BREAK_EVERY, lengthMax);
  return Array.from(graphemes.segment(word), ({ segment }, index) =>
    index > 0 && index % every === 0 ? ZERO_WIDTH_SPACE + segment : segment,
  ).join("");
}
