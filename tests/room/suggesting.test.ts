/** Who may only suggest, with a client made by hand: what becomes a suggestion, and what is refused. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { FORPERSON, NAESTFORPERSON, REFERENT } from "../support/rooms.ts";
import { RoomClient } from "../support/roomClient.ts";
import {
  blockOf,
  marked,
  markedUp,
  openSuggesting,
  sayMode,
  stampBlock,
  stampBy,
  textOf,
  type SuggestingBench,
} from "../support/suggesting.ts";

const BASE = "Godkendt uden bemærkninger.";
const own = stampBy(FORPERSON, "k1");
const foreign = stampBy(NAESTFORPERSON, "j1");

test("[SUG60] raw words become the author's suggestion in the same record and the same frame, for the sender and on disk", async () => {
  const { bench, section, referent, karen, flush, text } = await openSuggesting();
  const records = () => bench.store.disk.documents.get("m1")?.records.length ?? 0;
  const before = records();
  textOf(karen, section).insert(8, " nu");
  await flush();
  const expected = "Godkendt[ nu|+forperson] uden bemærkninger.";
  expect([await text(), markedUp(karen.doc, section), markedUp(referent.doc, section)]).toEqual([
    expected,
    expected,
    expected,
  ]);
  expect(records()).toBe(before + 1);
  expect(referent.flushes.at(-1)?.messages).toHaveLength(1);
  expect([karen.refusals, karen.allSaved]).toEqual([[], true]);
  expect(await (await bench.reopen()).read((doc) => markedUp(doc, section))).toBe(expected);
});

test("[SUG60] raw letters one after another are one suggestion", async () => {
  const { bench, section, karen, flush, text } = await openSuggesting();
  for (const [index, letter] of Array.from(" nu").entries()) {
    textOf(karen, section).insert(8 + index, letter);
    await flush();
  }
  expect(await text()).toBe("Godkendt[ nu|+forperson] uden bemærkninger.");
  expect(await bench.room.read((doc) => JSON.stringify(textOf({ doc }, section).toDelta()))).toContain(" nu");
});

test("[SUG61] own suggestions of each kind go through as they are, and can be taken back", async () => {
  const { section, karen, flush, text } = await openSuggesting();
  const words = textOf(karen, section);
  words.insert(8, " nu", marked("insertion", own));
  words.format(0, 8, marked("deletion", own));
  stampBlock(blockOf(karen, section), "sDel", [own]);
  const added = new Y.XmlElement("paragraph");
  karen.doc.transact(() => {
    karen.doc.getXmlFragment(`s:${section}`).insert(1, [added]);
    stampBlock(added, "sIns", [stampBy(FORPERSON, "k2")]);
    added.insert(0, [new Y.XmlText("Tak.")]);
  });
  await flush();
  expect(await text()).toBe(
    "<paragraph sDel forperson>[Godkendt|-forperson][ nu|+forperson] uden bemærkninger.\n<paragraph sIns forperson>[Tak.|+forperson]",
  );
  karen.doc.getXmlFragment(`s:${section}`).delete(1, 1);
  blockOf(karen, section).removeAttribute("sDel");
  words.delete(8, 3);
  words.format(0, 8, Object.fromEntries(Object.keys(marked("deletion", own)).map((key) => [key, null])));
  await flush();
  expect([await text(), karen.refusals]).toEqual([BASE, []]);
});

type Forge = (bench: SuggestingBench) => void;
const nulled = (marks: object) => Object.fromEntries(Object.keys(marks).map((key) => [key, null]));

/** Each happens in a text with «her» by the other chair, «nu» by the attacker, and its deletion of «Godkendt». */
const REFUSED: readonly (readonly [string, string, Forge])[] = [
  [
    "[SUG61] base words are deleted",
    "suggestOnly",
    ({ karen, section }) => textOf(karen, section).delete(0, 3),
  ],
  [
    "[SUG61] base words are deleted and typed again",
    "suggestOnly",
    ({ karen, section }) => {
      karen.doc.transact(() => {
        textOf(karen, section).delete(20, 3);
        textOf(karen, section).insert(20, "bem");
      });
    },
  ],
  [
    "[SUG61] base words are set in bold",
    "suggestOnly",
    ({ karen, section }) => textOf(karen, section).format(20, 3, { bold: {} }),
  ],
  [
    "[SUG61] a block without a stamp",
    "suggestOnly",
    ({ karen, section }) =>
      karen.doc.getXmlFragment(`s:${section}`).insert(0, [new Y.XmlElement("paragraph")]),
  ],
  [
    "[SUG61] a line break in base words",
    "suggestOnly",
    ({ karen, section }) => blockOf(karen, section).insert(1, [new Y.XmlElement("hardBreak")]),
  ],
  [
    "[SUG61] the block goes",
    "suggestOnly",
    ({ karen, section }) => karen.doc.getXmlFragment(`s:${section}`).delete(0, 1),
  ],
  [
    "[SUG61] the block's text goes, and all words with it",
    "suggestOnly",
    ({ karen, section }) => blockOf(karen, section).delete(0, 1),
  ],
  [
    "[SUG61] the own stamp of an insertion on a base block",
    "suggestOnly",
    ({ karen, section }) => stampBlock(blockOf(karen, section), "sIns", [own]),
  ],
  [
    "[SUG61] the own insertion mark is stretched over base words",
    "suggestOnly",
    ({ karen, section }) => textOf(karen, section).format(8, 20, marked("insertion", own)),
  ],
  [
    "[SUG61] an insertion is accepted by taking away the own mark",
    "suggestOnly",
    ({ karen, section }) => textOf(karen, section).format(8, 3, nulled(marked("insertion", own))),
  ],
  [
    "[SUG61] an insertion is accepted by deleting the mark itself",
    "suggestOnly",
    ({ karen, section }) => deleteFormats(karen, section, own.author),
  ],
  [
    "[SUG62] new words under another's name",
    "suggestOnly",
    ({ karen, section }) => textOf(karen, section).insert(25, "x", marked("insertion", foreign)),
  ],
  [
    "[SUG62] new words under a name that has suggested nothing yet",
    "suggestOnly",
    ({ karen, section }) =>
      textOf(karen, section).insert(20, "x", marked("insertion", stampBy(REFERENT, "ny"))),
  ],
  [
    "[SUG62] base words deleted under another's name",
    "suggestOnly",
    ({ karen, section }) => textOf(karen, section).format(20, 3, marked("deletion", foreign)),
  ],
  [
    "[SUG62] an own suggestion under another's id, to be accepted with it",
    "notAllowed",
    ({ karen, section }) =>
      textOf(karen, section).format(20, 3, marked("deletion", { ...own, id: foreign.id })),
  ],
  [
    "[SUG62] a stamp under a name that has suggested nothing yet",
    "notAllowed",
    ({ karen, section }) => stampBlock(blockOf(karen, section), "sDel", [stampBy(REFERENT, "ny")]),
  ],
  [
    "[SUG62] a mark under the key of another's",
    "notAllowed",
    ({ karen, section }) =>
      textOf(karen, section).format(20, 3, { [Object.keys(marked("insertion", foreign))[0] ?? ""]: own }),
  ],
  [
    "[SUG62] a mark without a key of its own",
    "notAllowed",
    ({ karen, section }) => textOf(karen, section).format(20, 3, { deletion: own }),
  ],
  [
    "[SUG62] a stamp that says more than a stamp",
    "notAllowed",
    ({ karen, section }) =>
      textOf(karen, section).insert(20, "x", marked("insertion", { ...own, role: "referent" } as typeof own)),
  ],
  [
    "[SUG63] another's mark is taken away",
    "suggestOnly",
    ({ karen, section }) => textOf(karen, section).format(16, 4, nulled(marked("insertion", foreign))),
  ],
  [
    "[SUG63] another's mark itself is deleted",
    "suggestOnly",
    ({ karen, section }) => deleteFormats(karen, section, foreign.author),
  ],
  [
    "[SUG63] another's words are deleted",
    "suggestOnly",
    ({ karen, section }) => textOf(karen, section).delete(16, 2),
  ],
  [
    "[SUG61] another section that is locked",
    "locked",
    ({ karen, bench }) =>
      karen.doc.getXmlFragment(`s:${bench.cases[0] ?? ""}`).insert(0, [new Y.XmlElement("paragraph")]),
  ],
  [
    "[SUG61] a root that is no section",
    "foreignRoot",
    ({ karen, bench }) => karen.doc.getMap("items").delete(bench.items[0] ?? ""),
  ],
];

