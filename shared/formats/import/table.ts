/**
 * Tables as extracted text has them: rows of TAB-parted cells, or Markdown rows. A blank line inside
 * is a page break when the next row has as many cells; a rule is no row.
 */
import type { RichNode } from "../../meeting/richText.ts";
import { inlineNodes, type BlocksRead, type BlockSource } from "./blockSource.ts";
import { isBlank, mayBeStructure, type Line } from "./lines.ts";
import { hasWords } from "./words.ts";

interface Row {
  readonly line: Line;
  readonly cells: readonly string[];
}

interface RowsRead {
  readonly rows: readonly Row[];
  readonly isHeaderMarked: boolean;
  readonly next: number;
}

const RULE = /^(?=[^|\t]*[|\t])[\s|:-]*-{2,}[\s|:-]*$/u;
const AMOUNT = /^[+-]?[\d.,]*\d[\d.,]*(?:\s*(?:%|kr\.?|mio\.?))?$/u;
/** More cells than any table of minutes; such a line is text with tabs in it. */
const CELLS_MAX = 40;

export function startsTable({ lines }: BlockSource, at: number): boolean {
  const line = lines[at];
  if (line === undefined || isRule(line)) return false;
  return cellsOf(line) !== undefined && !/^\s/u.test(line.text);
}

export function readTable(source: BlockSource, from: number): BlocksRead {
  const { rows, isHeaderMarked, next } = rowsFrom(source, from);
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  if (rows.some(({ cells }) => cells.length !== width))
    source.doubts.add("tableRagged", rows[0]?.line.n ?? 0, rows[0]?.line.text ?? "");
  const hasHeader = rows.length > 1 && (isHeaderMarked || looksLikeHeader(rows));
  const content = rows.map((row, index) =>
    rowNodeOf(row, { width, cellType: hasHeader && index === 0 ? "tableHeader" : "tableCell" }, source),
  );
  return { nodes: [{ type: "table", content }], next };
}

function rowsFrom({ lines, doubts }: BlockSource, from: number): RowsRead {
  const rows: Row[] = [];
  let isHeaderMarked = false;
  let next = from;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    if (isBlank(line) && !line.text.includes("\t")) continue;
    if (isRule(line)) {
      if (at > next && rows.length === 0) break;
      if (rows.length === 1) isHeaderMarked = true;
      next = at + 1;
      continue;
    }
    const cells = cellsOf(line);
    const isAfterGap = at > next;
    if (cells === undefined || (isAfterGap && cells.length !== rows.at(-1)?.cells.length)) break;
    if (isAfterGap) doubts.add("tableBroken", line.n, line.text);
    rows.push({ line, cells });
    next = at + 1;
  }
  const filled = rows.filter(({ cells }, index) => !(index === 0 && isHeaderMarked && !cells.some(hasWords)));
  return { rows: filled, isHeaderMarked: isHeaderMarked && filled.length === rows.length, next };
}

function isRule(line: Line): boolean {
  return mayBeStructure(line) && RULE.test(line.text);
}

function cellsOf(line: Line): readonly string[] | undefined {
  const text = line.text;
  const trimmed = text.trim();
  const isPiped = trimmed.length > 2 && trimmed.startsWith("|") && trimmed.endsWith("|");
  if (!isPiped && (trimmed === "" || !text.includes("\t"))) return undefined;
  const cells = (
    isPiped ? trimmed.slice(1, -1).split("|", CELLS_MAX + 1) : text.split("\t", CELLS_MAX + 1)
  ).map((cell) => cell.trim());
  const isRow = cells.length <= CELLS_MAX && (isPiped || cells.length > 1);
  return isRow ? cells : undefined;
}

/** Words on top of amounts. Without amounts nobody can tell, and plain cells do no harm. */
function looksLikeHeader(rows: readonly Row[]): boolean {
  const [first, ...others] = rows;
  const isWords =
    first?.cells.every((cell) => !AMOUNT.test(cell)) === true &&
    first.cells.slice(1).every((cell) => cell !== "");
  return isWords && others.some(({ cells }) => cells.some((cell) => AMOUNT.test(cell)));
}

function rowNodeOf(
  { line, cells }: Row,
  { width, cellType }: { width: number; cellType: "tableHeader" | "tableCell" },
  { doubts }: BlockSource,
): RichNode {
  const padded = [...cells, ...Array.from({ length: width - cells.length }, () => "")];
  const content = padded.map((text): RichNode => {
    const inline = inlineNodes({ n: line.n, text }, doubts);
    return {
      type: cellType,
      attrs: { colspan: 1, rowspan: 1 },
      content: [inline.length === 0 ? { type: "paragraph" } : { type: "paragraph", content: inline }],
    };
  });
  return { type: "tableRow", content };
}
