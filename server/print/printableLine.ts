/**
 * Text as it can stand on paper: composed letters, no control characters, and places where a very
 * long word may break. No visible letter is changed or lost.
 */

/** Longer words get places to break; the page holds about 90 letters, a nested list fewer. */
const WORD_LENGTH_MAX = 40;
const BREAK_EVERY = 8;
const ZERO_WIDTH_SPACE = "\u200B";

const letters = new Intl.Segmenter("da", { granularity: "grapheme" });

export function printableLine(text: string, wordLengthMax: number = WORD_LENGTH_MAX): string {
  const clean = text
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(/[\t\n\v\f\r\u0085\u2028\u2029]+/gu, " ")
    // PDF/UA allows no characters without a shape; none of these has one.
    .replaceAll(/[\p{Cc}\uFEFF\uFFFC\p{Noncharacter_Code_Point}]/gu, "");
  return clean.replaceAll(/\S+/gu, (word) => breakable(word, wordLengthMax));
}

function breakable(word: string, lengthMax: number): string {
  if (word.length <= lengthMax) return word;
  const every = Math.max(1, Math.min(BREAK_EVERY, lengthMax));
  return Array.from(letters.segment(word), ({ segment }, index) =>
    index > 0 && index % every === 0 ? ZERO_WIDTH_SPACE + segment : segment,
  ).join("");
}
