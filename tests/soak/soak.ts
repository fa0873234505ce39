/**
 * A soak is a random test at full numbers: seeds 1, 2, 3 … until a total is reached. Too long for
 * every run of the tests, which try the same engine with small counts.
 */

/** What one seed did; `units` says how much of the total it was, the rest is summed and printed. */
export type Counts = Readonly<Record<string, number>> & { readonly units: number };

export interface Soak {
  /** One sentence: what holds, unless a seed fails. */
  readonly what: string;
  /** What `units` counts: updates, kills, steps. */
  readonly unit: string;
  readonly total: number;
  /** Throws, with the story, when something is broken. */
  runSeed(seed: number): Promise<Counts> | Counts;
}
