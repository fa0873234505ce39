/** Copies of the database: backups made while it works, older ones put back, and the caches inside it. */
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Call } from "../../server/store/desk.ts";
import { GroupCommit } from "../../server/store/groupCommit.ts";
import { markFileOf, RunMark } from "../../server/store/runMark.ts";
import { openDatabase } from "../../server/store/sqliteDatabase.ts";
import { deskOf } from "../../server/store/sqliteDesk.ts";
import { openSqliteStore } from "../../server/store/sqliteStore.ts";
import { StoreError, type Store } from "../../server/store/store.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { AT, record, summary } from "../support/storedRecord.ts";

const { seq: _seq, ...whole } = record(0);
const copy = () => join(directory, "copy");
const snapshot = (seq: number) => ({ ...AT, seq, bytes: new Uint8Array([seq % 256]) });

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "medskriv-store-"));
  file = join(directory, "medskriv.sqlite");
});
afterEach(() => rmSync(directory, { recursive: true }));

/** The store without its thread, which would take most of the time here. */
function openHere(): { readonly store: Store; readonly isOlderCopy: boolean; readonly close: () => void } {
  const { database, durability } = openDatabase({ file, synchronous: "FULL" });
  const mark = new RunMark(database, file);
  const { isOlderCopy } = mark;
  const group = new GroupCommit(database, (standing) => deskOf(database, { ...durability, standing }), {
    watch: mark,
  });
  const serve = async (act: string, input: readonly unknown[]): Promise<unknown> => {
    // The tests below call the acts of a store with what they take.
    const [answer] = group.serve([{ id: 1, act, input } as Call]);
    if (answer?.kind === "done") return answer.value;
    throw new StoreError(answer?.failure ?? "unknown", answer?.message ?? "no answer");
  };
  const get =
    (_: object, act: string) =>
    (...input: readonly unknown[]) =>
      serve(act, input);
  // Each act of a store is one call of its desk.
  const store = new Proxy({}, { get }) as Store;
  return { store, isOlderCopy, close: () => group.close() };
}

/** Opens, does it, closes; answers whether the file was taken for an older copy when it was opened. */
async function visit(act: (store: Store) => Promise<unknown> = () => Promise.resolve()): Promise<boolean> {
  const { store, isOlderCopy, close } = openHere();
  await act(store);
  close();
  return isOlderCopy;
}

const create = (store: Store) => store.create({ ...AT, records: [record(1), record(2)], summary });
const append = (seq: number) => (store: Store) => store.append({ ...AT, records: [record(seq)] });

