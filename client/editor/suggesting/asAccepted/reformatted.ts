/** The formats that lead from what stands there to the result of an act on the text as accepted. */
import { Mark, type Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { formatted, marksAsAccepted, plainMarks, type Run, type Wanted } from "../formatting.ts";
import type { Plain } from "../plain.ts";
import { runsAsAccepted, runsOf } from "./letters.ts";

/** Undefined when there are more words, or fewer. */
export function reformatted(context: Plain, result: Node): Transaction | undefined {
  const { state, author } = context;
  const words = numbered(runsAsAccepted(state.doc, author));
  const then = numbered(runsOf(result));
  if (words.at(-1)?.end !== then.at(-1)?.end) return undefined;
  const wanted: Wanted[] = [];
  let next = 0;
  for (const { node, from, start, end } of words) {
    while ((then[next]?.end ?? end) <= start) next += 1;
    for (const there of beginningBefore(end, then, next)) {
      const place = (letter: number) => from + Math.min(Math.max(letter, start), end) - start;
      const marks = plainMarks(there.node.marks);
      const isText = node.isText && there.node.isText;
      if (isText && !Mark.sameSet(marks, marksAsAccepted(node, author)))
        wanted.push({ node, from: place(there.start), to: place(there.end), marks });
    }
  }
  return formatted(context, wanted);
}

/** From the how manieth letter on, and to before which. */
interface Numbered extends Run {
  readonly start: number;
  readonly end: number;
}

function numbered(runs: readonly Run[]): readonly Numbered[] {
  let end = 0;
  return runs.map((run) => {
    const start = end;
    end += run.to - run.from;
    return { ...run, start, end };
  });
}

function beginningBefore(letter: number, runs: readonly Numbered[], first: number): readonly Numbered[] {
  let last = first;
  while ((runs[last]?.start ?? letter) < letter) last += 1;
  return runs.slice(first, last);
}
