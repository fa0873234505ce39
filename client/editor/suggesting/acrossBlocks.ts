/**
 * A change that takes away, adds or joins blocks. The words on both sides stay in their blocks: what
 * is between goes, what is new comes in as blocks of its own or as suggested breaks, and a boundary
 * that is to go gets a stamp.
 */
import { Fragment, type Node, type ResolvedPos } from "@tiptap/pm/model";
import { Selection, TextSelection } from "@tiptap/pm/state";
import { nodeSpecOf } from "../../../shared/document/schema.ts";
import { SUGGESTED_BREAK } from "../../../shared/document/stamps.ts";
import type { Act } from "./act.ts";
import { insertBlocks } from "./addition.ts";
import type { Change } from "./changes.ts";
import { deleteStretch } from "./deletion.ts";
import { isSuggestionMark } from "./ownWords.ts";
import type { CannotSuggest } from "./plain.ts";
import { strikeAndJoin } from "./selectionGone.ts";
import { insertWords } from "./words.ts";

export function suggestAcross(act: Act, change: Change): CannotSuggest | undefined {
  const ends = endsOf(act, change);
  const { $from, $to, $newFrom, $newTo } = ends;
  if (!$from.parent.isTextblock) return betweenBlocks(act, ends);
  if ($newFrom.sameParent($newTo)) return withoutBreaks(act, ends);
  if ($to.parent.isTextblock && !$from.sameParent($to)) return intoBoth(act, ends);
  return inOneBlock(act, ends);
}

interface Ends {
  readonly $from: ResolvedPos;
  readonly $to: ResolvedPos;
  readonly $newFrom: ResolvedPos;
  readonly $newTo: ResolvedPos;
}

function endsOf({ out, plain }: Act, { from, to, newFrom, newTo }: Change): Ends {
  const { doc } = plain;
  return {
    $from: out.doc.resolve(from),
    $to: out.doc.resolve(to),
    $newFrom: doc.resolve(newFrom),
    $newTo: doc.resolve(newTo),
  };
}

/** Whole blocks for whole blocks. */
function betweenBlocks(act: Act, { $from, $to, $newFrom, $newTo }: Ends): CannotSuggest | undefined {
  const { out, plain, state } = act;
  if ($to.parent.isTextblock && isInFirstBlockAfter($from, $to))
    return headOfNext(act, { $from, $to, $newFrom, $newTo });
  if (!$from.sameParent($to) || !$newFrom.sameParent($newTo)) return "structure";
  const end = deleteStretch(act, $from.pos, $to.pos);
  insertBlocks(act, end, plain.doc.slice($newFrom.pos, $newTo.pos).content.content);
  const { head } = plain.selection;
  const isInNew = head > $newFrom.pos && head <= $newTo.pos;
  const caret = isInNew ? end + head - $newFrom.pos : state.selection.from;
  out.setSelection(near(out.doc, caret));
  return undefined;
}

/** Blocks go, or come, before a block that also loses or gets words at its start. */
function headOfNext(act: Act, { $from, $to, $newFrom, $newTo }: Ends): CannotSuggest | undefined {
  const { out, plain } = act;
  const depth = $from.depth;
  if ($newTo.depth <= depth || !$newTo.parent.isTextblock || $newFrom.depth !== depth) return "structure";
  if (!isSamePath($to, $newTo, depth)) return anotherBlock(act, { $from, $to, $newFrom, $newTo });
  const words = plain.doc.slice($newTo.start(), $newTo.pos).content;
  const blocks = plain.doc.slice($newFrom.pos, $newTo.before(depth + 1)).content.content;
  const end = deleteStretch(act, $from.pos, $to.pos);
  const caret = insertWords(act, end, words);
  insertBlocks(act, $from.pos, blocks);
  const added = blocks.reduce((sum, block) => sum + block.nodeSize, 0);
  out.setSelection(TextSelection.near(out.doc.resolve(caret + added)));
  return undefined;
}

/** The block becomes one of another kind: it is struck and stands once more, if nobody has suggested anything in it. */
function anotherBlock(act: Act, { $from, $to, $newFrom, $newTo }: Ends): CannotSuggest | undefined {
  const depth = $from.depth;
  if ($to.depth !== depth + 1 || $newTo.depth !== depth + 1 || hasSuggestions($to.parent)) return "structure";
  const [$end, $newEnd] = [$to.doc.resolve($to.after()), $newTo.doc.resolve($newTo.after())];
  return betweenBlocks(act, { $from, $to: $end, $newFrom, $newTo: $newEnd });
}

