import { expect, test } from "vitest";
import * as Y from "yjs";
import { canonicalItem, contentHash, hashText } from "../../shared/canonical/canonicalItem.ts";
import { canonicalJson } from "../../shared/canonical/canonicalJson.ts";
import { canonicalText } from "../../shared/canonical/canonicalText.ts";
import { replaceRichText } from "../../shared/document/fragmentWrite.ts";
import { type ItemRecord, sectionText } from "../../shared/document/layout.ts";
import { findItem, listAttendance, listItems, sectionsOfItem } from "../../shared/document/read.ts";
import {
  orderBetween,
  putAttachment,
  putAttendance,
  putItem,
  putSection,
  setLive,
  setMeetingField,
} from "../../shared/document/write.ts";
import { documentOf, MEETING } from "./sampleMeeting.ts";
import { bold, italic, paragraph, plain, SAMPLES, text, textOf } from "./sampleText.ts";

const idOf = (doc: Y.Doc, index: number) => listItems(doc)[index]?.id ?? "none";
const hashes = (doc: Y.Doc) => listItems(doc).map((item) => contentHash(doc, item.id));

function change(doc: Y.Doc, index: number, fields: Partial<ItemRecord>): void {
  const { id, ...record } = findItem(doc, idOf(doc, index)) ?? expect.fail("no such item");
  putItem(doc, id, { ...record, ...fields });
}

function textAt(doc: Y.Doc, index: number, section = 0): Y.XmlFragment {
  return sectionText(doc, sectionsOfItem(doc, idOf(doc, index))[section]?.id ?? "none");
}

// The second item's first section holds one paragraph with one text.
const paragraphOf = (doc: Y.Doc) => textAt(doc, 1).get(0) as Y.XmlElement;

/** The places (from 0) of the items whose hash an act changed. */
function changedBy(act: (doc: Y.Doc) => void): readonly number[] {
  const doc = documentOf(MEETING);
  const before = hashes(doc);
  act(doc);
  const after = hashes(doc);
  return before.flatMap((hash, index) => (hash === after[index] ? [] : [index]));
}

test.each<[string, (doc: Y.Doc) => void, readonly number[]]>([
  ["its title", (doc) => change(doc, 1, { title: "Andet" }), [1]],
  ["its journal number", (doc) => change(doc, 1, { journalNumber: "00.01" }), [1]],
  ["its outcome", (doc) => change(doc, 1, { outcome: "udsat" }), [1]],
  ["a section's text", (doc) => replaceRichText(textAt(doc, 1), plain("Andet.")), [1]],
  [
    "one word made bold",
    (doc) =>
      replaceRichText(textAt(doc, 1), textOf(paragraph(text("Ord", bold), text(" om sagsfremstilling.")))),
    [1],
  ],
  ["a new section", (doc) => putSection(doc, "n", { item: idOf(doc, 1), kind: "oekonomi", order: "z" }), [1]],
  ["a new attachment", (doc) => putAttachment(doc, "n", { item: idOf(doc, 1), name: "Ny", order: "a" }), [1]],
  ["its guest", (doc) => putAttendance(doc, "n", { name: "Bo", state: "tilStede", item: idOf(doc, 1) }), [1]],
])("[CAN1] an item's hash changes with %s, and no other item's", (_name, act, expected) => {
  expect(changedBy(act)).toEqual(expected);
});

test.each<[string, (doc: Y.Doc) => void]>([
  ["committee", (doc) => setMeetingField(doc, "committee", "Andet udvalg")],
  ["date", (doc) => setMeetingField(doc, "date", "2026-03-20")],
  ["participants", (doc) => setMeetingField(doc, "participants", [])],
  ["preamble", (doc) => setMeetingField(doc, "preamble", plain("Ord"))],
  ["attendance", (doc) => putAttendance(doc, "n", { name: "Bo", state: "tilStede" })],
])("[CAN2] %s belongs to the first item", (_name, act) => {
  expect(changedBy(act)).toEqual([0]);
});

test.each<[string, (doc: Y.Doc) => void]>([
  ["the first number", (doc) => setMeetingField(doc, "firstNumber", 99)],
  ["the phase", (doc) => setMeetingField(doc, "phase", "tilGodkendelse")],
  ["the doubts", (doc) => setMeetingField(doc, "doubts", [])],
  ["the live item", (doc) => setLive(doc, { currentItem: idOf(doc, 0) })],
  ["an item added at the end", (doc) => putItem(doc, "n", { order: "z", title: "Ny", journalNumber: "" })],
  [
    "the text of a removed item",
    (doc) => {
      putItem(doc, "gone", { order: "a0V", title: "Fjernet", journalNumber: "", deletedAt: "2026" });
      putSection(doc, "sg", { item: "gone", kind: "resume", order: "a" }, plain("Ord"));
    },
  ],
])("[CAN3] no hash changes with %s", (_name, act) => {
  expect(changedBy(act)).toEqual([]);
});

