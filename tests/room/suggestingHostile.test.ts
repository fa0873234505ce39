/** Who may only suggest and means harm: to the text, to colleagues' work, to those who have it open. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { sectionTextOf } from "../../shared/document/read.ts";
import { OWN_STAMPS_MAX, STAMPS_MAX, SUGGESTED_BREAK } from "../../shared/document/stamps.ts";
import { NESTING_MAX, problemsOf } from "../../shared/document/validate.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { FORPERSON, REFERENT } from "../support/rooms.ts";
import { marked } from "../support/stampedText.ts";
import {
  blockOf,
  jonases,
  karens,
  openSuggesting,
  stampBlock,
  stampBy,
  type SuggestingBench,
} from "../support/suggesting.ts";

const BASE = "Godkendt uden bemærkninger.";

function problemsIn({ bench, section }: SuggestingBench): Promise<readonly string[]> {
  return bench.room.read((doc) => problemsOf(sectionTextOf(doc, section)));
}

function nestLists(list: Y.XmlElement, depth: number): void {
  let within = list;
  for (let level = 2; level <= depth; level += 1) {
    const next = new Y.XmlElement(level % 2 === 0 ? "listItem" : "bulletList");
    within.insert(0, [next]);
    within = next;
  }
}

const MISPLACED: readonly (readonly [string, (bench: SuggestingBench) => void])[] = [
  [
    "words right in a list",
    ({ karen }) => {
      karen.propose(new Y.XmlElement("bulletList"), (list) => {
        list.insert(0, [new Y.XmlText("x")]);
      });
    },
  ],
  [
    "a paragraph in a paragraph",
    ({ karen }) => {
      karen.propose(new Y.XmlElement("paragraph"), (block) => {
        block.insert(0, [new Y.XmlElement("paragraph")]);
      });
    },
  ],
  [
    "a paragraph amid the words of a base paragraph",
    ({ karen }) => {
      const block = new Y.XmlElement("paragraph");
      karen.doc.transact(() => {
        karen.block().insert(1, [block]);
        stampBlock(block, "sIns", [karens]);
      });
    },
  ],
  [
    "one level more than a text may have",
    ({ karen }) => {
      karen.propose(new Y.XmlElement("bulletList"), (list) => {
        nestLists(list, NESTING_MAX + 1);
      });
    },
  ],
];

test.each(MISPLACED)("[HOST61] what the schema has no place for: %s", async (_title, misplace) => {
  const bench = await openSuggesting(BASE);
  misplace(bench);
  await bench.flush();
  expect(bench.karen.reasons).toEqual(["notAllowed"]);
  expect([await bench.text(), await problemsIn(bench), bench.bench.collapsed]).toEqual([BASE, [], []]);
});

test("[HOST61] words right in a list of the text, which every open editor would delete with the list", async () => {
  const bench = await openSuggesting(BASE);
  const { referent, karen, flush, text } = bench;
  referent.doc.transact(() => {
    const list = new Y.XmlElement("bulletList");
    const item = new Y.XmlElement("listItem");
    referent.section.insert(1, [list]);
    list.insert(0, [item]);
    item.insert(0, [new Y.XmlElement("paragraph")]);
  });
  await flush();
  const before = await text();
  karen.block(1).insert(0, [new Y.XmlText("x")]);
  await flush();
  expect(karen.reasons).toEqual(["notAllowed"]);
  expect([await text(), await problemsIn(bench)]).toEqual([before, []]);
});

const twentyOwn = Array.from({ length: STAMPS_MAX }, (_, index) => stampBy(FORPERSON, `k${index}`));

test("[HOST62] twenty stamps on a block beside another's leave a list that the schema knows", async () => {
  const bench = await openSuggesting(BASE);
  const { jonas, karen, flush } = bench;
  jonas.strikeBlock();
  await flush();
  karen.strikeBlock(twentyOwn);
  await flush();
  expect([await problemsIn(bench), karen.refusals]).toEqual([[], []]);
  expect(jonas.block().getAttribute("sDel")).toEqual([jonases, ...twentyOwn.slice(0, OWN_STAMPS_MAX)]);
});

test("[HOST62] stamps of one person leave room for those of others", async () => {
  const bench = await openSuggesting(BASE);
  const { jonas, karen, flush } = bench;
  karen.strikeBlock([...twentyOwn.slice(0, 1), ...twentyOwn.slice(0, 19)]);
  await flush();
  // Yjs types attributes as strings; it stores lists as they are.
  const held = jonas.block().getAttribute("sDel") as unknown as (typeof karens)[];
  jonas.strikeBlock([...held, jonases]);
  await flush();
  expect([jonas.refusals, await problemsIn(bench)]).toEqual([[], []]);
  expect(karen.block().getAttribute("sDel")).toEqual([...twentyOwn.slice(0, OWN_STAMPS_MAX), jonases]);
});

test.each([
  [
    "its fields in another order, which a colleague's editor would write anew",
    { at: karens.at, author: karens.author, id: karens.id },
  ],
  ["words for a time", { ...karens, at: "kl. 10.41 af Amira Nørgaard" }],
])("[HOST63] a mark with %s", async (_title, stamp) => {
  const { karen, flush, text } = await openSuggesting(BASE);
  karen.words().insert(8, "x", marked("insertion", stamp));
  await flush();
  expect(karen.reasons).toEqual(["notAllowed"]);
  expect(await text()).toBe(BASE);
});

/** The end of what is marked goes, so that the mark is open to whatever comes behind it. */
function leaveOpen({ karen }: SuggestingBench, [key]: readonly string[]): void {
  karen.erase(karen.formats((format) => format.key === key && format.value === null));
}

