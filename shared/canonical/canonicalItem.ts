/**
 * The exact content of an item that a signature is given on, as bytes that are the same on every
 * machine. Never the computed number: adding an item would make all later approvals stale.
 */
import { toHexString } from "lib0/buffer";
import { digest } from "lib0/hash/sha256";
import { encodeUtf8 } from "lib0/string";
import type * as Y from "yjs";
import type { AttendanceRecord } from "../document/layout.ts";
import {
  attachmentsOfItem,
  findItem,
  listAttendance,
  listItems,
  readMeetingRecord,
  sectionsOfItem,
  sectionTextOf,
} from "../document/read.ts";
import { canonicalJson } from "./canonicalJson.ts";
import { canonicalText } from "./canonicalText.ts";

/** Rises when the form changes; a hash of an older version is checked with that version's form. */
const CANONICAL_VERSION = 1;

/** Canonical JSON of one item. Asked about an item that is not there, it throws: the caller has the id from the document. */
export function canonicalItem(doc: Y.Doc, itemId: string): string {
  const item = findItem(doc, itemId);
  if (item === undefined) throw new Error(`The document has no item ${itemId}.`);
  const isFirst = listItems(doc)[0]?.id === itemId;
  return canonicalJson({
    v: CANONICAL_VERSION,
    id: itemId,
    title: item.title,
    journalNumber: item.journalNumber,
    sections: sectionsOfItem(doc, itemId).map(({ id, kind }) => ({
      kind,
      text: canonicalText(sectionTextOf(doc, id)),
    })),
    attachments: attachmentsOfItem(doc, itemId).map(({ name }) => ({ name })),
    outcome: item.outcome,
    guests: attendanceAt(doc, itemId),
    meeting: isFirst ? headerOf(doc) : undefined,
  });
}

/** Hex SHA-256 of the canonical content: what a signer sends and a record keeps. */
export function contentHash(doc: Y.Doc, itemId: string): string {
  return hashText(canonicalItem(doc, itemId));
}

export function hashText(text: string): string {
  return toHexString(digest(encodeUtf8(text)));
}

/** Header and attendance are signed with the first item, since they have no signature of their own. */
function headerOf(doc: Y.Doc): Readonly<Record<string, unknown>> {
  const { committee, date, dateText, startTime, place, participants, preamble } = readMeetingRecord(doc);
  return {
    committee,
    date,
    dateText,
    startTime,
    place,
    participants: participants.map(({ name, detail }) => ({ name, detail })),
    preamble: canonicalText(preamble),
    attendance: attendanceAt(doc, undefined),
  };
}

/** Guests of one item, or everybody else for undefined. In an order that says nothing: by content. */
function attendanceAt(doc: Y.Doc, itemId: string | undefined): readonly unknown[] {
  return listAttendance(doc)
    .filter((one) => one.item === itemId)
    .map((one) => attendanceContent(one))
    .toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
}

function attendanceContent(one: AttendanceRecord): Readonly<Record<string, unknown>> {
  return { name: one.name, person: one.person, state: one.state, for: one.for, from: one.from, to: one.to };
}
