import { expect, test } from "vitest";
import * as Y from "yjs";
import { richTextOf } from "../../shared/document/fragmentText.ts";
import { reconcile } from "../../shared/document/reconcile.ts";
import type { RichNode, RichText } from "../../shared/meeting/richText.ts";
import { randomOf } from "../support/random.ts";
import { suggestAtRandom } from "../support/randomSuggestions.ts";
import { randomBlock, randomText } from "../support/randomTexts.ts";
import { added, br, cell, h, li, p, row, run, table, ul } from "../support/suggested.ts";
import { fragmentOf } from "./resolvedCases.ts";
import { bold, italic, textOf } from "./sampleText.ts";

const SEEDS = 100;

/** The update that it took; undefined when nothing was written. */
function reconciled(fragment: Y.XmlFragment, target: RichText): Uint8Array | undefined {
  let update: Uint8Array | undefined;
  fragment.doc?.once("update", (bytes: Uint8Array) => (update = bytes));
  fragment.doc?.transact(() => reconcile(fragment, target));
  return update;
}

/** Every letter that is there, with the id that it was written under. */
function lettersIn(parent: Y.XmlFragment): readonly string[] {
  return parent.toArray().flatMap((child) => {
    if (child instanceof Y.XmlElement) return lettersIn(child);
    const letters: string[] = [];
    for (let item = child instanceof Y.XmlText ? child._start : null; item !== null; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
      const { client, clock } = item.id;
      letters.push(...item.content.str.split("").map((letter, nth) => `${letter} ${client}:${clock + nth}`));
    }
    return letters;
  });
}

test("[SUG55] any fragment is brought to any text, and then there is nothing more to write", () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const random = randomOf(seed);
    const [from, to] = [textOf(...randomText(random)), textOf(...randomText(random))];
    const target = richTextOf(fragmentOf(suggestAtRandom(random, to, random.below(4))));
    const fragment = fragmentOf(suggestAtRandom(random, from, random.below(4)));
    reconciled(fragment, target);
    expect(richTextOf(fragment), `seed ${seed}`).toEqual(target);
    expect(reconciled(fragment, target), `seed ${seed}`).toBeUndefined();
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(fragment.doc ?? expect.fail("no document")));
    expect(richTextOf(copy.getXmlFragment("s:a")), `seed ${seed}`).toEqual(target);
  }
});

test("[SUG55] where one block changes, comes or goes, the letters of all others stay the very same", () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const random = randomOf(seed);
    const fragment = fragmentOf(textOf(...randomText(random), p("sidste")));
    const before = richTextOf(fragment).content;
    const at = random.below(before.length);
    const changed = random.pick([[], [randomBlock(random, 2)], [before[at] ?? p(), randomBlock(random, 2)]]);
    const others = fragment.toArray().flatMap((_, index) => (index === at ? [] : lettersOf(fragment, index)));
    const target = textOf(...before.slice(0, at), ...changed, ...before.slice(at + 1));
    reconciled(fragment, target);
    expect(lettersIn(fragment), `seed ${seed}`).toEqual(expect.arrayContaining(others));
  }
});

function lettersOf(fragment: Y.XmlFragment, index: number): readonly string[] {
  const block = fragment.get(index);
  return block instanceof Y.XmlElement ? lettersIn(block) : [];
}

/** The letters that keep their ids, as words. */
function keptWords(from: readonly RichNode[], to: readonly RichNode[]): string {
  const fragment = fragmentOf(textOf(...from));
  const before = new Set(lettersIn(fragment));
  reconciled(fragment, textOf(...to));
  expect(richTextOf(fragment)).toEqual(textOf(...to));
  const kept = lettersIn(fragment).filter((letter) => before.has(letter));
  return kept.map((letter) => letter.slice(0, 1)).join("");
}

test.each<[string, string, readonly RichNode[], readonly RichNode[]]>([
  ["words in the midst", "Udvalget  sagen", [p("Udvalget drøftede sagen")], [p("Udvalget tog sagen")]],
  ["a mark", "fed og kursiv", [p("fed og kursiv")], [p(run("fed", bold), " og ", run("kursiv", italic))]],
  ["a split: the head", "en", [p("ento")], [p("en"), p("to")]],
  ["a split: the longer part", "halen", [p("enhalen")], [p("en"), p("halen")]],
  ["a join: the first", "en", [p("en"), p("to")], [p("ento")]],
  ["a block goes", "entre", [p("en"), p("to"), p("tre")], [p("en"), p("tre")]],
  ["a block comes, another changes", "entr", [p("en"), p("tre")], [p("en"), h("ny"), p("tr")]],
  ["a line break goes: what stood before it", "a", [p("a", br, "b")], [p("ab")]],
  ["an item goes", "ac", [ul(li("a"), li("b"), li("c"))], [ul(li("a"), li("c"))]],
  ["a row goes", "a", [table(row(cell("a")), row(cell("b")))], [table(row(cell("a")))]],
  ["a letter of two halves", "x", [p("x🌊")], [p("x🌈")]],
  ["a type: nothing", "", [p("en")], [h("en")]],
])("[SUG55] what stays of a text: %s", (_name, words, from, to) => {
  expect(keptWords(from, to)).toBe(words);
});

test("[SUG55] a block that is emptied keeps its text, for whoever writes in it at that moment", () => {
  const fragment = fragmentOf(textOf(p(added("A", "ny"), br, "x")));
  const text = () => {
    const block = fragment.get(0);
    return block instanceof Y.XmlElement ? block.toArray() : [];
  };
  const [before] = text();
  reconciled(fragment, textOf(p()));
  expect(text()).toEqual([before]);
});
