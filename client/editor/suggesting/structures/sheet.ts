/**
 * The transaction that is sent instead of the plain one, and how blocks are proposed and struck in
 * it. Places given to it are those of the text before; own pending words and blocks go for real.
 */
import { Fragment, type Node as ProseMirrorNode } from "@tiptap/pm/model";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import type { Stamp } from "../../../../shared/document/stamps.ts";
import { isSuggestionMark, ownBlockAround, ownMark } from "../ownWords.ts";
import type { Plain } from "../plain.ts";
import type { StampName } from "../../../../shared/suggestion/stampsOn.ts";
import { holdsOwnWordsOnly, isPartOfOwn, ownStampOn, stampsOn } from "./ownership.ts";
import { NEEDS_A_LINE } from "./textblocks.ts";

export interface Sheet {
  readonly state: EditorState;
  readonly author: string;
  readonly stamp: () => Stamp;
  readonly out: Transaction;
}

export const sheetFor = ({ state, author, stamp }: Plain): Sheet => ({ state, author, stamp, out: state.tr });

/** Puts the author's stamp on a block, in the place of an earlier one of theirs; undefined takes it off. */
export function setStamp(
  { out, author }: Sheet,
  pos: number,
  asked: { readonly name: StampName; readonly stamp: Stamp | undefined },
): void {
  const at = out.mapping.map(pos);
  const node = out.doc.nodeAt(at);
  if (node === null) return;
  const others = stampsOn(node, asked.name).filter((stamp) => stamp.author !== author);
  const stamps = asked.stamp === undefined ? others : [...others, asked.stamp];
  if (stamps.length === 0 && stampsOn(node, asked.name).length === 0) return;
  out.setNodeAttribute(at, asked.name, stamps.length === 0 ? null : stamps);
}

/** Puts blocks there as proposed ones; in a block that is all the author's own they are part of that. */
export function insertBlocks(sheet: Sheet, pos: number, nodes: readonly ProseMirrorNode[]): void {
  const { out, author, stamp } = sheet;
  const at = out.mapping.map(pos);
  const $at = out.doc.resolve(at);
  const around = ownBlockAround($at, author);
  const words = nodes.map((node) => withInsertedWords(withLines(node), around ?? stamp()));
  const sIns = [around ?? stamp()];
  const blocks = isPartOfOwn($at, author)
    ? words
    : words.map((node) => node.type.create({ ...node.attrs, sIns }, node.content));
  out.insert(at, blocks);
}

/** All words in it marked as added, without other people's suggestions and breaks that are only suggested. */
function withInsertedWords(node: ProseMirrorNode, stamp: Stamp): ProseMirrorNode {
  if (node.isText) {
    const { schema } = node.type;
    const marks = node.marks.filter((mark) => !isSuggestionMark(mark));
    const { id, author, at } = stamp;
    return node.mark(schema.mark("insertion", { id, author, at }).addToSet(marks));
  }
  const attrs = Object.fromEntries(
    Object.entries(node.attrs).map(([name, value]) => [name, /^s[A-Z]/u.test(name) ? null : value]),
  );
  const content = node.children.map((child) => withInsertedWords(child, stamp));
  return node.type.create(attrs, Fragment.from(content), node.marks);
}

/** What may not stand empty gets its line here, so that nothing is left to mend. */
function withLines(node: ProseMirrorNode): ProseMirrorNode {
  if (node.isText || node.isTextblock) return node;
  if (node.childCount === 0 && NEEDS_A_LINE.has(node.type.name))
    return node.copy(Fragment.from(node.type.schema.node("paragraph")));
  return node.copy(Fragment.from(node.children.map((child) => withLines(child))));
}

