/** The simulation of the room at full numbers. */
import { simulate } from "../support/simulation/simulation.ts";
import type { Soak } from "./soak.ts";

const STEPS_PER_SEED = 1000;

export const soak: Soak = {
  what: "Under faults between any two steps, all that was shown, acknowledged, locked or signed holds.",
  unit: "steps",
  total: 200_000,
  runSeed: async (seed) => {
    const { steps, records, words, signatures } = await simulate(seed, STEPS_PER_SEED);
    return { units: steps, records, words, signatures };
  },
};
