/**
 * What keeps a block alive whose own suggestion has ended: words of the text itself, or what others
 * suggest in it. An empty block, a line break or a picture without words keeps nothing.
 */
import type { RichNode } from "../meeting/richText.ts";
import { nodeSpecOf } from "../document/schema.ts";
import type { Stamp } from "../document/stamps.ts";
import { marksOn, stampsOn, withContent } from "./stampsOn.ts";

interface WhatCounts {
  /** Whether there are words that are nobody's suggested addition. */
  readonly isBase: boolean;
  /** The additions in it that are still suggested, in text order. */
  readonly pending: readonly Stamp[];
}

export function whatCounts(node: RichNode): WhatCounts {
  if (node.type === "text") {
    const pending = marksOn(node, "insertion");
    return { isBase: pending.length === 0, pending };
  }
  const within = (node.content ?? []).map((child) => whatCounts(child));
  return {
    isBase: within.some(({ isBase }) => isBase),
    pending: [...stampsOn(node, "sIns"), ...within.flatMap(({ pending }) => pending)],
  };
}

export function counts(node: RichNode): boolean {
  const { isBase, pending } = whatCounts(node);
  return isBase || pending.length > 0;
}

/** A block that came with the one around it: it has no stamp of its own. A table keeps its cells. */
export function isPartOfBlock(node: RichNode): boolean {
  return nodeSpecOf(node.type)?.group !== "inline" && !isCell(node) && stampsOn(node, "sIns").length === 0;
}

export function isCell(node: RichNode): boolean {
  return node.type === "tableCell" || node.type === "tableHeader";
}

/** The same block without those of its parts in which nothing counts. */
export function withoutEmptyParts(block: RichNode): RichNode {
  const content = block.content ?? [];
  const kept = content.flatMap((child) => {
    if (!isPartOfBlock(child)) return [child];
    return counts(child) ? [withoutEmptyParts(child)] : [];
  });
  return withContent(block, kept);
}
