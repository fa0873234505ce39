/**
 * What of a text will still stand there when all that its author has suggested is accepted. Accepting
 * moves blocks about, but never changes the order of the letters, so they lead from one text to the other.
 */
import type { Node } from "@tiptap/pm/model";
import { SUGGESTED_BREAK } from "../../../../shared/document/stamps.ts";
import type { Run } from "../formatting.ts";
import { isDeletedByOwn, ownMark } from "../ownWords.ts";

/** All that will stand there, in its order. */
export function runsAsAccepted(doc: Node, author: string): readonly Run[] {
  return runsOf(doc)
    .filter(({ node }) => !isDeletedByOwn(node, author))
    .flatMap((run) => (ownMark(run.node, "insertion", author) === undefined ? [run] : withoutBreaks(run)));
}

export function runsOf(doc: Node): readonly Run[] {
  const runs: Run[] = [];
  doc.descendants((node, from) => {
    if (node.isInline) runs.push({ node, from, to: from + node.nodeSize });
  });
  return runs;
}

/** A break between paragraphs is no letter once it is accepted. */
function withoutBreaks({ node, from }: Run): readonly Run[] {
  const runs: Run[] = [];
  let at = from;
  for (const words of (node.text ?? "").split(SUGGESTED_BREAK)) {
    if (words !== "") runs.push({ node, from: at, to: at + words.length });
    at += words.length + 1;
  }
  return runs;
}

export function lettersBefore(runs: readonly Run[], place: number): number {
  return runs.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, place) - from), 0);
}

/** Where the last of so many letters ends; undefined of none. */
export function placeBehind(runs: readonly Run[], letters: number): number | undefined {
  let left = letters;
  for (const { from, to } of runs) {
    if (left > 0 && left <= to - from) return from + left;
    left -= to - from;
  }
  return undefined;
}

/** Where the next letter after so many begins; undefined when there are no more. */
export function placeBefore(runs: readonly Run[], letters: number): number | undefined {
  let left = letters;
  for (const { from, to } of runs) {
    if (left < to - from) return from + left;
    left -= to - from;
  }
  return undefined;
}
