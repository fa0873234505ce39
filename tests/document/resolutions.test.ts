import { expect, test } from "vitest";
import * as Y from "yjs";
import type { ResolutionRecord } from "../../shared/document/layout.ts";
import { isSettled, latestResolution } from "../../shared/document/read.ts";
import { putResolution } from "../../shared/document/write.ts";

const RECORD: ResolutionRecord = {
  id: "s1",
  section: "n3",
  author: "forperson",
  authorName: "Karen Holm",
  at: "2026-03-19T09:00:00.000Z",
  parts: [{ kind: "insert", text: "uge 27" }],
  before: "Lukket i",
  after: "Lukket i uge 27",
  verdict: "accept",
  by: "referent",
  byName: "Amira Nørgaard",
  resolvedAt: "2026-03-19T09:10:00.000Z",
};

test("[SUG70] a suggestion is settled when its latest verdict has not been taken back; every verdict is kept", () => {
  const doc = new Y.Doc();
  expect([latestResolution(doc, "s1"), isSettled(doc, "s1")]).toEqual([undefined, false]);
  putResolution(doc, 1, RECORD);
  expect(isSettled(doc, "s1")).toBe(true);
  putResolution(doc, 1, { ...RECORD, reopenedAt: "2026-03-19T09:20:00.000Z", reopenedBy: "referent" });
  expect(isSettled(doc, "s1")).toBe(false);
  putResolution(doc, 2, { ...RECORD, verdict: "reject" });
  expect(isSettled(doc, "s1")).toBe(true);
  expect(latestResolution(doc, "s1")?.verdict).toBe("reject");
});
