/**
 * A table's nodes -> cells on a grid. Merged cells of pasted tables may overlap or leave holes, and
 * Typst refuses both: here every square of the grid gets exactly one cell. Also decides the widths
 * of columns as a browser does: from the longest word and the longest line in each.
 */
import { plainTextOf } from "../../shared/meeting/richText.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";
import type { PrintedBlock, PrintedCell } from "./printed.ts";

type CellBlocks = (cell: RichNode, place: { readonly wordLengthMax?: number }) => readonly PrintedBlock[];

interface PlacedCell {
  readonly node: RichNode | undefined;
  readonly x: number;
  readonly y: number;
  readonly colspan: number;
  readonly rowspan: number;
}

/** Letters on a line of the page in a table's size, measured for IBM Plex Sans. */
const LINE_LETTERS = 84;
/** What a cell's side spaces take, in letters. */
const INSET_LETTERS = 2.5;
const WORD_LETTERS_MAX = 24;
const LINE_LETTERS_MAX = 240;
const SIZE_MIN = 0.45;
/** From this many columns on the spaces between them shrink. */
const MANY_COLUMNS = 12;
const NUMBER = /^[-−–+]?[\d.,\s\u00A0]*\d[\d.,\s\u00A0]*(?:%|kr\.?|mio\.|t\.kr\.?)?$/iu;

export function printedTableOf(table: RichNode, cellBlocks: CellBlocks): readonly PrintedBlock[] {
  const rows = (table.content ?? []).filter((row) => (row.content ?? []).length > 0);
  if (rows.length === 0) return [];
  const headerRows = headerRowsOf(rows);
  const placed = placedCellsOf(rows, headerRows);
  const columns = Math.max(...placed.map((cell) => cell.x + cell.colspan));
  const cells = [...placed, ...holesOf(placed, columns, rows.length)].toSorted(inReadingOrder);
  const measure = measureOf(cells, columns);
  const rightColumns = numberColumnsOf(cells, columns, headerRows);
  const printed = cells.map((cell): PrintedCell => {
    const { node, ...place } = cell;
    return {
      ...place,
      header: node?.type === "tableHeader",
      right: cell.colspan === 1 && rightColumns.has(cell.x),
      blocks: node === undefined ? [] : cellBlocks(node, wordLimit(measure, cell)),
    };
  });
  return [
    {
      kind: "table",
      columns,
      widths: measure.widths,
      size: measure.size,
      inset: measure.inset,
      headerRows,
      cells: printed,
    },
  ];
}

/** Rows at the top that hold header cells only; a table needs at least one row below them. */
function headerRowsOf(rows: readonly RichNode[]): number {
  const first = rows.findIndex((row) => row.content?.some((cell) => cell.type !== "tableHeader"));
  return first === -1 ? Math.min(1, rows.length - 1) : first;
}

function placedCellsOf(rows: readonly RichNode[], headerRows: number): readonly PlacedCell[] {
  const taken = new Set<string>();
  return rows.flatMap((row, y) => {
    let x = 0;
    return (row.content ?? []).map((node) => {
      while (taken.has(`${x}:${y}`)) x += 1;
      const lastRow = y < headerRows ? headerRows : rows.length;
      const cell = { node, x, y, ...freeSpanOf(node, { x, y, lastRow }, taken) };
      for (const square of squaresOf(cell)) taken.add(square);
      x += cell.colspan;
      return cell;
    });
  });
}

/** The cell's span, cut where another cell stands already and at the end of its part of the table. */
function freeSpanOf(
  node: RichNode,
  { x, y, lastRow }: { readonly x: number; readonly y: number; readonly lastRow: number },
  taken: ReadonlySet<string>,
): { readonly colspan: number; readonly rowspan: number } {
  const wanted = spanOf(node.attrs?.colspan);
  let colspan = 1;
  while (colspan < wanted && !taken.has(`${x + colspan}:${y}`)) colspan += 1;
  return { colspan, rowspan: Math.min(spanOf(node.attrs?.rowspan), lastRow - y) };
}

