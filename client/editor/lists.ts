/**
 * Turning selected blocks into list items and back. The stock command wraps a list that is selected
 * together with a paragraph into an item of a new list; here the paragraph becomes an item of that
 * list, and joins the lists beside it. Enter in an empty item, and Backspace in the first, go out one level.
 */
import { type Command as ProseMirrorCommand, type EditorState, TextSelection } from "@tiptap/pm/state";
import type { Transaction } from "@tiptap/pm/state";
import { createChainableState } from "@tiptap/core";
import type { Node as ProseMirrorNode, NodeType, ResolvedPos } from "@tiptap/pm/model";
import { liftListItem, wrapRangeInList } from "@tiptap/pm/schema-list";
import { canJoin } from "@tiptap/pm/transform";

export type ListName = "bulletList" | "orderedList";

const WRAPPABLE = new Set(["paragraph", "heading"]);
const isList = (node: ProseMirrorNode | null | undefined) =>
  node?.type.name === "bulletList" || node?.type.name === "orderedList";

/** The transaction says which button it was: in Foreslå a second press means another thing than Shift+Tab. */
export const TOGGLED_LIST = "toggledList";

/** Off where all selected blocks are in lists of this kind; otherwise all of them become items of one. */
export const toggleList =
  (name: ListName): ProseMirrorCommand =>
  (state, dispatch) => {
    const { tr } = state;
    const listType = state.schema.nodes[name];
    const blocks = selectedBlocks(tr);
    if (listType === undefined || blocks.length === 0) return false;
    if (dispatch === undefined) return true;
    tr.setMeta(TOGGLED_LIST, name);
    const isOff = blocks.every(($at) => listAround($at)?.type === listType);
    const isDone = isOff ? takeOut(state, tr, blocks) : putIn(tr, blocks, listType);
    if (isDone) dispatch(tr);
    return isDone;
  };

/** Enter in an item without words: one level out. The stock command leaves its paragraph behind in the outer item. */
export const liftEmptyItem: ProseMirrorCommand = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const item = $from.depth < 2 ? undefined : $from.node(-1);
  if (!empty || $from.parent.content.size > 0 || item?.type.name !== "listItem" || item.childCount > 1)
    return false;
  return liftListItem(item.type)(state, dispatch);
};

/** Backspace at the beginning of a list: its first item goes out, with what hangs on it. The stock command leaves that in an item without words. */
export const liftFirstItem: ProseMirrorCommand = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const isFirst = $from.depth > 1 && $from.index(-1) === 0 && $from.index(-2) === 0;
  if (!empty || $from.parentOffset > 0 || !isFirst || $from.node(-1).type.name !== "listItem") return false;
  return liftListItem($from.node(-1).type)(state, dispatch);
};

/** Delete right before a list does the same. */
export const liftNextItem: ProseMirrorCommand = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.isTextblock || $from.parentOffset < $from.parent.content.size) return false;
  const list = state.doc.resolve($from.after()).nodeAfter;
  const item = isList(list) ? list?.firstChild : undefined;
  if (item?.firstChild?.isTextblock !== true) return false;
  const { tr } = state;
  tr.setSelection(TextSelection.create(tr.doc, $from.after() + 3));
  const isDone = liftListItem(item.type)(createChainableState({ state, transaction: tr }), nothing);
  tr.setSelection(TextSelection.create(tr.doc, $from.pos));
  if (isDone) dispatch?.(tr);
  return isDone;
};

/** The places of the selected paragraphs and headings. */
function selectedBlocks(tr: Transaction): readonly ResolvedPos[] {
  const places = new Set<number>();
  for (const { $from, $to } of tr.selection.ranges) {
    tr.doc.nodesBetween($from.pos, $to.pos, (node, position) => {
      if (WRAPPABLE.has(node.type.name)) places.add(position);
    });
  }
  return [...places].map((place) => tr.doc.resolve(place));
}

/** The list whose item holds the block. */
function listAround($at: ResolvedPos): ProseMirrorNode | undefined {
  return $at.parent.type.name === "listItem" && $at.depth >= 2 ? $at.node(-1) : undefined;
}

