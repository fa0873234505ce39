/** Who was let in is asked again whether they may stay. */
import { expect, test } from "vitest";
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { Welcome } from "../../server/room/connection.ts";
import { FORPERSON, MEDLEM, openRoom, REFERENT, settle } from "../support/rooms.ts";
import { RoomClient } from "../support/roomClient.ts";

async function guestIn() {
  const bench = await openRoom();
  const guest: { answer: Welcome | "fails"; asked: number } = { answer: "welcome", asked: 0 };
  const stillWelcome = async (): Promise<Welcome> => {
    guest.asked += 1;
    if (guest.answer === "fails") throw new Error("the store is busy");
    return guest.answer;
  };
  const client = await RoomClient.join(bench.room, MEDLEM, { reads: true, stillWelcome });
  const other = await RoomClient.join(bench.room, FORPERSON);
  return { bench, guest, client, other };
}

test.each([
  ["logIn", 4401],
  ["noRight", 4403],
  ["rightsChanged", 4503],
] as const)("[ROOM11] after a minute %s closes that socket only, with %i", async (answer, code) => {
  const { bench, guest, client, other } = await guestIn();
  guest.answer = answer;
  await bench.room.askWhoMayStay();
  expect([guest.asked, client.closedWith]).toEqual([0, undefined]);
  bench.clock.advance(LIMITS.welcomeMs);
  await bench.room.askWhoMayStay();
  expect([client.closedWith, other.closedWith, bench.room.connectionCount]).toEqual([code, undefined, 1]);
});

test("[ROOM11] who is welcome stays, and is asked once a minute", async () => {
  const { bench, guest, client } = await guestIn();
  for (let beat = 0; beat < 24; beat += 1) {
    bench.clock.advance(LIMITS.beatMs);
    await bench.room.askWhoMayStay();
  }
  expect([guest.asked, client.closedWith]).toEqual([2, undefined]);
});

test("[ROOM11] after a phase move everybody is asked at once; who could not be asked is asked at the next beat", async () => {
  const { bench, guest, client } = await guestIn();
  guest.answer = "fails";
  await bench.room.execute(REFERENT, { type: "advance", id: "k1", to: "referatIArbejde" });
  bench.clock.advance(1);
  await settle();
  expect([guest.asked, client.closedWith]).toEqual([1, undefined]);
  guest.answer = "noRight";
  await bench.room.askWhoMayStay();
  expect(client.closedWith).toBe(4403);
});
