/**
 * What is sent instead of a person's plain change: the same wish as a suggestion, which changes no
 * word and no block of the text itself. What cannot be said as a suggestion is refused as a whole.
 */
import type { Transaction } from "@tiptap/pm/state";
import { AddMarkStep, RemoveMarkStep, ReplaceStep, type Step } from "@tiptap/pm/transform";
import { suggestAcross } from "./acrossBlocks.ts";
import { type Act, actOf } from "./act.ts";
import { type Change, changesOf, isCarriedWords } from "./changes.ts";
import { suggestFormat } from "./formatting.ts";
import { suggestInline } from "./inline.ts";
import { narrowed } from "./narrowing.ts";
import type { CannotSuggest, Plain } from "./plain.ts";
import { suggestSelectionGone } from "./selectionGone.ts";
import { suggestStructure } from "./structures/suggestStructure.ts";

export function suggestionOf(context: Plain): Transaction | CannotSuggest {
  const { plain } = context;
  if (plain.steps.every(isMarkStep)) return suggestFormat(context);
  const changes = changesOf(plain);
  if (!isAboutWords(plain) || !changes.every((change) => isInline(context, change))) {
    const gone = suggestSelectionGone(context, changes);
    if (gone !== undefined) return gone;
    const made = suggestStructure(context);
    if (made !== undefined) return made === "refused" ? "structure" : made;
  }
  return translated(context, changes);
}

function translated(context: Plain, changes: readonly Change[]): Transaction | CannotSuggest {
  if (!isAboutWords(context.plain)) return "structure";
  const act = actOf(context, changes);
  // From the end, so that the places of those before stay as they were.
  for (const change of changes.toReversed()) {
    const why = suggestChange(act, change);
    if (why !== undefined) return why;
  }
  return act.out;
}

function suggestChange(act: Act, change: Change): CannotSuggest | undefined {
  const exact = isInline(act, change) ? change : narrowed(act, change);
  if (!isInline(act, exact)) return suggestAcross(act, exact);
  suggestInline(act, exact, act.plain.doc.slice(exact.newFrom, exact.newTo));
  return undefined;
}

const isMarkStep = (step: Step) => step instanceof AddMarkStep || step instanceof RemoveMarkStep;

/** Whatever else there is belongs to lists, tables and kinds of block. */
function isAboutWords({ steps, docs }: Transaction): boolean {
  return steps.every(
    (step, index) => step instanceof ReplaceStep || isMarkStep(step) || isCarriedWords(step, docs[index]),
  );
}

/** Words for words in one block. */
function isInline(context: Plain, change: Change): boolean {
  const $from = context.state.doc.resolve(change.from);
  const slice = context.plain.doc.slice(change.newFrom, change.newTo);
  return (
    $from.parent.isTextblock &&
    $from.sameParent(context.state.doc.resolve(change.to)) &&
    slice.content.content.every((node) => node.isInline)
  );
}
