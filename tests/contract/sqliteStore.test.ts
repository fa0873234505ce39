/** What SQLite adds to the contract: durability that is checked, damage that is found, errors that are named. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openDatabase } from "../../server/store/sqliteDatabase.ts";
import { SqliteLog } from "../../server/store/sqliteLog.ts";
import { openSqliteStore, SqliteStore } from "../../server/store/sqliteStore.ts";
import { StoreError } from "../../server/store/store.ts";
import { AT, record, summary } from "../support/storedRecord.ts";

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "medskriv-store-"));
  file = join(directory, "data", "medskriv.db");
});
afterEach(() => rmSync(directory, { recursive: true }));

async function writeThreeRecords(): Promise<void> {
  const store = await openSqliteStore({ file });
  await store.create({ ...AT, records: [record(1), record(2), record(3)], summary });
  await store.close();
}

function tamper(sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

async function writeAgain(): Promise<void> {
  const store = await openSqliteStore({ file });
  await store.append({ ...AT, records: [record(4)] });
  await store.close();
}

function recordsIn(path: string): "same" | "noticed" {
  let database: DatabaseSync | undefined;
  try {
    database = openDatabase({ file: path, synchronous: "FULL" }).database;
    expect(new SqliteLog(database).load(AT.documentId)?.tail).toEqual([record(1), record(2), record(3)]);
    return "same";
  } catch (error) {
    if (error instanceof StoreError || (error instanceof Error && "errcode" in error)) return "noticed";
    throw error;
  } finally {
    database?.close();
  }
}

/** Opens like the real one and ends in its own way at the first call. */
const threadThat = (end: string) =>
  new Worker(
    `const { parentPort } = require("node:worker_threads");
     parentPort.on("message", () => { ${end} });
     parentPort.postMessage({ kind: "opened" });`,
    { eval: true },
  );