test("[CAN3] an item that is moved past another, or gets another number, keeps its hash", () => {
  const doc = documentOf(MEETING);
  const hash = contentHash(doc, idOf(doc, 2));
  const [first, second] = listItems(doc);
  change(doc, 2, { order: orderBetween(first?.order ?? null, second?.order ?? null) });
  expect(listItems(doc)[1]?.number).toBe(12);
  expect(contentHash(doc, idOf(doc, 1))).toBe(hash);
});

test("[CAN3] attendance says the same in whatever order it was entered", () => {
  const doc = documentOf(MEETING);
  const before = hashes(doc);
  listAttendance(doc).forEach(({ id, order: _order, ...record }) => putAttendance(doc, id, record));
  expect(hashes(doc)).toEqual(before);
});

test("[CAN4] an edit and its undo give the same hash", () => {
  const doc = documentOf(MEETING);
  const before = hashes(doc);
  const fragment = textAt(doc, 1);
  const undo = new Y.UndoManager(fragment);
  // The same paragraph's text.
  const words = paragraphOf(doc).get(0) as Y.XmlText;
  words.insert(3, " og flere ord", { bold: {} });
  words.delete(0, 2);
  expect(hashes(doc)).not.toEqual(before);
  undo.undo();
  expect(hashes(doc)).toEqual(before);
});

test("[CAN4] two documents that were typed differently and read alike have equal hashes", () => {
  const ids = documentOf(MEETING);
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ids));
  // The same paragraph's text.
  (paragraphOf(ids).get(0) as Y.XmlText).insert(0, "Blåbær ");
  const apart = new Y.XmlText("Bla");
  paragraphOf(copy).insert(0, [apart]);
  apart.insert(3, "\u030a");
  apart.insert(4, "bær ");
  expect(hashes(copy)).toEqual(hashes(ids));
});

test("[CAN5] suggestions are rejected: additions are out, deletions and formats are as before", () => {
  const plainBase = textOf(paragraph(text("gammel", bold), text("fed")));
  const suggested = SAMPLES["suggestions of two people"] ?? textOf();
  const [first] = suggested.content;
  const withoutBlock = textOf({ ...paragraph(...(first?.content ?? [])) });
  expect(canonicalText(withoutBlock)).toEqual(canonicalText(plainBase));
  expect(canonicalText(suggested)).toEqual([...canonicalText(plainBase), paragraph()]);
});

test("[CAN5] what says nothing is not content: defaults, nulls, no blocks", () => {
  const spelled = textOf({ type: "orderedList", attrs: { start: 1, type: null, sIns: null }, content: [] });
  expect(canonicalText(spelled)).toEqual([{ type: "orderedList" }]);
  expect(canonicalText(textOf())).toEqual([paragraph()]);
  const runs = textOf(paragraph(text("a", bold, italic), text("b", italic, bold)));
  expect(canonicalText(runs)).toEqual([paragraph(text("ab", bold, italic))]);
});

test("[CAN6] canonical JSON has one spelling", () => {
  expect(canonicalJson({ b: [1, null, true], a: "A\u030a", c: undefined })).toBe(
    '{"a":"Å","b":[1,null,true]}',
  );
  expect(() => canonicalJson(Number.NaN)).toThrow("no canonical form");
});

test("[CAN6] the form of version 1 never changes", () => {
  const doc = documentOf(MEETING);
  expect(canonicalItem(doc, "id7")).toBe(
    '{"attachments":[],"guests":[{"name":"Mads Krogh","state":"online"}],"id":"id7","journalNumber":"",' +
      '"sections":[{"kind":"sagsfremstilling","text":[{"content":[{"text":"Ord om sagsfremstilling.","type":"text"}],"type":"paragraph"}]},' +
      '{"kind":"beslutning","text":[{"content":[{"text":"Ord om beslutning.","type":"text"}],"type":"paragraph"}]}],' +
      '"title":"Arbejdsmiljø","v":1}',
  );
  expect(hashes(doc)).toEqual([
    "d728a244f062700bfd48bbe61442c64fb00fcd1e46503870939b8d565e180328",
    "0df453dc3d520d725de3d713148b8aca0c2ce54f2c085792e6f49cbb76a580f8",
    "3796480b7404e704cf8188eabb5374103b35f4ef82fed5344c544af659d9dc00",
  ]);
  expect(hashText("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
