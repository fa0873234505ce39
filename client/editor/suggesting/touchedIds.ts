/** Which suggestions a change adds to or takes from, for the history: with a verdict they leave it. */
import type { Fragment, Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { AddMarkStep, AttrStep, RemoveMarkStep, ReplaceStep, type Step } from "@tiptap/pm/transform";
import type { Stamp } from "../../../shared/document/stamps.ts";
import { STAMP_NAMES } from "../../../shared/suggestion/stampsOn.ts";
import { isSuggestionMark, stampsOf } from "./ownWords.ts";

export function touchedIds({ steps, docs }: Transaction, author: string): ReadonlySet<string> {
  const stamps = steps.flatMap((step, index) => stampsIn(step, docs[index]));
  return new Set(stamps.filter((stamp) => stamp.author === author).map(({ id }) => id));
}

function stampsIn(step: Step, doc: Node | undefined): readonly Stamp[] {
  if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) {
    // The schema's check of these attributes has passed, or they were made here.
    return isSuggestionMark(step.mark) ? [step.mark.attrs as Stamp] : [];
  }
  if (step instanceof ReplaceStep) {
    const gone = doc?.slice(step.from, step.to).content;
    return [...stampsOn(step.slice.content), ...(gone === undefined ? [] : stampsOn(gone))];
  }
  return step instanceof AttrStep ? changedStamps(step, doc) : [];
}

function changedStamps({ pos, attr, value }: AttrStep, doc: Node | undefined): readonly Stamp[] {
  const node = doc?.nodeAt(pos);
  const before = node === null || node === undefined ? [] : stampsOf(node, attr);
  // Only attributes of suggestions are set here; they hold lists of stamps.
  const after = Array.isArray(value) ? (value as readonly Stamp[]) : [];
  return [...before.filter((stamp) => !isIn(after, stamp)), ...after.filter((stamp) => !isIn(before, stamp))];
}

const isIn = (list: readonly Stamp[], { id }: Stamp) => list.some((one) => one.id === id);

function stampsOn(content: Fragment): readonly Stamp[] {
  const stamps: Stamp[] = [];
  content.descendants((node) => {
    // As above.
    stamps.push(...node.marks.filter(isSuggestionMark).map((mark) => mark.attrs as Stamp));
    for (const name of STAMP_NAMES) stamps.push(...stampsOf(node, name));
  });
  return stamps;
}
