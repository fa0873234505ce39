/** The innermost run of sibling blocks that a change touches: everything outside it is as it was. */
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";

export interface ChangedPart {
  /** What the blocks stand in, as it was. */
  readonly parent: ProseMirrorNode;
  /** Where they begin, before and after alike. */
  readonly pos: number;
  readonly gone: readonly ProseMirrorNode[];
  readonly come: readonly ProseMirrorNode[];
}

/** A part whose two ends are in one block is looked for in that block. */
export function changedPart(before: ProseMirrorNode, after: ProseMirrorNode): ChangedPart {
  return partWithin(before, after, 0);
}

function partWithin(before: ProseMirrorNode, after: ProseMirrorNode, start: number): ChangedPart {
  const [left, right] = [before.children, after.children];
  const shared = Math.min(left.length, right.length);
  let first = 0;
  while (first < shared && isSame(left[first], right[first])) first += 1;
  let last = 0;
  while (last < shared - first && isSame(left.at(-1 - last), right.at(-1 - last))) last += 1;
  const gone = left.slice(first, left.length - last);
  const come = right.slice(first, right.length - last);
  const pos = start + left.slice(0, first).reduce((sum, node) => sum + node.nodeSize, 0);
  const [from, to] = [gone[0], come[0]];
  const isInOne = gone.length === 1 && come.length === 1 && from !== undefined && to !== undefined;
  if (isInOne && from.sameMarkup(to) && !from.isTextblock) return partWithin(from, to, pos + 1);
  return { parent: before, pos, gone, come };
}

function isSame(left: ProseMirrorNode | undefined, right: ProseMirrorNode | undefined): boolean {
  return left !== undefined && right !== undefined && (left === right || left.eq(right));
}
