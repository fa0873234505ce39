/**
 * Section text -> printed blocks. Everything with words is printed: a node that is unknown here
 * comes out as a paragraph. Paragraphs without words are spacing on a screen and left out on paper.
 */
import { isAllowedHref } from "../../shared/document/schema.ts";
import { plainTextOf } from "../../shared/meeting/richText.ts";
import type { RichNode, RichText } from "../../shared/meeting/richText.ts";
import { PORTRAIT_LETTERS } from "./columnWidths.ts";
import { printableLine } from "./printableLine.ts";
import type { InlineRun, PlainRun, PrintedBlock } from "./printed.ts";
import { printedTableOf } from "./printedTable.ts";
import { tableGridOf } from "./tableGrid.ts";

/**
 * Typst gives up on text that is nested too deeply, a table counting for more than a list. From
 * here on list items stand at one depth, and a table's cells follow each other as blocks.
 */
const DEPTH_MAX = 12;
const TABLE_DEPTH = 3;
const LIST_INDENT_LETTERS = 3.5;

interface BlockPlace {
  readonly headingLevel: number;
  readonly depth: number;
  /** Letters on a line here: the page's line, less in a list, few in a table's cell. */
  readonly letters: number;
}

export function printedBlocksOf(text: RichText, headingLevel: number): readonly PrintedBlock[] {
  return blocksOf(text.content, { headingLevel, depth: 0, letters: PORTRAIT_LETTERS });
}

function blocksOf(nodes: readonly RichNode[] | undefined, place: BlockPlace): readonly PrintedBlock[] {
  const blocks = (nodes ?? []).flatMap((node) => blockOf(node, place));
  return blocks.map((block, index) =>
    "leadsOn" in block ? { ...block, leadsOn: isLedTo(blocks[index + 1]) } : block,
  );
}

function isLedTo(next: PrintedBlock | undefined): boolean {
  return next?.kind === "bulletList" || next?.kind === "orderedList" || next?.kind === "table";
}

function blockOf(node: RichNode, place: BlockPlace): readonly PrintedBlock[] {
  switch (node.type) {
    case "heading":
      return withWords(node, (runs) => ({ kind: "heading", level: place.headingLevel, runs }), place);
    case "figure":
      return withWords(node, (runs) => ({ kind: "caption", runs, leadsOn: false }), place);
    case "bulletList":
    case "orderedList":
      return listOf(node, place);
    case "table":
      return tableOf(node, place);
    case "paragraph":
      return withWords(node, (runs) => ({ kind: "paragraph", runs, leadsOn: false }), place);
    default:
      return withWords(
        { type: "paragraph", content: [{ type: "text", text: plainTextOf(node) }] },
        (runs) => ({ kind: "paragraph", runs, leadsOn: false }),
        place,
      );
  }
}

function tableOf(table: RichNode, place: BlockPlace): readonly PrintedBlock[] {
  const depth = place.depth + TABLE_DEPTH;
  const grid = depth <= DEPTH_MAX ? tableGridOf(table) : undefined;
  if (grid !== undefined) {
    const room = { letters: place.letters, mayTurn: place.depth === 0 };
    return printedTableOf(grid, room, (cell, letters) =>
      blocksOf(cell.content, { ...place, depth, letters }),
    );
  }
  const cells = (table.content ?? []).flatMap((row) => row.content ?? []);
  return cells.flatMap((cell) => blocksOf(cell.content, place));
}

function withWords(
  node: RichNode,
  block: (runs: readonly InlineRun[]) => PrintedBlock,
  place: BlockPlace,
): readonly PrintedBlock[] {
  return plainTextOf(node).trim() === "" ? [] : [block(inlineRunsOf(node.content ?? [], place))];
}

function listOf(list: RichNode, place: BlockPlace): readonly PrintedBlock[] {
  const nodes = list.content ?? [];
  if (nodes.length === 0) return [];
  const inside = { ...place, depth: place.depth + 1, letters: place.letters - LIST_INDENT_LETTERS };
  const items = nodes.flatMap((item) => itemsOf(item, inside));
  if (list.type === "bulletList") return [{ kind: "bulletList", items }];
  return [
    {
      kind: "orderedList",
      start: startOf(list.attrs?.start),
      numbering: list.attrs?.type === "a" ? "a." : "1.",
      items,
    },
  ];
}

function startOf(value: unknown): number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : 1;
}

/** One item; at the greatest depth its own lists follow it as items beside it. */
function itemsOf(item: RichNode, place: BlockPlace): readonly (readonly PrintedBlock[])[] {
  if (place.depth < DEPTH_MAX) return [blocksOf(item.content, place)];
  const own = (item.content ?? []).filter((node) => !isList(node));
  const deeper = (item.content ?? []).filter(isList).flatMap((list) => list.content ?? []);
  return [blocksOf(own, place), ...deeper.flatMap((child) => itemsOf(child, place))];
}

const isList = (node: RichNode) => node.type === "bulletList" || node.type === "orderedList";

/** Neighbours in one link become one link, so that a reader meets it once. */
function inlineRunsOf(nodes: readonly RichNode[], place: BlockPlace): readonly InlineRun[] {
  const runs: InlineRun[] = [];
  let open: { readonly href: unknown; readonly runs: PlainRun[] } | undefined;
  for (const node of nodes) {
    const run = plainRunOf(node, place);
    const link = node.marks?.find((mark) => mark.type === "link");
    if (link === undefined) {
      open = undefined;
      runs.push(run);
    } else if (open !== undefined && open.href === link.attrs?.href) {
      open.runs.push(run);
    } else {
      open = { href: link.attrs?.href, runs: [run] };
      runs.push(linkRunOf(open.href, open.runs));
    }
  }
  return runs;
}

function linkRunOf(href: unknown, runs: readonly PlainRun[]): InlineRun {
  return typeof href === "string" && isAllowedHref(href)
    ? { kind: "link", href, runs }
    : { kind: "missingLink", runs };
}

function plainRunOf(node: RichNode, { letters }: BlockPlace): PlainRun {
  if (node.type === "hardBreak") return { kind: "break" };
  const has = (type: string) => node.marks?.some((mark) => mark.type === type) ?? false;
  return {
    kind: "text",
    text: printableLine(plainTextOf(node), letters),
    bold: has("bold"),
    italic: has("italic"),
  };
}
