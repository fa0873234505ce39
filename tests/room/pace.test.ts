/** Who sends faster than anybody types is read more slowly. */
import { expect, test } from "vitest";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { openRoom, REFERENT, settle } from "../support/rooms.ts";
import { RoomClient, textIn, typeIn } from "../support/roomClient.ts";

async function typist() {
  const bench = await openRoom();
  const [decision = ""] = bench.decisions;
  const referent = await RoomClient.join(bench.room, REFERENT);
  await settle();
  bench.clock.advance(60_000);
  const type = (letters: number) => {
    for (let letter = 0; letter < letters; letter += 1) typeIn(referent.doc, decision, "a");
  };
  return { bench, decision, referent, type };
}

test("[ROOM12] a burst is read at once; one more pauses the socket, and nothing is refused or lost", async () => {
  const { bench, decision, referent, type } = await typist();
  type(LIMITS.updatesBurst);
  expect(referent.paused).toBe(false);
  // What the socket had read already still counts.
  type(60);
  expect(referent.paused).toBe(true);
  bench.clock.advance(900);
  expect(referent.paused).toBe(true);
  bench.clock.advance(200);
  expect(referent.paused).toBe(false);
  await settle();
  expect([referent.refusals, referent.allSaved]).toEqual([[], true]);
  expect((await bench.room.read((doc) => textIn(doc, decision))).length).toBe(LIMITS.updatesBurst + 60);
});

test("[ROOM12] a steady typist is never paused", async () => {
  const { bench, referent, type } = await typist();
  for (let second = 0; second < 20; second += 1) {
    type(LIMITS.updatesPerSecond);
    expect(referent.paused).toBe(false);
    bench.clock.advance(1000);
  }
});

test("[ROOM12] a paused socket that is closed reads on, to hear the goodbye", async () => {
  const { bench, referent, type } = await typist();
  type(LIMITS.updatesBurst + 1);
  expect(referent.paused).toBe(true);
  await bench.room.close();
  expect([referent.paused, referent.closedWith]).toEqual([false, 1012]);
});
