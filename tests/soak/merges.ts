/** Three people edit one section without hearing of each other; looking at what came of it must not write. */
import "../support/headlessBrowser.ts";
import { runMerges } from "../support/mergeRounds.ts";
import { runStructure } from "../support/structureRounds.ts";
import type { Soak } from "./soak.ts";

export const soak: Soak = {
  what: "Mounting an editor on what three people's edits merge into writes nothing and takes nothing.",
  unit: "merges",
  total: 20_000,
  runSeed: (seed) => ({ ...runMerges(seed), "steps of structure": runStructure(seed).steps }),
};
