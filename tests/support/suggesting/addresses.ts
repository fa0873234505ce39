/**
 * Places of a text with suggestions as they would be if all were accepted: «character 7 of block 3».
 * So the same act can be made in a plain editor that holds the accepted text. Reads the form of
 * suggestions by itself, not with the code under test.
 */
import type { Mark, Node as ProseMirrorNode } from "@tiptap/pm/model";
import { SUGGESTED_BREAK, SUGGESTED_LINE } from "../../../shared/document/stamps.ts";

export interface Place {
  readonly position: number;
  /** `block:offset` in the accepted text; undefined where that has no such place. */
  readonly address: string | undefined;
}

/** All places of the caret, in order. */
export function placesOf(doc: ProseMirrorNode): readonly Place[] {
  const places: Place[] = [];
  let block = -1;
  let offset = 0;
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const isGone = isGoing(doc, position);
    // Where all before it goes there is nothing to join.
    if (!isGone && (!joins(node) || block < 0)) [block, offset] = [block + 1, 0];
    let at = position + 1;
    const note = () => places.push({ position: at, address: isGone ? undefined : `${block}:${offset}` });
    note();
    node.forEach((inline) => {
      for (const unit of inline.isText ? (inline.text ?? "") : [undefined]) {
        const size = unit?.length ?? 1;
        at += size;
        if (!isStruck(inline)) {
          if (unit === SUGGESTED_BREAK && isInserted(inline.marks)) [block, offset] = [block + 1, 0];
          else offset += unit === SUGGESTED_LINE ? 1 : size;
        }
        note();
      }
    });
    return false;
  });
  return places;
}

const isInserted = (marks: readonly Mark[]) => marks.some(({ type }) => type.name === "insertion");
const has = (node: ProseMirrorNode, attribute: string) => {
  const value: unknown = node.attrs[attribute];
  return value !== null && value !== undefined;
};
export const joins = (node: ProseMirrorNode) => has(node, "sJoin");

export function isStruck(inline: ProseMirrorNode): boolean {
  return has(inline, "sDel") || inline.marks.some(({ type }) => type.name === "deletion");
}

/** It, or something around it, is suggested deleted and holds nothing that would keep it. */
export function isGoing(doc: ProseMirrorNode, position: number): boolean {
  const $inside = doc.resolve(position + 1);
  for (let { depth } = $inside; depth > 0; depth -= 1) {
    const node = $inside.node(depth);
    if (has(node, "sDel") && !keepsSomething(node)) return true;
  }
  return false;
}

function keepsSomething(block: ProseMirrorNode): boolean {
  let keeps = false;
  block.descendants((node) => {
    if (node.isInline && !isStruck(node)) keeps = true;
    return !keeps && !has(node, "sDel");
  });
  return keeps;
}
