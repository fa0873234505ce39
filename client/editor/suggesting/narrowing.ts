/**
 * A change across blocks, cut down to what it really changes. ProseMirror writes words anew that it
 * only moves to another block, and blocks of which it only needs the end.
 */
import type { Node, ResolvedPos } from "@tiptap/pm/model";
import type { Selection } from "@tiptap/pm/state";
import type { Change } from "./changes.ts";
import type { Plain } from "./plain.ts";

export function narrowed({ state, plain }: Plain, change: Change): Change {
  const docs = { before: state.doc, after: plain.doc };
  return withoutCommonEnd(docs, withoutCommonStart(docs, change, state.selection), state.selection);
}

interface Docs {
  readonly before: Node;
  readonly after: Node;
}

function withoutCommonStart(docs: Docs, change: Change, selection: Selection): Change {
  let { from, newFrom } = change;
  for (;;) {
    const [$from, $newFrom] = [docs.before.resolve(from), docs.after.resolve(newFrom)];
    if ($from.parent.isTextblock || $newFrom.parent.isTextblock) break;
    const isInside = from < change.to && newFrom < change.newTo;
    if (!isInside || !isSameBlock($from.nodeAfter, $newFrom.nodeAfter)) break;
    from += 1;
    newFrom += 1;
  }
  const most = selection.empty ? 0 : selection.from - from;
  const same = commonWords(docs, { ...change, from, newFrom }, { most, direction: 1 });
  return { ...change, from: from + same, newFrom: newFrom + same };
}

function withoutCommonEnd(docs: Docs, change: Change, selection: Selection): Change {
  let { to, newTo } = change;
  for (;;) {
    const [$to, $newTo] = [docs.before.resolve(to), docs.after.resolve(newTo)];
    if ($to.parent.isTextblock || $newTo.parent.isTextblock) break;
    const isInside = to > change.from && newTo > change.newFrom;
    if (!isInside || !isSameEnd($to, $newTo)) break;
    to -= 1;
    newTo -= 1;
  }
  const most = selection.empty || selection.to < change.from ? Infinity : to - selection.to;
  const same = commonWords(docs, { ...change, to, newTo }, { most, direction: -1 });
  return { ...change, to: to - same, newTo: newTo - same };
}

function isSameBlock(one: Node | null, other: Node | null): boolean {
  if (one === null || other === null || one.isLeaf) return false;
  return one.sameMarkup(other);
}

/** The ends of two textblocks are alike, whatever the blocks are: the words before them move. */
function isSameEnd($one: ResolvedPos, $other: ResolvedPos): boolean {
  const [one, other] = [$one.nodeBefore, $other.nodeBefore];
  return isSameBlock(one, other) || (one?.isTextblock === true && other?.isTextblock === true);
}

interface Stretch {
  /** More than so many letters are not looked at: they were selected. */
  readonly most: number;
  readonly direction: 1 | -1;
}

/** How many letters are the same on both sides, marks included, from one end of the change. */
function commonWords(docs: Docs, change: Change, { most, direction }: Stretch): number {
  const [old, made] = direction === 1 ? [change.from, change.newFrom] : [change.to, change.newTo];
  const [$old, $made] = [docs.before.resolve(old), docs.after.resolve(made)];
  if (!$old.parent.isTextblock || !$made.parent.isTextblock) return 0;
  const room = Math.min(
    most,
    direction === 1 ? $old.end() - old : $old.parentOffset,
    direction === 1 ? $made.end() - made : $made.parentOffset,
    change.to - change.from,
    change.newTo - change.newFrom,
  );
  let same = 0;
  while (same < room && isSameLetter($old, $made, direction === 1 ? same : -1 - same)) same += 1;
  return same;
}

function isSameLetter($one: ResolvedPos, $other: ResolvedPos, offset: number): boolean {
  const one = letterAt($one.parent, $one.parentOffset + offset);
  const other = letterAt($other.parent, $other.parentOffset + offset);
  return one !== undefined && other !== undefined && one.eq(other);
}

function letterAt(block: Node, offset: number): Node | undefined {
  const { node, offset: start } = block.childAfter(offset);
  if (node === null) return undefined;
  return node.isText ? node.cut(offset - start, offset - start + 1) : node;
}
