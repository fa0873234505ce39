/** A source as numbered lines in NFC. Knows what ends a line and nothing about what it means. */
import type { DoubtList } from "./doubts.ts";

export interface Line {
  /** 1-based line of the source; several lines may share it when one was split. */
  readonly n: number;
  readonly text: string;
}

/** Minutes have some hundred lines. Beyond this the rest is gathered, so that memory stays small. */
const LINES_MAX = 50_000;
const GATHERED_LINES = 500;

// Form feed, vertical tab, next line and the two Unicode separators also end a line in extracted text.
// oxlint-disable-next-line no-control-regex
const LINE_END = /\r\n|[\n\r\f\v\u0085\u2028\u2029]/u;

export function linesOf(source: string): readonly Line[] {
  const text = source
    .toWellFormed()
    .normalize("NFC")
    .replace(/^\uFEFF/u, "");
  return text.split(LINE_END).map((line, index) => ({ n: index + 1, text: line }));
}

/** The lines, with those beyond any credible paper gathered into long paragraphs. */
export function boundedLines(lines: readonly Line[], doubts: DoubtList): readonly Line[] {
  if (lines.length <= LINES_MAX) return lines;
  doubts.add("tooManyLines", LINES_MAX + 1, lines[LINES_MAX]?.text ?? "");
  return [...lines.slice(0, LINES_MAX), ...gathered(lines.slice(LINES_MAX))];
}

function gathered(lines: readonly Line[]): readonly Line[] {
  const groups: Line[] = [];
  for (let from = 0; from < lines.length; from += GATHERED_LINES) {
    const group = lines.slice(from, from + GATHERED_LINES);
    const text = group.map((line) => line.text.trim()).join(" ");
    groups.push({ n: group[0]?.n ?? 0, text: text.trim() }, { n: group[0]?.n ?? 0, text: "" });
  }
  return groups;
}

export function isBlank(line: Line): boolean {
  return line.text.trim() === "";
}

/** How many places the leading white space takes; a tab counts as four. */
export function indentOf(text: string): number {
  let indent = 0;
  for (const character of text.slice(0, 40)) {
    if (character === "\t") indent += 4;
    else if (character.trim() === "") indent += 1;
    else break;
  }
  return indent;
}

/** Longer lines are never headings, items, labels or table rows; this also bounds every pattern. */
export const STRUCTURE_LENGTH_MAX = 400;

export function mayBeStructure(line: Line): boolean {
  return line.text.length <= STRUCTURE_LENGTH_MAX;
}
