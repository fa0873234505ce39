/**
 * Reading a meeting out of the shared document. Nothing here writes, and nothing copies the whole
 * document: each question touches only the roots that it names.
 */
import type * as Y from "yjs";
import type { AgendaItem, Attachment, Attendance, Meeting, Section } from "../meeting/meeting.ts";
import { byOrder, itemNumberAt } from "../meeting/numbering.ts";
import { EMPTY_TEXT, type RichText } from "../meeting/richText.ts";
import type { Phase } from "../meeting/vocabulary.ts";
import { richTextOf } from "./fragmentText.ts";
import type {
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

export type ListedItem = ItemRecord & { readonly id: string; readonly number: number };
export type RemovedItem = ItemRecord & { readonly id: string; readonly deletedAt: string };
export type ListedSection = SectionRecord & { readonly id: string };
export type ListedAttachment = AttachmentRecord & { readonly id: string };
export type ListedComment = CommentRecord & { readonly id: string };
export type ListedAttendance = AttendanceRecord & { readonly id: string };

/** What a document that holds no meeting yet reads as: a client before its first sync. */
const NO_MEETING: MeetingRecord = {
  kind: "dagsorden",
  committee: "",
  date: "",
  startTime: "",
  place: "",
  participants: [],
  preamble: EMPTY_TEXT,
  phase: "planlagt",
  firstNumber: 1,
};

export function hasMeeting(doc: Y.Doc): boolean {
  return meetingRoot(doc).has("phase");
}

export function readMeetingRecord(doc: Y.Doc): MeetingRecord {
  // The root is written by the server alone, through setMeetingField, whose types are these.
  const stored = Object.fromEntries(meetingRoot(doc).entries()) as Partial<MeetingRecord>;
  return { ...NO_MEETING, ...stored };
}

export function phaseOf(doc: Y.Doc): Phase {
  return readMeetingRecord(doc).phase;
}

export function readLive(doc: Y.Doc): LiveRecord {
  // The root is written by the server alone, through setLive, whose type this is.
  return Object.fromEntries(liveRoot(doc).entries()) as LiveRecord;
}

/** The items that are not removed, in order, with their printed numbers. */
export function listItems(doc: Y.Doc): readonly ListedItem[] {
  const { firstNumber } = readMeetingRecord(doc);
  return recordsOf(itemsRoot(doc))
    .filter((item) => item.deletedAt === undefined)
    .toSorted(byOrder)
    .map((item, index) => ({ ...item, number: itemNumberAt(index, firstNumber) }));
}

/** Latest removed first. */
export function listRemovedItems(doc: Y.Doc): readonly RemovedItem[] {
  return recordsOf(itemsRoot(doc))
    .filter((item): item is RemovedItem => item.deletedAt !== undefined)
    .toSorted((a, b) => (a.deletedAt === b.deletedAt ? byOrder(a, b) : a.deletedAt < b.deletedAt ? 1 : -1));
}

/** A removed item answers too: its sections keep their rights and can come back. */
export function findItem(doc: Y.Doc, itemId: string): (ItemRecord & { readonly id: string }) | undefined {
  const record = itemsRoot(doc).get(itemId);
  return record === undefined ? undefined : { ...record, id: itemId };
}

export function findSection(doc: Y.Doc, sectionId: string): ListedSection | undefined {
  const record = sectionsRoot(doc).get(sectionId);
  return record === undefined ? undefined : { ...record, id: sectionId };
}

export function sectionsOfItem(doc: Y.Doc, itemId: string): readonly ListedSection[] {
  return recordsOf(sectionsRoot(doc))
    .filter((section) => section.item === itemId)
    .toSorted(byOrder);
}

export function attachmentsOfItem(doc: Y.Doc, itemId: string): readonly ListedAttachment[] {
  return recordsOf(attachmentsRoot(doc))
    .filter((attachment) => attachment.item === itemId)
    .toSorted(byOrder);
}

/** In printed order; those without one follow, by name. Guests of one item are in it too. */
export function listAttendance(doc: Y.Doc): readonly ListedAttendance[] {
  return recordsOf(attendanceRoot(doc)).toSorted((a, b) => {
    if (a.order !== b.order) return placeOf(a) < placeOf(b) ? -1 : 1;
    if (a.name !== b.name) return a.name < b.name ? -1 : 1;
    return a.id < b.id ? -1 : 1;
  });
}

const AFTER_ALL_ORDER_KEYS = "~";
const placeOf = (attendance: AttendanceRecord) => attendance.order ?? AFTER_ALL_ORDER_KEYS;

export function sectionTextOf(doc: Y.Doc, sectionId: string): RichText {
  return richTextOf(sectionText(doc, sectionId));
}

/** How often the suggestion has been resolved. */
export function resolutionCountOf(doc: Y.Doc, suggestionId: string): number {
  const root = resolutionsRoot(doc);
  let count = 0;
  while (root.has(resolutionKey(suggestionId, count + 1))) count += 1;
  return count;
}

export function latestResolution(doc: Y.Doc, suggestionId: string): ResolutionRecord | undefined {
  return resolutionsRoot(doc).get(resolutionKey(suggestionId, resolutionCountOf(doc, suggestionId)));
}

/** Resolved, and not opened again since. */
export function isSettled(doc: Y.Doc, suggestionId: string): boolean {
  const latest = latestResolution(doc, suggestionId);
  return latest !== undefined && latest.reopenedAt === undefined;
}

/** Oldest first. */
export function listComments(doc: Y.Doc): readonly ListedComment[] {
  return recordsOf(commentsRoot(doc)).toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : 1));
}

