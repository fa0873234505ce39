/** Suggestions resolved one after the other, each by looking at the blocks around it alone. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { richTextOf } from "../../shared/document/fragmentText.ts";
import { writeRichText } from "../../shared/document/fragmentWrite.ts";
import type { RichText } from "../../shared/meeting/richText.ts";
import { resolvedText, type Verdict } from "../../shared/suggestion/resolvedText.ts";
import { resolveEach } from "../../shared/suggestion/resolveEach.ts";
import { suggestionsIn } from "../../shared/suggestion/suggestion.ts";
import { randomOf } from "../support/random.ts";
import { suggestAtRandom } from "../support/randomSuggestions.ts";
import { randomText } from "../support/randomTexts.ts";

const SEEDS = 60;

function inTurn(text: RichText, verdict: Verdict): RichText {
  const ids = suggestionsIn(text).map(({ id }) => id);
  return ids.reduce((now, id) => resolvedText(now, new Set([id]), verdict), text);
}

test.each(["accept", "reject"] as const)(
  "[SUG79] %s: what the blocks around are told is what the whole text would be",
  (verdict) => {
    let several = 0;
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const random = randomOf(seed);
      const content = [...randomText(random), ...randomText(random), ...randomText(random)];
      const text = suggestAtRandom(random, { type: "doc", content }, 6);
      const fragment = new Y.Doc().getXmlFragment("s:1");
      fragment.doc?.transact(() => writeRichText(fragment, text));
      const before = richTextOf(fragment);
      const found = suggestionsIn(before);
      several += found.length > 1 ? 1 : 0;
      fragment.doc?.transact(() =>
        resolveEach(fragment, found, { verdict, inTurnMax: 50, onResolved: () => undefined }),
      );
      expect(richTextOf(fragment), `seed ${seed}`).toEqual(inTurn(before, verdict));
    }
    expect(several).toBeGreaterThan(SEEDS / 2);
  },
);
