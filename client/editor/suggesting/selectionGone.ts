/**
 * A selection over several blocks or cells that goes, with words in its place or without. Whole
 * blocks in it are struck as such, and the words behind it join those before it, where the plain act
 * joins them. What the plain act came to decides, so it does not matter by which key it was done.
 */
import { Fragment } from "@tiptap/pm/model";
import { Selection, type SelectionRange, TextSelection, type Transaction } from "@tiptap/pm/state";
import { SUGGESTED_BREAK } from "../../../shared/document/stamps.ts";
import { type Act, actOf } from "./act.ts";
import type { Change } from "./changes.ts";
import { deleteStretch } from "./deletion.ts";
import { joinTextblocks } from "./joining.ts";
import type { Plain } from "./plain.ts";
import { isRight } from "./structures/outcome.ts";
import { deleteWords, insertWords } from "./words.ts";

/** Undefined when that is not what happened, or the result cannot be told so. */
export function suggestSelectionGone(context: Plain, changes: readonly Change[]): Transaction | undefined {
  const { selection } = context.state;
  if (selection.empty || isWithinBlock(selection)) return undefined;
  for (const words of wordsInstead(context, changes)) {
    for (const strike of [strikeAndJoin, strikeFromOutside]) {
      const act = actOf(context, changes);
      strikeRanges(act, words, strike);
      if (isRight(context, act.out.doc)) return act.out;
    }
  }
  return undefined;
}

/**
 * What came in its place, with a break between blocks. A block without words may be what the plain
 * act left there, or a line that came.
 */
function wordsInstead({ plain, state }: Plain, changes: readonly Change[]): readonly Fragment[] {
  const lines = changes.flatMap((change) => linesIn(plain.doc.slice(change.newFrom, change.newTo).content));
  const written = lines.filter((line) => line.size > 0);
  const brk = Fragment.from(state.schema.text(SUGGESTED_BREAK));
  return (written.length === lines.length ? [lines] : [written, lines]).map((each) =>
    each.reduce((words, line, index) => words.append(index === 0 ? line : brk.append(line)), Fragment.empty),
  );
}

function isWithinBlock({ $from, $to }: Selection): boolean {
  return $from.parent.isTextblock && $from.sameParent($to);
}

/** What stands in each textblock. */
function linesIn(content: Fragment): readonly Fragment[] {
  if (content.firstChild?.isInline === true) return [content];
  return content.content.flatMap((block) => (block.isTextblock ? [block.content] : linesIn(block.content)));
}

/** Returns where the caret is then. */
type Strike = (act: Act, range: SelectionRange, words: Fragment) => number;

/** Cells are a range each; what is typed over them stands in the first, which is not always the upper left one. */
function strikeRanges(act: Act, words: Fragment, strike: Strike): void {
  const { out, state } = act;
  const { ranges } = state.selection;
  let caret = 0;
  // From the end, so that the places of those before stay as they were.
  for (const range of ranges.toSorted((a, b) => b.$from.pos - a.$from.pos)) {
    const steps = out.steps.length;
    const isFirst = range === ranges[0];
    const place = strike(act, range, isFirst ? words : Fragment.empty);
    caret = isFirst ? place : out.mapping.slice(steps).map(caret);
  }
  out.setSelection(Selection.near(out.doc.resolve(caret)));
}

/** The first textblock stays and gets the rest of the last one. */
export function strikeAndJoin(
  act: Act,
  ends: Pick<SelectionRange, "$from" | "$to">,
  words: Fragment,
): number {
  const { out } = act;
  const { $from, $to } = TextSelection.between(ends.$from, ends.$to);
  if ($from.sameParent($to)) return instead(act, { from: $from.pos, to: $to.pos, words });
  const outermost = $from.sharedDepth($to.pos) + 1;
  const isAllGone = $to.pos + $to.depth - outermost === $to.end(outermost);
  const steps = out.steps.length;
  deleteStretch(act, $from.after(), isAllGone ? $to.after(outermost) : $to.pos);
  const caret = instead(act, { from: $from.pos, to: $from.end(), words });
  if (isAllGone) return caret;
  const left = joinTextblocks(act, caret, out.mapping.slice(steps).map($to.pos));
  return Math.min(caret, left);
}

interface Instead {
  readonly from: number;
  readonly to: number;
  readonly words: Fragment;
}

function instead(act: Act, { from, to, words }: Instead): number {
  const end = insertWords(act, deleteWords(act, from, to), words);
  return words.size > 0 ? end : from;
}

/** The first textblock goes with all that begins with it; what is left of the last one stays where it is. */
function strikeFromOutside(act: Act, { $from, $to }: SelectionRange, words: Fragment): number {
  const shared = $from.sharedDepth($to.pos);
  let start = $from.pos;
  for (let { depth } = $from; depth > shared && start === $from.start(depth); depth -= 1)
    start = $from.before(depth);
  const end = deleteStretch(act, start, $to.pos);
  return $to.parent.isTextblock ? insertWords(act, end, words) : end;
}