const spanOf = (value: unknown) => (typeof value === "number" && value >= 1 ? Math.floor(value) : 1);

function squaresOf({ x, y, colspan, rowspan }: PlacedCell): readonly string[] {
  return Array.from({ length: rowspan }, (_row, down) =>
    Array.from({ length: colspan }, (_column, right) => `${x + right}:${y + down}`),
  ).flat();
}

function holesOf(cells: readonly PlacedCell[], columns: number, rows: number): readonly PlacedCell[] {
  const taken = new Set(cells.flatMap(squaresOf));
  return Array.from({ length: rows * columns }, (_square, index) => ({
    node: undefined,
    x: index % columns,
    y: Math.floor(index / columns),
    colspan: 1,
    rowspan: 1,
  })).filter(({ x, y }) => !taken.has(`${x}:${y}`));
}

const inReadingOrder = (a: PlacedCell, b: PlacedCell) => a.y - b.y || a.x - b.x;

interface Measure {
  readonly widths: readonly number[] | null;
  readonly size: number;
  readonly inset: number;
}

function measureOf(cells: readonly PlacedCell[], columns: number): Measure {
  const words = columnMaxima(cells, columns, longestWordOf).map((value) => Math.min(value, WORD_LETTERS_MAX));
  const lines = columnMaxima(cells, columns, longestLineOf).map((value) => Math.min(value, LINE_LETTERS_MAX));
  const shrink = columns > MANY_COLUMNS ? MANY_COLUMNS / columns : 1;
  const inset = 0.6 * shrink;
  const spaces = columns * INSET_LETTERS * shrink;
  if (sum(lines) + spaces <= LINE_LETTERS) return { widths: null, size: 1, inset };
  const size = Math.min(1, Math.max(SIZE_MIN, LINE_LETTERS / (sum(words) + spaces)));
  const least = words.map((value) => value + spaces / columns);
  const wish = lines.map((value, index) => Math.max(0, value - (words[index] ?? 0)));
  const free = Math.max(0, LINE_LETTERS / size - sum(least));
  const share = sum(wish) === 0 ? 0 : free / sum(wish);
  return { widths: least.map((value, index) => value + share * (wish[index] ?? 0)), size, inset };
}

function columnMaxima(
  cells: readonly PlacedCell[],
  columns: number,
  measure: (text: string) => number,
): readonly number[] {
  const maxima = Array.from({ length: columns }, () => 1);
  for (const { node, x, colspan } of cells) {
    if (node === undefined || colspan > 1) continue;
    maxima[x] = Math.max(maxima[x] ?? 1, measure(plainTextOf(node)));
  }
  return maxima;
}

/** A little more than it counts: bold and capital letters are wider. */
const longestWordOf = (text: string) => longestOf(text.split(/\s+/u)) * 1.15 + 0.5;
const longestLineOf = (text: string) => longestOf(text.split("\n")) * 1.05;
const longestOf = (parts: readonly string[]) => parts.reduce((most, part) => Math.max(most, part.length), 0);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function wordLimit({ widths, size }: Measure, cell: PlacedCell): { readonly wordLengthMax?: number } {
  if (widths === null) return {};
  const width = sum(widths.slice(cell.x, cell.x + cell.colspan));
  const letters = (width * (LINE_LETTERS / size)) / sum(widths) - INSET_LETTERS;
  return { wordLengthMax: Math.max(1, Math.floor(letters * 0.8)) };
}

/** Columns whose cells below the header are all numbers or empty, with at least one number. */
function numberColumnsOf(
  cells: readonly PlacedCell[],
  columns: number,
  headerRows: number,
): ReadonlySet<number> {
  const texts = Array.from({ length: columns }, (): string[] => []);
  for (const { node, x, y } of cells) {
    const text = node === undefined || y < headerRows ? "" : plainTextOf(node).trim();
    if (text !== "") texts[x]?.push(text);
  }
  return new Set(
    texts.flatMap((column, x) => (column.length > 0 && column.every((text) => NUMBER.test(text)) ? [x] : [])),
  );
}
