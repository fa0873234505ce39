/** Who may only suggest, with a client made by hand: what becomes a suggestion, and what is refused. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { FORPERSON, REFERENT } from "../support/rooms.ts";
import { marked } from "../support/stampedText.ts";
import {
  jonases,
  karens,
  markedUp,
  marksOf,
  openSuggesting,
  stampBlock,
  stampBy,
  textOf,
  type SuggestingBench,
  unmarked,
} from "../support/suggesting.ts";

const BASE = "Godkendt uden bemærkninger.";

test("[SUG60] raw words become the author's suggestion in the same record and the same frame, for the sender and on disk", async () => {
  const { bench, section, referent, karen, flush, everywhere } = await openSuggesting(BASE);
  const records = () => bench.store.disk.documents.get("m1")?.records.length ?? 0;
  const before = records();
  karen.words().insert(8, " nu");
  await flush();
  const expected = "Godkendt[ nu|+forperson] uden bemærkninger.";
  expect(await everywhere()).toEqual([expected]);
  expect(records()).toBe(before + 1);
  expect(referent.client.flushes.at(-1)?.messages).toHaveLength(1);
  expect([karen.refusals, karen.client.allSaved]).toEqual([[], true]);
  expect(await (await bench.reopen()).read((doc) => markedUp(doc, section))).toBe(expected);
});

test("[SUG60] raw letters one after another are one suggestion", async () => {
  const { bench, section, karen, flush, text } = await openSuggesting(BASE);
  for (const [index, letter] of Array.from(" nu").entries()) {
    karen.words().insert(8 + index, letter);
    await flush();
  }
  expect(await text()).toBe("Godkendt[ nu|+forperson] uden bemærkninger.");
  expect(await bench.room.read((doc) => JSON.stringify(textOf({ doc }, section).toDelta()))).toContain(" nu");
});

test("[SUG61] own suggestions of each kind go through as they are, and can be taken back", async () => {
  const { karen, flush, text } = await openSuggesting(BASE);
  karen.suggest(8, " nu");
  karen.strike(0, 8);
  karen.strikeBlock();
  karen.propose(
    new Y.XmlElement("paragraph"),
    (added) => {
      added.insert(0, [new Y.XmlText("Tak.")]);
    },
    stampBy(FORPERSON, "k2"),
  );
  await flush();
  expect(await text()).toBe(
    "<paragraph sDel forperson>[Godkendt|-forperson][ nu|+forperson] uden bemærkninger.\n<paragraph sIns forperson>[Tak.|+forperson]",
  );
  karen.section.delete(1, 1);
  karen.block().removeAttribute("sDel");
  karen.words().delete(8, 3);
  karen.words().format(0, 8, unmarked("deletion", karens));
  await flush();
  expect([await text(), karen.refusals]).toEqual([BASE, []]);
});

type Forge = (bench: SuggestingBench) => void;

/** Each happens in a text with «her» by the other chair, «nu» by the attacker, and its deletion of «Godkendt». */
const REFUSED: readonly (readonly [string, string, Forge])[] = [
  ["[SUG61] base words are deleted", "suggestOnly", ({ karen }) => karen.words().delete(0, 3)],
  [
    "[SUG61] base words are deleted and typed again",
    "suggestOnly",
    ({ karen }) => {
      karen.doc.transact(() => {
        karen.words().delete(20, 3);
        karen.words().insert(20, "bem");
      });
    },
  ],
  [
    "[SUG61] base words are set in bold",
    "suggestOnly",
    ({ karen }) => karen.words().format(20, 3, { bold: {} }),
  ],
  [
    "[SUG61] a block without a stamp",
    "suggestOnly",
    ({ karen }) => karen.section.insert(0, [new Y.XmlElement("paragraph")]),
  ],
  [
    "[SUG61] a line break in base words",
    "suggestOnly",
    ({ karen }) => karen.block().insert(1, [new Y.XmlElement("hardBreak")]),
  ],
  ["[SUG61] the block goes", "suggestOnly", ({ karen }) => karen.section.delete(0, 1)],
  [
    "[SUG61] the block's text goes, and all words with it",
    "suggestOnly",
    ({ karen }) => karen.block().delete(0, 1),
  ],
  [
    "[SUG61] the own stamp of an insertion on a base block",
    "suggestOnly",
    ({ karen }) => stampBlock(karen.block(), "sIns", [karens]),
  ],
  [
    "[SUG61] the own insertion mark is stretched over base words",
    "suggestOnly",
    ({ karen }) => karen.words().format(8, 20, marked("insertion", karens)),
  ],
  [
    "[SUG61] an insertion is accepted by taking away the own mark",
    "suggestOnly",
    ({ karen }) => karen.words().format(8, 3, unmarked("insertion", karens)),
  ],
  [
    "[SUG61] an insertion is accepted by deleting the mark itself",
    "suggestOnly",
    ({ karen }) => karen.erase(karen.formats(marksOf(karens))),
  ],
  [
    "[SUG62] new words under another's name",
    "suggestOnly",
    ({ karen }) => karen.words().insert(25, "x", marked("insertion", jonases)),
  ],
  [
    "[SUG62] new words under a name that has suggested nothing yet",
    "suggestOnly",
    ({ karen }) => karen.words().insert(20, "x", marked("insertion", stampBy(REFERENT, "ny"))),
  ],
  [
    "[SUG62] base words deleted under another's name",
    "suggestOnly",
    ({ karen }) => karen.strike(20, 3, jonases),
  ],
  [
    "[SUG62] an own suggestion under another's id, to be accepted with it",
    "notAllowed",
    ({ karen }) => karen.strike(20, 3, { ...karens, id: jonases.id }),
  ],
  [
    "[SUG62] a stamp under a name that has suggested nothing yet",
    "notAllowed",
    ({ karen }) => stampBlock(karen.block(), "sDel", [stampBy(REFERENT, "ny")]),
  ],
  [
    "[SUG62] a mark under the key of another's",
    "notAllowed",
    ({ karen }) =>
      karen.words().format(20, 3, { [Object.keys(marked("insertion", jonases))[0] ?? ""]: karens }),
  ],
  [
    "[SUG62] a mark without a key of its own",
    "notAllowed",
    ({ karen }) => karen.words().format(20, 3, { deletion: karens }),
  ],
  [
    "[SUG62] a stamp that says more than a stamp",
    "notAllowed",
    ({ karen }) =>
      karen.words().insert(20, "x", marked("insertion", { ...karens, role: "referent" } as typeof karens)),
  ],
  [
    "[SUG63] another's mark is taken away",
    "suggestOnly",
    ({ karen }) => karen.words().format(16, 4, unmarked("insertion", jonases)),
  ],
  [
    "[SUG63] another's mark itself is deleted",
    "suggestOnly",
    ({ karen }) => karen.erase(karen.formats(marksOf(jonases))),
  ],
  ["[SUG63] another's words are deleted", "suggestOnly", ({ karen }) => karen.words().delete(16, 2)],
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

test.each(REFUSED)("%s: refused, and nobody sees it", async (_title, reason, forge) => {
  const bench = await openSuggesting(BASE);
  const { karen, jonas, referent, flush, text } = bench;
  jonas.suggest(13, " her");
  await flush();
  karen.suggest(8, " nu");
  karen.strike(0, 8);
  await flush();
  expect([karen.refusals, jonas.refusals]).toEqual([[], []]);
  const before = await text();
  forge(bench);
  await flush();
  expect(karen.reasons).toEqual([reason]);
  expect([await text(), jonas.sees, referent.sees]).toEqual([before, before, before]);
  expect(bench.bench.collapsed).toEqual([]);
});

test("[SUG38] whoever was refused loads the text anew, has all other suggestions, and writes on", async () => {
  const { karen, flush, text, join } = await openSuggesting(BASE);
  karen.words().insert(8, " nu");
  await flush();
  karen.words().delete(0, 2);
  await flush();
  expect(karen.refusals).toHaveLength(1);
  karen.client.leave();
  const again = await join(FORPERSON);
  expect(again.sees).toBe("Godkendt[ nu|+forperson] uden bemærkninger.");
  again.words().insert(11, " igen");
  await flush();
  expect(await text()).toBe("Godkendt[ nu igen|+forperson] uden bemærkninger.");
});

test("[SUG66] a chair in Foreslå suggests, whatever its right", async () => {
  const { referent, flush, text } = await openSuggesting(BASE);
  referent.sayMode("foreslaa");
  referent.words().insert(8, " nu");
  await flush();
  expect(await text()).toBe("Godkendt[ nu|+referent] uden bemærkninger.");
  referent.words().delete(0, 2);
  await flush();
  expect(referent.reasons).toEqual(["suggestOnly"]);
});