function deleteFormats(client: RoomClient, section: string, author: string): void {
  const text = textOf(client, section);
  client.doc.transact((transaction) => {
    for (let item = text._start; item !== null; item = item.right) {
      const { content } = item;
      if (content instanceof Y.ContentFormat && JSON.stringify(content).includes(`"${author}"`))
        item.delete(transaction);
    }
  });
}

test.each(REFUSED)("%s: refused, and nobody sees it", async (_title, reason, forge) => {
  const bench = await openSuggesting();
  const { section, karen, jonas, referent, flush, text } = bench;
  textOf(jonas, section).insert(13, " her", marked("insertion", foreign));
  await flush();
  textOf(karen, section).insert(8, " nu", marked("insertion", own));
  textOf(karen, section).format(0, 8, marked("deletion", own));
  await flush();
  expect([karen.refusals, jonas.refusals]).toEqual([[], []]);
  const before = await text();
  forge(bench);
  await flush();
  expect(karen.refusals.map(({ reason: said }) => said)).toEqual([reason]);
  expect([await text(), markedUp(jonas.doc, section), markedUp(referent.doc, section)]).toEqual([
    before,
    before,
    before,
  ]);
  expect(bench.bench.collapsed).toEqual([]);
});

test("[SUG38] whoever was refused loads the text anew, has all other suggestions, and writes on", async () => {
  const { bench, section, karen, flush, text } = await openSuggesting();
  textOf(karen, section).insert(8, " nu");
  await flush();
  textOf(karen, section).delete(0, 2);
  await flush();
  expect(karen.refusals).toHaveLength(1);
  karen.leave();
  const again = await RoomClient.join(bench.room, FORPERSON);
  await flush();
  expect(markedUp(again.doc, section)).toBe("Godkendt[ nu|+forperson] uden bemærkninger.");
  textOf(again, section).insert(11, " igen");
  await flush();
  expect(await text()).toBe("Godkendt[ nu igen|+forperson] uden bemærkninger.");
});

test("[SUG66] a chair in Foreslå suggests, whatever its right", async () => {
  const { section, referent, flush, text } = await openSuggesting();
  sayMode(referent, "foreslaa");
  textOf(referent, section).insert(8, " nu");
  await flush();
  expect(await text()).toBe("Godkendt[ nu|+referent] uden bemærkninger.");
  textOf(referent, section).delete(0, 2);
  await flush();
  expect(referent.refusals.map(({ reason }) => reason)).toEqual(["suggestOnly"]);
});
