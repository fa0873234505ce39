/** A table's grid -> what the template prints: cells on a grid, widths, numbers to the right. */
import { plainTextOf } from "../../shared/meeting/richText.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { columnWidthsOf } from "./columnWidths.ts";
import type { PrintedBlock } from "./printed.ts";
import type { TableGrid } from "./tableGrid.ts";

interface TableRoom {
  /** Letters on a line where the table stands. */
  readonly letters: number;
  /** A table that stands in nothing else may have a page on its side. */
  readonly mayTurn: boolean;
}

type CellBlocks = (cell: RichNode, letters: number) => readonly PrintedBlock[];

const NUMBER = /^[-−–+]?[\d.,\s\u00A0]*\d[\d.,\s\u00A0]*(?:%|kr\.?|mio\.|t\.kr\.?)?$/iu;

export function printedTableOf(
  grid: TableGrid,
  room: TableRoom,
  cellBlocks: CellBlocks,
): readonly PrintedBlock[] {
  const { lettersIn, ...layout } = columnWidthsOf(grid, room);
  const rightColumns = numberColumnsOf(grid);
  const cells = grid.cells.map((cell) => {
    const { node, ...place } = cell;
    return {
      ...place,
      header: node?.type === "tableHeader",
      right: cell.colspan === 1 && rightColumns.has(cell.x),
      blocks: node === undefined ? [] : cellBlocks(node, lettersIn(cell)),
    };
  });
  return [{ kind: "table", columns: grid.columns, headerRows: grid.headerRows, ...layout, cells }];
}

/** Columns whose cells below the header are numbers or empty, with at least one number. */
function numberColumnsOf({ cells, columns, headerRows }: TableGrid): ReadonlySet<number> {
  const texts = Array.from({ length: columns }, (): string[] => []);
  for (const { node, x, y } of cells) {
    const text = node === undefined || y < headerRows ? "" : plainTextOf(node).trim();
    if (text !== "") texts[x]?.push(text);
  }
  return new Set(
    texts.flatMap((column, x) => (column.length > 0 && column.every((text) => NUMBER.test(text)) ? [x] : [])),
  );
}