function takeOut(state: EditorState, tr: Transaction, blocks: readonly ResolvedPos[]): boolean {
  const { anchor, head } = tr.selection;
  const steps = tr.steps.length;
  let isDone = false;
  for (const [from, to] of spansByList(tr, blocks).toReversed()) {
    tr.setSelection(TextSelection.create(tr.doc, from + 1, to + 1));
    const itemType = state.schema.nodes["listItem"];
    if (itemType === undefined) return false;
    isDone = liftListItem(itemType)(createChainableState({ state, transaction: tr }), nothing) || isDone;
  }
  const mapping = tr.mapping.slice(steps);
  tr.setSelection(TextSelection.create(tr.doc, mapping.map(anchor), mapping.map(head)));
  return isDone;
}

function nothing(): void {
  // The chained state writes into the one transaction; there is nothing to send.
}

/** First and last block in each of the lists that stand side by side; an inner list goes with its item. */
function spansByList(tr: Transaction, blocks: readonly ResolvedPos[]): readonly [number, number][] {
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (first === undefined || last === undefined) return [];
  const shared = first.sharedDepth(last.pos);
  const isOneList = isList(first.node(shared)) || blocks.some(($at) => $at.depth === shared);
  if (isOneList) return [[first.pos, last.pos]];
  const spans = new Map<number, [number, number]>();
  for (const $at of blocks) {
    const depth = Array.from({ length: $at.depth }, (_, index) => index + 1).find(
      (each) => each > shared && isList($at.node(each)),
    );
    if (depth === undefined) continue;
    const list = $at.before(depth);
    spans.set(list, [spans.get(list)?.[0] ?? $at.pos, $at.pos]);
  }
  return [...spans.values()];
}

function putIn(tr: Transaction, blocks: readonly ResolvedPos[], listType: NodeType): boolean {
  const steps = tr.steps.length;
  // A list's own place is behind what is closed there, that of a new list before what is opened.
  const touched = new Map<number, 1 | -1>();
  for (const $at of blocks) {
    const list = listAround($at);
    if (list === undefined) continue;
    if (list.type === listType) continue;
    touched.set($at.before(-1), 1);
    tr.setNodeMarkup($at.before(-1), listType);
  }
  for (const [first, last] of loneRuns(blocks).toReversed()) {
    const range = tr.doc.resolve(first.pos + 1).blockRange(tr.doc.resolve(last.pos + 1));
    if (range !== null && wrapRangeInList(tr, range, listType)) touched.set(first.pos, -1);
  }
  const mapping = tr.mapping.slice(steps);
  for (const [place, side] of [...touched].toSorted(([a], [b]) => b - a))
    joinAround(tr, mapping.map(place, side), listType);
  return tr.steps.length > steps;
}

/** Blocks that are in no list, in runs of neighbours. */
function loneRuns(blocks: readonly ResolvedPos[]): readonly (readonly [ResolvedPos, ResolvedPos])[] {
  const runs: [ResolvedPos, ResolvedPos][] = [];
  for (const $at of blocks.filter((each) => listAround(each) === undefined)) {
    const run = runs.at(-1);
    const isNext = run !== undefined && run[1].pos + (run[1].nodeAfter?.nodeSize ?? 0) === $at.pos;
    if (run !== undefined && isNext && run[1].sameParent($at)) run[1] = $at;
    else runs.push([$at, $at]);
  }
  return runs;
}

/** Lists of numbers and of letters stay apart. */
function joinAround(tr: Transaction, position: number, listType: NodeType): void {
  const list = tr.doc.nodeAt(position);
  if (list === null || list.type !== listType) return;
  for (const place of [position + list.nodeSize, position]) {
    const { nodeBefore, nodeAfter } = tr.doc.resolve(place);
    const isPair = nodeBefore?.type === listType && nodeAfter?.type === listType;
    if (isPair && numbering(nodeBefore) === numbering(nodeAfter) && canJoin(tr.doc, place)) tr.join(place);
  }
}

function numbering(list: ProseMirrorNode): string {
  const type: unknown = list.attrs["type"];
  return typeof type === "string" ? type : "1";
}
