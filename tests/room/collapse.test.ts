/** A room that can no longer be trusted drops its memory: nothing unlogged stays, everybody comes back to the log. */
import { describe, expect, test } from "vitest";
import { sectionsRoot } from "../../shared/document/layout.ts";
import { phaseOf } from "../../shared/document/read.ts";
import type { Meeting } from "../../shared/meeting/meeting.ts";
import type { Phase } from "../../shared/meeting/vocabulary.ts";
import { Room, type RoomDeps } from "../../server/room/room.ts";
import { openRoom, REFERENT, settle, THREE_ITEMS, type RoomBench } from "../support/rooms.ts";
import { RoomClient, textIn, typeIn } from "../support/roomClient.ts";

/** Its items get their Beslutning when the meeting begins, each with a new id. */
const AGENDA: Meeting = {
  ...THREE_ITEMS,
  items: THREE_ITEMS.items.map((item) => ({
    ...item,
    sections: item.sections.filter(({ kind }) => kind !== "beslutning"),
  })),
};
const BEGIN = { type: "advance", id: "k1", to: "moede" } as const;
const ADD = { type: "addItem", id: "k3", title: "Historier til videreformidling" } as const;

async function roomOf(bench: RoomBench, deps: Partial<RoomDeps>): Promise<Room> {
  const stored = await bench.store.load("m1");
  if (stored === undefined) throw new Error("the document is gone");
  return new Room("m1", stored, { ...bench.deps, ...deps });
}

async function flush(bench: RoomBench): Promise<void> {
  await settle();
  bench.clock.advance(200);
  await settle();
}

/** Its ids run out, so that a command throws half way. */
async function brokenRoom({ phase, idsLast }: { readonly phase: Phase; readonly idsLast: number }) {
  const bench = await openRoom({ phase, meeting: AGENDA });
  let ids = 0;
  const newId = () => {
    ids += 1;
    if (ids === idsLast + 1) throw new Error("no more ids");
    return `ny${ids}`;
  };
  const room = await roomOf(bench, { newId });
  const referent = await RoomClient.join(room, REFERENT);
  await flush(bench);
  return { bench, room, referent };
}

describe("a command that throws half way", () => {
  test("[ROOM9] closes the room: nothing of it is in the log, nobody is shown it, everybody comes back", async () => {
    const { bench, room, referent } = await brokenRoom({ phase: "dagsordenFrigivet", idsLast: 2 });
    const sections = sectionsRoot(referent.doc).size;
    await expect(room.execute(REFERENT, BEGIN)).rejects.toThrow("no more ids");
    await flush(bench);
    expect([bench.collapsed.length, referent.closedWith]).toEqual([1, 1012]);
    expect(sectionsRoot(referent.doc).size).toBe(sections);
    await expect(room.read(phaseOf)).rejects.toThrow("closed");
    const again = await bench.reopen();
    expect(await again.read((doc) => [phaseOf(doc), sectionsRoot(doc).size])).toEqual([
      "dagsordenFrigivet",
      sections,
    ]);
    expect((await again.execute(REFERENT, BEGIN)).kind).toBe("done");
  });

  test("[ROOM9] the old room writes nothing more, so that the new one's numbers follow", async () => {
    const { bench, room } = await brokenRoom({ phase: "dagsordenIArbejde", idsLast: 0 });
    bench.store.holdCommits();
    const title = { type: "setItem", id: "k0", itemId: bench.items[0] ?? "", title: "Ny titel" } as const;
    const underWay = room.execute(REFERENT, title);
    await settle();
    const late = room.execute(REFERENT, { ...title, id: "k2", title: "Nyere titel" });
    await settle();
    const fates = Promise.allSettled([underWay, late, room.execute(REFERENT, ADD)]);
    await settle();
    bench.store.releaseCommits();
    const [first, second, broken] = await fates;
    // Only the one with the bug is an error; the others may ask again.
    for (const fate of [first, second])
      expect(fate).toMatchObject({ status: "fulfilled", value: { refusal: { reason: "serverRestart" } } });
    expect(broken.status).toBe("rejected");
    await settle();
    const records = (await bench.store.load("m1"))?.tail ?? [];
    expect(records.map(({ command }) => command?.id)).toEqual([undefined, "k0"]);
  });
});

test("[ROOM9] a room that is gone reads nothing and performs nothing", async () => {
  const bench = await openRoom();
  const referent = await RoomClient.join(bench.room, REFERENT);
  await flush(bench);
  bench.store.failNextCommit("full");
  const [decision = ""] = bench.decisions;
  typeIn(referent.doc, decision, "Tabt?");
  const reading = bench.room.read((doc) => textIn(doc, decision));
  await expect(reading).rejects.toThrow("commit failed");
  await expect(bench.room.read((doc) => textIn(doc, decision))).rejects.toThrow("closed");
  const answer = await bench.room.execute(REFERENT, { type: "advance", id: "k1", to: "referatIArbejde" });
  expect(answer.kind === "refused" && answer.refusal.reason).toBe("serverRestart");
});

test("[SAVE7] closing waits for the commit that is open, and the snapshot holds it", async () => {
  const bench = await openRoom();
  const referent = await RoomClient.join(bench.room, REFERENT);
  await flush(bench);
  const [decision = ""] = bench.decisions;
  bench.store.holdCommits();
  typeIn(referent.doc, decision, "Godkendt.");
  let closed = false;
  const closing = bench.room.close().then(() => (closed = true));
  await flush(bench);
  expect([closed, referent.closedWith]).toEqual([false, 1012]);
  bench.store.releaseCommits();
  await closing;
  const stored = await bench.store.load("m1");
  expect([stored?.snapshot?.seq, stored?.tail.length]).toEqual([stored?.lastSeq, 0]);
  expect(await (await bench.reopen()).read((doc) => textIn(doc, decision))).toBe("Godkendt.");
});

test("[ROOM10] a socket whose ids cannot be bound now is closed to come back, and the room lives on", async () => {
  const bench = await openRoom();
  const referent = await RoomClient.join(bench.room, REFERENT);
  await flush(bench);
  bench.store.failNextCommit("full");
  const unlucky = await RoomClient.join(bench.room, REFERENT);
  expect([unlucky.closedWith, referent.closedWith, bench.collapsed]).toEqual([4507, undefined, []]);
  expect(bench.room.connectionCount).toBe(1);
  const back = await RoomClient.join(bench.room, REFERENT, { doc: unlucky.doc });
  typeIn(referent.doc, bench.decisions[0] ?? "", "Godkendt.");
  await flush(bench);
  expect(textIn(back.doc, bench.decisions[0] ?? "")).toBe("Godkendt.");
});
