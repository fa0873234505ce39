/** One commit for many calls, seen from inside: what shares it, what fails alone and what stops everything. */
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Answer, Call, Desk } from "../../server/store/desk.ts";
import { GroupCommit, type Standing } from "../../server/store/groupCommit.ts";
import { deskOf } from "../../server/store/sqliteDesk.ts";
import { migrate } from "../../server/store/sqliteSchema.ts";

const AT = { documentId: "moede-1", epoch: "epoke-1" };
const summary = { title: "", kind: "", committee: "", phase: "", date: "", startTime: "", place: "" };

let database: DatabaseSync;
let ids = 0;

beforeEach(() => {
  database = new DatabaseSync(":memory:");
  migrate(database);
  new GroupCommit(database, desk).serve([{ id: 0, act: "create", input: [{ ...AT, records: [], summary }] }]);
});
afterEach(() => database.close());

const desk = (standing: () => Standing): Desk =>
  deskOf(database, { synchronous: 2, journalMode: "wal", standing });
const nextId = () => (ids += 1);
const append = (seq: number, sizeBytes = 3): Call => {
  const bytes = new Uint8Array(sizeBytes).fill(seq);
  const record = { seq, at: "2026-03-19T09:00:00Z", person: "referent", clientId: 7, bytes };
  return { id: nextId(), act: "append", input: [{ ...AT, records: [record] }] };
};
const probe = (): Call => ({ id: nextId(), act: "probe", input: [] });
const load = (): Call => ({ id: nextId(), act: "load", input: [AT.documentId] });
const facts = (): Call => ({ id: nextId(), act: "facts", input: [] });
const outcomes = (answers: readonly Answer[]) =>
  answers.map((answer) => (answer.kind === "done" ? "done" : answer.failure));
const values = (answers: readonly Answer[]) =>
  answers.flatMap((answer) => (answer.kind === "done" ? [answer.value] : []));

test("[STO5] all calls that wait share one commit, and a conflict harms only itself", () => {
  const group = new GroupCommit(database, desk);
  const answers = group.serve([append(1), append(9), append(2), append(3)]);
  expect(outcomes(answers)).toEqual(["done", "conflict", "done", "done"]);
  expect(values(group.serve([facts(), load()]))).toMatchObject([{ commits: 1 }, { lastSeq: 3 }]);
});

test("[STO6] reads that wait among writes are served after the commit", () => {
  const group = new GroupCommit(database, desk);
  const answers = group.serve([append(1), load(), append(2)]);
  expect(answers.at(-1)).toMatchObject({ kind: "done", value: { lastSeq: 2 } });
});

test("[STO18] on a full disk the whole commit fails, reads go on, and it may work again later", () => {
  const group = new GroupCommit(database, desk);
  const pages = Number(database.prepare("PRAGMA page_count").get()?.["page_count"]);
  database.exec(`PRAGMA max_page_count = ${pages + 3}`);
  expect(outcomes(group.serve([append(1), append(2, 100_000), load()]))).toEqual(["full", "full", "done"]);
  expect(values(group.serve([load()]))).toMatchObject([{ lastSeq: 0 }]);
  database.exec("PRAGMA max_page_count = 100000");
  expect(outcomes(group.serve([append(1), append(2, 100_000)]))).toEqual(["done", "done"]);
});

test("[STO18] on a read-only disk writes fail with that reason, and work again later", () => {
  const group = new GroupCommit(database, desk);
  database.exec("PRAGMA query_only = ON");
  expect(outcomes(group.serve([append(1), load()]))).toEqual(["readonly", "done"]);
  database.exec("PRAGMA query_only = OFF");
  expect(outcomes(group.serve([append(1)]))).toEqual(["done"]);
});

/** 1034 is SQLITE_IOERR_FSYNC, 267 an extended SQLITE_CORRUPT. */
test.each([
  { errcode: 1034, failure: "unknown" },
  { errcode: 267, failure: "corrupt" },
])("[STO18] after error $errcode no write is accepted any more, but what is on disk can be read", (fault) => {
  let isBroken = true;
  const group = new GroupCommit(database, (standing) => ({
    ...desk(standing),
    putSetting: () => {
      if (isBroken) throw Object.assign(new Error("disk I/O error"), { errcode: fault.errcode });
    },
  }));
  expect(outcomes(group.serve([append(1)]))).toEqual(["done"]);
  const putSetting: Call = { id: nextId(), act: "putSetting", input: ["demo", "1"] };
  expect(outcomes(group.serve([append(2), putSetting]))).toEqual([fault.failure, fault.failure]);
  isBroken = false;
  expect(outcomes(group.serve([append(2)]))).toEqual([fault.failure]);
  expect(values(group.serve([load()]))).toMatchObject([{ lastSeq: 1 }]);
});