function hasSuggestions(block: Node): boolean {
  return block.content.content.some((node) => node.marks.some(isSuggestionMark));
}

function isInFirstBlockAfter($from: ResolvedPos, $to: ResolvedPos): boolean {
  return $to.depth > $from.depth && $to.sharedDepth($from.pos) === $from.depth;
}

/** What comes in is words, and all of it stands in the first block; the rest of the last one joins it. */
function withoutBreaks(act: Act, { $from, $to, $newFrom, $newTo }: Ends): CannotSuggest | undefined {
  const { out, plain, state } = act;
  const words = plain.doc.slice($newFrom.pos, $newTo.pos).content;
  const steps = out.steps.length;
  const caret = strikeAndJoin(act, { $from, $to }, words);
  const { empty, head } = state.selection;
  const isForward = empty && head === $from.pos && words.size === 0;
  const beyond = out.mapping.slice(steps).mapResult($to.pos);
  // A block of one's own is joined for real: then the caret stays where its words come in.
  const isBeyond = isForward && !beyond.deletedAcross;
  out.setSelection(near(out.doc, isBeyond ? beyond.pos : caret));
  return undefined;
}

/** Words come in at the end of the first block and at the start of the last, blocks between them. */
function intoBoth(act: Act, { $from, $to, $newFrom, $newTo }: Ends): CannotSuggest | undefined {
  const { out, plain } = act;
  const depth = $from.sharedDepth($to.pos);
  if ($newFrom.sharedDepth($newTo.pos) !== depth || !isSamePath($to, $newTo, depth)) return "structure";
  if (!isSamePath($from, $newFrom, depth)) return "structure";
  const middle = plain.doc.slice($newFrom.after(depth + 1), $newTo.before(depth + 1)).content.content;
  const isTailApart = $newFrom.end() < $newFrom.after(depth + 1) - ($newFrom.depth - depth);
  if (isTailApart || $newTo.start() > $newTo.before(depth + 1) + ($newTo.depth - depth)) return "structure";
  const tail = deleteStretch(act, $from.after(depth + 1), $to.pos);
  const caret = insertWords(act, tail, plain.doc.slice($newTo.start(), $newTo.pos).content);
  const steps = out.steps.length;
  insertBlocks(act, $from.after(depth + 1), middle);
  const head = deleteStretch(act, $from.pos, $from.end());
  insertWords(act, head, plain.doc.slice($newFrom.pos, $newFrom.end()).content);
  out.setSelection(near(out.doc, out.mapping.slice(steps).map(caret)));
  return undefined;
}

/** One block is split, or gets blocks behind, before or within it. */
function inOneBlock(act: Act, ends: Ends): CannotSuggest | undefined {
  const { $from, $to } = ends;
  const end = $from.end();
  const isInBlock = $to.parent.isTextblock;
  if (!isInBlock && $to.pos > end + $from.depth - $to.depth) return "structure";
  const isLast = isLastInBranch(ends);
  if ((!isInBlock || $to.pos === end) && isLast) return blocksBehind(act, ends);
  if (!isInBlock) return "structure";
  const words = wordsWithBreaks(ends);
  if (words !== undefined) return breaks(act, ends, words);
  if ($from.pos === $from.start() && blocksBefore(act, ends)) return undefined;
  // The words behind are struck and stand once more behind the blocks.
  return isLast && !hasSuggestions($to.parent.cut($to.parentOffset))
    ? blocksBehind(act, ends)
    : "blocksInText";
}

/** Nothing follows the block inside the branch that gets a new neighbour. */
function isLastInBranch({ $from, $newFrom, $newTo }: Ends): boolean {
  const depth = $newFrom.sharedDepth($newTo.pos);
  for (let each = $from.depth - 1; each > depth; each -= 1)
    if ($from.index(each) < $from.node(each).childCount - 1) return false;
  return $from.depth > depth && isSamePath($from, $newFrom, depth);
}

