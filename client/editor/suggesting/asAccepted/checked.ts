/**
 * Accepting a suggestion must give what the plain act would have given in the text as its author sees
 * it: with all that they have suggested before. A translation that gives anything else is told
 * otherwise, or refused.
 */
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import { EditorState, NodeSelection, type Transaction } from "@tiptap/pm/state";
import { keepsBase } from "../baseKept.ts";
import type { CannotSuggest, Plain } from "../plain.ts";
import { stampedAs } from "../structures/asProposed.ts";
import { isAcceptedAs } from "../structures/outcome.ts";
import { holdsForeign, ownIds, ownStampOn, some } from "../structures/ownership.ts";
import { madeBy, recognisedCommand } from "../structures/recognised.ts";
import type { Meant } from "./intents.ts";
import { madeAnew } from "./madeAnew.ts";
import type { PlainTwin } from "./plainTwin.ts";
import { selectionHere } from "./selectionHere.ts";
import { reformatted } from "./reformatted.ts";
import { type Result, type Seen, seenBy } from "./seen.ts";
import { isJustTyped, typed } from "./typing.ts";

interface Asked {
  readonly context: Plain;
  readonly meant: Meant | undefined;
  readonly twin: PlainTwin;
}

export function checked(made: Transaction | CannotSuggest, asked: Asked): Transaction | CannotSuggest {
  const { context, meant } = asked;
  const { state, author } = context;
  if (isJustTyped(made, context, meant) || isAmongForeign(context)) return made;
  if (ownIds(state.doc, author).size === 0 && !context.plain.docChanged) return made;
  if (isJoinedFrom(context)) return "structure";
  const seen = seenBy(state.doc, meant?.selection ?? state.selection, author);
  const result = seen && (typed(made, seen, context) ?? resultOf(asked, seen));
  if (seen === undefined || result === undefined) return made;
  if (result.doc.eq(seen.doc)) return caretAt(context, seen, result);
  if (gives(made, result.doc, context)) return withCaret(made, result, asked);
  const isRefused = typeof made === "string";
  const anew = (more: number) => () =>
    madeAnew(context, { seen: seen.doc, result, more, isCareful: isRefused });
  const others = [
    () => reformatted(context, result.doc),
    () => stampedAs(context, seen.doc, result.doc),
    anew(0),
    anew(1),
  ];
  for (const tell of others) {
    const out = tell();
    if (out !== undefined && gives(out, result.doc, context)) return withCaret(out, result, asked);
  }
  return isRefused ? made : "structure";
}

/** The act changes nothing, and leaves the caret where it goes in the text as accepted. It is done with: the selection is set. */
function caretAt({ state, author }: Plain, seen: Seen, { selection }: Result): Transaction {
  const here = selection.eq(seen.selection) ? undefined : selectionHere(selection, state.doc, author);
  if (here !== undefined) return state.tr.setSelection(here);
  // A format for the next letter, as by Ctrl+B without a selection, is no change of the text.
  return state.tr.setSelection(state.selection).setStoredMarks(state.storedMarks);
}

/** It is where the act leaves it in the text as accepted; what is selected stays so. */
function withCaret(out: Transaction, { selection }: Result, { context, meant }: Asked): Transaction {
  const { author } = context;
  if (!selection.empty)
    return meant && !out.selectionSet ? out.setSelection(meant.selection.map(out.doc, out.mapping)) : out;
  if (seenBy(out.doc, out.selection, author)?.selection.eq(selection) === true) return out;
  const here = selectionHere(selection, out.doc, author);
  return here === undefined ? out : out.setSelection(here);
}

/** Words of the selected table go on in a block before it: they do not go with what the table will be. */
function isJoinedFrom({ state: { selection }, plain, author }: Plain): boolean {
  return (
    plain.docChanged &&
    selection instanceof NodeSelection &&
    some(selection.node, (node) => ownStampOn(node, "sJoin", author) !== undefined)
  );
}

/** What becomes of other people's suggestions there has no one right answer. */
function isAmongForeign({ state, plain, author }: Plain): boolean {
  const [old, made] = [state.doc.children, plain.doc.children];
  const first = old.findIndex((node, index) => node !== made[index]);
  if (first < 0) return false;
  const last = old.findLastIndex((node, index) => node !== made[index - old.length + made.length]);
  return old.slice(Math.max(0, first - 1), last + 2).some((node) => holdsForeign(node, author));
}

/** With what is mended after it (keepValid.ts). */
function gives(
  made: Transaction | CannotSuggest,
  result: ProseMirrorNode,
  { state, author }: Plain,
): made is Transaction {
  if (typeof made === "string") return false;
  const { doc } = state.applyTransaction(made).state;
  return isAcceptedAs(doc, result, ownIds(doc, author)) && keepsBase(state.doc, doc, author);
}

/** Undefined when it is not known what the act was. Without own suggestions, the change itself says it. */
function resultOf({ context, meant, twin }: Asked, seen: Seen): Result | undefined {
  const { state, plain, author } = context;
  if (ownIds(state.doc, author).size === 0) return state.applyTransaction(plain).state;
  if (meant !== undefined) return twin.after(seen, meant.intent);
  const command = recognisedCommand(context);
  if (command === undefined) return undefined;
  return madeBy(command, EditorState.create(seen)) ?? seen;
}
