/**
 * Which of the children that are there become which of those that are wanted. Equal ones first, then
 * those of one name that share most of their words; order is kept.
 */
import type { RichNode } from "../meeting/richText.ts";
import { sharedEnd, sharedStart } from "./sharedWords.ts";

/** An element, or runs that stand side by side and read as one. */
export interface Unit {
  readonly name: string;
  readonly nodes: readonly RichNode[];
  readonly words: string;
  /** Equal for units that read the same. */
  readonly key: string;
}

type Pair = readonly [now: number, then: number];

/** Above this the places decide: comparing each with each would take too long. */
const COMPARISONS_MAX = 40_000;

export function pairsOf(now: readonly Unit[], then: readonly Unit[]): readonly Pair[] {
  const shorter = Math.min(now.length, then.length);
  let start = 0;
  while (start < shorter && now[start]?.key === then[start]?.key) start += 1;
  let end = 0;
  while (end < shorter - start && now.at(-1 - end)?.key === then.at(-1 - end)?.key) end += 1;
  const between = [now.slice(start, now.length - end), then.slice(start, then.length - end)] as const;
  return [
    ...Array.from({ length: start }, (_, index): Pair => [index, index]),
    ...pairsBetween(...between).map(([from, to]): Pair => [from + start, to + start]),
    ...Array.from({ length: end }, (_, index): Pair => [now.length - end + index, then.length - end + index]),
  ];
}

function pairsBetween(now: readonly Unit[], then: readonly Unit[]): readonly Pair[] {
  if (now.length * then.length > COMPARISONS_MAX) return pairsByPlace(now, then);
  const best = bestFrom(now, then);
  const pairs: Pair[] = [];
  let [from, to] = [0, 0];
  while (from < now.length && to < then.length) {
    const likeness = likenessOf(now[from], then[to]);
    // Of pairs that are equally good the first is taken: of a block that is split the head stays.
    if (likeness > 0 && likeness + best(from + 1, to + 1) === best(from, to)) pairs.push([from++, to++]);
    else if (best(from, to) === best(from + 1, to)) from += 1;
    else to += 1;
  }
  return pairs;
}

/** How much of both lists from these places on can stay. */
function bestFrom(now: readonly Unit[], then: readonly Unit[]): (from: number, to: number) => number {
  const width = then.length + 1;
  const best = new Float64Array((now.length + 1) * width);
  const at = (from: number, to: number) => best[from * width + to] ?? 0;
  for (let from = now.length - 1; from >= 0; from -= 1) {
    for (let to = then.length - 1; to >= 0; to -= 1) {
      const likeness = likenessOf(now[from], then[to]);
      const paired = likeness === 0 ? 0 : likeness + at(from + 1, to + 1);
      best[from * width + to] = Math.max(paired, at(from + 1, to), at(from, to + 1));
    }
  }
  return at;
}

/** 0 when the one cannot become the other. */
function likenessOf(left: Unit | undefined, right: Unit | undefined): number {
  if (left === undefined || right === undefined || left.name !== right.name) return 0;
  if (left.key === right.key) return 3 + 2 * left.words.length;
  const start = sharedStart(left.words, right.words);
  return 1 + start + sharedEnd(left.words, right.words, start);
}

function pairsByPlace(now: readonly Unit[], then: readonly Unit[]): readonly Pair[] {
  const pairs = now.map((_, index): Pair => [index, index]).slice(0, then.length);
  return pairs.filter(([from, to]) => now[from]?.name === then[to]?.name);
}
