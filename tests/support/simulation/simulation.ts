/**
 * One simulated run of the room, from a seed: so many steps, in an order that the seed decides,
 * then everything heals and nothing may be missing. The same seed gives the same run to the byte.
 */
import { setImmediate } from "node:timers/promises";
import { drain, judge } from "./drain.ts";
import { happeningsOf, type Happening } from "./happenings.ts";
import type { Random } from "../random.ts";
import { World } from "./world.ts";

export interface RunOutcome {
  readonly steps: number;
  readonly records: number;
  readonly words: number;
  readonly signatures: number;
  readonly fingerprint: string;
}

/** Throws with seed, step and the last steps when something is broken. */
export async function simulate(seed: number, steps: number): Promise<RunOutcome> {
  const world = await World.begin(seed);
  const { trace } = world;
  try {
    for (trace.step = 1; trace.step <= steps; trace.step += 1) {
      const next = pickOne(world.random, happeningsOf(world));
      trace.note(next.what);
      await next.run();
      await setImmediate();
      if (world.failure !== undefined) throw new Error(world.failure);
    }
    trace.note("everything heals");
    await drain(world);
    if (world.failure !== undefined) throw new Error(world.failure);
    await judge(world);
    if (world.failure !== undefined) throw new Error(world.failure);
  } catch (error) {
    throw new Error(`seed ${seed}, step ${trace.step}: ${messageOf(error)}\n${trace.lastLines.join("\n")}`, {
      cause: error,
    });
  }
  return {
    steps,
    records: world.log.lastSeq,
    words: world.typed.size,
    signatures: world.log.ledger.length,
    fingerprint: trace.fingerprint(),
  };
}

function pickOne(random: Random, all: readonly Happening[]): Happening {
  let left = (random.below(1_000_000) / 1_000_000) * all.reduce((sum, { weight }) => sum + weight, 0);
  for (const one of all) {
    left -= one.weight;
    if (left < 0) return one;
  }
  const last = all.at(-1);
  if (last === undefined) throw new Error("nothing can happen any more");
  return last;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
