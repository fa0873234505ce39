/** Worlds for one test each, which end with it, however it ends. */
import { expect, onTestFinished } from "vitest";
import { plainTextOf, type RichText } from "../../../shared/meeting/richText.ts";
import { resolvedText } from "../../../shared/suggestion/resolvedText.ts";
import { checkFourWays, plainly } from "./checks.ts";
import type { Hands } from "./hands.ts";
import { World } from "./world.ts";

export type Act = (hands: Hands) => unknown;

export async function openWorld(...told: Parameters<typeof World.open>): Promise<World> {
  const world = await World.open(...told);
  onTestFinished(() => {
    world.close();
  });
  return world;
}

/** One person suggests, and the others only look on; answers the world when all four promises hold. */
export async function suggestAlone(text: RichText, ...acts: readonly Act[]): Promise<World> {
  const world = await openWorld(text);
  const base = await world.serverText();
  for (const act of acts) {
    act(world.forperson.hands);
    await world.sync();
  }
  expect(world.forperson.notes, "could not be suggested").toEqual([]);
  await checkFourWays(world, { base, accepted: plainly(text, ...acts) });
  return world;
}

export const wordsOf = async (world: World): Promise<string> => plainTextOf(await world.serverText());
export const rejectedOf = async (world: World): Promise<string> =>
  plainTextOf(resolvedText(await world.serverText(), "all", "reject"));
