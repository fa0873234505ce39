/**
 * Accepting a suggestion must give what the plain act would have given in the text as its author sees
 * it: with all that they have suggested before. A translation that gives anything else is told
 * otherwise, or refused.
 */
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import { EditorState, type Transaction } from "@tiptap/pm/state";
import { keepsBase } from "../baseKept.ts";
import { changesOf } from "../changes.ts";
import type { CannotSuggest, Plain } from "../plain.ts";
import { stampedAs } from "../structures/asProposed.ts";
import { isAcceptedAs } from "../structures/outcome.ts";
import { holdsForeign, ownIds } from "../structures/ownership.ts";
import { madeBy, recognisedCommand } from "../structures/recognised.ts";
import type { Intent } from "./intents.ts";
import { madeAnew } from "./madeAnew.ts";
import type { PlainTwin } from "./plainTwin.ts";
import { type Result, type Seen, seenBy } from "./seen.ts";

interface Asked {
  readonly context: Plain;
  readonly intent: Intent | undefined;
  readonly twin: PlainTwin;
}

export function checked(made: Transaction | CannotSuggest, asked: Asked): Transaction | CannotSuggest {
  const { context } = asked;
  const { state, author } = context;
  if (isTyping(made, asked) || isAmongForeign(context)) return made;
  const seen = seenBy(state, author);
  const result = seen && resultOf(asked, seen);
  if (seen === undefined || result === undefined || gives(made, result.doc, context)) return made;
  const isRefused = typeof made === "string";
  const anew = (more: number) => () =>
    madeAnew(context, { seen: seen.doc, result, more, isCareful: isRefused });
  const others = [() => stampedAs(context, seen.doc, result.doc), anew(0), anew(1)];
  for (const tell of others) {
    const out = tell();
    if (out !== undefined && gives(out, result.doc, context)) return out;
  }
  return isRefused ? made : "structure";
}

/** Formats, and words at a caret: what they become does not hang on other suggestions, and they come with every key. */
function isTyping(made: Transaction | CannotSuggest, { context, intent }: Asked): boolean {
  const { state, plain } = context;
  const changes = changesOf(plain);
  if (changes.length === 0) return true;
  if (typeof made === "string" || !made.docChanged) return false;
  if (!state.selection.empty || intent?.kind === "paste") return false;
  return changes.every(({ from, to, newFrom, newTo }) => {
    const [$from, $newFrom] = [state.doc.resolve(from), plain.doc.resolve(newFrom)];
    const isWithin = $from.sameParent(state.doc.resolve(to)) && $newFrom.sameParent(plain.doc.resolve(newTo));
    return isWithin && $from.parent.isTextblock && $newFrom.parent.isTextblock;
  });
}

/** What becomes of other people's suggestions there has no one right answer. */
function isAmongForeign({ state, plain, author }: Plain): boolean {
  const [old, made] = [state.doc.children, plain.doc.children];
  const first = old.findIndex((node, index) => node !== made[index]);
  const last = old.findLastIndex((node, index) => node !== made[index - old.length + made.length]);
  return old.slice(Math.max(0, first - 1), last + 2).some((node) => holdsForeign(node, author));
}

function gives(
  made: Transaction | CannotSuggest,
  result: ProseMirrorNode,
  { state, author }: Plain,
): boolean {
  if (typeof made === "string") return false;
  return isAcceptedAs(made.doc, result, ownIds(made.doc, author)) && keepsBase(state.doc, made.doc, author);
}

/** Undefined when it is not known what the act was. */
function resultOf({ context, intent, twin }: Asked, seen: Seen): Result | undefined {
  if (intent !== undefined) return twin.after(seen, intent);
  const command = recognisedCommand(context);
  if (command === undefined) return undefined;
  const { doc, selection } = madeBy(command, EditorState.create(seen)) ?? seen;
  return { doc, head: selection.head };
}
