/**
 * Taking away a stretch that may go across blocks. A block that is in it whole gets the person's
 * stamp, and its words the person's mark; the person's own blocks and words go for real.
 */
import { type Node, Slice } from "@tiptap/pm/model";
import { ReplaceStep } from "@tiptap/pm/transform";
import type { Act } from "./act.ts";
import { isAllOwn, ownStamp, stampsOf } from "./ownWords.ts";
import { deleteWords } from "./words.ts";

/** Returns where the stretch ends now. */
export function deleteStretch(act: Act, from: number, to: number): number {
  const { out } = act;
  const before = out.doc.content.size;
  // From the end, so that what goes does not move the places before it.
  for (const piece of piecesIn(out.doc, from, to).toReversed()) {
    if (piece.isWords) deleteWords(act, piece.from, piece.to);
    else deleteBlock(act, piece.from);
  }
  return to - (before - out.doc.content.size);
}

interface Piece {
  readonly isWords: boolean;
  readonly from: number;
  readonly to: number;
}

/** Whole blocks as one piece each; of a block that is in it partly, its words. */
function piecesIn(doc: Node, from: number, to: number): readonly Piece[] {
  const pieces: Piece[] = [];
  doc.nodesBetween(from, to, (node, position) => {
    const end = position + node.nodeSize;
    if (position >= from && end <= to) {
      pieces.push({ isWords: false, from: position, to: end });
      return false;
    }
    if (!node.isTextblock) return true;
    const words = { from: Math.max(from, position + 1), to: Math.min(to, end - 1) };
    if (words.to > words.from) pieces.push({ isWords: true, ...words });
    return false;
  });
  return pieces;
}

export function deleteBlock(act: Act, position: number): void {
  const { out, author, stamped } = act;
  const block = out.doc.nodeAt(position);
  if (block === null) return;
  if (ownStamp(block, "sIns", author) !== undefined && isAllOwn(block, author)) {
    out.step(new ReplaceStep(position, position + block.nodeSize, Slice.empty));
    return;
  }
  if (ownStamp(block, "sDel", author) === undefined)
    out.setNodeAttribute(position, "sDel", [...stampsOf(block, "sDel"), stamped]);
  deleteWithin(act, block, position + 1);
}

/** Only the outermost block has the stamp; what is the person's own in it goes for real. */
function deleteWithin(act: Act, block: Node, start: number): void {
  if (block.isTextblock) {
    deleteWords(act, start, start + block.content.size);
    return;
  }
  const places: number[] = [];
  block.forEach((_child, offset) => places.push(start + offset));
  for (const place of places.toReversed()) {
    const child = act.out.doc.nodeAt(place);
    if (child === null) continue;
    if (ownStamp(child, "sIns", act.author) !== undefined) deleteBlock(act, place);
    else deleteWithin(act, child, place + 1);
  }
}