/** Strikes a whole block; one that only the author has proposed goes. */
export function deleteBlock(sheet: Sheet, pos: number): void {
  const { out, author, stamp } = sheet;
  const at = out.mapping.map(pos);
  const node = out.doc.nodeAt(at);
  if (node === null) return;
  if (isWhollyOwn(out, at, author)) {
    out.delete(at, at + node.nodeSize);
    return;
  }
  deleteInside(sheet, at + 1, at + node.nodeSize - 1);
  const here = out.doc.nodeAt(at);
  if (here === null) return;
  takeBackProposals(sheet, at, here);
  if (ownStampOn(here, "sDel", author) === undefined)
    out.setNodeAttribute(at, "sDel", [...stampsOn(here, "sDel"), stamp()]);
}

const PROPOSALS = ["sFmt", "sWrap", "sMove"] as const satisfies readonly StampName[];

/** What is struck shall become nothing else: a card that says so would contradict the other one. */
function takeBackProposals({ out, author }: Sheet, at: number, block: ProseMirrorNode): void {
  out.doc.nodesBetween(at, at + block.nodeSize, (node, pos) => {
    for (const name of pos < at ? [] : PROPOSALS) {
      const stamps = stampsOn(node, name);
      const others = stamps.filter((each) => each.author !== author);
      if (others.length < stamps.length) out.setNodeAttribute(pos, name, others.length === 0 ? null : others);
    }
  });
}

function isWhollyOwn({ doc }: Transaction, at: number, author: string): boolean {
  const node = doc.nodeAt(at);
  if (node === null || !holdsOwnWordsOnly(node, author)) return false;
  return (
    ownStampOn(node, "sIns", author) !== undefined || ownBlockAround(doc.resolve(at), author) !== undefined
  );
}

const isCell = ({ type }: ProseMirrorNode) => type.name === "tableCell" || type.name === "tableHeader";

/** A cell goes with its row only: where others' words keep the row, it stays as an empty one. */
function allButALine(cell: ProseMirrorNode, pos: number): readonly [number, number][] {
  const stretches: [number, number][] = [];
  cell.forEach((child, offset, index) => {
    const start = pos + 1 + offset;
    const end = start + child.nodeSize;
    if (index > 0) stretches.push([start, end]);
    else if (child.isTextblock && child.content.size > 0) stretches.push([start + 1, end - 1]);
  });
  return stretches;
}

/** Strikes all words between two places of the text as it is now; own pending ones go. */
function deleteInside(sheet: Sheet, from: number, to: number): void {
  const { out, author, stamp } = sheet;
  const gone: [number, number][] = [];
  const lines: number[] = [];
  out.doc.nodesBetween(from, to, (node, pos) => {
    if (pos >= from && node.isBlock && isWhollyOwn(out, pos, author)) {
      if (isCell(node) && ownStampOn(node, "sIns", author) === undefined) {
        gone.push(...allButALine(node, pos));
        return false;
      }
      gone.push([pos, pos + node.nodeSize]);
      return false;
    }
    if (node.isText && ownMark(node, "insertion", author) !== undefined)
      gone.push([Math.max(from, pos), Math.min(to, pos + node.nodeSize)]);
    if (node.type.name === "hardBreak" && pos >= from) lines.push(pos);
    return true;
  });
  markDeleted(sheet, from, to);
  for (const pos of lines) {
    const node = out.doc.nodeAt(pos);
    if (node === null || ownStampOn(node, "sDel", author) !== undefined) continue;
    out.setNodeAttribute(pos, "sDel", [...stampsOn(node, "sDel"), stamp()]);
  }
  for (const [start, end] of gone.toReversed()) out.delete(start, end);
}

function markDeleted({ out, author, stamp }: Sheet, from: number, to: number): void {
  const { id, at } = stamp();
  const runs: [number, number][] = [];
  out.doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isText || (["insertion", "deletion"] as const).some((name) => ownMark(node, name, author)))
      return;
    runs.push([Math.max(from, pos), Math.min(to, pos + node.nodeSize)]);
  });
  const mark = out.doc.type.schema.mark("deletion", { id, author, at });
  for (const [start, end] of runs) out.addMark(start, end, mark);
}

/** Strikes words of one block: places of the text before. */
export function deleteWords(sheet: Sheet, from: number, to: number): void {
  deleteInside(sheet, sheet.out.mapping.map(from), sheet.out.mapping.map(to));
}
