/** kill -9 at full numbers: odd seeds at 50 edits a second, even ones at 600. */
import { killRun } from "../support/killRun.ts";
import type { Soak } from "./soak.ts";

export const soak: Soak = {
  what: "After kill -9 nothing that was shown or acknowledged is lost.",
  unit: "kills",
  total: 100,
  async runSeed(seed) {
    const outcome = await killRun(
      seed % 2 === 1
        ? { seed, writers: 3, viewers: 2, editsPerSecond: 50 }
        : // A connection may send 60 updates a second.
          { seed, writers: 12, viewers: 2, editsPerSecond: 600 },
    );
    if (outcome.seenLost + outcome.ackedLost > 0)
      throw new Error(`kill -9 lost what was shown or acknowledged: ${JSON.stringify(outcome)}`);
    if (outcome.seen === 0 || outcome.acked === 0)
      throw new Error(`nothing was proven: ${JSON.stringify(outcome)}`);
    return { units: 1, ...outcome };
  },
};
