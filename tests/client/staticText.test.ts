import { expect, test } from "vitest";
import { StaticText } from "../../client/follow/renderStatic.ts";
import type { RichText } from "../../shared/meeting/richText.ts";

const paragraphs = (...words: string[]): RichText => ({
  type: "doc",
  content: words.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] })),
});

function drawn(text: RichText) {
  const container = document.createElement("div");
  const still = new StaticText(container);
  still.render(text);
  return { container, still };
}

const wordsOf = (container: Element) => [...container.children].map((child) => child.textContent);

test.each([
  [
    ["a", "b", "c"],
    ["a", "B", "c"],
    [0, 2],
  ],
  [
    ["a", "b"],
    ["a", "x", "b"],
    [0, 1],
  ],
  [
    ["a", "b", "c"],
    ["a", "c"],
    [0, 2],
  ],
  [
    ["a", "a", "a"],
    ["a", "a"],
    [0, 1],
  ],
  [["a"], [], []],
  [[], ["a", "b"], []],
])("[STAT1] from %j to %j only what changed is drawn anew", (before, after, keptIndexes) => {
  const { container, still } = drawn(paragraphs(...before));
  const kept = keptIndexes.map((index) => container.children[index]);
  expect(still.render(paragraphs(...after))).toBe(true);
  expect(wordsOf(container)).toEqual(after);
  for (const element of kept) expect(container.contains(element ?? null)).toBe(true);
});

test("[STAT1] the same text draws nothing", () => {
  const { still } = drawn(paragraphs("a"));
  expect(still.render(paragraphs("a"))).toBe(false);
});

test("[STAT2] text that looks like markup stays text", () => {
  const { container } = drawn(paragraphs("<img src=x onerror=alert(1)>"));
  expect(container.querySelector("img")).toBeNull();
  expect(container.textContent).toContain("<img");
});
