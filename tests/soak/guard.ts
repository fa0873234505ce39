/** The guard against chance at full numbers; `tests/room/guardRandom.test.ts` tries the same engine with few. */
import { runGuardSeed } from "../support/guardRun.ts";
import type { Soak } from "./soak.ts";

export const soak: Soak = {
  what: "No update counts that plain Yjs says this person may not make, and no honest one is refused or loses anything.",
  unit: "updates",
  total: 1_000_000,
  runSeed: runGuardSeed,
};
