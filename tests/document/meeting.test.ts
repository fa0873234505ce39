import { expect, test } from "vitest";
import * as Y from "yjs";
import { sectionText } from "../../shared/document/layout.ts";
import {
  attachmentsOfItem,
  hasMeeting,
  listAttendance,
  listItems,
  listRemovedItems,
  phaseOf,
  readLive,
  readMeeting,
  readMeetingRecord,
  sectionsOfItem,
  sectionTextOf,
} from "../../shared/document/read.ts";
import {
  ORIGIN,
  orderBetween,
  putAttendance,
  putItem,
  putSection,
  setLive,
  setMeetingField,
} from "../../shared/document/write.ts";
import { EMPTY_TEXT } from "../../shared/meeting/richText.ts";
import { agendaItem, documentOf, MEETING } from "./sampleMeeting.ts";
import { plain } from "./sampleText.ts";

const titlesOf = (doc: Y.Doc) => listItems(doc).map((item) => `${item.number} ${item.title}`);
const idOf = (doc: Y.Doc, index: number) => listItems(doc)[index]?.id ?? "none";

function remove(doc: Y.Doc, index: number, deletedAt = "2026-03-19T10:00:00Z"): void {
  const { id, number: _number, ...record } = listItems(doc)[index] ?? expect.fail("no such item");
  putItem(doc, id, { ...record, deletedAt });
}

test("[DOC5] a meeting comes back as it was created, in the phase it starts in", () => {
  const { attendance: _of, ...meeting } = MEETING;
  const { attendance, ...back } = readMeeting(documentOf(MEETING), { withIds: false });
  expect(back).toEqual({ ...meeting, phase: "referatIArbejde", items: back.items });
  expect(back.items).toEqual(meeting.items.map(({ id: _id, ...item }) => item));
  expect(attendance?.map((one) => one.name)).toEqual(["Pia Lund", "Amira Nørgaard", "Mads Krogh"]);
});

test("[DOC5] with ids each item, section, attachment and attendance says its own", () => {
  const doc = documentOf(MEETING);
  const meeting = readMeeting(doc, { withIds: true });
  const ids = [
    ...meeting.items.flatMap((item) => [item, ...item.sections, ...item.attachments]),
    ...(meeting.attendance ?? []),
  ].map((thing) => thing.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).not.toContain(undefined);
  expect(meeting.attendance?.[2]?.itemId).toBe(idOf(doc, 1));
});

test("[DOC5] a meeting is written in one transaction", () => {
  const doc = new Y.Doc();
  const origins: unknown[] = [];
  doc.on("update", (_update, origin) => origins.push(origin));
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(documentOf(MEETING)), ORIGIN.load);
  expect(origins).toEqual([ORIGIN.load]);
  expect(readMeeting(doc, { withIds: true })).toEqual(readMeeting(documentOf(MEETING), { withIds: true }));
});

test("[DOC5] a meeting without items begins at 1", () => {
  expect(readMeetingRecord(documentOf({ ...MEETING, items: [] })).firstNumber).toBe(1);
});

test("[DOC6] a document that holds no meeting yet reads as an empty one, and stays empty", () => {
  const doc = new Y.Doc();
  expect([hasMeeting(doc), phaseOf(doc), listItems(doc), readLive(doc)]).toEqual([false, "planlagt", [], {}]);
  expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(new Y.Doc()));
});

test("[DOC3] no question writes", () => {
  const doc = documentOf(MEETING);
  const before = Y.encodeStateAsUpdate(doc);
  let updates = 0;
  doc.on("update", () => (updates += 1));
  readMeeting(doc, { withIds: true });
  listRemovedItems(doc);
  attachmentsOfItem(doc, idOf(doc, 0));
  readLive(doc);
  expect(updates).toBe(0);
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
});

test("[NUM1] numbers run from the first one and close up when an item is removed", () => {
  const doc = documentOf(MEETING);
  remove(doc, 0);
  expect(titlesOf(doc)).toEqual(["11 Arbejdsmiljø", "12 Eventuelt"]);
});

test("[DOC7] a removed item keeps its text and comes back where it stood", () => {
  const doc = documentOf(MEETING);
  remove(doc, 1);
  const [removed] = listRemovedItems(doc);
  const { id, deletedAt: _at, ...record } = removed ?? expect.fail("nothing removed");
  expect(sectionTextOf(doc, sectionsOfItem(doc, id)[0]?.id ?? "")).toEqual(plain("Ord om sagsfremstilling."));
  putItem(doc, id, record);
  expect(titlesOf(doc)[1]).toBe("12 Arbejdsmiljø");
});

test("[DOC7] the latest removed item is listed first", () => {
  const doc = documentOf(MEETING);
  remove(doc, 0, "2026-03-19T10:00:00Z");
  remove(doc, 0, "2026-03-19T11:00:00Z");
  expect(listRemovedItems(doc).map((item) => item.title)).toEqual([
    "Arbejdsmiljø",
    "Godkendelse af dagsorden",
  ]);
});

test("[NUM2] moving is one write of a key between two neighbours", () => {
  const doc = documentOf({ ...MEETING, items: [1, 2, 3, 4].map((n) => agendaItem(n, `P${n}`)) });
  const [first, second, , last] = listItems(doc);
  const { id, number: _number, ...record } = last ?? expect.fail("no such item");
  putItem(doc, id, { ...record, order: orderBetween(first?.order ?? null, second?.order ?? null) });
  expect(titlesOf(doc)).toEqual(["1 P1", "2 P4", "3 P2", "4 P3"]);
});

test("[NUM2] a key exists before the first, after the last and beside its equal", () => {
  const only = orderBetween(null, null);
  expect(orderBetween(null, only) < only).toBe(true);
  expect(orderBetween(only, null) > only).toBe(true);
  expect(orderBetween(only, only)).toBe(only);
});

test("[DOC4] a new section holds one empty paragraph", () => {
  const doc = documentOf(MEETING);
  putSection(doc, "new", { item: idOf(doc, 0), kind: "oekonomi", order: "b" });
  expect(sectionTextOf(doc, "new")).toEqual(EMPTY_TEXT);
  expect(sectionText(doc, "new").length).toBe(1);
});

test("[DOC4] the text of a section that exists is never replaced by putting it again", () => {
  const doc = documentOf(MEETING);
  putSection(doc, "s", { item: idOf(doc, 0), kind: "oekonomi", order: "b" }, plain("Skrevet."));
  putSection(doc, "s", { item: idOf(doc, 0), kind: "oekonomi", order: "a" }, plain("Andet."));
  expect(sectionTextOf(doc, "s")).toEqual(plain("Skrevet."));
});

test("[DOC8] attendance without a printed place follows, by name", () => {
  const doc = documentOf(MEETING);
  putAttendance(doc, "z", { name: "Bo", state: "tilStede" });
  putAttendance(doc, "y", { name: "Bo", state: "afbud" });
  putAttendance(doc, "x", { name: "Anna", state: "tilStede" });
  expect(
    listAttendance(doc)
      .map((one) => `${one.name} ${one.id}`)
      .slice(3),
  ).toEqual(["Anna x", "Bo y", "Bo z"]);
});

test("[DOC8] an optional field and the live item can be taken away", () => {
  const doc = documentOf(MEETING);
  setMeetingField(doc, "dateText", undefined);
  setLive(doc, { currentItem: "id1", currentSince: "2026-03-19T10:00:00Z" });
  setLive(doc, {});
  expect(readMeetingRecord(doc)).not.toHaveProperty("dateText");
  expect(readLive(doc)).toEqual({});
});
