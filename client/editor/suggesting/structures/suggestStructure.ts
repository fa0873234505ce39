/**
 * A change of blocks, told as suggestions. It compares the text before with what the plain act made
 * of it, never the steps; and it asks shared/suggestion whether accepting gives just that. Words
 * and their formats are not its matter.
 */
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { ReplaceAroundStep, ReplaceStep } from "@tiptap/pm/transform";
import { SUGGESTED_BREAK } from "../../../../shared/document/stamps.ts";
import { ownMark } from "../ownWords.ts";
import type { Plain } from "../plain.ts";
import { editsAsSuggested } from "./blockActs.ts";
import { changedPart, type ChangedPart } from "./changedPart.ts";
import { madeAsProposed } from "./asProposed.ts";
import { blockEdits } from "./edits.ts";
import { madeForReal } from "./forReal.ts";
import { isRight } from "./outcome.ts";
import { ownStampOn, some } from "./ownership.ts";
import { propose } from "./proposals.ts";
import { replacement } from "./replacement.ts";
import { reshapes } from "./reshape.ts";
import { sheetFor } from "./sheet.ts";
import { haveSameWords, textblocksOf } from "./textblocks.ts";

/** Undefined when the change is one of words, for others to translate. */
export function suggestStructure(context: Plain): Transaction | "refused" | undefined {
  const { state, plain } = context;
  if (!touchesBlocks(plain) || state.doc.eq(plain.doc)) return undefined;
  const part = changedPart(state.doc, plain.doc);
  const real = madeForReal(context, part);
  if (real !== undefined) return real;
  const proposed = hasOwnProposals(state.doc, context.author) ? madeAsProposed(context) : undefined;
  if (proposed !== undefined) return proposed;
  const edits = blockEdits(state.doc, plain.doc);
  if (edits !== undefined) return editsAsSuggested(context, edits);
  if (!haveSameWords(textblocksOf(state.doc), textblocksOf(plain.doc))) return undefined;
  return reshaped(context, part) ?? "refused";
}

/** Typing is not worth a look at the whole text. */
function touchesBlocks({ steps, docs }: Transaction): boolean {
  return steps.some((step, index) => {
    if (step instanceof ReplaceAroundStep) return true;
    if (!(step instanceof ReplaceStep)) return false;
    const { from, to, slice } = step;
    const $from = docs[index]?.resolve(from);
    return (
      slice.content.firstChild?.isBlock === true ||
      $from?.sameParent($from.doc.resolve(to)) === false ||
      $from?.parent.isTextblock === false
    );
  });
}

function reshaped(context: Plain, part: ChangedPart): Transaction | undefined {
  const { state, plain, author } = context;
  const before = textblocksOf(state.doc);
  const placed = reshapes(before, textblocksOf(plain.doc));
  const isPending = part.gone.some((node) => hasOwnProposals(node, author));
  if (placed !== undefined && placed.length > 0) {
    const sheet = sheetFor(context);
    propose(sheet, placed, before);
    if (isPending || isRight(context, sheet.out.doc)) return withSelection(sheet.out, plain);
  }
  if (isPending) return undefined;
  const replaced = replacement(context, part);
  return replaced !== undefined && isRight(context, replaced.doc) ? replaced : undefined;
}

/** Where the author has already proposed to change blocks, the plain act speaks of another text than the one proposed. */
function hasOwnProposals(node: ProseMirrorNode, author: string): boolean {
  return some(node, (one) => {
    const hasStamp = MOVES.some((name) => ownStampOn(one, name, author) !== undefined);
    return hasStamp || (ownMark(one, "insertion", author) !== undefined && hasBreak(one));
  });
}

const MOVES = ["sJoin", "sFmt", "sWrap", "sMove"] as const;
const hasBreak = ({ text }: ProseMirrorNode) => text?.includes(SUGGESTED_BREAK) === true;

/** Stamps move nothing, so the selection is where it was. */
function withSelection(out: Transaction, { storedMarks, storedMarksSet }: Transaction): Transaction {
  return storedMarksSet ? out.setStoredMarks(storedMarks) : out;
}
