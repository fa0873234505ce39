/**
 * A change read as whole blocks that came, went or took another type. Blocks that a change leaves
 * alone are the very same objects before and after; they are what the rest is measured by.
 */
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import { areAlike } from "../../../../shared/suggestion/types.ts";

/** Places are those before the change. */
export type BlockEdit =
  | { readonly kind: "insert"; readonly pos: number; readonly nodes: readonly ProseMirrorNode[] }
  | {
      readonly kind: "delete";
      readonly pos: number;
      readonly nodes: readonly ProseMirrorNode[];
      /** What they stood in, where nothing is left in it. */
      readonly emptied?: ProseMirrorNode;
    }
  | {
      readonly kind: "type";
      readonly pos: number;
      readonly node: ProseMirrorNode;
      readonly to: ProseMirrorNode;
    };

/** In text order, or undefined when the change cannot be read so. */
export function blockEdits(
  before: ProseMirrorNode,
  after: ProseMirrorNode,
): readonly BlockEdit[] | undefined {
  return editsWithin(before, after, 0);
}

type Edits = readonly BlockEdit[] | undefined;

/** `start` is where the content of `before` begins. */
function editsWithin(before: ProseMirrorNode, after: ProseMirrorNode, start: number): Edits {
  if (before === after || before.content.eq(after.content)) return [];
  if (before.isTextblock || after.isTextblock) return undefined;
  const edits: BlockEdit[] = [];
  let pos = start;
  for (const [gone, come, kept] of stretches(before.children, after.children)) {
    const found = editsOf(gone, come, pos);
    if (found === undefined) return undefined;
    for (const edit of found) {
      const isEmptied = edit.kind === "delete" && after.childCount === 0;
      edits.push(isEmptied && edit.nodes === gone ? { ...edit, emptied: before } : edit);
    }
    pos += sizeOf(gone) + (kept?.nodeSize ?? 0);
  }
  return edits;
}

function editsOf(gone: readonly ProseMirrorNode[], come: readonly ProseMirrorNode[], pos: number): Edits {
  if (gone.length === 0 && come.length === 0) return [];
  if (come.length === 0) return [{ kind: "delete", pos, nodes: gone }];
  if (gone.length === 0) return [{ kind: "insert", pos, nodes: come }];
  if (gone.length !== come.length) return undefined;
  const edits: BlockEdit[] = [];
  let at = pos;
  for (const [index, from] of gone.entries()) {
    const to = come[index];
    const within = to !== undefined && isAlike(from, to) ? editsWithin(from, to, at + 1) : undefined;
    if (to === undefined || within === undefined) return undefined;
    if (!isSameType(from, to)) edits.push({ kind: "type", pos: at, node: from, to });
    edits.push(...within);
    at += from.nodeSize;
  }
  return edits;
}

type Stretch = readonly [
  gone: readonly ProseMirrorNode[],
  come: readonly ProseMirrorNode[],
  kept: ProseMirrorNode | undefined,
];

/** What changed before each child that is in both, and after the last. */
function stretches(
  before: readonly ProseMirrorNode[],
  after: readonly ProseMirrorNode[],
): readonly Stretch[] {
  const found: Stretch[] = [];
  let [i, j] = [0, 0];
  for (const [left, right] of anchors(before, after)) {
    found.push([before.slice(i, left), after.slice(j, right), before[left]]);
    [i, j] = [left + 1, right + 1];
  }
  found.push([before.slice(i), after.slice(j), undefined]);
  return found.flatMap((stretch) => withEqualOnes(stretch));
}

/** Indexes of the same objects, in the order of both. */
function anchors(
  before: readonly ProseMirrorNode[],
  after: readonly ProseMirrorNode[],
): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = [];
  let next = 0;
  for (const [index, node] of before.entries()) {
    const found = after.indexOf(node, next);
    if (found === -1) continue;
    pairs.push([index, found]);
    next = found + 1;
  }
  return pairs;
}

/** A split makes its first half anew, equal to what was there. */
function withEqualOnes([gone, come, kept]: Stretch): readonly Stretch[] {
  if (gone.length === 0 || come.length === 0 || gone.length === come.length) return [[gone, come, kept]];
  const first = gone[0];
  const last = gone.at(-1);
  const start = first === undefined ? -1 : come.findIndex((node) => node.eq(first));
  if (start === -1 || first === undefined || last === undefined) return [[gone, come, kept]];
  return [[[], come.slice(0, start), first], ...withEqualOnes([gone.slice(1), come.slice(start + 1), kept])];
}

const sizeOf = (nodes: readonly ProseMirrorNode[]) => nodes.reduce((sum, node) => sum + node.nodeSize, 0);

function isAlike({ type: left }: ProseMirrorNode, { type: right }: ProseMirrorNode): boolean {
  return left === right || areAlike(left.name, right.name);
}

/** Suggestions of before do not count: a change of type loses them. */
function isSameType(left: ProseMirrorNode, right: ProseMirrorNode): boolean {
  return (
    left.type === right.type && JSON.stringify(ownAttributes(left)) === JSON.stringify(ownAttributes(right))
  );
}

/** The attributes of the block itself, without those of suggestions. */
export function ownAttributes({ attrs }: ProseMirrorNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(attrs).filter(([name]) => !/^s[A-Z]/u.test(name)));
}