function tamper(sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

describe("an exchanged database", () => {
  test("[STO23] one run after the other is not taken for an exchange, with or without writing", async () => {
    expect(await visit(create)).toBe(false);
    expect(await visit()).toBe(false);
    expect(await visit(append(3))).toBe(false);
    expect(await visit((store) => store.putSetting("demo", "1"))).toBe(false);
    expect(await visit()).toBe(false);
  });

  test("[STO23] an older copy put back is noticed until new epochs begin, whatever is written meanwhile", async () => {
    await visit(create);
    copyFileSync(file, copy());
    await visit(append(3));
    copyFileSync(copy(), file);
    expect(await visit((store) => store.putSetting("demo", "1"))).toBe(true);
    expect(
      await visit((store) =>
        store.startEpochs([{ documentId: "moede-1", from: "epoke-1", epoch: "epoke-2", whole }]),
      ),
    ).toBe(true);
    expect(await visit()).toBe(false);
  });

  test("[STO23] a copy of the same run with fewer records is noticed", async () => {
    const store = await openSqliteStore({ file });
    await create(store);
    await store.backUp(copy());
    await append(3)(store);
    await store.close();
    copyFileSync(copy(), file);
    expect(await visit()).toBe(true);
  });

  test("[STO23] a copy from another branch of the same history is noticed, though it has more records", async () => {
    await visit(create);
    const [base, besideBase] = [readFileSync(file), readFileSync(markFileOf(file))];
    await visit(async (store) => {
      await append(3)(store);
      await append(4)(store);
    });
    copyFileSync(file, copy());
    writeFileSync(file, base);
    writeFileSync(markFileOf(file), besideBase);
    await visit(append(3));
    copyFileSync(copy(), file);
    expect(await visit()).toBe(true);
  });

  test("[STO23] a database without its file beside it, or beside a broken one, is noticed", async () => {
    await visit(create);
    await visit(append(3));
    rmSync(markFileOf(file));
    await visit((store) => store.putSetting("demo", "1"));
    expect(await visit()).toBe(true);
    writeFileSync(markFileOf(file), "{");
    expect(await visit()).toBe(true);
  });

  test("[STO23] data from before there were marks is taken as it is", async () => {
    await visit(create);
    tamper("DELETE FROM settings WHERE name = 'run'");
    rmSync(markFileOf(file));
    expect(await visit(append(3))).toBe(false);
    expect(await visit()).toBe(false);
  });

  test("[STO23] a kill between the commit that carries the mark and the file beside it is no exchange", async () => {
    await visit(create);
    rmSync(markFileOf(file));
    expect(await visit()).toBe(false);
    await visit((store) => store.putSetting("demo", "1"));
    const before = readFileSync(markFileOf(file));
    await visit(append(3));
    writeFileSync(markFileOf(file), before);
    expect(await visit()).toBe(false);
  });

  test("[STO23] a write-ahead log that lost its newest commits is noticed", async () => {
    await visit(create);
    const store = await openSqliteStore({ file });
    await append(3)(store);
    await append(4)(store);
    const beside = readFileSync(markFileOf(file));
    copyFileSync(file, copy());
    copyFileSync(`${file}-wal`, `${copy()}-wal`);
    await store.close();
    copyFileSync(copy(), file);
    copyFileSync(`${copy()}-wal`, `${file}-wal`);
    truncateSync(`${file}-wal`, readFileSync(`${file}-wal`).length - 4096);
    writeFileSync(markFileOf(file), beside);
    expect(await visit()).toBe(true);
  });
});

describe("a backup", () => {
  test("[STO22] it holds everything that was committed, and work goes on", async () => {
    const backup = join(directory, "sikkerhedskopi.sqlite");
    const store = await openSqliteStore({ file });
    await create(store);
    const [, loaded] = await Promise.all([append(3)(store), store.backUp(backup), append(4)(store)]);
    expect(loaded).toBeUndefined();
    await append(5)(store);
    await store.close();
    expect(readdirSync(directory).filter((name) => name.startsWith("sikkerhedskopi"))).toEqual([
      "sikkerhedskopi.sqlite",
    ]);
    file = backup;
    await visit(async (copy) => {
      const seqs = (await copy.load("moede-1"))?.tail.map(({ seq }) => seq) ?? [];
      expect(seqs.slice(0, 3)).toEqual([1, 2, 3]);
      expect(seqs).not.toContain(5);
    });
  });

  test("[STO22] it never takes an existing file's place, and a failed one leaves nothing", async () => {
    const backup = join(directory, "sikkerhedskopi.sqlite");
    writeFileSync(backup, "noget andet");
    await visit(async (store) => {
      await create(store);
      await expect(store.backUp(backup)).rejects.toMatchObject({ failure: "conflict" });
      await expect(store.backUp(join(directory, "findes", "ikke"))).rejects.toThrow("SQLite");
      await append(3)(store);
    });
    expect(readFileSync(backup, "utf8")).toBe("noget andet");
    expect(existsSync(`${backup}.part`)).toBe(false);
  });
});

describe("caches of the log", () => {
  const many = LIMITS.snapshotEveryRecords;

  async function createMany(store: Store): Promise<void> {
    const records = Array.from({ length: many * 2 + 10 }, (_, index) => record(index + 1));
    await store.create({ ...AT, records, summary });
    for (const seq of [10, many, many + 5, many * 2, many * 2 + 5]) await store.writeSnapshot(snapshot(seq));
  }

  test("[STO20] about every 2,000 records a snapshot is kept", async () => {
    await visit(createMany);
    const database = new DatabaseSync(file);
    const kept = database.prepare("SELECT seq FROM checkpoints ORDER BY seq").all();
    database.close();
    expect(kept.map(({ seq }) => seq)).toEqual([many, many * 2]);
  });

  test("[STO20] the newest sound checkpoint stands in for a damaged snapshot", async () => {
    await visit(createMany);
    tamper("UPDATE snapshots SET bytes = x'00'");
    tamper(`UPDATE checkpoints SET bytes = x'00' WHERE seq = ${many * 2}`);
    await visit(async (store) => {
      const stored = await store.load("moede-1");
      expect(stored).toMatchObject({
        snapshotDamaged: true,
        snapshot: { seq: many },
        lastSeq: many * 2 + 10,
      });
      expect(stored?.tail[0]?.seq).toBe(many + 1);
    });
  });

  test("[STO7] a snapshot that stands ahead of the log gives way to a sound one", async () => {
    await visit(create);
    await visit((store) => store.writeSnapshot(snapshot(1)));
    tamper("UPDATE snapshots SET seq = 99");
    await visit((store) => store.writeSnapshot(snapshot(2)));
    await visit(async (store) => {
      const stored = await store.load("moede-1");
      expect(stored).toMatchObject({ snapshot: { seq: 2 }, tail: [] });
      expect(stored?.snapshotDamaged).toBeUndefined();
    });
  });

  test("[STO16] the answer of a repeated command is checked too", async () => {
    const command = { id: "k1", effect: "addItem", result: '{"seq":1}' };
    await visit((store) => store.create({ ...AT, records: [{ ...record(1), command }], summary }));
    tamper(`UPDATE records SET command_result = '{"seq":2}'`);
    await visit((store) =>
      expect(store.commandResult("moede-1", "k1")).rejects.toMatchObject({ failure: "corrupt" }),
    );
  });
});
