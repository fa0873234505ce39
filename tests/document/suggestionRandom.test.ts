import { expect, test } from "vitest";
import { richTextOf } from "../../shared/document/fragmentText.ts";
import { problemsOf } from "../../shared/document/validate.ts";
import type { RichText } from "../../shared/meeting/richText.ts";
import { resolveIn } from "../../shared/suggestion/resolve.ts";
import { resolvedText, type Verdict } from "../../shared/suggestion/resolvedText.ts";
import { hasSuggestions, suggestionsIn } from "../../shared/suggestion/suggestion.ts";
import { type Random, randomOf } from "../support/random.ts";
import { suggestAtRandom } from "../support/randomSuggestions.ts";
import { randomText } from "../support/randomTexts.ts";
import { fragmentOf } from "./resolvedCases.ts";
import { textOf } from "./sampleText.ts";

const SEEDS = 80;

const asRead = (text: RichText) => richTextOf(fragmentOf(text));

function eachSeed(check: (random: Random, base: RichText, text: RichText) => void): void {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const random = randomOf(seed);
    const base = asRead(textOf(...randomText(random)));
    const text = asRead(suggestAtRandom(random, base, 1 + random.below(8)));
    try {
      expect(problemsOf(text)).toEqual([]);
      check(random, base, text);
    } catch (error) {
      throw new Error(`seed ${seed}\n${JSON.stringify(text)}`, { cause: error });
    }
  }
}

const idsIn = (text: RichText) => suggestionsIn(text).map(({ id }) => id);

function shuffled<T>(random: Random, list: readonly T[]): readonly T[] {
  const left = [...list];
  return list.flatMap(() => left.splice(random.below(left.length), 1));
}

test("[SUG53] rejecting everything gives the base back, at once and one by one in any order", () => {
  eachSeed((random, base, text) => {
    expect(resolvedText(text, "all", "reject")).toEqual(base);
    let left = text;
    for (const id of shuffled(random, idsIn(text))) left = resolvedText(left, new Set([id]), "reject");
    expect(left).toEqual(base);
  });
});

test("[SUG53] whatever is accepted and rejected, one by one: no suggestion is left, and each step is a valid text", () => {
  eachSeed((random, _base, text) => {
    let left = text;
    for (const id of shuffled(random, idsIn(text))) {
      left = resolvedText(left, new Set([id]), random.pick<Verdict>(["accept", "reject"]));
      expect(problemsOf(left)).toEqual([]);
      expect(asRead(left)).toEqual(left);
      expect(JSON.stringify(asRead(left))).toBe(JSON.stringify(left));
      expect(idsIn(left)).not.toContain(id);
    }
    expect(hasSuggestions(left)).toBe(false);
    expect(hasSuggestions(resolvedText(text, "all", "accept"))).toBe(false);
  });
});

test("[SUG50] the shared document reads as the plain version says", () => {
  eachSeed((random, _base, text) => {
    const fragment = fragmentOf(text);
    for (const id of shuffled(random, idsIn(text))) {
      const verdict = random.pick<Verdict>(["accept", "reject"]);
      const expected = resolvedText(richTextOf(fragment), new Set([id]), verdict);
      fragment.doc?.transact(() => resolveIn(fragment, new Set([id]), verdict));
      expect(richTextOf(fragment)).toEqual(expected);
    }
  });
});
