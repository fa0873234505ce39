import { expect, test } from "vitest";

import type { RichNode } from "../../shared/meeting/richText.ts";
import { resolvedText } from "../../shared/suggestion/resolvedText.ts";
import { actAtRandom } from "../support/editorEdits.ts";
import { randomOf } from "../support/random.ts";
import { docWith, faultsOf, idsIn, keepsAll, textIn, writerOf } from "../support/suggestingEditor.ts";

const ACTS = 20;
const SEEDS = Array.from({ length: 30 }, (_, index) => index + 1);
/** Of a hundred acts; the rest can be suggested. */
const REFUSED_MAX = 3;

test("[SUG84] against chance: no act in Foreslå changes a letter or a block of the text itself", () => {
  let refused = 0;
  for (const seed of SEEDS) {
    const writer = writerOf(docWith(...CONTENT));
    const before = textIn(writer.y);
    const ids = idsIn(writer.y);
    const random = randomOf(seed);
    for (let act = 1; act <= ACTS; act += 1) {
      actAtRandom(random, writer.editor, writer.y);
      const rejected = resolvedText(textIn(writer.y), "all", "reject");
      expect(rejected, `seed ${seed}, act ${act}`).toEqual(before);
      expect(keepsAll(ids, idsIn(writer.y)), `seed ${seed}, act ${act}`).toBe(true);
    }
    expect(faultsOf(writer), `seed ${seed}`).toBe(0);
    refused += writer.refused.length;
    writer.editor.destroy();
  }
  expect((refused * 100) / (SEEDS.length * ACTS)).toBeLessThan(REFUSED_MAX);
}, 60_000);

const text = (words: string): RichNode => ({ type: "text", text: words });
const p = (words = ""): RichNode =>
  words === "" ? { type: "paragraph" } : { type: "paragraph", content: [text(words)] };
const li = (...content: RichNode[]): RichNode => ({ type: "listItem", content });
const CONTENT: readonly RichNode[] = [
  { type: "heading", attrs: { level: 4 }, content: [text("Baggrund")] },
  p("Punktet blev drøftet kort."),
  {
    type: "bulletList",
    content: [li(p("Et"), { type: "bulletList", content: [li(p("Indre"))] }), li(p("To"))],
  },
  {
    type: "table",
    content: ["Uge", "23"].map((words) => ({
      type: "tableRow",
      content: [words, "Timer"].map((each) => ({ type: "tableCell", content: [p(each)] })),
    })),
  },
  p("Første linje anden linje"),
  p(),
  p("Slut."),
];
