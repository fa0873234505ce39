/**
 * An act on blocks where the author has proposed to change blocks before: it is made on the text as
 * that will be, and the stamps then say how to come from what stands there to its result. So a
 * second press of a button takes back what the first one proposed.
 */
import type { Node as ProseMirrorNode, ResolvedPos } from "@tiptap/pm/model";
import { EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { equalityDeep } from "lib0/function";
import { isDeletedByOwn } from "../ownWords.ts";
import type { Plain } from "../plain.ts";
import { acceptedDoc, isAcceptedAs } from "./outcome.ts";
import type { StampName } from "../../../../shared/suggestion/stampsOn.ts";
import { ownIds, ownStampOn } from "./ownership.ts";
import { stampOf } from "./proposals.ts";
import { madeBy, recognisedCommand } from "./recognised.ts";
import { type Placed, reshapes } from "./reshape.ts";
import { deleteBlock, insertBlocks, type Sheet, setStamp, sheetFor } from "./sheet.ts";
import { type Textblock, textblocksOf } from "./textblocks.ts";

/** Undefined when the act cannot be made there, or its result not be told. */
export function madeAsProposed(context: Plain): Transaction | undefined {
  const { state, author } = context;
  const seen = acceptedDoc(state.doc, ownIds(state.doc, author));
  const selection = selectionIn(context, seen);
  const command = recognisedCommand(context);
  if (selection === undefined || command === undefined) return undefined;
  const made = madeBy(command, EditorState.create({ doc: seen, selection }));
  if (made === undefined || !made.docChanged) return state.tr;
  const span = changedSpan(seen, made.doc);
  const all = [stamped, anew].map((tell) => tell(context, made.doc, span));
  return all.find((out) => out !== undefined && isAcceptedAs(out.doc, made.doc, ownIds(out.doc, author)));
}

/** The stamps that lead to this result of an act on the text as it will be. */
export function stampedAs(
  context: Plain,
  seen: ProseMirrorNode,
  result: ProseMirrorNode,
): Transaction | undefined {
  return stamped(context, result, changedSpan(seen, result));
}

/** The same caret in the same words, when each block of before is one block still. */
function selectionIn({ state, author }: Plain, seen: ProseMirrorNode): TextSelection | undefined {
  const { selection } = state;
  const [before, after] = [textblocksOf(state.doc), textblocksOf(seen)];
  if (!(selection instanceof TextSelection) || before.length !== after.length) return undefined;
  const place = ($at: ResolvedPos) => {
    const index = before.findIndex(({ pos }) => pos + 1 === $at.start());
    const block = after[index];
    if (block === undefined) return undefined;
    return block.pos + 1 + Math.min(block.node.content.size, wordsBefore($at, author));
  };
  const [anchor, head] = [place(selection.$anchor), place(selection.$head)];
  return anchor === undefined || head === undefined ? undefined : TextSelection.create(seen, anchor, head);
}

/** How far into the block a place is, without what the author has struck. */
function wordsBefore({ parent, parentOffset }: ResolvedPos, author: string): number {
  let length = 0;
  parent.nodesBetween(0, parentOffset, (node, pos) => {
    if (!isDeletedByOwn(node, author)) length += Math.min(node.nodeSize, parentOffset - pos);
  });
  return length;
}

/** Numbers of the first and last textblock that stand otherwise now. */
interface Span {
  readonly first: number;
  readonly last: number;
}

function changedSpan(before: ProseMirrorNode, after: ProseMirrorNode): Span {
  const [left, right] = [before.children, after.children];
  const start = left.findIndex((node, index) => right[index]?.eq(node) !== true);
  const same = left.toReversed().findIndex((node, index) => right.at(-1 - index)?.eq(node) !== true);
  const end = left.length - Math.max(0, Math.min(same, left.length - Math.max(0, start) - 1));
  return {
    first: textblocksIn(left.slice(0, Math.max(0, start))),
    last: textblocksIn(left.slice(0, end)) - 1,
  };
}

function textblocksIn(nodes: readonly ProseMirrorNode[]): number {
  return nodes.reduce((sum, node) => sum + (node.isTextblock ? 1 : textblocksOf(node).length), 0);
}

const MOVES = ["sJoin", "sFmt", "sWrap", "sMove"] as const satisfies readonly StampName[];

/** The stamps that lead from what stands there to the result; those that say so already stay. */
function stamped(context: Plain, result: ProseMirrorNode, span: Span): Transaction | undefined {
  const { state, author } = context;
  const blocks = textblocksOf(state.doc);
  const placed = reshapes(blocks, textblocksOf(result));
  const [from, to] = topRange(blocks, span);
  if (placed === undefined) return undefined;
  const sheet = sheetFor(context);
  state.doc.nodesBetween(from, to, (node, pos) => {
    for (const name of MOVES) {
      const wanted = placed.find((each) => each.pos === pos && each.proposal.name === name);
      if (node.isBlock && !isSaid(wanted, node, { name, author })) restamp(sheet, pos, { name, wanted });
    }
  });
  return sheet.out;
}

function isSaid(
  wanted: Placed | undefined,
  node: ProseMirrorNode,
  { name, author }: { readonly name: (typeof MOVES)[number]; readonly author: string },
): boolean {
  const own = ownStampOn(node, name, author);
  if (wanted === undefined || own === undefined) return wanted === own;
  const { name: _name, ...fields } = wanted.proposal;
  const { id: _id, author: _author, at: _at, ...said } = own;
  return equalityDeep(fields, said);
}

function restamp(
  sheet: Sheet,
  pos: number,
  { name, wanted }: { readonly name: StampName; readonly wanted: Placed | undefined },
): void {
  setStamp(sheet, pos, { name, stamp: wanted && stampOf(sheet, wanted.proposal) });
}

/** Where the outermost blocks around these textblocks begin and end. */
function topRange(blocks: readonly Textblock[], { first, last }: Span): readonly [number, number] {
  const [start, end] = [topOf(blocks[first]), topOf(blocks[last])];
  return [start?.pos ?? 0, end === undefined ? 0 : end.pos + end.node.nodeSize];
}

const topOf = (block: Textblock | undefined) => block?.around[0] ?? block;

/** The blocks are struck and stand once more, as the act leaves them. */
function anew(context: Plain, result: ProseMirrorNode, span: Span): Transaction | undefined {
  const { state } = context;
  const [before, after] = [textblocksOf(state.doc), textblocksOf(result)];
  if (before.length !== after.length) return undefined;
  const whole = aligned(before, after, span);
  const [from, to] = topRange(before, whole);
  const [start, end] = topRange(after, whole);
  const sheet = sheetFor(context);
  insertBlocks(sheet, to, result.slice(start, end).content.content);
  let place = to;
  for (const node of state.doc.slice(from, to).content.content.toReversed()) {
    place -= node.nodeSize;
    deleteBlock(sheet, place);
  }
  return sheet.out;
}

/** Grown until whole outermost blocks hold just these textblocks, before and after. */
function aligned(before: readonly Textblock[], after: readonly Textblock[], span: Span): Span {
  const grown = [before, after].reduce((now, blocks) => {
    const [from, to] = topRange(blocks, now);
    const within = blocks.flatMap(({ pos }, index) => (pos >= from && pos < to ? [index] : []));
    return { first: within[0] ?? now.first, last: within.at(-1) ?? now.last };
  }, span);
  const isSame = grown.first === span.first && grown.last === span.last;
  return isSame ? span : aligned(before, after, grown);
}
