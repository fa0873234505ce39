/** Three people suggest and write in one section, online and offline; suggestionRounds.test.ts runs the same with few seeds. */
import "../support/headlessBrowser.ts";
import { runSuggestions } from "../support/suggesting/rounds.ts";
import type { Soak } from "./soak.ts";

export const soak: Soak = {
  what: "All screens read alike, rejecting gives the base, accepting gives plain edits, and no honest suggestion is refused.",
  unit: "seeds",
  total: 5000,
  runSeed: (seed) => runSuggestions(seed),
};
