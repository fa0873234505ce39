/**
 * How wide each column of a table is, as a browser decides it: never less than its longest word,
 * and what is left goes to the columns with the longest lines. All in letters of an average width.
 */
import { plainTextOf } from "../../shared/meeting/richText.ts";
import type { PlacedCell, TableGrid } from "./tableGrid.ts";

/** Letters on a line of the page at a table's size, in IBM Plex Sans. */
export const PORTRAIT_LETTERS = 84;
const LANDSCAPE_LETTERS = 130;
/** Smaller text than this is not read on paper; a wide table then gets a page on its side. */
const READABLE_SIZE = 0.7;
const SIZE_MIN = 0.45;
/** What a cell's side spaces take. */
const SPACE_LETTERS = 2.5;
const SPACE_EMS = 0.6;
/** From this many columns on the spaces between them shrink. */
const MANY_COLUMNS = 12;
/** A longer word may break. */
const WORD_LETTERS_MAX = 24;
/** A line as short as this stays whole. */
const SHORT_LINE_LETTERS = 14;
/** Longer lines ask for no more room than this. */
const LINE_LETTERS_MAX = 240;

export interface ColumnWidths {
  /** Null lets each column be as wide as its text. */
  readonly widths: readonly number[] | null;
  readonly landscape: boolean;
  readonly size: number;
  /** Space at the sides of a cell, in the size of its text. */
  readonly inset: number;
  /** Room for text in a cell. */
  readonly lettersIn: (cell: PlacedCell) => number;
}

export function columnWidthsOf(
  grid: TableGrid,
  { letters, mayTurn }: { readonly letters: number; readonly mayTurn: boolean },
): ColumnWidths {
  const upright = widthsWithin(grid, letters);
  if (upright.size >= READABLE_SIZE || !mayTurn) return { ...upright, landscape: false };
  return { ...widthsWithin(grid, LANDSCAPE_LETTERS), landscape: true };
}

function widthsWithin(grid: TableGrid, letters: number): Omit<ColumnWidths, "landscape"> {
  const shrink = Math.min(1, MANY_COLUMNS / grid.columns);
  const inset = SPACE_EMS * shrink;
  const space = SPACE_LETTERS * shrink;
  const lines = columnMaxima(grid, lineLetters).map((value) => Math.min(value, LINE_LETTERS_MAX));
  const least = columnMaxima(grid, leastLetters);
  if (sum(lines) + space * grid.columns <= letters) {
    return { widths: null, size: 1, inset, lettersIn: () => letters };
  }
  const size = Math.min(1, Math.max(SIZE_MIN, letters / (sum(least) + space * grid.columns)));
  const wishes = lines.map((value, column) => Math.max(0, value - (least[column] ?? 0)));
  const free = Math.max(0, letters / size - sum(least) - space * grid.columns);
  const share = free / Math.max(1, sum(wishes));
  const widths = least.map((value, column) => value + space + share * (wishes[column] ?? 0));
  const scale = letters / size / sum(widths);
  const lettersIn = ({ x, colspan }: PlacedCell) => sum(widths.slice(x, x + colspan)) * scale - space;
  return { widths, size, inset, lettersIn };
}

function columnMaxima(grid: TableGrid, measure: (text: string) => number): readonly number[] {
  const maxima = Array.from({ length: grid.columns }, () => 1);
  for (const { node, x, colspan } of grid.cells) {
    if (node === undefined || colspan > 1) continue;
    maxima[x] = Math.max(maxima[x] ?? 1, measure(plainTextOf(node)));
  }
  return maxima;
}

function leastLetters(text: string): number {
  const line = lineLetters(text);
  if (line <= SHORT_LINE_LETTERS) return line;
  // A little more than it counts: bold and capital letters are wider.
  return Math.min(WORD_LETTERS_MAX, longestOf(text.split(/\s+/u)) * 1.1 + 0.5);
}

const lineLetters = (text: string) => longestOf(text.split("\n")) * 1.05;
const longestOf = (parts: readonly string[]) => parts.reduce((most, part) => Math.max(most, part.length), 0);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
