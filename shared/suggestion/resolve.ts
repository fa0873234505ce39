/**
 * Suggestions accepted or rejected in the shared document. Words and marks are changed exactly where
 * they stand, so that what others write meanwhile keeps its place; only what is left of blocks is
 * then brought in line with the plain version (resolvedText.ts), which says what the result is.
 */
import * as Y from "yjs";
import { joinRuns, richNodesOf } from "../document/fragmentText.ts";
import { type Attributes, marksOf } from "../document/markKeys.ts";
import { formatBetween } from "../document/markHash.ts";
import { reconcile, type Stretch } from "../document/reconcile.ts";
import type { Mark } from "../meeting/richText.ts";
import { acceptedMarks } from "./acceptedRun.ts";
import { rejectedMarks } from "./rejectedText.ts";
import { resolvedText, type Verdict } from "./resolvedText.ts";

/** Call it in a transaction. With a stretch only those children are looked at. */
export function resolveIn(
  fragment: Y.XmlFragment,
  ids: ReadonlySet<string>,
  verdict: Verdict,
  stretch?: Stretch,
): void {
  const children = fragment.toArray().slice(stretch?.from, stretch?.to);
  const content = joinRuns(children.flatMap((child) => richNodesOf(child)));
  const target = resolvedText({ type: "doc", content }, ids, verdict);
  for (const text of textsIn(children)) resolveWords(text, ids, verdict);
  reconcile(fragment, target, stretch);
}

function textsIn(children: readonly (Y.XmlElement | Y.XmlText | Y.XmlHook)[]): readonly Y.XmlText[] {
  return children.flatMap((child) => {
    if (child instanceof Y.XmlText) return [child];
    return child instanceof Y.XmlElement ? textsIn(child.toArray()) : [];
  });
}

interface DeltaRun {
  readonly insert: unknown;
  readonly attributes?: Attributes;
}

function resolveWords(text: Y.XmlText, ids: ReadonlySet<string>, verdict: Verdict): void {
  // Yjs types a delta as any[]; these are the two fields that it documents.
  const runs = text.toDelta() as readonly DeltaRun[];
  let end = text.length;
  // From the end, so that a deletion does not move the places before it.
  for (const { insert, attributes = {} } of runs.toReversed()) {
    const length = typeof insert === "string" ? insert.length : 1;
    end -= length;
    const marks = marksOf(attributes);
    const resolved = resolvedMarks(marks, ids, verdict);
    if (resolved === undefined) text.delete(end, length);
    else if (resolved !== marks) text.format(end, length, formatBetween(attributes, resolved));
  }
}

/** Undefined when the words go; the same list when nothing of it is meant. */
function resolvedMarks(
  marks: readonly Mark[],
  ids: ReadonlySet<string>,
  verdict: Verdict,
): readonly Mark[] | undefined {
  return verdict === "accept" ? acceptedMarks(marks, ids) : rejectedMarks(marks, ids);
}
