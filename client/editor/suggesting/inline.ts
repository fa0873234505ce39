/** A change within one block: words for words. */
import { Fragment, Mark, type ResolvedPos, type Slice } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import type { Act } from "./act.ts";
import type { Change } from "./changes.ts";
import { marksAsAccepted, plainMarks } from "./formatting.ts";
import { isDeletedByOwn } from "./ownWords.ts";
import { standingBeside } from "./passing.ts";
import { deleteWords, insertWords, outOfDeletion } from "./words.ts";

export function suggestInline(act: Act, { from, to }: Change, slice: Slice): void {
  const { out, state } = act;
  if (slice.size === 0 && state.selection.empty && isAllDeleted(act, from, to)) {
    moveOn(act, from, to);
    return;
  }
  const isForward = state.selection.empty && state.selection.head === from && slice.size === 0;
  const end = from === to ? outOfDeletion(out.doc.resolve(from)) : deleteWords(act, from, to);
  const caret = insertWords(act, end, asTyped(act, from, slice));
  const isReplaced = slice.size > 0 || isForward;
  out.setSelection(TextSelection.create(out.doc, isReplaced ? caret : from));
}

/** Words typed are as bold as the place is where they come in, with all that the person has proposed. */
function asTyped({ state, author }: Act, from: number, { content }: Slice): Fragment {
  const $from = state.doc.resolve(from);
  const typed = content.childCount === 1 ? content.firstChild : null;
  if (typed?.isText !== true || !Mark.sameSet(plainMarks(typed.marks), plainMarks($from.marks())))
    return content;
  return Fragment.from(typed.mark(marksAt($from, author)));
}

/** As ProseMirror reads the marks at a place, between what will stand on either side of it. */
function marksAt($at: ResolvedPos, author: string): readonly Mark[] {
  const sides = (["before", "behind"] as const).map((side) => standingBeside($at, side, author));
  const [before, behind] = sides.map((node) => node?.mark(marksAsAccepted(node, author)));
  const block = $at.parent.type.create(
    null,
    [before, behind].filter((node) => node !== undefined),
  );
  return block.resolve(before?.nodeSize ?? 0).marks();
}

function isAllDeleted({ out, author }: Act, from: number, to: number): boolean {
  let isDeleted = true;
  out.doc.nodesBetween(from, to, (node) => {
    if (node.isInline) isDeleted &&= isDeletedByOwn(node, author);
  });
  return isDeleted;
}

/** Backspace and Delete on what is deleted already take the next character beyond. */
function moveOn(act: Act, from: number, to: number): void {
  const { out, state, author } = act;
  const isForward = state.selection.head === from;
  const $at = out.doc.resolve(isForward ? to : from);
  let at = $at.pos;
  let next = isForward ? $at.nodeAfter : $at.nodeBefore;
  while (next !== null && isDeletedByOwn(next, author)) {
    at += isForward ? next.nodeSize : -next.nodeSize;
    const $next = out.doc.resolve(at);
    next = isForward ? $next.nodeAfter : $next.nodeBefore;
  }
  out.setSelection(TextSelection.create(out.doc, at));
  if (next === null) return;
  const size = next.isText ? characterSize(next.text ?? "", isForward) : 1;
  if (isForward) {
    const end = deleteWords(act, at, at + size);
    out.setSelection(TextSelection.create(out.doc, end));
  } else {
    deleteWords(act, at - size, at);
    out.setSelection(TextSelection.create(out.doc, at - size));
  }
}

/** What a person sees as one character may be several: å of two parts, a flag, a face. */
function characterSize(text: string, isForward: boolean): number {
  const characters = [...new Intl.Segmenter("da", { granularity: "grapheme" }).segment(text)];
  return (isForward ? characters[0] : characters.at(-1))?.segment.length ?? 1;
}
