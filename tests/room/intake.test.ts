/** What comes in is served in turn: one that floods costs the others a moment, never their place. */
import { expect, test } from "vitest";
import { Room } from "../../server/room/room.ts";
import type { Clock } from "../../server/room/clock.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { FORPERSON, MEDLEM, openRoom, REFERENT, settle } from "../support/rooms.ts";
import { RoomClient, textIn, typeIn } from "../support/roomClient.ts";

/** Each look at this clock costs a millisecond, as work would. */
async function busyRoom() {
  const bench = await openRoom();
  let isBusy = false;
  let workMs = 0;
  const turns: (() => void)[] = [];
  const clock: Clock = {
    now: () => bench.clock.now(),
    tickMs: () => bench.clock.tickMs() + (workMs += isBusy ? 1 : 0),
    after: (delayMs, task) => {
      if (delayMs > 0) return bench.clock.after(delayMs, task);
      turns.push(task);
      return () => turns.splice(turns.indexOf(task), 1);
    },
  };
  const stored = await bench.store.load("m1");
  if (stored === undefined) throw new Error("the document is gone");
  const errors: unknown[] = [];
  const room = new Room("m1", stored, { ...bench.deps, clock, onError: (error) => errors.push(error) });
  const flooder = await RoomClient.join(room, REFERENT);
  const other = await RoomClient.join(room, FORPERSON);
  await settle();
  bench.clock.advance(60_000);
  const [decision = "", second = ""] = bench.decisions;
  const flood = (frames: number) => {
    isBusy = true;
    for (let n = 0; n < frames; n += 1) typeIn(flooder.doc, decision, "a");
  };
  /** One turn of the event loop. */
  const turn = async () => {
    for (const task of turns.splice(0)) task();
    await settle();
  };
  return { bench, room, flooder, other, decision, second, flood, turn, errors };
}

const FLOOD = 150;

test("[ROOM13] a flood waits and its socket is not read; others are served before its end, and all of it arrives", async () => {
  const { room, flooder, other, decision, second, flood, turn } = await busyRoom();
  flood(FLOOD);
  expect(flooder.paused).toBe(true);
  typeIn(other.doc, second, "Kort.");
  await turn();
  expect([other.allSaved, other.paused, flooder.allSaved]).toEqual([true, false, false]);
  let turns = 0;
  while (!flooder.allSaved && turns < FLOOD) {
    turns += 1;
    await turn();
  }
  expect([flooder.allSaved, flooder.paused, flooder.refusals]).toEqual([true, false, []]);
  expect(await room.read((doc) => [textIn(doc, decision).length, textIn(doc, second)])).toEqual([
    FLOOD,
    "Kort.",
  ]);
});

test("[ROOM13] a socket is read again as soon as little enough waits", async () => {
  const { flooder, flood, turn } = await busyRoom();
  flood(LIMITS.inboundFramesWaiting + 20);
  expect(flooder.paused).toBe(true);
  let turns = 0;
  while (flooder.paused && turns < 100) {
    turns += 1;
    await turn();
  }
  expect([flooder.paused, flooder.allSaved]).toEqual([false, false]);
});

test("[ROOM13] what was sent before the other side went away is still taken; only then has it left", async () => {
  const { room, flooder, decision, flood, turn } = await busyRoom();
  flood(FLOOD);
  flooder.leave();
  expect(room.connectionCount).toBe(2);
  for (let turns = 0; room.connectionCount > 1 && turns < FLOOD; turns += 1) await turn();
  expect(room.connectionCount).toBe(1);
  expect(await room.read((doc) => textIn(doc, decision).length)).toBe(FLOOD);
});

test("[ROOM2] what a follower writes is dropped without slowing it down, and it is thanked like anybody", async () => {
  const bench = await openRoom();
  const follower = await RoomClient.join(bench.room, MEDLEM, { reads: true });
  for (let n = 0; n < 5 * LIMITS.updatesBurst; n += 1) follower.sendUpdate(Uint8Array.of(255, 255));
  expect([follower.paused, follower.allSaved, follower.closedWith]).toEqual([false, true, undefined]);
});
