/**
 * Section text -> printed blocks. Everything with words is printed: a node that is unknown here
 * comes out as a paragraph. Paragraphs without words are spacing on a screen and left out on paper.
 */
import { isAllowedHref } from "../../shared/document/schema.ts";
import { plainTextOf } from "../../shared/meeting/richText.ts";
import type { RichNode, RichText } from "../../shared/meeting/richText.ts";
import { printableLine } from "./printableLine.ts";
import type { InlineRun, PlainRun, PrintedBlock } from "./printed.ts";
import { printedTableOf } from "./printedTable.ts";

/** Typst stops at about 20 lists inside each other; from here on items stand at the same depth. */
const LIST_DEPTH_MAX = 12;

export interface BlockPlace {
  readonly headingLevel: number;
  readonly listDepth: number;
  /** Words longer than this may break; narrow columns need it smaller. */
  readonly wordLengthMax?: number;
}

export function printedBlocksOf(text: RichText, headingLevel: number): readonly PrintedBlock[] {
  return blocksOf(text.content, { headingLevel, listDepth: 0 });
}

export function blocksOf(nodes: readonly RichNode[] | undefined, place: BlockPlace): readonly PrintedBlock[] {
  return (nodes ?? []).flatMap((node) => blockOf(node, place));
}

function blockOf(node: RichNode, place: BlockPlace): readonly PrintedBlock[] {
  switch (node.type) {
    case "heading":
      return withWords(node, (runs) => ({ kind: "heading", level: place.headingLevel, runs }), place);
    case "figure":
      return withWords(node, (runs) => ({ kind: "caption", runs }), place);
    case "bulletList":
    case "orderedList":
      return listOf(node, place);
    case "table":
      return printedTableOf(node, (cell, cellPlace) => blocksOf(cell.content, { ...place, ...cellPlace }));
    case "paragraph":
      return withWords(node, (runs) => ({ kind: "paragraph", runs }), place);
    default:
      return withWords(
        { type: "paragraph", content: [{ type: "text", text: plainTextOf(node) }] },
        (runs) => ({ kind: "paragraph", runs }),
        place,
      );
  }
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
  const inside = { ...place, listDepth: place.listDepth + 1 };
  const items = nodes.flatMap((item) => itemsOf(item, inside));
  if (list.type === "bulletList") return [{ kind: "bulletList", items }];
  const start = list.attrs?.start;
  return [
    {
      kind: "orderedList",
      start: typeof start === "number" ? start : 1,
      numbering: list.attrs?.type === "a" ? "a." : "1.",
      items,
    },
  ];
}

/** One item; at the greatest depth its own lists follow it as items beside it. */
function itemsOf(item: RichNode, place: BlockPlace): readonly (readonly PrintedBlock[])[] {
  if (place.listDepth < LIST_DEPTH_MAX) return [blocksOf(item.content, place)];
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

function plainRunOf(node: RichNode, { wordLengthMax }: BlockPlace): PlainRun {
  if (node.type === "hardBreak") return { kind: "break" };
  const has = (type: string) => node.marks?.some((mark) => mark.type === type) ?? false;
  return {
    kind: "text",
    text: printableLine(plainTextOf(node), wordLengthMax),
    bold: has("bold"),
    italic: has("italic"),
  };
}
