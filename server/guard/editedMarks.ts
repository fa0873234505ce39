/**
 * What an editor's update does to the marks of others on words that were there before. Editors change
 * words, never suggestions: a mark that strays or goes is no wish of theirs.
 */
import { isOwn, type Mark, type Marks } from "./marks.ts";
import type { Piece, Pieces, Run, View } from "./pieces.ts";
import type { Stray } from "./projection.ts";

/**
 * Where marks of others reach over words that did not bear them, since their end or the words that
 * bore them have gone, and where they are gone from words that did: an editor's client ends them with
 * the words that it deletes, and has not heard yet of those that somebody has written beside them.
 */
export function marksAstray(before: Pieces, after: Pieces, view: View): readonly Stray[] {
  const runs = runsByClient(before.pieces);
  return after.pieces.flatMap((run) => {
    if (run.kind === "frame" || run.isNew) return [];
    return stretchesOf(run, runs.get(run.client) ?? []).flatMap((stretch) => straysOver(stretch, view));
  });
}

/** Characters of a run that stood in one run before. */
interface Stretch {
  readonly run: Pick<Run, "text" | "at" | "length">;
  readonly was: Marks | undefined;
  readonly now: Marks;
}

function stretchesOf(run: Run, runs: readonly Run[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const { text, clock, marks: now } = run;
  for (let from = clock; from < clock + run.length;) {
    const was = runWith(runs, from);
    const length = Math.min(
      run.length - (from - clock),
      was === undefined ? 1 : was.clock + was.length - from,
    );
    stretches.push({ run: { text, at: run.at + from - clock, length }, was: was?.marks, now });
    from += length;
  }
  return stretches;
}

function straysOver({ run, was, now }: Stretch, view: View): readonly Stray[] {
  if (was?.suggestedByOthers === now.suggestedByOthers) return [];
  const [old, here] = [marksOfOthers(was, view), marksOfOthers(now, view)];
  return [
    ...without(here, old).map(({ key }) => ({ run, key, value: null })),
    ...without(old, here).map(({ key, value }) => ({ run, key, value })),
  ];
}

function without(marks: readonly Mark[], others: readonly Mark[]): readonly Mark[] {
  return marks.filter(({ key }) => !others.some((other) => other.key === key));
}

function marksOfOthers(marks: Marks | undefined, { author }: View): readonly Mark[] {
  return (marks?.list ?? []).filter(({ stamp }) => stamp !== undefined && !isOwn(stamp, author));
}

/** Each client's in the order of their clocks. */
function runsByClient(pieces: readonly Piece[]): ReadonlyMap<number, readonly Run[]> {
  const runs = pieces.filter((piece) => piece.kind === "run").toSorted((a, b) => a.clock - b.clock);
  return Map.groupBy(runs, ({ client }) => client);
}

/** The run that holds a character; undefined where it stood elsewhere. */
function runWith(runs: readonly Run[], clock: number): Run | undefined {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run !== undefined && run.clock + run.length <= clock) low = middle + 1;
    else high = middle;
  }
  const found = runs[low];
  return found !== undefined && found.clock <= clock ? found : undefined;
}
