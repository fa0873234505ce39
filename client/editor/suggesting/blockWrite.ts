/**
 * Writes into the shared document what lies between two texts of the editor when blocks came, went,
 * parted, or went into others. Blocks that are the same are not looked at:
 * y-tiptap compares those behind the change, too, and writes one anew whose words lie in two
 * neighbouring texts, as they do around a line break that is gone.
 */
import type { Node } from "@tiptap/pm/model";
import { equalityDeep } from "lib0/function";
import * as Y from "yjs";
import { insertNodes } from "../../../shared/document/fragmentWrite.ts";
import { deleteWords, richNode, type Stretch, writeWords } from "./wordWrite.ts";

/**
 * What a step made of a node: outside of `change`, which tells where in that node's content it took
 * something away, all stayed. False: the shared text is not the one before, or it cannot be said,
 * and y-tiptap must find the rest.
 */
export function writeBlocks(parent: Y.XmlFragment, { before, after, change }: Made): boolean {
  if (before === after) return true;
  if (parent instanceof Y.XmlElement) {
    writeAttributes(parent, before, after);
    if (before.isTextblock) return writeRest(parent, { before, after, change });
  }
  if (parent.length !== before.childCount) return false;
  const { pairs, start, oldEnd, newEnd } = pairsOf({ before, after, change });
  const areWritten = pairs.map(([index, made]) => {
    const child = parent.get(index);
    return child instanceof Y.XmlElement && writeBlocks(child, made);
  });
  if (oldEnd > start) parent.delete(start, oldEnd - start);
  if (newEnd > start) insertNodes(parent, start, after.content.content.slice(start, newEnd).map(richNode));
  return areWritten.every(Boolean);
}

interface Made {
  readonly before: Node;
  readonly after: Node;
  readonly change: Stretch;
}

/** The words that went go first: none of them can be taken for one of those that came. */
function writeRest(block: Y.XmlElement, made: Made): boolean {
  const { before, after } = made;
  const { start, end } = keptWords(made);
  const words = after.content.cut(start, after.content.size - end);
  deleteWords(block, start, before.content.size - end);
  return writeWords(block, start, words);
}

/** How much of a block's beginning and end stayed. */
function keptWords({ before: { content: old }, after: { content: now }, change }: Made): {
  readonly start: number;
  readonly end: number;
} {
  if (old.eq(now)) return { start: old.size, end: 0 };
  const from = Math.max(0, Math.min(change.from, old.size));
  const start = from <= now.size && old.cut(0, from).eq(now.cut(0, from)) ? from : 0;
  const rest = old.size - Math.max(from, Math.min(change.to, old.size));
  const isRest = start + rest <= now.size && old.cut(old.size - rest).eq(now.cut(now.size - rest));
  return { start, end: isRest ? rest : 0 };
}

export function writeAttribute(element: Y.XmlElement, name: string, value: unknown): void {
  if (value === null || value === undefined) element.removeAttribute(name);
  // Yjs types attributes as strings; it and y-tiptap store lists and numbers as they are.
  else element.setAttribute(name, value as string);
}

function writeAttributes(element: Y.XmlElement, before: Node, after: Node): void {
  for (const [name, value] of Object.entries(after.attrs)) {
    if (!equalityDeep(before.attrs[name], value)) writeAttribute(element, name, value);
  }
}

interface Pairs {
  /** Which child goes on, and as what. */
  readonly pairs: readonly (readonly [index: number, made: Made])[];
  /** Between these are the others. */
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** From both ends, and first from the one where more stays. */
function pairsOf(made: Made): Pairs {
  const pairs: [index: number, made: Made][] = [];
  let { start, oldEnd, newEnd } = differing(made);
  while (start < oldEnd && start < newEnd) {
    const first = childOf(made, start, start);
    const last = childOf(made, oldEnd - 1, newEnd - 1);
    const [atFirst, atLast] = [likeness(first), likeness(last)];
    if (atFirst === undefined && atLast === undefined) break;
    if ((atFirst ?? -1) >= (atLast ?? -1)) {
      pairs.push([start, first]);
      start += 1;
    } else {
      oldEnd -= 1;
      newEnd -= 1;
      pairs.push([oldEnd, last]);
    }
  }
  return { pairs, start, oldEnd, newEnd };
}

/** Most children are the same, and stand before or behind the others. */
function differing({ before, after }: Made): Omit<Pairs, "pairs"> {
  let [start, oldEnd, newEnd] = [0, before.childCount, after.childCount];
  while (start < oldEnd && start < newEnd && before.child(start) === after.child(start)) start += 1;
  while (oldEnd > start && newEnd > start && before.child(oldEnd - 1) === after.child(newEnd - 1)) {
    oldEnd -= 1;
    newEnd -= 1;
  }
  return { start, oldEnd, newEnd };
}

function childOf({ before, after, change: { from, to } }: Made, old: number, now: number): Made {
  let at = 1;
  for (const child of before.content.content.slice(0, old)) at += child.nodeSize;
  return { before: before.child(old), after: after.child(now), change: { from: from - at, to: to - at } };
}

/**
 * How much of a node goes on in another one; undefined: it does not become that one. Of words that are
 * parted the beginning keeps the block, and so the suggestion that it is.
 */
function likeness(made: Made): number | undefined {
  const { before, after } = made;
  if (before === after) return Infinity;
  if (before.type !== after.type) return undefined;
  if (!before.isTextblock)
    return before.children.filter((child) => after.children.some((other) => other.eq(child))).length;
  if (before.content.eq(after.content)) return before.childCount;
  const { start, end } = keptWords(made);
  return start + end > 0 || before.content.size === 0 ? 0 : undefined;
}
