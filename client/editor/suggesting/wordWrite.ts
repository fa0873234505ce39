/** Words and line breaks of one block in the shared document, by their places in the editor's: taken out, formatted, written. */
import type { Fragment, Mark, Node } from "@tiptap/pm/model";
import * as Y from "yjs";
import { insertNodes } from "../../../shared/document/fragmentWrite.ts";
import { keysOf } from "../../../shared/document/markHash.ts";
import type { Mark as RichMark, RichNode } from "../../../shared/meeting/richText.ts";

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

/** False: a line break comes in the midst of a text, which would have to be parted. */
export function writeWords(block: Y.XmlElement, offset: number, words: Fragment): boolean {
  let at = offset;
  return words.content.every((node) => {
    const isWritten = node.isText ? writeText(block, at, node) : writeBreak(block, at, node);
    at += node.nodeSize;
    return isWritten;
  });
}

function writeText(block: Y.XmlElement, offset: number, { text = "", marks }: Node): boolean {
  const spot = textAt(block, offset);
  spot.text.insert(spot.index, text, keysOf(marks.map(richMark)));
  return true;
}

/** The text of an empty block stays: taken back, the break leaves the block as it was. */
function writeBreak(block: Y.XmlElement, offset: number, node: Node): boolean {
  let rest = offset;
  let index = 0;
  for (const child of block.toArray()) {
    if (rest < sizeOf(child) || rest === 0) break;
    rest -= sizeOf(child);
    index += 1;
  }
  if (rest === 0) insertNodes(block, index, [richNode(node)]);
  return rest === 0;
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

/**
 * Somebody else may make one there at the same moment, and y-tiptap joins its own text with the one right
 * before it, also when it only looks: a deleted one keeps them apart.
 */
function newText(block: Y.XmlElement, index: number): Y.XmlText {
  const text = new Y.XmlText();
  block.insert(index, [new Y.XmlText(), text]);
  block.delete(index, 1);
  return text;
}

export function richNode(node: Node): RichNode {
  // ProseMirror types its JSON as any; this is the form that it documents.
  return node.toJSON() as RichNode;
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

/** How many places it takes. */
export const sizeOf = (child: unknown) => (child instanceof Y.XmlText ? child.length : 1);
