/** The last way to tell a result: the outermost blocks that it changes are struck, and stand once more as they shall be. */
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import { Selection, type Transaction } from "@tiptap/pm/state";
import type { Plain } from "../plain.ts";
import { acceptedDoc } from "../structures/outcome.ts";
import { holdsForeign, ownIds, ownStampOn, some } from "../structures/ownership.ts";
import { deleteBlock, insertBlocks, sheetFor } from "../structures/sheet.ts";
import type { Result } from "./seen.ts";

interface Asked {
  /** The text as accepted. */
  readonly seen: ProseMirrorNode;
  /** What the act made of that. */
  readonly result: Result;
  /** So many blocks besides, on each side. */
  readonly more: number;
  /** Tables stay, and so do blocks of the author's own: somebody may be writing in them. */
  readonly isCareful: boolean;
}

/** Undefined where somebody else has suggested something. */
export function madeAnew(context: Plain, asked: Asked): Transaction | undefined {
  const { state, author } = context;
  const { seen, result: made, more, isCareful } = asked;
  const { doc: result, selection } = made;
  const { start, end } = changed(seen, result);
  const first = cutBefore(context, seen, Math.max(0, start - more));
  const last = cutBehind(context, seen, Math.min(seen.childCount, end + more));
  if (first === undefined || last === undefined || first.here > last.here) return undefined;
  const gone = state.doc.children.slice(first.here, last.here);
  if (gone.some((node) => holdsForeign(node, author))) return undefined;
  if (isCareful && gone.some((node) => node.type.name === "table" || hasOwnBlock(node, author)))
    return undefined;
  const lasting = seen.childCount - last.there;
  const come = result.children.slice(first.there, result.childCount - lasting);
  const sheet = sheetFor(context);
  const from = sizeOf(state.doc.children.slice(0, first.here));
  let place = from + sizeOf(gone);
  insertBlocks(sheet, place, come);
  for (const node of gone.toReversed()) {
    place -= node.nodeSize;
    deleteBlock(sheet, place);
  }
  const inCome = selection.head - sizeOf(result.children.slice(0, first.there));
  return inCome > 0 && inCome < sizeOf(come) ? withCaret(sheet.out, from + sizeOf(gone) + inCome) : sheet.out;
}

function hasOwnBlock(block: ProseMirrorNode, author: string): boolean {
  return some(block, (node) => ownStampOn(node, "sIns", author) !== undefined);
}

/** A place in what the first step has put in. */
function withCaret(out: Transaction, place: number): Transaction {
  return out.setSelection(Selection.near(out.doc.resolve(out.mapping.slice(1).map(place))));
}

const sizeOf = (nodes: readonly ProseMirrorNode[]) => nodes.reduce((sum, node) => sum + node.nodeSize, 0);

/** Outermost blocks of the text as accepted that the act changes: from `start` to before `end`. */
function changed(before: ProseMirrorNode, after: ProseMirrorNode) {
  const [left, right] = [before.children, after.children];
  const most = Math.min(left.length, right.length);
  let start = 0;
  while (start < most && left[start]?.eq(right[start] ?? after) === true) start += 1;
  let same = 0;
  while (same < most - start && left.at(-1 - same)?.eq(right.at(-1 - same) ?? after) === true) same += 1;
  return { start, end: left.length - same };
}

/** So many blocks of the text as it stands are so many as accepted. */
interface Cut {
  readonly here: number;
  readonly there: number;
}

/** The last place, at or before that one, at which nothing suggested reaches from one side to the other. */
function cutBefore(context: Plain, seen: ProseMirrorNode, most: number): Cut | undefined {
  for (let here = context.state.doc.childCount; here >= 0; here -= 1) {
    const cut = cutAt(context, seen, here);
    if (cut !== undefined && cut.there <= most) return cut;
  }
  return undefined;
}

function cutBehind(context: Plain, seen: ProseMirrorNode, least: number): Cut | undefined {
  for (let here = 0; here <= context.state.doc.childCount; here += 1) {
    const cut = cutAt(context, seen, here);
    if (cut !== undefined && cut.there >= least) return cut;
  }
  return undefined;
}

function cutAt({ state, author }: Plain, seen: ProseMirrorNode, here: number): Cut | undefined {
  const { doc } = state;
  const parts = [doc.children.slice(0, here), doc.children.slice(here)].map((nodes) =>
    nodes.length === 0 ? [] : acceptedChildren(doc.type.create(null, nodes), author),
  );
  const [before = [], behind = []] = parts;
  const all = [...before, ...behind];
  const isWhole = all.length === seen.childCount && all.every((node, index) => node.eq(seen.child(index)));
  return isWhole ? { here, there: before.length } : undefined;
}

function acceptedChildren(doc: ProseMirrorNode, author: string): readonly ProseMirrorNode[] {
  return acceptedDoc(doc, ownIds(doc, author)).children;
}
