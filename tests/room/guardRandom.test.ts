/**
 * The guard against chance. The oracle shares no code with it: it applies the bytes with plain Yjs to
 * a copy and compares every root and every clock with what this person may change. A seed that fails
 * stays in the list, with its story; `npm run soak -- guard` runs many more.
 */
import { afterAll, expect, test } from "vitest";
import { runGuardSeed } from "../support/guardRun.ts";

const SEEDS = Array.from({ length: 200 }, (_one, index) => index + 1);
const SEEDS_PER_TEST = 10;
/**
 * 4974: an own old letter, deleted for good, was sent again longer and before the second half of an
 * emoji in a locked section. The rest of it was dropped, but Yjs had cut the emoji in two.
 * 8954: a forged item under a number that is taken named half an emoji. Only plain Yjs cut it in two;
 * the fault was the oracle's.
 */
const KEPT_SEEDS = [4974, 8954];
const FALSE_REFUSALS_MAX = 0.001;

const sums: Record<string, number> = {};

test.each(SEEDS.filter((seed) => seed % SEEDS_PER_TEST === 1))(
  "[GUARD15] chance finds no update that counts and should not, or the reverse: ten seeds from %i",
  { timeout: 120_000 },
  (first) => {
    for (const seed of SEEDS.slice(first - 1, first - 1 + SEEDS_PER_TEST)) add(runGuardSeed(seed));
  },
);

test.each(KEPT_SEEDS)("[GUARD15] seed %i found something once, and does not any more", (seed) => {
  runGuardSeed(seed);
});

test("[GUARD15] of 20,000 updates none was falsely taken, and hardly an honest one refused", () => {
  expect(total("units")).toBeGreaterThanOrEqual(20_000);
  for (const kind of ["honest", "stale", "contaminated", "mutated", "applied", "refused", "dropped"])
    expect(total(kind), kind).toBeGreaterThan(1000);
  expect(total("falseAccepts")).toBe(0);
  expect(total("falseRefusals")).toBeLessThan(total("honest") * FALSE_REFUSALS_MAX);
});

afterAll(() => {
  process.stdout.write(
    `${Object.entries(sums)
      .map(([kind, count]) => `${kind}=${count}`)
      .join(" ")}\n`,
  );
});

function total(kind: string): number {
  return sums[kind] ?? 0;
}

function add(counts: Readonly<Record<string, number>>): void {
  for (const [kind, count] of Object.entries(counts)) sums[kind] = (sums[kind] ?? 0) + count;
}
