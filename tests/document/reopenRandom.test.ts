/** Verdicts given and taken back in any text: what was there is there again. */
import { expect, test } from "vitest";
import { suggestionsIn } from "../../shared/suggestion/suggestion.ts";
import { randomOf } from "../support/random.ts";
import { suggestAtRandom } from "../support/randomSuggestions.ts";
import { randomText } from "../support/randomTexts.ts";
import { accept, openIn, reject, reopen, rewrite, suggestedRoom, textOf } from "./suggestedRoom.ts";

const SEEDS = 80;

test("[SUG74] taken back, last first, every verdict gives the text back as it was before it", () => {
  const room = suggestedRoom("referatIArbejde");
  let [verdicts, refused] = [0, 0];
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const random = randomOf(seed);
    const base = { type: "doc", content: [...randomText(random), ...randomText(random)] } as const;
    const ofSeed = (text: string) => text.replaceAll(/"id":"(\w+)"/gu, `"id":"$1-${seed}"`);
    // Plain data, with other ids.
    const text = JSON.parse(ofSeed(JSON.stringify(suggestAtRandom(random, base, 5)))) as typeof base;
    rewrite(room, ...text.content);
    const states = [];
    for (const id of openIn(room)) {
      if (!openIn(room).includes(id)) continue;
      states.push({ id, before: textOf(room) });
      room.done("referent", random.chance(0.5) ? accept(id) : reject(id));
    }
    verdicts += states.length;
    for (const { id, before } of states.toReversed()) {
      const outcome = room.give("referent", reopen(id));
      if (outcome.kind === "refused") {
        // The place was known by a block that went away and came back as another one.
        expect(outcome.refusal.reason).toBe("textChangedSince");
        refused += 1;
        break;
      }
      expect(textOf(room), `seed ${seed}`).toEqual(before);
      expect(suggestionsIn(before).map((one) => one.id)).toContain(id);
    }
  }
  expect(verdicts).toBeGreaterThan(2 * SEEDS);
  expect(refused).toBeLessThan(verdicts / 50);
});
