/** Open rooms: how long they stay, and what happens to the others when one goes wrong. */
import { expect, test } from "vitest";
import { Rooms } from "../../server/room/rooms.ts";
import { storeNewDocument } from "../../server/room/newDocument.ts";
import { StoreError } from "../../server/store/store.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { MEDLEM, openRoom, REFERENT, settle, THREE_ITEMS } from "../support/rooms.ts";
import { RoomClient, textIn, typeIn } from "../support/roomClient.ts";

function failing(): Promise<never> {
  return Promise.reject(new Error("the store is busy"));
}

async function someRooms() {
  const bench = await openRoom();
  const errors: unknown[] = [];
  const rooms = new Rooms({ ...bench.deps, onError: (error) => errors.push(error) }, () => undefined);
  const create = (documentId: string) =>
    storeNewDocument(THREE_ITEMS, {
      ...bench.deps,
      documentId,
      person: "referent",
      now: bench.clock.now(),
      phase: "moede",
    });
  const roomOf = async (documentId: string) => {
    const room = await rooms.use(documentId, (one) => Promise.resolve(one));
    if (room === undefined) throw new Error("there is no such room");
    return room;
  };
  const beatFor = async (ms: number) => {
    for (let sinceMs = 0; sinceMs < ms; sinceMs += LIMITS.beatMs) {
      bench.clock.advance(LIMITS.beatMs);
      await rooms.beat();
    }
  };
  return { bench, rooms, errors, create, roomOf, beatFor };
}

test("[ROOM14] a room stays while somebody is in it and a while after the last one left", async () => {
  const { rooms, roomOf, beatFor } = await someRooms();
  const medlem = await RoomClient.join(await roomOf("m1"), MEDLEM, { reads: true });
  await beatFor(10 * LIMITS.roomIdleMs);
  expect(rooms.size).toBe(1);
  medlem.leave();
  await beatFor(LIMITS.roomIdleMs - LIMITS.beatMs);
  expect(rooms.size).toBe(1);
  await beatFor(3 * LIMITS.beatMs);
  expect(rooms.size).toBe(0);
});

test("[ROOM14] a room that cannot be asked keeps no other room waiting", async () => {
  const { bench, rooms, create, roomOf, beatFor } = await someRooms();
  await create("m2");
  await RoomClient.join(await roomOf("m1"), MEDLEM, { reads: true, stillWelcome: failing });
  const other = await RoomClient.join(await roomOf("m2"), MEDLEM, { reads: true });
  await beatFor(LIMITS.welcomeMs - LIMITS.beatMs);
  bench.clock.advance(LIMITS.beatMs);
  const heard = other.heard.length;
  bench.clock.advance(LIMITS.silenceMs);
  await expect(rooms.beat()).rejects.toThrow("missed a beat");
  expect(other.heard.length).toBeGreaterThan(heard);
});

test("[SAVE8] a room whose last commit fails does not keep the others from closing", async () => {
  const { bench, rooms, create, roomOf } = await someRooms();
  await create("m2");
  const [decision = ""] = bench.decisions;
  const referent = await RoomClient.join(await roomOf("m1"), REFERENT);
  const other = await RoomClient.join(await roomOf("m2"), MEDLEM, { reads: true });
  await settle();
  bench.store.failNextCommit("unknown");
  typeIn(referent.doc, decision, "Tabt?");
  await rooms.close();
  expect([referent.closedWith, other.closedWith]).toEqual([1012, 1012]);
  await expect(bench.store.close()).resolves.toBeUndefined();
});

test("[SAVE8] a room that cannot even be opened is reported, and closing goes on", async () => {
  const { bench, rooms, errors } = await someRooms();
  bench.store.load = () => Promise.reject(new StoreError("corrupt", "a record is damaged"));
  const using = rooms.use("m1", (room) => room.read((doc) => textIn(doc, "")));
  const closing = rooms.close();
  await expect(using).rejects.toThrow("damaged");
  await closing;
  expect(errors).toHaveLength(1);
});

test("[SNAP2] a damaged snapshot is reported and replaced at once", async () => {
  const { bench, errors, roomOf } = await someRooms();
  const load = bench.store.load.bind(bench.store);
  bench.store.load = async (documentId) => {
    const stored = await load(documentId);
    return stored && { ...stored, snapshotDamaged: true };
  };
  await roomOf("m1");
  await settle();
  expect(errors).toHaveLength(1);
  expect((await load("m1"))?.snapshot?.seq).toBe(1);
});
