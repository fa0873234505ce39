/**
 * Changes among blocks that only the author has proposed: they are made for real, and what they
 * leave is proposed as before. Base blocks are as they were, or this is not the way.
 */
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import { Selection, type Transaction } from "@tiptap/pm/state";
import type { Stamp } from "../../../../shared/document/stamps.ts";
import { keepsBase } from "../baseKept.ts";
import { ownBlockAround, ownMark } from "../ownWords.ts";
import type { Plain } from "../plain.ts";
import type { ChangedPart } from "./changedPart.ts";
import { holdsForeign, holdsOwnWordsOnly, ownStampOn, some } from "./ownership.ts";
import { haveSameWords, type Textblock, textblocksOf } from "./textblocks.ts";

/**
 * Undefined when base blocks, or somebody else's words, take part in the change: a list of the text
 * that holds nothing but own items would go, and a row that others' words keep would get new blocks.
 */
export function madeForReal(context: Plain, part: ChangedPart): Transaction | undefined {
  const { state, author } = context;
  for (const make of [insideOwnBlock, withOwnBlocks]) {
    const out = make(context, part);
    if (out !== undefined && keepsBase(state.doc, out.doc, author)) return out;
  }
  return undefined;
}

/** The whole change is inside one proposed block. */
function insideOwnBlock(context: Plain, { pos, gone, come }: ChangedPart): Transaction | undefined {
  const { state, author } = context;
  const owner = ownBlockAround(state.doc.resolve(pos), author);
  if (owner === undefined || !gone.every((node) => holdsOwnWordsOnly(node, author))) return undefined;
  const out = again(context);
  const end = pos + come.reduce((sum, node) => sum + node.nodeSize, 0);
  const fresh: [number, number][] = [];
  out.doc.nodesBetween(pos, end, (node, at) => {
    if (node.isText && ownMark(node, "insertion", author) === undefined) fresh.push([at, at + node.nodeSize]);
  });
  for (const [from, to] of fresh) {
    out.addMark(from, to, state.schema.mark("insertion", { id: owner.id, author, at: owner.at }));
  }
  return out;
}

/** Blocks that are proposed themselves are among what changes, and nothing else does. */
function withOwnBlocks(context: Plain, { gone, come }: ChangedPart): Transaction | undefined {
  const { state, plain, author } = context;
  const before = textblocksOf(state.doc);
  const owners = before.map((block) => ownerOf(block, author));
  if (!haveSameWords(before, textblocksOf(plain.doc)) || owners.every((owner) => owner === undefined))
    return undefined;
  if (
    !gone.some((node) => some(node, (one) => ownStampOn(one, "sIns", author) !== undefined)) ||
    gone.some((node) => holdsForeign(node, author))
  )
    return undefined;
  if (becomesPartOfOwn(gone, come, author)) return undefined;
  const out = again(context);
  stampOutermost(out, owners, author);
  return out;
}

/** A list of the text itself that joins a proposed one would be written anew with all its items. */
function becomesPartOfOwn(gone: Blocks, come: Blocks, author: string): boolean {
  const isOwn = (node: ProseMirrorNode) => ownStampOn(node, "sIns", author) !== undefined;
  return gone.some(isOwn) && gone.some((node) => !isOwn(node) && !come.some((one) => one.eq(node)));
}

type Blocks = ChangedPart["gone"];

/** The stamp by which a textblock with nothing but own words is proposed. */
function ownerOf({ node, around }: Textblock, author: string): Stamp | undefined {
  if (!holdsOwnWordsOnly(node, author)) return undefined;
  const owner = [...around.map((each) => each.node), node].find((each) => ownStampOn(each, "sIns", author));
  return owner && ownStampOn(owner, "sIns", author);
}

function again({ state, plain }: Plain): Transaction {
  const out = state.tr;
  for (const step of plain.steps) out.step(step);
  return out.setSelection(Selection.fromJSON(out.doc, plain.selection.toJSON()));
}

/** Only the outermost of what is proposed carries the stamp. `owners` are those of the textblocks, in their order. */
function stampOutermost(out: Transaction, owners: readonly (Stamp | undefined)[], author: string): void {
  const { doc } = out;
  let next = 0;
  const walk = (node: ProseMirrorNode, pos: number, isCovered: boolean) => {
    const count = node.isTextblock ? 1 : countOf(node);
    const within = owners.slice(next, next + count);
    const owner = within[0];
    const isOwn = within.length > 0 && within.every((each) => each !== undefined);
    if (node.isTextblock) next += 1;
    if (pos >= 0)
      setOwnStamp(out, pos, { author, stamp: isOwn && !isCovered ? owner : undefined, isPart: isOwn });
    if (node.isTextblock) return;
    node.forEach((child, offset) => {
      walk(child, pos + 1 + offset, isCovered || (isOwn && pos >= 0));
    });
  };
  walk(doc, -1, false);
}

function countOf(node: ProseMirrorNode): number {
  let count = 0;
  node.descendants((inner) => {
    if (inner.isTextblock) count += 1;
    return !inner.isTextblock;
  });
  return count;
}

interface Wanted {
  readonly author: string;
  readonly stamp: Stamp | undefined;
  /** Base blocks, and rows without words, keep what they have. */
  readonly isPart: boolean;
}

function setOwnStamp(out: Transaction, pos: number, { author, stamp, isPart }: Wanted): void {
  const node = out.doc.nodeAt(pos);
  if (node === null || !isPart || !node.isBlock) return;
  const own = ownStampOn(node, "sIns", author);
  if (own?.id === stamp?.id) return;
  out.setNodeAttribute(pos, "sIns", stamp === undefined ? null : [stamp]);
}
