/**
 * Who has approved an item, derived by comparing hashes. Nothing here is stored as a flag: an edit
 * makes a signature stale and its undo makes it valid again, without anybody writing.
 */
import type * as Y from "yjs";
import { approvalKey, approvalsRoot, type ApprovalRecord } from "../document/layout.ts";
import { listItems, readMeeting } from "../document/read.ts";
import type { Approval, ApprovalState, Meeting } from "../meeting/meeting.ts";
import { CHAIR_ROLES } from "../meeting/vocabulary.ts";
import type { ChairRole } from "../meeting/vocabulary.ts";
import { withoutSuggestions } from "../suggestion/withoutSuggestions.ts";
import { contentHash } from "./canonicalItem.ts";

/** At most one for each chair role: the latest. */
export function approvalsOf(doc: Y.Doc, itemId: string): readonly Approval[] {
  const records = approvalRecordsOf(doc, itemId);
  if (records.length === 0) return [];
  const hashNow = contentHash(doc, itemId);
  return records.map((record) => approvalOf(record, hashNow));
}

/** True when both chairs approve every living item as it stands now, or would with one more signature. */
export function isFullyApproved(doc: Y.Doc, added?: Signed): boolean {
  const items = listItems(doc);
  return items.length > 0 && items.every((item) => isApproved(doc, item.id, added));
}

export function isApproved(doc: Y.Doc, itemId: string, added?: Signed): boolean {
  const valid = approvalsOf(doc, itemId).filter((approval) => approval.state === "valid");
  return CHAIR_ROLES.every(
    (role) =>
      valid.some((approval) => approval.role === role) || (added?.item === itemId && added.role === role),
  );
}

interface Signed {
  readonly item: string;
  readonly role: ChairRole;
}

/** The meeting with ids and without suggestions, and with hash and approvals at each item: what the server hands out. */
export function readMeetingWithApprovals(doc: Y.Doc): Meeting {
  const meeting = withoutSuggestions(readMeeting(doc, { withIds: true }));
  const items = meeting.items.map((item) => {
    if (item.id === undefined) return item;
    return { ...item, contentHash: contentHash(doc, item.id), approvals: approvalsOf(doc, item.id) };
  });
  return { ...meeting, items };
}

function approvalRecordsOf(doc: Y.Doc, itemId: string): readonly ApprovalRecord[] {
  const root = approvalsRoot(doc);
  return CHAIR_ROLES.flatMap((role) => root.get(approvalKey(itemId, role)) ?? []);
}

function approvalOf(record: ApprovalRecord, hashNow: string): Approval {
  const { role, person, name, at, hash } = record;
  return { role, person, name, at, hash, state: stateOf(record, hashNow) };
}

function stateOf(record: ApprovalRecord, hashNow: string): ApprovalState {
  if (record.withdrawnAt !== undefined) return "withdrawn";
  return record.hash === hashNow ? "valid" : "stale";
}
