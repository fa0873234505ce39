/** While the store cannot save: nothing is acknowledged, readers read on, and it heals without a restart. */
import { describe, expect, test } from "vitest";
import type { Who } from "../../server/room/connection.ts";
import { Rooms } from "../../server/room/rooms.ts";
import { openApp } from "../support/appBench.ts";
import { FORPERSON, MEDLEM, openRoom, REFERENT, settle, type RoomBench } from "../support/rooms.ts";
import { RoomClient, textIn, typeIn } from "../support/roomClient.ts";

const ADD = { type: "addItem", id: "k1", title: "Historier til videreformidling" } as const;

async function flush(bench: RoomBench): Promise<void> {
  await settle();
  bench.clock.advance(200);
  await settle();
}

function roomsOf(bench: RoomBench): Rooms {
  return new Rooms(bench.deps, (_id, why) => bench.collapsed.push(why));
}

async function joinIn(rooms: Rooms, who: Who, options: object = {}): Promise<RoomClient> {
  const client = await rooms.use("m1", (room) => RoomClient.join(room, who, options));
  if (client === undefined) throw new Error("the document is gone");
  return client;
}

describe("a disk that is full", () => {
  test("[FAULT2] writers are closed with 4507 and turned away until it takes writes again; the room collapses once", async () => {
    const bench = await openRoom();
    const rooms = roomsOf(bench);
    const [decision = ""] = bench.decisions;
    const referent = await joinIn(rooms, REFERENT);
    const viewer = await joinIn(rooms, MEDLEM, { reads: true });
    await flush(bench);
    bench.store.failCommits("full");
    typeIn(referent.doc, decision, "Godkendt.");
    await flush(bench);
    expect([referent.closedWith, viewer.closedWith, referent.allSaved]).toEqual([4507, 1012, false]);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const again = await joinIn(rooms, REFERENT, { doc: referent.doc });
      expect(again.closedWith).toBe(4507);
    }
    const back = await joinIn(rooms, MEDLEM, { reads: true });
    await flush(bench);
    expect(back.closedWith).toBeUndefined();
    expect(textIn(back.doc, decision)).toBe("");
    expect(bench.collapsed).toHaveLength(1);
    bench.store.mend();
    const healed = await joinIn(rooms, REFERENT, { doc: referent.doc });
    await flush(bench);
    expect([healed.closedWith, healed.allSaved]).toEqual([undefined, true]);
    expect(textIn(back.doc, decision)).toBe("Godkendt.");
  });

  test("[FAULT2] a command is not begun: it is refused with a sentence, and nobody has to reconnect", async () => {
    const bench = await openRoom({ phase: "dagsordenIArbejde" });
    const referent = await RoomClient.join(bench.room, REFERENT);
    await flush(bench);
    bench.store.failCommits("full");
    const answer = await bench.room.execute(FORPERSON, ADD);
    expect(answer).toMatchObject({ kind: "refused", refusal: { reason: "cannotSave" } });
    expect([referent.closedWith, bench.collapsed]).toEqual([undefined, []]);
    bench.store.mend();
    expect((await bench.room.execute(REFERENT, ADD)).kind).toBe("done");
  });

  test("[FAULT3] a command whose own commit fails is refused with the same sentence", async () => {
    const bench = await openRoom({ phase: "dagsordenIArbejde" });
    bench.store.failNextCommit("unknown");
    const answer = await bench.room.execute(REFERENT, ADD);
    expect(answer).toMatchObject({ kind: "refused", refusal: { reason: "cannotSave" } });
    expect((await (await bench.reopen()).execute(REFERENT, ADD)).kind).toBe("done");
  });

  test("[FAULT3] over HTTP: reading and exports go on; commands, imports and logins answer 503 in Danish", async () => {
    const { app, store, ask, command } = await openApp("dagsordenIArbejde");
    expect((await ask("referent", "/api/meetings/m1")).status).toBe(200);
    store.failCommits("full");
    for (const path of ["/api/meetings", "/api/meetings/m1", "/api/meetings/m1/export?format=text"])
      expect((await ask("referent", path)).status).toBe(200);
    const refused = [
      await command("referent", ADD),
      await ask("referent", "/api/meetings/import", {
        method: "POST",
        body: "REFERAT\n1. Eventuelt\nBeslutning\nJa.",
      }),
      await app.request("/api/demo/session", {
        method: "POST",
        headers: { host: "localhost", "content-type": "application/json" },
        body: JSON.stringify({ person: "forperson" }),
      }),
    ];
    for (const response of refused) {
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({
        refusal: {
          reason: "cannotSave",
          message: "Serveren kan ikke gemme lige nu. Din tekst er på denne enhed. Prøv igen om lidt.",
        },
      });
    }
    const health = await app.request("/healthz");
    expect([health.status, await health.json()]).toMatchObject([
      503,
      {
        status: "cannotSave",
        store: { since: "2026-03-19T09:00:00.000Z", failure: "full", mends: "byItself" },
      },
    ]);
    store.mend();
    expect((await command("referent", ADD)).status).toBe(200);
    expect((await app.request("/healthz")).status).toBe(200);
  });
});

test("[FAULT2] a server that stops while it cannot save stops in good order", async () => {
  const bench = await openRoom();
  const rooms = roomsOf(bench);
  const referent = await joinIn(rooms, REFERENT);
  await flush(bench);
  bench.store.holdCommits();
  typeIn(referent.doc, bench.decisions[0] ?? "", "Godkendt.");
  const closing = rooms.close();
  await settle();
  bench.store.failCommits("full");
  bench.store.releaseCommits();
  await closing;
  expect([referent.closedWith, referent.allSaved]).toEqual([1012, false]);
});
