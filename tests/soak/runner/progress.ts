/** How far a soak has come, in a file, so that the next call goes on where this one stopped. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface Progress {
  readonly nextSeed: number;
  readonly seeds: number;
  readonly failedSeeds: readonly number[];
  readonly sums: Readonly<Record<string, number>>;
}

const NONE: Progress = { nextSeed: 1, seeds: 0, failedSeeds: [], sums: { units: 0 } };

export function readProgress(file: string): Progress {
  // Our own file, written below.
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Progress) : NONE;
}

export function startAt(seed: number): Progress {
  return { ...NONE, nextSeed: seed };
}

export function keepProgress(file: string, progress: Progress): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(progress));
}

/** A seed that threw did no whole unit; it counts as failed. */
export function withSeed(
  before: Progress,
  seed: number,
  counts: Readonly<Record<string, number>> | undefined,
): Progress {
  const sums: Record<string, number> = { ...before.sums };
  for (const [name, count] of Object.entries(counts ?? {})) sums[name] = (sums[name] ?? 0) + count;
  return {
    nextSeed: seed + 1,
    seeds: before.seeds + 1,
    failedSeeds: counts === undefined ? [...before.failedSeeds, seed] : before.failedSeeds,
    sums,
  };
}