test("[STO18] a bug in one call fails that call alone", () => {
  const group = new GroupCommit(database, (standing) => ({
    ...desk(standing),
    putSetting: () => {
      throw new TypeError("undefined is not a function");
    },
  }));
  const putSetting: Call = { id: nextId(), act: "putSetting", input: ["demo", "1"] };
  expect(outcomes(group.serve([append(1), putSetting, append(2)]))).toEqual(["done", "unknown", "done"]);
});

test("[FAULT1] while writes fail the facts say since when, and a probe is tried at most once a second", () => {
  let nowMs = Date.UTC(2026, 2, 19, 9);
  const group = new GroupCommit(database, desk, { nowMs: () => nowMs });
  expect(outcomes(group.serve([probe()]))).toEqual(["done"]);
  expect(values(group.serve([facts()]))).toEqual([{ synchronous: 2, journalMode: "wal", commits: 0 }]);
  database.exec("PRAGMA query_only = ON");
  expect(outcomes(group.serve([append(1)]))).toEqual(["readonly"]);
  nowMs += 5_000;
  expect(outcomes(group.serve([probe(), probe()]))).toEqual(["readonly", "readonly"]);
  const trouble = { since: "2026-03-19T09:00:00.000Z", failure: "readonly", mends: "byItself" };
  expect(values(group.serve([facts()]))).toMatchObject([{ trouble }]);
  database.exec("PRAGMA query_only = OFF");
  nowMs += 999;
  expect(outcomes(group.serve([probe()]))).toEqual(["readonly"]);
  nowMs += 1;
  expect(outcomes(group.serve([probe(), append(1)]))).toEqual(["done", "done"]);
  expect(group.trouble).toBeUndefined();
});

test("[FAULT1] a commit that had nothing to write does not end the trouble, and after an fsync that failed no probe does", () => {
  const group = new GroupCommit(database, desk, { nowMs: () => 0 });
  const pages = Number(database.prepare("PRAGMA page_count").get()?.["page_count"]);
  database.exec(`PRAGMA max_page_count = ${pages + 3}`);
  group.serve([append(1, 100_000)]);
  expect(outcomes(group.serve([append(9)]))).toEqual(["conflict"]);
  expect(group.trouble).toMatchObject({ failure: "full" });
  database.exec("PRAGMA max_page_count = 100000");
  const broken = new GroupCommit(database, (standing) => ({
    ...desk(standing),
    putSetting: () => {
      throw Object.assign(new Error("disk I/O error"), { errcode: 1034 });
    },
  }));
  broken.serve([{ id: nextId(), act: "putSetting", input: ["demo", "1"] }]);
  expect(broken.trouble).toMatchObject({ failure: "unknown", mends: "byRestart" });
  expect(outcomes(broken.serve([probe(), append(1), load()]))).toEqual(["unknown", "unknown", "done"]);
});

test("[FAULT2] a probe needs room for more than the commit that failed, so that its edits do not fail again", () => {
  let nowMs = 0;
  const group = new GroupCommit(database, desk, { nowMs: () => nowMs });
  const pages = Number(database.prepare("PRAGMA page_count").get()?.["page_count"]);
  const sizeBytes = Number(database.prepare("PRAGMA page_size").get()?.["page_size"]);
  database.exec(`PRAGMA max_page_count = ${pages + 3}`);
  expect(outcomes(group.serve([append(1, 600_000)]))).toEqual(["full"]);
  // Room for the probe of a small edit, and not for what failed.
  database.exec(`PRAGMA max_page_count = ${pages + Math.ceil(500_000 / sizeBytes)}`);
  expect(outcomes(group.serve([probe()]))).toEqual(["full"]);
  nowMs += 1_000;
  database.exec(`PRAGMA max_page_count = ${pages + Math.ceil(2_500_000 / sizeBytes)}`);
  expect(outcomes(group.serve([probe()]))).toEqual(["done"]);
  expect(outcomes(group.serve([append(1, 600_000)]))).toEqual(["done"]);
});
