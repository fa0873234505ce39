/** Forged suggestions at full numbers; `tests/room/suggestingRandom.test.ts` tries the same engine with few. */
import { runForgerSeed } from "../support/forgerRun.ts";
import type { Soak } from "./soak.ts";

export const soak: Soak = {
  what: "Nothing that somebody sends who may only suggest changes what others see, and no honest suggestion is refused.",
  unit: "tries",
  total: 20_000,
  runSeed: (seed) => {
    const counts = runForgerSeed(seed, { aim: seed % 2 === 0 ? "own blocks" : "anything" });
    if (counts.falseRefusals > 0) throw new Error(`seed ${seed}: an honest suggestion was refused`);
    return counts;
  },
};
