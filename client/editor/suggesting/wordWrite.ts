/** Words of one block in the shared document, by their places in the editor's: taken out, formatted, written. */
import type { Fragment, Mark } from "@tiptap/pm/model";
import * as Y from "yjs";
import { keysOf } from "../../../shared/document/markHash.ts";
import type { Mark as RichMark } from "../../../shared/meeting/richText.ts";

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export function deleteWords(block: Y.XmlElement, from: number, to: number): void {
  for (const piece of piecesOf(block, { from, to })) {
    const child = block.get(piece.index);
    if (child instanceof Y.XmlText) child.delete(piece.from, piece.to - piece.from);
    else block.delete(piece.index, 1);
  }
}

export function formatWords(block: Y.XmlElement, stretch: Stretch, keys: Record<string, unknown>): void {
  for (const piece of piecesOf(block, stretch)) {
    const child = block.get(piece.index);
    if (child instanceof Y.XmlText) child.format(piece.from, piece.to - piece.from, keys);
  }
}

export function writeWords(block: Y.XmlElement, offset: number, words: Fragment): void {
  if (words.childCount === 0) return;
  const spot = textAt(block, offset);
  let index = spot.index;
  words.forEach((node) => {
    const text = node.text ?? "";
    spot.text.insert(index, text, keysOf(node.marks.map(richMark)));
    index += text.length;
  });
}

/** The text at a place in a block; behind a line break it may have to be made first. */
function textAt(block: Y.XmlElement, offset: number): { readonly text: Y.XmlText; readonly index: number } {
  let rest = offset;
  const children = block.toArray();
  for (const [index, child] of children.entries()) {
    if (child instanceof Y.XmlText && rest <= child.length) return { text: child, index: rest };
    if (!(child instanceof Y.XmlText) && rest === 0) return { text: newText(block, index), index: 0 };
    rest -= sizeOf(child);
  }
  return { text: newText(block, children.length), index: 0 };
}

function newText(block: Y.XmlElement, index: number): Y.XmlText {
  const text = new Y.XmlText();
  block.insert(index, [text]);
  return text;
}

export function richMark(mark: Mark): RichMark {
  return { type: mark.type.name, attrs: mark.attrs };
}

/** The texts of a block that a stretch touches, from the end, and where in them. */
function piecesOf(block: Y.XmlElement, { from, to }: Stretch): readonly (Stretch & { index: number })[] {
  const pieces: (Stretch & { index: number })[] = [];
  let start = 0;
  for (const [index, child] of block.toArray().entries()) {
    const end = start + sizeOf(child);
    if (end > from && start < to)
      pieces.push({ index, from: Math.max(0, from - start), to: Math.min(to, end) - start });
    start = end;
  }
  return pieces.toReversed();
}

export function isWords(content: Fragment): boolean {
  return content.content.every((node) => node.isText);
}

/** How many places it takes. */
export const sizeOf = (child: unknown) => (child instanceof Y.XmlText ? child.length : 1);