describe("durability", () => {
  test("[STO14] the facts are read back from the writing connection", async () => {
    const store = await openSqliteStore({ file, synchronous: "EXTRA" });
    expect(await store.facts()).toEqual({ synchronous: 3, journalMode: "wal", commits: 0 });
    await store.close();
  });

  test.each(["OFF", "NORMAL", "0", "1", "noget", "FULL; PRAGMA synchronous=OFF"])(
    "[STO14] synchronous=%s stops the start",
    async (synchronous) => {
      await expect(openSqliteStore({ file, synchronous })).rejects.toMatchObject({ failure: "unfit" });
    },
  );

  test("[STO14] the environment cannot lower it either", async () => {
    vi.stubEnv("MEDSKRIV_SYNCHRONOUS", "NORMAL");
    await expect(openSqliteStore({ file })).rejects.toMatchObject({ failure: "unfit" });
    vi.unstubAllEnvs();
  });

  test("[STO13] closing leaves one file and frees it", async () => {
    await writeThreeRecords();
    expect(existsSync(`${file}-wal`)).toBe(false);
    await writeAgain();
  });

  test("[STO15] a second store in the same process is refused too", async () => {
    const store = await openSqliteStore({ file });
    await expect(openSqliteStore({ file })).rejects.toMatchObject({ failure: "inUse" });
    await store.putSetting("demo", "1");
    await store.close();
  });

  test("[STO19] tables of a newer version are refused and not touched", async () => {
    await writeThreeRecords();
    tamper("PRAGMA user_version = 99");
    const before = readFileSync(file);
    await expect(openSqliteStore({ file })).rejects.toMatchObject({ failure: "unfit" });
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe("damage", () => {
  test.each([
    { what: "changed bytes", sql: "UPDATE records SET bytes = x'00' WHERE seq = 2" },
    { what: "another person", sql: "UPDATE records SET person = 'forperson' WHERE seq = 2" },
    { what: "a missing record", sql: "DELETE FROM records WHERE seq = 2" },
    {
      what: "bytes of another place",
      sql: "UPDATE records SET bytes = (SELECT bytes FROM records WHERE seq = 3), crc = (SELECT crc FROM records WHERE seq = 3) WHERE seq = 2",
    },
  ])("[STO16] $what is found, and the seq is named", async ({ sql }) => {
    await writeThreeRecords();
    tamper(sql);
    const store = await openSqliteStore({ file });
    await expect(store.load(AT.documentId)).rejects.toMatchObject({
      failure: "corrupt",
      message: "Record 2 of moede-1 is damaged or missing.",
    });
    await store.close();
  });

  test("[STO16] a missing last record is found", async () => {
    await writeThreeRecords();
    tamper("DELETE FROM records WHERE seq = 3");
    const store = await openSqliteStore({ file });
    await expect(store.load(AT.documentId)).rejects.toThrow("Record 3 of moede-1");
    await store.close();
  });

  test("[STO16] damage before a sound snapshot harms nobody", async () => {
    await writeThreeRecords();
    const store = await openSqliteStore({ file });
    await store.writeSnapshot({ ...AT, seq: 2, bytes: new Uint8Array([42]) });
    await store.close();
    tamper("UPDATE records SET bytes = x'00' WHERE seq = 1");
    const again = await openSqliteStore({ file });
    expect(await again.load(AT.documentId)).toMatchObject({ snapshot: { seq: 2 }, tail: [record(3)] });
    await again.close();
  });

  test.each([
    { what: "with changed bytes", sql: "UPDATE snapshots SET bytes = x'00'" },
    { what: "said to be of another seq", sql: "UPDATE snapshots SET seq = 3" },
    { what: "ahead of the log", sql: "UPDATE snapshots SET seq = 4" },
  ])("[STO7] a snapshot $what is left out, and the whole log is sent", async ({ sql }) => {
    await writeThreeRecords();
    const store = await openSqliteStore({ file });
    await store.writeSnapshot({ ...AT, seq: 2, bytes: new Uint8Array([42]) });
    await store.close();
    tamper(sql);
    const again = await openSqliteStore({ file });
    const stored = await again.load(AT.documentId);
    expect(stored?.snapshot).toBeUndefined();
    expect(stored?.snapshotDamaged).toBe(true);
    expect(stored?.tail).toEqual([record(1), record(2), record(3)]);
    await again.close();
  });

  test("[STO16] a file that is no database is called corrupt and left as it is", async () => {
    await writeThreeRecords();
    writeFileSync(
      file,
      "Dette er ikke en database, men en tekst, som nogen kom til at gemme her.".repeat(99),
    );
    const before = readFileSync(file);
    await expect(openSqliteStore({ file })).rejects.toMatchObject({ failure: "corrupt" });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test("[STO16] no single flipped bit on disk changes what is loaded without being noticed", async () => {
    await writeThreeRecords();
    const whole = readFileSync(file);
    const flipped = join(directory, "flipped.db");
    const seen = { same: 0, noticed: 0 };
    // Every byte of the records themselves; elsewhere a stride that is prime to the page size.
    const firstRecord = whole.indexOf("optegnelse 3") - 100;
    const lastRecord = whole.indexOf("optegnelse 1") + 20;
    for (let at = 0; at < whole.length; at += at > firstRecord && at < lastRecord ? 1 : 127) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(flipped, bytes);
      seen[recordsIn(flipped)] += 1;
    }
    expect(seen.same).toBeGreaterThan(0);
    expect(seen.noticed).toBeGreaterThan(0);
  });

  test("[STO1] a copy taken after a commit, without closing, holds everything", async () => {
    const store = await openSqliteStore({ file });
    await store.create({ ...AT, records: [record(1), record(2)], summary });
    const copy = join(directory, "copy.db");
    copyFileSync(file, copy);
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    await store.close();
    const restored = await openSqliteStore({ file: copy });
    expect((await restored.load(AT.documentId))?.tail).toEqual([record(1), record(2)]);
    await restored.close();
  });
});

describe("a lost thread", () => {
  test.each([
    { what: "throws", end: 'throw new Error("noget gik i stykker")' },
    { what: "exits", end: "process.exit(1)" },
  ])("[STO17] when it $what, all open promises and all later calls fail with closed", async ({ end }) => {
    const store = new SqliteStore(threadThat(end));
    await store.opened;
    const results = await Promise.allSettled([
      store.append({ ...AT, records: [record(1)] }),
      store.load(AT.documentId),
    ]);
    const closed = { status: "rejected", reason: expect.objectContaining({ failure: "closed" }) };
    expect(results).toEqual([closed, closed]);
    await expect(store.putSetting("demo", "1")).rejects.toMatchObject({ failure: "closed" });
    await store.close();
  });

  test("[STO17] a thread that never opens fails the opening", async () => {
    const store = new SqliteStore(new Worker("process.exit(1)", { eval: true }));
    await expect(store.opened).rejects.toMatchObject({ failure: "closed" });
  });
});
