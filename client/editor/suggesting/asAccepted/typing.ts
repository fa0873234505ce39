/**
 * Letters at a caret come with every key, and what they become does not hang on other suggestions. There
 * is one case: of two blocks that are joined, the first gives its kind, unless it has no words.
 */
import type { Node } from "@tiptap/pm/model";
import { Selection, type Transaction } from "@tiptap/pm/state";
import { Transform } from "@tiptap/pm/transform";
import { type Change, changesOf } from "../changes.ts";
import { behindDeleted, joinedTo, standingBeside } from "../passing.ts";
import type { CannotSuggest, Plain } from "../plain.ts";
import { acceptedDoc } from "../structures/outcome.ts";
import { ownIds } from "../structures/ownership.ts";
import type { Meant } from "./intents.ts";
import type { Result, Seen } from "./seen.ts";

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
  if (standingBeside($place, "before", author) !== undefined) return false;
  const $end = behindDeleted($place, "behind", author);
  return $end.pos === $end.end() && joinedTo($end, "behind", author) !== undefined;
}

/** With these letters, the block is still of the kind that it was; undefined when it is more than letters. */
export function typed(
  made: Transaction | CannotSuggest,
  { selection: { $head } }: Seen,
  context: Plain,
): Result | undefined {
  const [change, ...more] = changesOf(context.plain);
  if (typeof made === "string" || change === undefined || more.length > 0) return undefined;
  if (!isInOneBlock(context, change) || !isFirstOrLast(made, context)) return undefined;
  const doc = acceptedDoc(made.doc, ownIds(made.doc, context.author));
  const { type, attrs } = $head.parent;
  const kept = new Transform(doc).setNodeMarkup($head.before(), type, attrs).doc;
  return { doc: kept, selection: Selection.near(kept.resolve($head.pos)) };
}
