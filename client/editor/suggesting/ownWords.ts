/** Which words, breaks and blocks are already somebody's suggestion, read from the editor's nodes. */
import type { Mark, Node, ResolvedPos } from "@tiptap/pm/model";
import type { Stamp } from "../../../shared/document/stamps.ts";

type WordMark = "insertion" | "deletion" | "formatChange";
type BlockStamp = "sIns" | "sDel" | "sJoin";

const SUGGESTION_MARKS = new Set<string>(["insertion", "deletion", "formatChange"]);

export function isSuggestionMark(mark: Mark): boolean {
  return SUGGESTION_MARKS.has(mark.type.name);
}

/** A mark of this person on the words of a node. */
export function ownMark(node: Node | null | undefined, name: WordMark, author: string): Mark | undefined {
  return node?.marks.find((mark) => mark.type.name === name && mark.attrs["author"] === author);
}

export function stampOf(mark: Mark): Stamp {
  // The schema's check of these attributes has passed before the text was opened.
  const { id, author, at } = mark.attrs as Stamp;
  return { id, author, at };
}

export function stampsOf(node: Node, name: string): readonly Stamp[] {
  // As above; null is the usual value.
  return (node.attrs[name] as readonly Stamp[] | null | undefined) ?? [];
}

export function ownStamp(node: Node | null | undefined, name: BlockStamp, author: string): Stamp | undefined {
  if (node === null || node === undefined) return undefined;
  return stampsOf(node, name).find((stamp) => stamp.author === author);
}

/** The stamp of the block of one's own in which a place is. */
export function ownBlockAround($at: ResolvedPos, author: string): Stamp | undefined {
  for (let depth = $at.depth; depth > 0; depth -= 1) {
    const stamp = ownStamp($at.node(depth), "sIns", author);
    if (stamp !== undefined) return stamp;
  }
  return undefined;
}

/** Whether all that is in a node of one's own making is one's own, so that it may go for real. */
export function isAllOwn(node: Node, author: string): boolean {
  let isOwn = true;
  node.descendants((child) => {
    if (child.isInline) isOwn &&= ownMark(child, "insertion", author) !== undefined;
    else if (stampsOf(child, "sIns").some((stamp) => stamp.author !== author)) isOwn = false;
    return isOwn;
  });
  return isOwn;
}

export function isDeletedByOwn(node: Node, author: string): boolean {
  return node.isText
    ? ownMark(node, "deletion", author) !== undefined
    : ownStamp(node, "sDel", author) !== undefined;
}
