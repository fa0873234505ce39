/**
 * Words within one block: what is taken away gets the person's deletion mark, unless it was the
 * person's own proposal, which goes for real; what is added gets the person's insertion mark alone.
 */
import { Fragment, type Node, type ResolvedPos, Slice } from "@tiptap/pm/model";
import { ReplaceStep } from "@tiptap/pm/transform";
import { SUGGESTED_LINE } from "../../../shared/document/stamps.ts";
import { type Act, markFor } from "./act.ts";
import { isDeletedByOwn, isSuggestionMark, ownBlockAround, ownMark, stampsOf } from "./ownWords.ts";

/** Returns where the stretch ends now, since the person's own words are gone from it. */
export function deleteWords(act: Act, from: number, to: number): number {
  const { out } = act;
  const pieces: Piece[] = [];
  out.doc.nodesBetween(from, to, (node, position) => {
    if (node.isInline)
      pieces.push({ node, from: Math.max(from, position), to: Math.min(to, position + node.nodeSize) });
  });
  const before = out.doc.content.size;
  // From the end, so that what goes does not move the places before it.
  for (const piece of pieces.toReversed()) deletePiece(act, piece);
  return to - (before - out.doc.content.size);
}

interface Piece {
  readonly node: Node;
  readonly from: number;
  readonly to: number;
}

function deletePiece(act: Act, { node, from, to }: Piece): void {
  const { out, author } = act;
  const isOwn = node.isText
    ? ownMark(node, "insertion", author) !== undefined
    : ownBlockAround(out.doc.resolve(from), author) !== undefined;
  if (isOwn) out.step(new ReplaceStep(from, to, Slice.empty));
  else if (isDeletedByOwn(node, author)) return;
  else if (node.isText) out.addMark(from, to, markFor(act, "deletion"));
  else out.setNodeAttribute(from, "sDel", [...stampsOf(node, "sDel"), act.stamped]);
}

/** Puts inline content at a place and returns where it ends. */
export function insertWords(act: Act, at: number, content: Fragment): number {
  const words = suggestedWords(act, content);
  if (words.size === 0) return at;
  act.out.step(new ReplaceStep(at, at, new Slice(words, 0, 0)));
  return at + words.size;
}

/** The same words with no suggestion but this one; a line break is a character until it is accepted. */
export function suggestedWords(act: Act, content: Fragment): Fragment {
  const { schema } = act.state;
  const words: Node[] = [];
  content.forEach((node) => {
    const marks = node.marks.filter((mark) => !isSuggestionMark(mark));
    const text = node.isText ? (node.text ?? "") : SUGGESTED_LINE;
    words.push(schema.text(text, markFor(act, "insertion").addToSet(marks)));
  });
  return Fragment.from(words);
}

/** Words written in the midst of what somebody has deleted stand at its end: there they survive the deletion. */
export function outOfDeletion($at: ResolvedPos): number {
  const ids = deletionIds($at.nodeBefore).filter((id) => deletionIds($at.nodeAfter).includes(id));
  if (ids.length === 0 || !$at.parent.isTextblock) return $at.pos;
  let end = $at.pos;
  const { parent } = $at;
  parent.nodesBetween($at.parentOffset, parent.content.size, (node, position) => {
    const isIn = end === $at.start() + position || position < $at.parentOffset;
    if (isIn && deletionIds(node).some((id) => ids.includes(id)))
      end = $at.start() + position + node.nodeSize;
    return false;
  });
  return end;
}

function deletionIds(node: Node | null): readonly unknown[] {
  if (node === null) return [];
  return node.marks.filter((mark) => mark.type.name === "deletion").map((mark) => mark.attrs["id"]);
}
