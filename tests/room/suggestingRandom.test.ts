/**
 * Suggestions against chance: a client that forges, honest people beside it, and an oracle that only
 * knows plain Yjs. At full numbers: `npm run soak -- forgers`.
 */
import { expect, test } from "vitest";
import { runForgerSeed, type ForgerCounts, type Hole } from "../support/forgerRun.ts";

const SEEDS = Array.from({ length: 12 }, (_one, index) => index + 1);

/**
 * 4 and 69: a colleague's name could be put on the forger's own words, under an id of choice.
 * 39: naming the middle of an emoji made two broken letters of it, under the same ids.
 * 195 and 199: deleting own words took the mark of others beside them, which would have been base text;
 * the marks to be put back were read from Yjs items that were gone by then.
 */
const KEPT_SEEDS = [4, 39, 69, 195, 199];

function summed(all: readonly ForgerCounts[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const counts of all)
    for (const [key, count] of Object.entries(counts)) sums[key] = (sums[key] ?? 0) + count;
  return sums;
}

test(
  "[SUG68] of 600 tries none changes what others see, and no honest one is refused",
  { timeout: 60_000 },
  () => {
    const { units, falseRefusals, ...counts } = summed(SEEDS.map((seed) => runForgerSeed(seed)));
    expect([units, falseRefusals]).toEqual([600, 0]);
    for (const kind of ["refused", "mended", "whole", "honest"])
      expect(counts[kind], kind).toBeGreaterThan(20);
  },
);

test(
  "[SUG69] nor does any of 600 that also go for what others have in the forger's own blocks",
  { timeout: 60_000 },
  () => {
    const counts = summed(SEEDS.map((seed) => runForgerSeed(seed, { aim: "own blocks" })));
    expect(counts["falseRefusals"]).toBe(0);
    expect(counts["revived"]).toBeGreaterThan(5);
  },
);

test.each(KEPT_SEEDS)("[SUG68] seed %i found something once, and does not any more", (seed) => {
  expect(runForgerSeed(seed).falseRefusals).toBe(0);
});

test.each(["no rehearsal", "no mending"] as const satisfies readonly Hole[])(
  "[SUG68] the oracle sees a guard with %s",
  (hole) => {
    expect(() => SEEDS.map((seed) => runForgerSeed(seed, { hole }))).toThrow(/seed 1, try/u);
  },
);