const startOf = ({ messages, id }: ListedComment) => `${messages[0]?.at ?? ""} ${id}`;

/** The whole meeting as plain data, without removed items; ids only when somebody will act on it. */
export function readMeeting(doc: Y.Doc, { withIds }: { readonly withIds: boolean }): Meeting {
  const record = readMeetingRecord(doc);
  const attendance = listAttendance(doc);
  return {
    kind: record.kind,
    committee: record.committee,
    date: record.date,
    ...(record.dateText === undefined ? {} : { dateText: record.dateText }),
    startTime: record.startTime,
    place: record.place,
    participants: record.participants,
    preamble: record.preamble,
    items: listItems(doc).map((item) => agendaItemOf(doc, item, withIds)),
    ...(attendance.length === 0 ? {} : { attendance: attendance.map((one) => attendanceOf(one, withIds)) }),
    ...(record.approved === undefined ? {} : { approvalLine: record.approved.line }),
    phase: record.phase,
  };
}

function agendaItemOf(doc: Y.Doc, item: ListedItem, withIds: boolean): AgendaItem {
  const sections = sectionsOfItem(doc, item.id).map(({ id, kind }): Section => ({
    ...(withIds ? { id } : {}),
    kind,
    content: sectionTextOf(doc, id),
  }));
  const attachments = attachmentsOfItem(doc, item.id).map(({ id, name }): Attachment => ({
    ...(withIds ? { id } : {}),
    name,
  }));
  return {
    ...(withIds ? { id: item.id } : {}),
    number: item.number,
    title: item.title,
    journalNumber: item.journalNumber,
    sections,
    attachments,
    ...(item.outcome === undefined ? {} : { outcome: item.outcome }),
  };
}

function attendanceOf(listed: ListedAttendance, withIds: boolean): Attendance {
  const { id, item, order: _order, ...rest } = listed;
  return { ...(withIds ? { id } : {}), ...rest, ...(item === undefined ? {} : { itemId: item }) };
}

function recordsOf<Value extends object>(root: Y.Map<Value>): readonly (Value & { readonly id: string })[] {
  return Array.from(root.entries(), ([id, record]) => ({ ...record, id }));
}
