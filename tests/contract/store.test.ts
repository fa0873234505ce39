/** What every store promises, whatever it is made of. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSqliteStore } from "../../server/store/sqliteStore.ts";
import type { Batch, MeetingSummary, NewRecord, Store } from "../../server/store/store.ts";
import { MemoryDisk, MemoryStore } from "../support/memoryStore.ts";

const DOCUMENT = "moede-1";
const EPOCH = "epoke-1";

const summary: MeetingSummary = {
  title: "AfdelingsMED Kultur og Fritid",
  kind: "referat",
  committee: "AfdelingsMED Kultur og Fritid",
  phase: "referatIArbejde",
  date: "2026-03-19",
  startTime: "10:00",
  place: "Mødelokale 2",
};

const record = (seq: number, extra: Partial<NewRecord> = {}): NewRecord => ({
  seq,
  at: "2026-03-19T09:00:00.000Z",
  person: "referent",
  clientId: 4_000_000_000,
  bytes: new Uint8Array([seq, 0, 255]),
  ...extra,
});
const command = (id: string) => ({ id, effect: "addItem", result: `{"seq":1,"itemId":"p-${id}"}` });
const batch = (records: readonly NewRecord[], extra: Partial<Batch> = {}): Batch => ({
  documentId: DOCUMENT,
  epoch: EPOCH,
  records,
  ...extra,
});
const created = (records: readonly NewRecord[] = []) => ({ ...batch(records), summary });
const conflict = { name: "StoreError", failure: "conflict" };

interface Place {
  open(): Promise<Store>;
  clear(): void;
}

function fileOnDisk(): Place {
  const directory = mkdtempSync(join(tmpdir(), "medskriv-store-"));
  return {
    open: () => openSqliteStore({ file: join(directory, "medskriv.db") }),
    clear: () => rmSync(directory, { recursive: true }),
  };
}

function memory(): Place {
  const disk = new MemoryDisk();
  return { open: () => Promise.resolve(new MemoryStore(disk)), clear: () => undefined };
}

describe.each([
  { name: "SQLite", makePlace: fileOnDisk },
  { name: "memory", makePlace: memory },
])("the store in $name", ({ makePlace }) => {
  let place: Place;
  let store: Store;

  beforeEach(async () => {
    place = makePlace();
    store = await place.open();
  });
  afterEach(async () => {
    await store.close();
    place.clear();
  });

  const reopen = async () => {
    await store.close();
    store = await place.open();
  };

  test("[STO1] what was appended is there, in order and complete, after closing and opening", async () => {
    await store.create(created([record(1)]));
    await store.append(batch([record(2, { command: command("k1"), clientId: 0 }), record(3)]));
    await reopen();
    expect(await store.load(DOCUMENT)).toEqual({
      epoch: EPOCH,
      lastSeq: 3,
      tail: [record(1), record(2, { command: command("k1"), clientId: 0 }), record(3)],
      clients: [],
      ledger: [],
    });
  });

  test("[STO1] a document that was never created is undefined, and nothing can be appended to it", async () => {
    expect(await store.load(DOCUMENT)).toBeUndefined();
    await expect(store.append(batch([record(1)]))).rejects.toMatchObject(conflict);
    expect(await store.load(DOCUMENT)).toBeUndefined();
  });

  test("[STO1] bytes are stored as they were when they were handed over", async () => {
    const pool = new Uint8Array([9, 9, 1, 2, 3, 9]);
    const storing = store.create(created([record(1, { bytes: pool.subarray(2, 5) })]));
    pool.fill(7);
    await storing;
    expect((await store.load(DOCUMENT))?.tail[0]?.bytes).toEqual(new Uint8Array([1, 2, 3]));
  });

  test("[STO1] records without bytes are kept too", async () => {
    await store.create(created([record(1, { bytes: new Uint8Array() })]));
    expect((await store.load(DOCUMENT))?.tail[0]?.bytes).toEqual(new Uint8Array());
  });

  test("[STO2] a document is created once", async () => {
    await store.create(created([record(1)]));
    await expect(store.create(created([record(1)]))).rejects.toMatchObject(conflict);
    expect((await store.load(DOCUMENT))?.lastSeq).toBe(1);
  });

  test("[STO3] the same batch again is harmless", async () => {
    await store.create(created());
    const ledger = [{ n: 1, hash: "h1", entry: "{}" }];
    await store.append(batch([record(1), record(2)], { ledger }));
    await store.append(batch([record(1), record(2)], { ledger }));
    await store.append(batch([record(2), record(3)]));
    const stored = await store.load(DOCUMENT);
    expect(stored?.tail.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(stored?.ledger).toEqual(ledger);
  });

  test("[STO3] a repeated batch does not bring back its older summary", async () => {
    await store.create(created([record(1)]));
    await store.append(batch([record(2)], { summary: { ...summary, phase: "tilGodkendelse" } }));
    await store.append(batch([record(1)], { summary }));
    expect((await store.listMeetings())[0]?.phase).toBe("tilGodkendelse");
  });

  test.each<{ what: string; refused: Batch }>([
    { what: "other bytes", refused: batch([record(2, { bytes: new Uint8Array([66]) })]) },
    { what: "another person", refused: batch([record(2, { person: "forperson" })]) },
    { what: "a gap", refused: batch([record(4)]) },
    { what: "a gap inside the batch", refused: batch([record(3), record(5)]) },
    { what: "another epoch", refused: batch([record(3)], { epoch: "epoke-0" }) },
    { what: "a command that was done", refused: batch([record(3, { command: command("k1") })]) },
    {
      what: "a gap in the ledger",
      refused: batch([record(3)], { ledger: [{ n: 3, hash: "h", entry: "{}" }] }),
    },
    { what: "another entry", refused: batch([record(3)], { ledger: [{ n: 1, hash: "h", entry: "{}" }] }) },
  ])("[STO4] $what is a conflict that leaves nothing of its batch", async ({ refused }) => {
    await store.create(created([record(1, { command: command("k1") })]));
    await store.append(batch([record(2)], { ledger: [{ n: 1, hash: "h1", entry: "{}" }] }));
    const before = await store.load(DOCUMENT);
    await expect(
      store.append({ ...refused, summary: { ...summary, title: "Skal ikke ses" } }),
    ).rejects.toMatchObject(conflict);
    expect(await store.load(DOCUMENT)).toEqual(before);
    expect((await store.listMeetings())[0]?.title).toBe(summary.title);
  });

  test("[STO5] a conflict among many calls harms only its own", async () => {
    await store.create(created());
    const results = await Promise.allSettled([
      store.append(batch([record(1)])),
      store.append(batch([record(2)])),
      store.append(batch([record(2, { bytes: new Uint8Array([66]) })])),
      store.append(batch([record(9)])),
      store.append(batch([record(3)])),
      store.create({ ...created(), documentId: "moede-2" }),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
    expect((await store.load(DOCUMENT))?.tail).toEqual([record(1), record(2), record(3)]);
  });

  test("[STO5] batches that were asked for at once share commits", async () => {
    await store.create(created());
    const { commits } = await store.facts();
    const seqs = Array.from({ length: 500 }, (_, index) => index + 1);
    await Promise.all(seqs.map((seq) => store.append(batch([record(seq)]))));
    expect((await store.load(DOCUMENT))?.lastSeq).toBe(500);
    expect((await store.facts()).commits - commits).toBeLessThan(500);
  });

  test("[STO6] a read sees every write that was asked for before it", async () => {
    await store.create(created());
    const writing = store.append(batch([record(1)]));
    const loaded = await store.load(DOCUMENT);
    await writing;
    expect(loaded?.lastSeq).toBe(1);
  });

  test("[STO7] a snapshot shortens the tail, and an older one does not replace it", async () => {
    await store.create(created([record(1), record(2), record(3)]));
    const at = { documentId: DOCUMENT, epoch: EPOCH };
    await store.writeSnapshot({ ...at, seq: 2, bytes: new Uint8Array([2]) });
    await store.writeSnapshot({ ...at, seq: 1, bytes: new Uint8Array([1]) });
    await reopen();
    expect(await store.load(DOCUMENT)).toMatchObject({
      snapshot: { seq: 2, bytes: new Uint8Array([2]) },
      tail: [record(3)],
      lastSeq: 3,
    });
  });

  test("[STO7] a snapshot ahead of the log or of another epoch is a conflict", async () => {
    await store.create(created([record(1)]));
    const bytes = new Uint8Array([1]);
    await expect(
      store.writeSnapshot({ documentId: DOCUMENT, epoch: EPOCH, seq: 2, bytes }),
    ).rejects.toMatchObject(conflict);
    await expect(
      store.writeSnapshot({ documentId: DOCUMENT, epoch: "epoke-0", seq: 1, bytes }),
    ).rejects.toMatchObject(conflict);
  });

  test("[STO21] a new epoch begins with a record of the whole state; the old records are never loaded again", async () => {
    await store.create(created([record(1, { command: command("k1") }), record(2)]));
    await store.writeSnapshot({ documentId: DOCUMENT, epoch: EPOCH, seq: 2, bytes: new Uint8Array([2]) });
    const whole = {
      at: "2026-03-20T09:00:00.000Z",
      person: "server",
      clientId: 0,
      bytes: new Uint8Array([9]),
    };
    await store.startEpochs([{ documentId: DOCUMENT, from: EPOCH, epoch: "epoke-2", whole }]);
    await reopen();
    const stored = await store.load(DOCUMENT);
    expect(stored).toMatchObject({ epoch: "epoke-2", tail: [{ ...whole, seq: 3 }], lastSeq: 3 });
    expect(stored?.snapshot).toBeUndefined();
    await expect(store.append(batch([record(4)]))).rejects.toMatchObject(conflict);
    await store.append(batch([record(4)], { epoch: "epoke-2" }));
    await store.writeSnapshot({ documentId: DOCUMENT, epoch: "epoke-2", seq: 3, bytes: new Uint8Array([3]) });
    expect(await store.load(DOCUMENT)).toMatchObject({ snapshot: { seq: 3 }, tail: [record(4)], lastSeq: 4 });
    expect(await store.commandResult(DOCUMENT, "k1")).toMatchObject({ person: "referent" });
  });

  test("[STO21] when one of the documents is at another epoch, none begins a new one", async () => {
    await store.create(created([record(1)]));
    await store.create({ ...created([record(1)]), documentId: "moede-2" });
    const { seq: _seq, ...whole } = record(2);
    const start = { documentId: DOCUMENT, from: EPOCH, epoch: "epoke-2", whole };
    const wrong = { ...start, documentId: "moede-2", from: "epoke-0" };
    await expect(store.startEpochs([start, wrong])).rejects.toMatchObject(conflict);
    expect(await store.load(DOCUMENT)).toMatchObject({ epoch: EPOCH, lastSeq: 1 });
  });

  test("[FAULT1] a store that works passes a probe, writes nothing for it and knows no trouble", async () => {
    await store.create(created());
    const before = await store.facts();
    await store.probe();
    expect(await store.facts()).toEqual(before);
    expect(before.trouble).toBeUndefined();
  });

  test("[STO8] a client id belongs to one person for ever, and one foreign id binds none", async () => {
    await store.create(created());
    expect(await store.bindClients(DOCUMENT, "referent", [11, 12])).toEqual([]);
    expect(await store.bindClients(DOCUMENT, "referent", [12])).toEqual([]);
    expect(await store.bindClients(DOCUMENT, "forperson", [13, 12])).toEqual([12]);
    await reopen();
    expect((await store.load(DOCUMENT))?.clients).toEqual([
      { clientId: 11, person: "referent" },
      { clientId: 12, person: "referent" },
    ]);
  });

  test("[STO8] two people who ask for one id at once: the first has it", async () => {
    await store.create(created());
    expect(
      await Promise.all([
        store.bindClients(DOCUMENT, "referent", [11]),
        store.bindClients(DOCUMENT, "forperson", [11]),
      ]),
    ).toEqual([[], [11]]);
  });

  test("[STO8] the same id in another document is another client", async () => {
    await store.create(created());
    await store.create({ ...created(), documentId: "moede-2" });
    await store.bindClients(DOCUMENT, "referent", [11]);
    expect(await store.bindClients("moede-2", "forperson", [11])).toEqual([]);
    await expect(store.bindClients("moede-3", "forperson", [11])).rejects.toMatchObject(conflict);
  });

  test("[STO9] a command answers its first result and whose it was, also after a restart", async () => {
    await store.create(created([record(1, { command: command("k1") })]));
    await reopen();
    expect(await store.commandResult(DOCUMENT, "k1")).toEqual({
      person: "referent",
      result: command("k1").result,
    });
    expect(await store.commandResult(DOCUMENT, "k2")).toBeUndefined();
    expect(await store.commandResult("moede-2", "k1")).toBeUndefined();
  });

  test("[STO10] the ledger is kept in order, and its entries come with the record's commit", async () => {
    const ledger = [
      { n: 1, hash: "h1", entry: '{"act":"signOff"}' },
      { n: 2, hash: "h2", entry: '{"act":"withdraw"}' },
    ];
    await store.create(created());
    await store.append(batch([record(1)], { ledger: ledger.slice(0, 1) }));
    await store.append(batch([record(2)], { ledger: ledger.slice(1) }));
    await reopen();
    expect((await store.load(DOCUMENT))?.ledger).toEqual(ledger);
  });

  test("[STO11] meetings are listed with their latest summary, the newest date first", async () => {
    await store.create(created());
    await store.create({ ...created(), documentId: "moede-2", summary: { ...summary, date: "2026-06-18" } });
    await store.append(batch([record(1)], { summary: { ...summary, phase: "godkendt" } }));
    expect(await store.listMeetings()).toEqual([
      { ...summary, id: "moede-2", date: "2026-06-18" },
      { ...summary, id: DOCUMENT, phase: "godkendt" },
    ]);
  });

  test("[STO11] one meeting is found with its latest summary, an unknown one is not", async () => {
    await store.create(created());
    await store.append(batch([record(1)], { summary: { ...summary, phase: "godkendt" } }));
    expect(await store.findMeeting(DOCUMENT)).toEqual({ ...summary, id: DOCUMENT, phase: "godkendt" });
    expect(await store.findMeeting("moede-2")).toBeUndefined();
  });

  test("[STO12] sessions and settings are put, replaced, found and deleted", async () => {
    const session = { tokenHash: "a1", person: "referent", createdAt: "2026-03-19T09:00:00Z", seenAt: "…" };
    await store.putSession(session);
    await store.putSession({ ...session, seenAt: "2026-03-19T09:30:00Z" });
    await store.putSetting("demo", "1");
    await store.putSetting("demo", "2");
    await reopen();
    expect(await store.findSession("a1")).toEqual({ ...session, seenAt: "2026-03-19T09:30:00Z" });
    expect(await store.getSetting("demo")).toBe("2");
    await store.touchSession("a1", "2026-03-19T10:00:00Z");
    expect(await store.findSession("a1")).toEqual({ ...session, seenAt: "2026-03-19T10:00:00Z" });
    await store.deleteSession("a1");
    await store.touchSession("a1", "2026-03-19T11:00:00Z");
    expect(await store.findSession("a1")).toBeUndefined();
    expect(await store.getSetting("ukendt")).toBeUndefined();
  });

  test("[STO13] what was asked for before closing is served, and nothing after it", async () => {
    await store.create(created());
    const writing = store.append(batch([record(1)]));
    await Promise.all([writing, store.close()]);
    await expect(store.load(DOCUMENT)).rejects.toMatchObject({ failure: "closed" });
    await expect(store.putSetting("demo", "1")).rejects.toMatchObject({ failure: "closed" });
    await store.close();
    store = await place.open();
    expect((await store.load(DOCUMENT))?.lastSeq).toBe(1);
  });

  test("[STO14] the store says that a commit is on disk: synchronous is at least FULL", async () => {
    expect((await store.facts()).synchronous).toBeGreaterThanOrEqual(2);
  });
});
