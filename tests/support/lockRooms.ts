/** Rooms in which a phase move takes somebody's pen, and what their clients heard of it. */
import { expect } from "vitest";
import { contentHash } from "../../shared/canonical/canonicalItem.ts";
import { phaseOf } from "../../shared/document/read.ts";
import { MESSAGE } from "../../shared/protocol/messages.ts";
import type { CommandAnswer } from "../../server/room/commandDesk.ts";
import { FORPERSON, NAESTFORPERSON, openRoom, REFERENT, settle, type RoomBench } from "./rooms.ts";
import { RoomClient } from "./roomClient.ts";

export const SEND_OUT = { type: "advance", id: "k-ud", to: "dagsordenFrigivet" } as const;

export async function flush(bench: RoomBench): Promise<void> {
  await settle();
  bench.clock.advance(200);
  await settle();
}

/** An agenda in work with two who write in it; they answer a lock only when the test says so. */
export async function agenda() {
  const bench = await openRoom({ phase: "dagsordenIArbejde" });
  const referent = await RoomClient.join(bench.room, REFERENT);
  const forperson = await RoomClient.join(bench.room, FORPERSON);
  referent.answersLocks = false;
  forperson.answersLocks = false;
  await flush(bench);
  const [section = ""] = bench.cases;
  return { bench, referent, forperson, section };
}

/** A referat that lacks one signature, and who may still write in it: the referent. */
export async function almostApproved() {
  const bench = await openRoom({ phase: "tilGodkendelse" });
  const referent = await RoomClient.join(bench.room, REFERENT);
  referent.answersLocks = false;
  await flush(bench);
  const [last = "", ...others] = bench.items.toReversed();
  for (const itemId of bench.items) await signed(bench, FORPERSON, itemId);
  for (const itemId of others) await signed(bench, NAESTFORPERSON, itemId);
  await flush(bench);
  return { bench, referent, last, hash: await hashOf(bench, last) };
}

const hashOf = (bench: RoomBench, itemId: string) => bench.room.read((doc) => contentHash(doc, itemId));

export async function signed(bench: RoomBench, who: typeof REFERENT, itemId: string): Promise<void> {
  const hash = await hashOf(bench, itemId);
  const answer = await bench.room.execute(who, {
    type: "signOff",
    id: `${who.person}-${itemId}`,
    itemId,
    hash,
  });
  expect(answer.kind).toBe("done");
}

/** A command that is under way, and whether it has answered. */
export function begun(answer: Promise<CommandAnswer>): {
  now: CommandAnswer | undefined;
  later: Promise<unknown>;
} {
  const seen: { now: CommandAnswer | undefined; later: Promise<unknown> } = {
    now: undefined,
    later: Promise.resolve(),
  };
  seen.later = answer.then((given) => (seen.now = given));
  return seen;
}

export const asked = (client: RoomClient) => client.own.filter(({ type }) => type === MESSAGE.lockPending);
export const told = (client: RoomClient) => client.own.filter(({ type }) => type === MESSAGE.rightsChanged);
export const phase = (bench: RoomBench) => bench.room.read(phaseOf);

/** Both chairs sign an item that changed; the referent answers the lock. */
export async function signedAgain(bench: RoomBench, referent: RoomClient, index: number): Promise<void> {
  referent.answersLocks = true;
  const itemId = bench.items[index] ?? "";
  const hash = await hashOf(bench, itemId);
  for (const who of [FORPERSON, NAESTFORPERSON]) {
    const id = `igen-${who.person}`;
    expect((await bench.room.execute(who, { type: "signOff", id, itemId, hash })).kind).toBe("done");
  }
}
