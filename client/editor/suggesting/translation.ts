/**
 * What is sent instead of a person's plain change: the same wish as a suggestion, which changes no
 * word and no block of the text itself. What cannot be said as a suggestion is refused as a whole.
 */
import type { Slice } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { AddMarkStep, RemoveMarkStep } from "@tiptap/pm/transform";
import { actOf } from "./act.ts";
import { type Change, changesOf } from "./changes.ts";
import { suggestInline } from "./inline.ts";
import type { CannotSuggest, Plain } from "./plain.ts";
import { suggestStructure } from "./structures/suggestStructure.ts";

export function suggestionOf(context: Plain): Transaction | CannotSuggest {
  const changes = changesOf(context.plain);
  if (changes.length === 0 || !changes.every((change) => isInline(context, change))) {
    const made = suggestStructure(context);
    if (made !== undefined) return made === "refused" ? "structure" : made;
  }
  return translated(context, changes);
}

function translated(context: Plain, changes: readonly Change[]): Transaction | CannotSuggest {
  const { plain } = context;
  if (plain.steps.some((step) => step instanceof AddMarkStep || step instanceof RemoveMarkStep))
    return "structure";
  const act = actOf(context, changes);
  // From the end, so that the places of those before stay as they were.
  for (const change of changes.toReversed()) {
    if (!isInline(context, change)) return "structure";
    suggestInline(act, change, sliceOf(context, change));
  }
  return act.out;
}

function sliceOf({ plain }: Plain, { newFrom, newTo }: Change): Slice {
  return plain.doc.slice(newFrom, newTo);
}

/** Words for words in one block. */
function isInline(context: Plain, change: Change): boolean {
  const $from = context.state.doc.resolve(change.from);
  const slice = sliceOf(context, change);
  return (
    $from.parent.isTextblock &&
    $from.sameParent(context.state.doc.resolve(change.to)) &&
    slice.content.content.every((node) => node.isInline)
  );
}
