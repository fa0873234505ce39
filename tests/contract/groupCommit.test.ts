/** One commit for many calls, seen from inside: what shares it, what fails alone and what stops everything. */
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Answer, Call, Desk } from "../../server/store/desk.ts";
import { GroupCommit } from "../../server/store/groupCommit.ts";
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

const desk = (commits: () => number): Desk =>
  deskOf(database, { synchronous: 2, journalMode: "wal", commits });
const nextId = () => (ids += 1);
const append = (seq: number, sizeBytes = 3): Call => {
  const bytes = new Uint8Array(sizeBytes).fill(seq);
  const record = { seq, at: "2026-03-19T09:00:00Z", person: "referent", clientId: 7, bytes };
  return { id: nextId(), act: "append", input: [{ ...AT, records: [record] }] };
};
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
  const group = new GroupCommit(database, (commits) => ({
    ...desk(commits),
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
  const group = new GroupCommit(database, (commits) => ({
    ...desk(commits),
    putSetting: () => {
      throw new TypeError("undefined is not a function");
    },
  }));
  const putSetting: Call = { id: nextId(), act: "putSetting", input: ["demo", "1"] };
  expect(outcomes(group.serve([append(1), putSetting, append(2)]))).toEqual(["done", "unknown", "done"]);
});
