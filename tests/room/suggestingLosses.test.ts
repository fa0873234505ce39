/** Somebody really deletes, or makes anew, what only they have proposed, and others have written in it meanwhile. */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { sectionTextOf } from "../../shared/document/read.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { resolvedText } from "../../shared/suggestion/resolvedText.ts";
import { FORPERSON, REFERENT } from "../support/rooms.ts";
import { marked } from "../support/stampedText.ts";
import {
  type Hand,
  jonases,
  karens,
  openSuggesting,
  stampBlock,
  stampBy,
  type SuggestingBench,
} from "../support/suggesting.ts";

/** A block with one text in it, however deep, such as `["bulletList", "listItem", "paragraph"]`. */
function nested([name = "", ...inner]: readonly string[], text: Y.XmlText): Y.XmlElement {
  const element = new Y.XmlElement(name);
  element.insert(0, [inner.length === 0 ? text : nested(inner, text)]);
  return element;
}

/** Karen proposes a block behind the base paragraph. */
function propose(karen: Hand, names: readonly string[], words = "Nyt afsnit."): void {
  const text = new Y.XmlText();
  karen.propose(nested(names, text), () => {
    text.insert(0, words, marked("insertion", karens));
  });
}

/** As y-tiptap makes a heading of a paragraph. */
function makeAnew(karen: Hand, names: readonly string[], words?: string): void {
  karen.doc.transact(() => {
    drop(karen);
    propose(karen, names, words);
  });
}

function drop(karen: Hand): void {
  karen.section.delete(1, 1);
}

async function openProposed(
  names: readonly string[] = ["paragraph"],
  words?: string,
): Promise<SuggestingBench> {
  const bench = await openSuggesting();
  propose(bench.karen, names, words);
  await bench.flush();
  return bench;
}

function insideOf(hand: Hand): Y.XmlText {
  let inner: unknown = hand.block(1);
  while (inner instanceof Y.XmlElement) inner = inner.get(0);
  if (!(inner instanceof Y.XmlText)) throw new Error("no text");
  return inner;
}

/** The first item of a list. */
const itemOf = (hand: Hand) => hand.block(1).get(0) as Y.XmlElement;

function suggestInside(jonas: Hand): void {
  insideOf(jonas).insert(3, " ord", marked("insertion", jonases));
}

const rejected = ({ bench, section }: SuggestingBench) =>
  bench.room.read((doc) => resolvedText(sectionTextOf(doc, section), "all", "reject").content.length);

