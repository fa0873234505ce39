/**
 * The named writes of the server into the shared document. Each caller wraps what belongs to one
 * act in one transaction with an origin from ORIGIN. Records are plain JSON replaced whole; who may
 * call what is not known here.
 */
import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";
import type * as Y from "yjs";
import type { AgendaItem, Attendance, Doubt, Meeting } from "../meeting/meeting.ts";
import { EMPTY_TEXT, type RichText } from "../meeting/richText.ts";
import type { Phase } from "../meeting/vocabulary.ts";
import { writeRichText } from "./fragmentWrite.ts";
import type {
  ApprovalRecord,
  AttachmentRecord,
  AttendanceRecord,
  CommentRecord,
  ItemRecord,
  LiveRecord,
  MeetingRecord,
  ResolutionRecord,
  SectionRecord,
} from "./layout.ts";
import {
  approvalKey,
  approvalsRoot,
  attachmentsRoot,
  attendanceRoot,
  commentsRoot,
  itemsRoot,
  liveRoot,
  meetingRoot,
  resolutionKey,
  resolutionsRoot,
  sectionsRoot,
  sectionText,
} from "./layout.ts";

/** Why a transaction on the server happened. */
export const ORIGIN = {
  /** A meeting is written for the first time. */
  create: "create",
  /** A judged command. */
  command: "command",
  /** A guarded update of a client. */
  client: "client",
  /** Stored bytes when a room opens. */
  load: "load",
} as const;

export interface CreateOptions {
  readonly phase: Phase;
  readonly newId: () => string;
  readonly doubts?: readonly Doubt[];
}

/** Writes a whole meeting into an empty document, with new ids throughout. */
export function createMeeting(doc: Y.Doc, meeting: Meeting, options: CreateOptions): void {
  doc.transact(() => {
    createHeader(doc, meeting, options);
    const orders = generateNKeysBetween(null, null, meeting.items.length);
    const newIds = new Map<string, string>();
    meeting.items.forEach((item, index) => {
      const itemId = options.newId();
      if (item.id !== undefined) newIds.set(item.id, itemId);
      createItem(doc, item, { itemId, order: orders[index] ?? "", newId: options.newId });
    });
    createAttendance(doc, meeting.attendance ?? [], { newIds, newId: options.newId });
  }, ORIGIN.create);
}

function createHeader(doc: Y.Doc, meeting: Meeting, { phase, doubts }: CreateOptions): void {
  const record: MeetingRecord = {
    kind: meeting.kind,
    committee: meeting.committee,
    date: meeting.date,
    ...(meeting.dateText === undefined ? {} : { dateText: meeting.dateText }),
    startTime: meeting.startTime,
    place: meeting.place,
    participants: meeting.participants,
    preamble: meeting.preamble,
    phase,
    firstNumber: meeting.items[0]?.number ?? 1,
    ...(doubts === undefined ? {} : { doubts }),
    // An imported line is kept word for word; the instant of that approval is known to nobody.
    ...(meeting.approvalLine === undefined ? {} : { approved: { at: "", line: meeting.approvalLine } }),
  };
  for (const [field, value] of Object.entries(record)) meetingRoot(doc).set(field, value);
}

interface NewItem {
  readonly itemId: string;
  readonly order: string;
  readonly newId: () => string;
}

function createItem(doc: Y.Doc, item: AgendaItem, { itemId, order, newId }: NewItem): void {
  putItem(doc, itemId, {
    order,
    title: item.title,
    journalNumber: item.journalNumber,
    ...(item.outcome === undefined ? {} : { outcome: item.outcome }),
  });
  const sectionOrders = generateNKeysBetween(null, null, item.sections.length);
  item.sections.forEach((section, index) => {
    const record = { item: itemId, kind: section.kind, order: sectionOrders[index] ?? "" };
    putSection(doc, newId(), record, section.content);
  });
  const attachmentOrders = generateNKeysBetween(null, null, item.attachments.length);
  item.attachments.forEach((attachment, index) => {
    putAttachment(doc, newId(), {
      item: itemId,
      name: attachment.name,
      order: attachmentOrders[index] ?? "",
    });
  });
}

interface NewAttendance {
  /** From the ids of the source to those just made. */
  readonly newIds: ReadonlyMap<string, string>;
  readonly newId: () => string;
}

function createAttendance(doc: Y.Doc, listed: readonly Attendance[], { newIds, newId }: NewAttendance): void {
  const orders = generateNKeysBetween(null, null, listed.length);
  listed.forEach(({ id: _id, itemId, ...rest }, index) => {
    const item = itemId === undefined ? undefined : newIds.get(itemId);
    putAttendance(doc, newId(), {
      ...rest,
      order: orders[index] ?? "",
      ...(item === undefined ? {} : { item }),
    });
  });
}

/** Undefined takes an optional field away. */
export function setMeetingField<Field extends keyof MeetingRecord>(
  doc: Y.Doc,
  field: Field,
  value: MeetingRecord[Field],
): void {
  setOrDelete(meetingRoot(doc), field, value);
}

/** Replaces the whole record; moving, renaming and removing are this write with another record. */
export function putItem(doc: Y.Doc, itemId: string, record: ItemRecord): void {
  itemsRoot(doc).set(itemId, record);
}

/**
 * An empty section holds one empty paragraph, written here: else two first writers make two. Text
 * that is already there stays, since its root cannot be replaced.
 */
export function putSection(
  doc: Y.Doc,
  sectionId: string,
  record: SectionRecord,
  text: RichText = EMPTY_TEXT,
): void {
  sectionsRoot(doc).set(sectionId, record);
  const fragment = sectionText(doc, sectionId);
  if (fragment.length === 0) writeRichText(fragment, text);
}

export function putAttachment(doc: Y.Doc, attachmentId: string, record: AttachmentRecord): void {
  attachmentsRoot(doc).set(attachmentId, record);
}

export function removeAttachment(doc: Y.Doc, attachmentId: string): void {
  attachmentsRoot(doc).delete(attachmentId);
}

export function putAttendance(doc: Y.Doc, attendanceId: string, record: AttendanceRecord): void {
  attendanceRoot(doc).set(attendanceId, record);
}

/** One record for each item and role: the latest. Earlier ones stand in the ledger. */
export function putApproval(doc: Y.Doc, record: ApprovalRecord): void {
  approvalsRoot(doc).set(approvalKey(record.item, record.role), record);
}

/** `n` counts the verdicts on one suggestion from 1; each is kept. */
export function putResolution(doc: Y.Doc, n: number, record: ResolutionRecord): void {
  resolutionsRoot(doc).set(resolutionKey(record.id, n), record);
}

export function putComment(doc: Y.Doc, threadId: string, record: CommentRecord): void {
  commentsRoot(doc).set(threadId, record);
}

export function setLive(doc: Y.Doc, live: LiveRecord): void {
  setOrDelete(liveRoot(doc), "currentItem", live.currentItem);
  setOrDelete(liveRoot(doc), "currentSince", live.currentSince);
}

/** An order key between two neighbours; null when there is none on that side. */
export function orderBetween(previous: string | null, next: string | null): string {
  // Equal keys have no place between them; the ids part what is put beside them.
  if (previous !== null && previous === next) return previous;
  return generateKeyBetween(previous, next);
}

function setOrDelete(root: Y.Map<unknown>, key: string, value: unknown): void {
  if (value === undefined) root.delete(key);
  else root.set(key, value);
}