const insertion = marked("insertion", karens);
const deletion = marked("deletion", karens);

test.each([
  ["insertion", insertion, insertion],
  ["deletion", { ...insertion, ...deletion }, deletion],
])("[HOST64] an editor's words do not land in an open %s", async (_title, marks, open) => {
  const bench = await openSuggesting(BASE);
  const { referent, karen, flush, text } = bench;
  karen.words().insert(BASE.length, "!", marks);
  leaveOpen(bench, Object.keys(open));
  referent.words().insert(BASE.length, " Af et enigt udvalg.");
  await flush();
  await bench.bench.room.execute(FORPERSON, { type: "withdrawSuggestions", id: "w1", ids: ["k1"] });
  expect(await text()).toBe(`${BASE} Af et enigt udvalg.`);
  await flush();
  expect(referent.words().toDelta()).toEqual([{ insert: `${BASE} Af et enigt udvalg.` }]);
});

test("[HOST64] what is written where the insertion could be seen belongs to it, as when a deletion there is undone", async () => {
  const bench = await openSuggesting(BASE);
  const { referent, karen, flush, text } = bench;
  const last = karen.words();
  karen.doc.transact(() => {
    last.insert(BASE.length, "[]", insertion);
  });
  leaveOpen(bench, Object.keys(insertion));
  await flush();
  referent.words().insert(BASE.length + 1, "inde");
  await flush();
  expect(await text()).toBe(`${BASE}[[inde]|+forperson]`);
});

test("[HOST65] two texts of a block never touch, whoever made the second one", async () => {
  const { karen, section, flush, text, bench } = await openSuggesting(BASE);
  karen.block().insert(0, [new Y.XmlText()]);
  await flush();
  karen.block().insert(2, [new Y.XmlText("nu")]);
  await flush();
  expect(karen.refusals).toEqual([]);
  const touching = await bench.room.read((doc) => touchingIn(blockOf({ doc }, section)));
  expect([touching, await text()]).toEqual([[], `${BASE}[nu|+forperson]`]);
});

test("[HOST65] not in a block either that comes with both", async () => {
  const { karen, section, flush, text, bench } = await openSuggesting(BASE);
  karen.propose(new Y.XmlElement("paragraph"), (made) => {
    made.insert(0, [new Y.XmlText("Ja "), new Y.XmlText("nu")]);
  });
  await flush();
  expect(karen.refusals).toEqual([]);
  const touching = await bench.room.read((doc) => touchingIn(blockOf({ doc }, section, 1)));
  const shown = `${BASE}\n<paragraph sIns forperson>[Ja |+forperson][nu|+forperson]`;
  expect([touching, await text()]).toEqual([[], shown]);
});

function touchingIn(block: Y.XmlElement): readonly unknown[] {
  return block.toArray().filter((child) => {
    const right = child._item?.right;
    return right?.deleted === false && right.content instanceof Y.ContentType;
  });
}

/** Each another suggestion; what Yjs writes for it is a beginning and an end. */
function strike(text: Y.XmlText, count: number, at: (index: number) => number): void {
  text.doc?.transact(() => {
    for (let index = 0; index < count; index += 1)
      text.format(at(index), 1, marked("deletion", stampBy(FORPERSON, `s${index}`)));
  });
}

test("[HOST66] marks of one person one over the other: some, and not thousands", async () => {
  const { karen, jonas, flush, text, bench } = await openSuggesting(BASE);
  strike(karen.words(), LIMITS.ownMarksOnWords, () => 3);
  await flush();
  expect(karen.refusals).toEqual([]);
  const before = await text();
  strike(karen.words(), 1000, () => 3);
  await flush();
  expect(karen.reasons).toEqual(["suggestOnly"]);
  expect([await text(), bench.collapsed]).toEqual([before, []]);
  jonas.suggest(BASE.length, "!");
  await flush();
  expect([jonas.refusals, await text()]).toEqual([[], `${before}[!|+naestforperson]`]);
});

test("[HOST67] formatting fills a section as words do", async () => {
  const strikes = 100;
  const room = strikes * 2 * LIMITS.charactersPerFormat;
  const { karen, flush } = await openSuggesting("x".repeat(LIMITS.charactersPerSection - room));
  strike(karen.words(), strikes / 2, (index) => 2 * index);
  await flush();
  expect(karen.refusals).toEqual([]);
  strike(karen.words(), strikes, (index) => 1000 + 2 * index);
  await flush();
  expect(karen.reasons).toEqual(["tooLarge"]);
});

test("[HOST67] a proposed type has few attributes with short names", async () => {
  const { karen, flush, text } = await openSuggesting(BASE);
  const attrs = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`navn${index}`, 1]));
  // Yjs types attributes as strings; it stores lists as they are.
  const list = [{ ...karens, type: "heading", attrs }] as unknown as string;
  karen.block().setAttribute("sFmt", list);
  await flush();
  expect(karen.reasons).toEqual(["notAllowed"]);
  expect(await text()).toBe(BASE);
});

test("[HOST69] more breaks than the server can make in time are not accepted, and can be rejected", async () => {
  const { karen, flush, text, bench } = await openSuggesting(BASE);
  karen.words().insert(8, SUGGESTED_BREAK.repeat(LIMITS.piecesPerAccept), insertion);
  await flush();
  const judge = (verdict: "accept" | "reject") =>
    bench.room.execute(REFERENT, { type: "resolveSuggestions", id: verdict, ids: ["k1"], verdict });
  expect(await judge("accept")).toMatchObject({ kind: "refused", refusal: { reason: "tooLarge" } });
  expect((await judge("reject")).kind).toBe("done");
  expect(await text()).toBe(BASE);
});