describe("[SUG69] an own block goes, and what others have written in it meanwhile stays", () => {
  test.each([
    [["paragraph"], "<paragraph sIns naestforperson>"],
    [["heading"], "<heading sIns naestforperson>"],
    [["bulletList", "listItem", "paragraph"], "<bulletList sIns naestforperson><listItem>"],
    [["table", "tableRow", "tableCell", "paragraph"], "<table sIns naestforperson><tableRow><tableCell>"],
  ])("%j: others' suggested words propose it from now on", async (names, shown) => {
    const all = await openProposed(names);
    const { section, karen, jonas, referent, flush, text } = all;
    suggestInside(jonas);
    drop(karen);
    await flush();
    expect([await text(), karen.refusals]).toEqual([`Godkendt.\n${shown}[ ord|+naestforperson]`, []]);
    expect(await rejected(all)).toBe(1);
    const texts = [karen, jonas, referent].map(({ doc }) => JSON.stringify(sectionTextOf(doc, section)));
    expect(new Set(texts).size).toBe(1);
  });

  test("an editor's words keep it in the text", async () => {
    const all = await openProposed();
    const { karen, jonas, referent, flush, text } = all;
    insideOf(referent).insert(0, "Til ", {});
    insideOf(jonas).insert(11, "ord", marked("insertion", jonases));
    drop(karen);
    await flush();
    expect([await text(), karen.refusals]).toEqual(["Godkendt.\nTil [ord|+naestforperson]", []]);
    expect(await rejected(all)).toBe(2);
  });

  test("marks of others come with the words, the author's own do not", async () => {
    const { karen, jonas, referent, flush, text } = await openProposed();
    insideOf(referent).insert(0, "Til ", { bold: {} });
    await flush();
    insideOf(karen).format(0, 4, marked("deletion", stampBy(FORPERSON, "k2")));
    await flush();
    insideOf(jonas).format(0, 4, marked("deletion", jonases));
    drop(karen);
    await flush();
    expect([await text(), karen.refusals]).toEqual(["Godkendt.\n[Til |bold -naestforperson]", []]);
  });

  test("so does a row that somebody else has proposed, and the table that holds it", async () => {
    const all = await openProposed(["table", "tableRow", "tableCell", "paragraph"]);
    const { karen, jonas, flush, text } = all;
    jonas.doc.transact(() => {
      const row = nested(["tableRow", "tableCell", "paragraph"], new Y.XmlText());
      jonas.block(1).insert(1, [row]);
      stampBlock(row, "sIns", [jonases]);
    });
    drop(karen);
    await flush();
    expect([await text(), karen.refusals]).toEqual([
      "Godkendt.\n<table sIns naestforperson><tableRow sIns naestforperson><tableCell>",
      [],
    ]);
    expect(await rejected(all)).toBe(1);
  });

  test("an own item of a list that stays is the other's item, at its place", async () => {
    const { karen, jonas, referent, flush, text } = await openSuggesting();
    const list = nested(["bulletList", "listItem", "paragraph"], new Y.XmlText("Et"));
    referent.section.insert(1, [list]);
    await flush();
    karen.doc.transact(() => {
      const words = new Y.XmlText();
      const item = nested(["listItem", "paragraph"], words);
      karen.block(1).insert(0, [item]);
      stampBlock(item, "sIns", [karens]);
      words.insert(0, "Nul", marked("insertion", karens));
    });
    await flush();
    insideOf(jonas).insert(3, "!", marked("insertion", jonases));
    karen.block(1).delete(0, 1);
    await flush();
    expect([await text(), karen.refusals]).toEqual([
      "Godkendt.\n<bulletList><listItem sIns naestforperson>[!|+naestforperson]<listItem>Et",
      [],
    ]);
  });

  test("a text that the author made in an empty paragraph goes, and an editor's words stand in it still", async () => {
    const { karen, referent, flush, text } = await openSuggesting();
    referent.section.insert(1, [new Y.XmlElement("paragraph")]);
    await flush();
    karen.block(1).insert(0, [new Y.XmlText("Nyt.")]);
    await flush();
    insideOf(referent).insert(0, "Til ", {});
    karen.block(1).delete(0, 1);
    await flush();
    expect([await text(), karen.refusals]).toEqual(["Godkendt.\nTil ", []]);
  });
});

describe("[SUG69] where the author's words are written anew, others' words stand among them again", () => {
  test.each([
    [["heading"], "<heading sIns forperson>"],
    [["orderedList", "listItem", "paragraph"], "<orderedList sIns forperson><listItem>"],
  ])("in %j", async (names, shown) => {
    const { karen, jonas, referent, flush, text } = await openProposed();
    suggestInside(jonas);
    insideOf(referent).insert(0, "Til ", {});
    makeAnew(karen, names);
    await flush();
    expect([await text(), karen.refusals]).toEqual([
      `Godkendt.\n${shown}Til [Nyt|+forperson][ ord|+naestforperson][ afsnit.|+forperson]`,
      [],
    ]);
  });

  test("other words are another block: theirs stand behind it", async () => {
    const { karen, jonas, flush, text } = await openProposed();
    suggestInside(jonas);
    makeAnew(karen, ["heading"], "Noget andet");
    await flush();
    expect([await text(), karen.refusals]).toEqual([
      "Godkendt.\n<heading sIns forperson>[Noget andet|+forperson]\n<paragraph sIns naestforperson>[ ord|+naestforperson]",
      [],
    ]);
  });

  test("of several blocks in a row each has its own again, in their order", async () => {
    const { karen, jonas, flush, text } = await openProposed(["paragraph"], "to");
    propose(karen, ["paragraph"], "et");
    await flush();
    for (const block of [1, 2]) jonas.words(block).insert(2, `${block}`, marked("insertion", jonases));
    karen.doc.transact(() => {
      karen.section.delete(1, 2);
      propose(karen, ["heading"], "to");
      propose(karen, ["heading"], "et");
    });
    await flush();
    expect([await text(), karen.refusals]).toEqual([
      "Godkendt.\n<heading sIns forperson>[et|+forperson][1|+naestforperson]\n<heading sIns forperson>[to|+forperson][2|+naestforperson]",
      [],
    ]);
  });

  test("of blocks that change places the later one's stand behind: what others wrote keeps its order", async () => {
    const { karen, jonas, flush, text } = await openProposed(["paragraph"], "to");
    propose(karen, ["paragraph"], "et");
    await flush();
    for (const block of [1, 2]) jonas.words(block).insert(2, `${block}`, marked("insertion", jonases));
    karen.doc.transact(() => {
      karen.section.delete(1, 2);
      propose(karen, ["heading"], "et");
      propose(karen, ["heading"], "to");
    });
    await flush();
    expect([await text(), karen.refusals]).toEqual([
      "Godkendt.\n<heading sIns forperson>[to|+forperson]\n<heading sIns forperson>[et|+forperson][1|+naestforperson]\n<paragraph sIns naestforperson>[2|+naestforperson]",
      [],
    ]);
  });

  test("again and again, nothing grows and nothing is lost", async () => {
    const { karen, jonas, flush, text } = await openProposed();
    suggestInside(jonas);
    for (const name of ["heading", "paragraph", "heading", "paragraph", "heading"]) makeAnew(karen, [name]);
    await flush();
    expect([await text(), karen.refusals]).toEqual([
      "Godkendt.\n<heading sIns forperson>[Nyt|+forperson][ ord|+naestforperson][ afsnit.|+forperson]",
      [],
    ]);
  });
});

