import { expect, test } from "vitest";
import type { RichNode, RichText } from "../../shared/meeting/richText.ts";
import { NESTING_MAX, problemsOf } from "../../shared/document/validate.ts";
import { link, paragraph, SAMPLES, text, textOf } from "./sampleText.ts";

test.each(Object.entries(SAMPLES))("[DOC9] valid: %s", (_name, content) => {
  expect(problemsOf(content)).toEqual([]);
});

const nested = (depth: number): RichNode =>
  depth === 0
    ? paragraph()
    : { type: "bulletList", content: [{ type: "listItem", content: [nested(depth - 1)] }] };
const markup = (name: string): RichNode => ({ type: "paragraph", attrs: JSON.parse(`{"${name}":1}`) });

test.each<[string, RichText, string]>([
  ["a script", textOf({ type: "script" }), "The schema has no node script."],
  ["a node named as a property", textOf({ type: "constructor" }), "The schema has no node constructor."],
  ["text between blocks", textOf(text("løs")), "doc may not hold text."],
  ["an item outside a list", textOf({ type: "listItem" }), "doc may not hold listItem."],
  ["a block in a paragraph", textOf(paragraph(paragraph())), "paragraph may not hold paragraph."],
  ["a document in a document", textOf({ type: "doc" }), "doc may not hold doc."],
  [
    "children of a leaf",
    textOf(paragraph({ type: "hardBreak", content: [text("a")] })),
    "hardBreak may not hold text.",
  ],
  ["an unknown mark", textOf(paragraph(text("a", { type: "blink" }))), "The schema has no mark blink."],
  ["a mark on a block", textOf({ ...paragraph(), marks: [{ type: "bold" }] }), "paragraph has a mark."],
  [
    "a script address",
    textOf(paragraph(text("a", link("javascript:alert(1)")))),
    "link has a wrong value of href.",
  ],
  [
    "a wide cell",
    textOf({
      type: "table",
      content: [{ type: "tableRow", content: [{ type: "tableCell", attrs: { colspan: 1e9 } }] }],
    }),
    "tableCell has a wrong value of colspan.",
  ],
  ["another level", textOf({ type: "heading", attrs: { level: 1 } }), "heading has a wrong value of level."],
  ["an unknown attribute", textOf(markup("onclick")), "paragraph has no attribute onclick."],
  ["an attribute of all objects", textOf(markup("constructor")), "paragraph has no attribute constructor."],
  ["the prototype as attribute", textOf(markup("__proto__")), "paragraph has no attribute __proto__."],
  ["an empty text node", textOf(paragraph({ type: "text", text: "" })), "A text node is empty."],
  ["text in a block", textOf({ ...paragraph(), text: "a" }), "paragraph has text of its own."],
  ["too deep", textOf(nested(NESTING_MAX)), `The text is nested deeper than ${NESTING_MAX}.`],
])("[DOC9] refused: %s", (_name, content, problem) => {
  expect(problemsOf(content)).toContain(problem);
});

test("[DOC9] the root is a doc", () => {
  // What a border hands in may be anything.
  expect(problemsOf({ type: "paragraph" } as unknown as RichText)).toEqual([
    "The root is paragraph, not doc.",
  ]);
});

test("[DOC9] at most twenty problems are told, and a text of any depth is judged", () => {
  expect(problemsOf(textOf(...Array.from({ length: 50 }, () => ({ type: "x" })))).length).toBe(20);
  let deep: RichNode = paragraph();
  for (let depth = 0; depth < 50_000; depth += 1) {
    deep = { type: "bulletList", content: [{ type: "listItem", content: [deep] }] };
  }
  expect(problemsOf(textOf(deep))).toEqual([`The text is nested deeper than ${NESTING_MAX}.`]);
});
