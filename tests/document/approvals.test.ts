import { expect, test } from "vitest";
import type * as Y from "yjs";
import {
  approvalsOf,
  isApproved,
  isFullyApproved,
  readMeetingWithApprovals,
} from "../../shared/canonical/approvals.ts";
import { contentHash } from "../../shared/canonical/canonicalItem.ts";
import { findItem, listItems } from "../../shared/document/read.ts";
import { putApproval, putItem } from "../../shared/document/write.ts";
import { CHAIR_ROLES, type ChairRole } from "../../shared/meeting/vocabulary.ts";
import { documentOf, MEETING } from "./sampleMeeting.ts";

const idOf = (doc: Y.Doc, index: number) => listItems(doc)[index]?.id ?? "none";

function sign(doc: Y.Doc, item: string, role: ChairRole, withdrawnAt?: string): void {
  putApproval(doc, {
    item,
    role,
    person: role,
    name: role === "forperson" ? "Karen Holm" : "Jonas Vinter",
    at: "2026-03-19T10:00:00Z",
    hash: contentHash(doc, item),
    entry: 1,
    chain: "c",
    ...(withdrawnAt === undefined ? {} : { withdrawnAt }),
  });
}

function rename(doc: Y.Doc, itemId: string, title: string): void {
  const { id, ...record } = findItem(doc, itemId) ?? expect.fail("no such item");
  putItem(doc, id, { ...record, title });
}

const statesOf = (doc: Y.Doc, item: string) =>
  approvalsOf(doc, item).map((one) => `${one.role} ${one.state}`);

test("[CAN7] a signature is valid, stale when the text changes, and valid again when it is put back", () => {
  const doc = documentOf(MEETING);
  const item = idOf(doc, 1);
  sign(doc, item, "forperson");
  expect(statesOf(doc, item)).toEqual(["forperson valid"]);
  rename(doc, item, "Andet");
  expect(statesOf(doc, item)).toEqual(["forperson stale"]);
  rename(doc, item, "Arbejdsmiljø");
  expect(statesOf(doc, item)).toEqual(["forperson valid"]);
});

test("[CAN7] a withdrawn signature stays withdrawn, and the item is approved by both or not at all", () => {
  const doc = documentOf(MEETING);
  const item = idOf(doc, 1);
  sign(doc, item, "naestforperson");
  sign(doc, item, "forperson", "2026-03-19T11:00:00Z");
  expect(statesOf(doc, item)).toEqual(["forperson withdrawn", "naestforperson valid"]);
  expect(isApproved(doc, item)).toBe(false);
  sign(doc, item, "forperson");
  expect(isApproved(doc, item)).toBe(true);
});

test("[CAN7] an item that nobody signed has no approvals", () => {
  const doc = documentOf(MEETING);
  expect(approvalsOf(doc, idOf(doc, 0))).toEqual([]);
});

test("[CAN8] a meeting is fully approved when both chairs approve every living item", () => {
  const doc = documentOf(MEETING);
  const [first, second, last] = listItems(doc);
  for (const role of CHAIR_ROLES) {
    sign(doc, first?.id ?? "", role);
    sign(doc, second?.id ?? "", role);
  }
  expect(isFullyApproved(doc)).toBe(false);
  const { id, number: _number, ...record } = last ?? expect.fail("no such item");
  putItem(doc, id, { ...record, deletedAt: "2026-03-19T12:00:00Z" });
  expect(isFullyApproved(doc)).toBe(true);
});

test("[CAN8] a meeting without items is not approved", () => {
  expect(isFullyApproved(documentOf({ ...MEETING, items: [] }))).toBe(false);
});

test("[CAN7] the meeting that is handed out says hash and approvals at each item", () => {
  const doc = documentOf(MEETING);
  sign(doc, idOf(doc, 0), "forperson");
  const { items } = readMeetingWithApprovals(doc);
  expect(items.map((item) => item.contentHash)).toEqual(
    listItems(doc).map((item) => contentHash(doc, item.id)),
  );
  expect(items.map((item) => item.approvals?.length)).toEqual([1, 0, 0]);
});
