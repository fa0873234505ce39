// @vitest-environment jsdom
/**
 * Random merges of what three people wrote: looking at the result never writes in it. `npm run soak --
 * merges` runs more. What was found stands in its smallest form in editorTogether.test.ts.
 */
import { beforeAll, expect, test, vi } from "vitest";
import { withoutLayout } from "../support/layoutless.ts";
import { runMerges } from "../support/mergeRounds.ts";
import { runStructure } from "../support/structureRounds.ts";

const MERGES = 2000;
const STRUCTURES = 300;
/** Beyond those: two people began one line, an emptied block got a second text, a caret stood behind a new line break. */
const KEPT = [221, 750, 1500, 1505];

beforeAll(() => {
  withoutLayout();
  // ProseMirror warns of a selection in a text without blocks, which an editor has before its first sight of one.
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

test(
  `[MERGE1] mounting an editor on ${MERGES} random merges writes nothing and takes nothing`,
  { timeout: 240_000 },
  () => {
    let merges = 0;
    let refused = 0;
    for (let seed = 1; merges < MERGES; seed += 1) {
      const counts = runMerges(seed);
      merges += counts.units;
      refused += counts.refused;
    }
    // Such a text would be shown without an editor, with a message; none has been seen.
    expect(refused).toBe(0);
  },
);

test.each(KEPT)("[MERGE1] seed %i writes nothing by looking and takes nothing", (seed) => {
  expect(runMerges(seed).refused).toBe(0);
});

test("[MERGE2] items that are moved, removed and restored lose no section, double nothing and keep each text in its place", () => {
  let steps = 0;
  for (let seed = 1; seed <= STRUCTURES; seed += 1) steps += runStructure(seed).steps;
  expect(steps).toBeGreaterThan(STRUCTURES);
});
