/**
 * Letters at a caret come with every key, and what they become does not hang on other suggestions. There
 * is one case: of two blocks that are joined, the first gives its kind, unless it has no words.
 */
import type { Node } from "@tiptap/pm/model";
import { TextSelection, type Transaction } from "@tiptap/pm/state";
import { Transform } from "@tiptap/pm/transform";
import { type Change, changesOf } from "../changes.ts";
import { behindDeleted, joinedTo, standingBeside } from "../passing.ts";
import type { CannotSuggest, Plain } from "../plain.ts";
import type { Meant } from "./intents.ts";
import { lettersBefore, placeBefore, placeBehind, runsAsAccepted, runsOf } from "./letters.ts";
import { type Result, type Seen, seenBy } from "./seen.ts";

/** Nothing has to be asked about it. */
export function isJustTyped(
  made: Transaction | CannotSuggest,
  context: Plain,
  meant: Meant | undefined,
): boolean {
  const changes = changesOf(context.plain);
  if (changes.length === 0) return meant === undefined;
  if (typeof made === "string" || !made.docChanged) return false;
  if (!context.state.selection.empty || meant?.intent.kind === "paste") return false;
  return changes.every((change) => isInOneBlock(context, change)) && !isFirstOrLast(made, context);
}

function isInOneBlock({ state, plain }: Plain, { from, to, newFrom, newTo }: Change): boolean {
  const [$from, $newFrom] = [state.doc.resolve(from), plain.doc.resolve(newFrom)];
  const isWithin = $from.sameParent(state.doc.resolve(to)) && $newFrom.sameParent(plain.doc.resolve(newTo));
  return isWithin && $from.parent.isTextblock && $newFrom.parent.isTextblock;
}

/** The block has no words before or after it, and another one joins it. */
function isFirstOrLast({ doc, selection }: Transaction, { state, author }: Plain): boolean {
  return isEmptyAt(state.doc, state.selection.head, author) || isEmptyAt(doc, selection.head, author);
}

function isEmptyAt(doc: Node, place: number, author: string): boolean {
  const $place = doc.resolve(place);
  if (!$place.parent.isTextblock || standingBeside($place, "before", author) !== undefined) return false;
  const $end = behindDeleted($place, "behind", author);
  return $end.pos === $end.end() && joinedTo($end, "behind", author) !== undefined;
}

/** With or without these letters, the block is still where it was, and of that kind; undefined when it is more than letters. */
export function typed(made: Transaction | CannotSuggest, seen: Seen, context: Plain): Result | undefined {
  const { $head, empty } = seen.selection;
  const [change, ...more] = changesOf(context.plain);
  if (typeof made === "string" || !empty || change === undefined || more.length > 0) return undefined;
  if (!isInOneBlock(context, change) || !isFirstOrLast(made, context)) return undefined;
  if (change.newFrom === change.newTo) return withoutLetters(seen, made, context);
  const now = seenBy(made.doc, made.selection, context.author);
  const place = $head.before();
  if (now === undefined || now.selection.$head.depth === 0 || now.selection.$head.before() !== place)
    return undefined;
  const { type, attrs } = $head.parent;
  const doc = new Transform(now.doc).setNodeMarkup(place, type, attrs).doc;
  return { doc, selection: TextSelection.create(doc, now.selection.head) };
}

/** The same letters go from the text as accepted: those that the key took beyond what was struck. */
function withoutLetters({ doc }: Seen, made: Transaction, { state, author }: Plain): Result | undefined {
  const [before, after] = [state.doc, made.doc].map((text) => runsAsAccepted(text, author));
  const left = lettersBefore(after ?? [], made.selection.from);
  const gone = lettersBefore(before ?? [], Infinity) - lettersBefore(after ?? [], Infinity);
  const start = placeBefore(runsOf(doc), left);
  const end = placeBehind(runsOf(doc), left + gone);
  if (start === undefined || end === undefined || start >= end) return undefined;
  const rest = new Transform(doc).delete(start, end).doc;
  return { doc: rest, selection: TextSelection.create(rest, start) };
}