function blocksBehind(act: Act, { $from, $newFrom, $newTo }: Ends): CannotSuggest | undefined {
  const { out, plain } = act;
  const depth = $newFrom.sharedDepth($newTo.pos);
  const after = $newFrom.after(depth + 1);
  const last = $newTo.depth > depth ? $newTo.after(depth + 1) : $newTo.pos;
  const blocks = plain.doc.slice(after, last).content.content;
  const end = deleteStretch(act, $from.pos, $from.end());
  const caret = insertWords(act, end, plain.doc.slice($newFrom.pos, $newFrom.end()).content);
  const behind = out.doc.resolve(caret).after(depth + 1);
  insertBlocks(act, behind, blocks);
  const { head } = plain.selection;
  out.setSelection(near(out.doc, head > after ? behind + head - after : caret));
  return undefined;
}

function blocksBefore(act: Act, { $from, $to, $newFrom, $newTo }: Ends): boolean {
  const { out, plain } = act;
  const depth = $newFrom.sharedDepth($newTo.pos);
  if ($from.depth <= depth || !$newTo.parent.isTextblock || !isSamePath($from, $newTo, depth)) return false;
  for (let each = $from.depth - 1; each > depth; each -= 1) if ($from.index(each) > 0) return false;
  const blocks = plain.doc.slice($newFrom.before(depth + 1), $newTo.before(depth + 1)).content.content;
  const end = deleteStretch(act, $from.pos, $to.pos);
  const caret = insertWords(act, end, plain.doc.slice($newTo.start(), $newTo.pos).content);
  insertBlocks(act, $from.before(depth + 1), blocks);
  const added = blocks.reduce((sum, block) => sum + block.nodeSize, 0);
  out.setSelection(near(out.doc, caret + added));
  return true;
}

/** The new words with a break for each boundary, when accepting the breaks makes just these blocks. */
function wordsWithBreaks({ $from, $newFrom, $newTo }: Ends): Fragment | undefined {
  if (!$newTo.parent.isTextblock) return undefined;
  const depth = splitDepth($from);
  if ($newFrom.sharedDepth($newTo.pos) !== depth) return undefined;
  const isInItem = depth < $from.depth - 1;
  if ($newTo.depth !== $from.depth || (isInItem && $newTo.index($newTo.depth - 1) > 0)) return undefined;
  const branches: Node[] = [];
  const [first, last] = [$newFrom.index(depth), $newTo.index(depth)];
  for (let index = first; index <= last; index += 1) branches.push($newFrom.node(depth).child(index));
  let words = Fragment.empty;
  for (const [index, branch] of branches.entries()) {
    const block = index === 0 ? $newFrom.parent : isInItem ? branch.firstChild : branch;
    if (block === null || !isSameKind(block, $from.parent)) return undefined;
    const isInner = index > 0 && index < branches.length - 1;
    if (isInner && isInItem && branch.childCount > 1) return undefined;
    const from = index === 0 ? $newFrom.parentOffset : 0;
    const to = index === branches.length - 1 ? $newTo.parentOffset : block.content.size;
    if (index > 0) words = words.append(Fragment.from(block.type.schema.text(SUGGESTED_BREAK)));
    words = words.append(block.content.cut(from, to));
  }
  return words;
}

/** Where a break splits: a text right in a list item takes the item apart with it. */
function splitDepth($at: ResolvedPos): number {
  return $at.depth - ($at.depth > 1 && $at.node(-1).type.name === "listItem" ? 2 : 1);
}

function breaks(act: Act, { $from, $to }: Ends, words: Fragment): CannotSuggest | undefined {
  const { out } = act;
  const end = deleteStretch(act, $from.pos, $to.pos);
  const caret = insertWords(act, end, words);
  out.setSelection(TextSelection.create(out.doc, caret));
  return undefined;
}

/** From the given depth on, blocks of the same kinds lead to both places. */
function isSamePath($one: ResolvedPos, $other: ResolvedPos, depth: number): boolean {
  if ($one.depth !== $other.depth) return false;
  for (let each = depth + 1; each <= $one.depth; each += 1)
    if (!isSameKind($one.node(each), $other.node(each))) return false;
  return true;
}

/** Alike but for suggestions. */
function isSameKind(one: Node, other: Node): boolean {
  if (one.type !== other.type) return false;
  return Object.entries(nodeSpecOf(one.type.name)?.attrs ?? {}).every(
    ([name, spec]) => "suggestion" in spec || one.attrs[name] === other.attrs[name],
  );
}

function near(doc: Node, place: number, direction = 1): Selection {
  return TextSelection.near(doc.resolve(Math.min(place, doc.content.size)), direction);
}
