/**
 * Writes into the shared document what lies between two texts of the editor when blocks came, went,
 * or went into others, and the words of each stayed. Blocks that are the same are not looked at:
 * y-tiptap compares those behind the change, too, and writes one anew whose words lie in two
 * neighbouring texts, as they do around a line break that is gone.
 */
import type { Node } from "@tiptap/pm/model";
import { equalityDeep } from "lib0/function";
import * as Y from "yjs";
import { insertNodes } from "../../../shared/document/fragmentWrite.ts";
import type { RichNode } from "../../../shared/meeting/richText.ts";

/** False: the shared text is not the one before, and y-tiptap must find the rest. */
export function writeBlocks(parent: Y.XmlFragment, before: Node, after: Node): boolean {
  if (before === after) return true;
  if (parent instanceof Y.XmlElement) writeAttributes(parent, before, after);
  if (before.isTextblock) return true;
  if (parent.length !== before.childCount) return false;
  const { pairs, start, oldEnd, newEnd } = pairsOf(before, after);
  const areWritten = pairs.map(([old, now]) => {
    const child = parent.get(old);
    return child instanceof Y.XmlElement && writeBlocks(child, before.child(old), after.child(now));
  });
  if (oldEnd > start) parent.delete(start, oldEnd - start);
  if (newEnd > start) insertNodes(parent, start, after.content.content.slice(start, newEnd).map(richNode));
  return areWritten.every(Boolean);
}

export function writeAttribute(element: Y.XmlElement, name: string, value: unknown): void {
  if (value === null || value === undefined) element.removeAttribute(name);
  // Yjs types attributes as strings; it and y-tiptap store lists and numbers as they are.
  else element.setAttribute(name, value as string);
}

export function richNode(node: Node): RichNode {
  // ProseMirror types its JSON as any; this is the form that it documents.
  return node.toJSON() as RichNode;
}

function writeAttributes(element: Y.XmlElement, before: Node, after: Node): void {
  for (const [name, value] of Object.entries(after.attrs)) {
    if (!equalityDeep(before.attrs[name], value)) writeAttribute(element, name, value);
  }
}

interface Pairs {
  /** Which child goes on as which. */
  readonly pairs: readonly (readonly [old: number, now: number])[];
  /** Between these are the others. */
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** From both ends, and first from the one where more stays. */
function pairsOf(before: Node, after: Node): Pairs {
  const pairs: [old: number, now: number][] = [];
  let [start, oldEnd, newEnd] = [0, before.childCount, after.childCount];
  while (start < oldEnd && start < newEnd) {
    const first = likeness(before.child(start), after.child(start));
    const last = likeness(before.child(oldEnd - 1), after.child(newEnd - 1));
    if (first === undefined && last === undefined) break;
    if ((first ?? -1) >= (last ?? -1)) {
      pairs.push([start, start]);
      start += 1;
    } else {
      oldEnd -= 1;
      newEnd -= 1;
      pairs.push([oldEnd, newEnd]);
    }
  }
  return { pairs, start, oldEnd, newEnd };
}

/** How much of a node goes on in another one; undefined: it cannot become that one. */
function likeness(old: Node, now: Node): number | undefined {
  if (old === now) return Infinity;
  if (old.type !== now.type || (old.isTextblock && !old.content.eq(now.content))) return undefined;
  return old.content.content.filter((child) => now.content.content.some((other) => other.eq(child))).length;
}