describe("[SUG69] [SUG61] nothing else of others goes", () => {
  const attempts: Readonly<Record<string, (all: SuggestingBench) => void>> = {
    "their words in an own block that stays": ({ karen }) => insideOf(karen).delete(3, 4),
    "those, and the block's own words": ({ karen }) => insideOf(karen).delete(0, 15),
    "a block of the text, proposed in the same breath": ({ karen }) => {
      karen.doc.transact(() => {
        stampBlock(karen.block(), "sIns", [karens]);
        karen.section.delete(0, 1);
      });
    },
    "a word of the text, along with an own block": ({ karen }) => {
      karen.doc.transact(() => {
        drop(karen);
        karen.words().delete(0, 1);
      });
    },
  };

  test.each(Object.entries(attempts))("%s", async (_what, attempt) => {
    const all = await openProposed();
    const { karen, jonas, flush, text } = all;
    suggestInside(jonas);
    await flush();
    const before = await text();
    attempt(all);
    await flush();
    expect([karen.reasons, await text()]).toEqual([["suggestOnly"], before]);
  });

  test("somebody else's paragraph in an own item that stays", async () => {
    const { karen, jonas, flush, text } = await openProposed(["bulletList", "listItem", "paragraph"]);
    jonas.doc.transact(() => {
      const words = new Y.XmlText();
      const paragraph = nested(["paragraph"], words);
      itemOf(jonas).insert(1, [paragraph]);
      stampBlock(paragraph, "sIns", [jonases]);
      words.insert(0, "ord", marked("insertion", jonases));
    });
    await flush();
    const before = await text();
    itemOf(karen).delete(1, 1);
    await flush();
    expect([karen.reasons, await text()]).toEqual([["suggestOnly"], before]);
  });

  test("a text that its author wrote as the text's own, before being in Foreslå", async () => {
    const { referent, flush, text } = await openSuggesting();
    referent.sayMode("foreslaa");
    referent.block().delete(0, 1);
    await flush();
    expect([referent.reasons, await text()]).toEqual([["suggestOnly"], "Godkendt."]);
  });

  test("more than anybody writes in the meantime", async () => {
    const { karen, jonas, flush, text } = await openProposed();
    insideOf(jonas).insert(3, "x".repeat(LIMITS.revivedCharacters), marked("insertion", jonases));
    await flush();
    const before = await text();
    drop(karen);
    await flush();
    expect([karen.reasons, (await text()) === before]).toEqual([["suggestOnly"], true]);
  });

  test("whoever makes the server write anew too often must wait", async () => {
    const { karen, jonas, flush } = await openProposed();
    suggestInside(jonas);
    await flush();
    for (let time = 0; time <= LIMITS.failedRehearsalsPerMinute; time += 1) makeAnew(karen, ["heading"]);
    await flush();
    expect(karen.reasons).toEqual(["tooFast"]);
  });
});

test("[SUG69] the writer of the words hears of them, and the record is that of the deletion", async () => {
  const { bench, karen, jonas, flush, join } = await openProposed();
  suggestInside(jonas);
  drop(karen);
  await flush();
  const again = await join(REFERENT, await bench.reopen());
  const shown = [karen, jonas, again].map((hand) => insideOf(hand).toString());
  expect(new Set(shown).size).toBe(1);
  expect(shown[0]).toContain(" ord");
});
