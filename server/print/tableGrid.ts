/**
 * A table's rows -> cells on a grid. Merged cells of pasted tables may overlap, reach over the edge
 * or leave holes, and Typst refuses all of these: here every square belongs to exactly one cell.
 */
import type { RichNode } from "../../shared/meeting/richText.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";

export interface PlacedCell {
  /** Undefined where the table had a hole. */
  readonly node: RichNode | undefined;
  readonly x: number;
  readonly y: number;
  readonly colspan: number;
  readonly rowspan: number;
}

export interface TableGrid {
  readonly columns: number;
  /** Rows at the top that hold header cells only. */
  readonly headerRows: number;
  /** In reading order. */
  readonly cells: readonly PlacedCell[];
}

/**
 * Undefined for a table without cells, and for one that no paper could show: within the schema's
 * limits merged cells can still ask for millions of squares.
 */
export function tableGridOf(table: RichNode): TableGrid | undefined {
  const rows = (table.content ?? []).filter((row) => (row.content ?? []).length > 0);
  if (rows.length === 0 || squaresAskedFor(rows) > LIMITS.printedSquares) return undefined;
  const headerRows = headerRowsOf(rows);
  const placed = placedCellsOf(rows, headerRows);
  // A column in which no cell begins only repeats its neighbour, and a typed span may be huge.
  const columns = Math.max(...placed.map((cell) => cell.x)) + 1;
  if (columns > LIMITS.printedColumns || columns * rows.length > LIMITS.printedSquares) return undefined;
  const cells = placed.map((cell) => ({ ...cell, colspan: Math.min(cell.colspan, columns - cell.x) }));
  return {
    columns,
    headerRows,
    cells: [...cells, ...holesOf(cells, columns, rows.length)].toSorted(byPlace),
  };
}

function squaresAskedFor(rows: readonly RichNode[]): number {
  const cells = rows.flatMap((row) => row.content ?? []);
  return cells.reduce(
    (sum, { attrs }) => sum + spanOf(attrs?.colspan) * Math.min(spanOf(attrs?.rowspan), rows.length),
    0,
  );
}

/** When all rows are header rows the first is the header: a table needs a row below it. */
function headerRowsOf(rows: readonly RichNode[]): number {
  const firstOther = rows.findIndex((row) => row.content?.some((cell) => cell.type !== "tableHeader"));
  return firstOther === -1 ? Math.min(1, rows.length - 1) : firstOther;
}

function placedCellsOf(rows: readonly RichNode[], headerRows: number): readonly PlacedCell[] {
  const taken = new Set<string>();
  return rows.flatMap((row, y) => {
    let x = 0;
    return (row.content ?? []).map((node) => {
      while (taken.has(square(x, y))) x += 1;
      const rowsLeft = (y < headerRows ? headerRows : rows.length) - y;
      const rowspan = Math.min(spanOf(node.attrs?.rowspan), rowsLeft);
      const cell = { node, x, y, colspan: freeColumnsOf(node, { x, y }, taken), rowspan };
      for (const place of squaresOf(cell)) taken.add(place);
      x += cell.colspan;
      return cell;
    });
  });
}

/** The cell's own span, cut where another cell stands already. */
function freeColumnsOf(
  node: RichNode,
  { x, y }: { readonly x: number; readonly y: number },
  taken: ReadonlySet<string>,
): number {
  const wanted = spanOf(node.attrs?.colspan);
  let colspan = 1;
  while (colspan < wanted && !taken.has(square(x + colspan, y))) colspan += 1;
  return colspan;
}

function holesOf(cells: readonly PlacedCell[], columns: number, rows: number): readonly PlacedCell[] {
  const taken = new Set(cells.flatMap(squaresOf));
  return Array.from({ length: rows * columns }, (_square, index) => ({
    node: undefined,
    x: index % columns,
    y: Math.floor(index / columns),
    colspan: 1,
    rowspan: 1,
  })).filter(({ x, y }) => !taken.has(square(x, y)));
}

function squaresOf({ x, y, colspan, rowspan }: PlacedCell): readonly string[] {
  return Array.from({ length: rowspan * colspan }, (_square, index) =>
    square(x + (index % colspan), y + Math.floor(index / colspan)),
  );
}

const square = (x: number, y: number) => `${x}:${y}`;
const spanOf = (value: unknown) => (typeof value === "number" && value >= 1 ? Math.floor(value) : 1);
const byPlace = (a: PlacedCell, b: PlacedCell) => a.y - b.y || a.x - b.x;
