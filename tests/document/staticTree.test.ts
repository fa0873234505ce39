import { expect, test } from "vitest";
import { type StaticNode, staticTreeOf } from "../../shared/document/staticTree.ts";
import type { RichNode, RichText } from "../../shared/meeting/richText.ts";
import { bold, italic, link, paragraph, SAMPLES, text, textOf } from "./sampleText.ts";

/** A short spelling for these tests only; it does not escape. */
function spelled(node: StaticNode): string {
  if (typeof node === "string") return node;
  const attrs = Object.entries(node.attrs).map(([name, value]) => ` ${name}=${value}`);
  return `<${node.tag}${attrs.join("")}>${node.children.map((child) => spelled(child)).join("")}</>`;
}
const drawn = (content: RichText) =>
  staticTreeOf(content)
    .map((node) => spelled(node))
    .join("");
const row = (...content: readonly RichNode[]): RichNode => ({ type: "tableRow", content });
const cell = (type: string, words: string): RichNode => ({ type, content: [paragraph(text(words))] });
const FILLER = "<br class=filler></>";

test.each<[string, RichText, string]>([
  ["a paragraph", textOf(paragraph(text("Ord"))), "<p>Ord</>"],
  ["an empty line has its height", textOf(paragraph()), `<p>${FILLER}</>`],
  ["a break", textOf(paragraph(text("a"), { type: "hardBreak" }, text("b"))), "<p>a<br></>b</>"],
  [
    "a break at the end has its line",
    textOf(paragraph(text("a"), { type: "hardBreak" })),
    `<p>a<br></>${FILLER}</>`,
  ],
  ["a sub-heading", textOf({ type: "heading", attrs: { level: 4 }, content: [text("B")] }), "<h4>B</>"],
  [
    "lists",
    SAMPLES["nested lists"] ?? textOf(),
    `<ul><li><p>yderst</><ol start=3 type=a><li><p>inderst</></></></><li><p>${FILLER}</></></>`,
  ],
  ["a list from 1", SAMPLES["an ordered list with its defaults"] ?? textOf(), "<ol><li><p>første</></></>"],
  [
    "marks",
    textOf(paragraph(text("a", bold), text("b", bold, italic), text("c"))),
    "<p><strong>a<em>b</></>c</>",
  ],
  [
    "a link is whole with a bold word in it",
    textOf(paragraph(text("se ", link("https://n.example/")), text("her", bold, link("https://n.example/")))),
    "<p><a href=https://n.example/ rel=noopener noreferrer target=_blank>se <strong>her</></></>",
  ],
  [
    "a link without target",
    textOf(paragraph(text("bilag", link(null)))),
    "<p><span class=link-mangler>bilag</></>",
  ],
  [
    "a script address is no link",
    textOf(paragraph(text("x", link("JavaScript:alert(1)")))),
    "<p><span class=link-mangler>x</></>",
  ],
  [
    "a lost picture",
    SAMPLES["a figure"] ?? textOf(),
    "<figure><div class=lost-picture role=img aria-label=Et kort></><figcaption>Kort over havnen</></>",
  ],
  [
    "column headers",
    textOf({ type: "table", content: [row(cell("tableHeader", "År")), row(cell("tableCell", "1"))] }),
    "<table><tbody><tr><th scope=col><p>År</></></><tr><td><p>1</></></></></>",
  ],
  [
    "row headers",
    textOf({ type: "table", content: [row(cell("tableHeader", "År"), cell("tableCell", "1"))] }),
    "<table><tbody><tr><th scope=row><p>År</></><td><p>1</></></></></>",
  ],
  [
    "a wide cell",
    textOf({ type: "table", content: [row({ type: "tableCell", attrs: { colspan: 2, rowspan: 1 } })] }),
    "<table><tbody><tr><td colspan=2></></></></>",
  ],
  ["an unknown node keeps its words", textOf({ type: "script", content: [text("ord")] }), "ord"],
  ["a node named as a property", textOf({ type: "constructor", content: [text("ord")] }), "ord"],
])("[DOC10] %s", (_name, content, expected) => {
  expect(drawn(content)).toBe(expected);
});

function wordsOf(node: StaticNode): string {
  return typeof node === "string" ? node : node.children.map((child) => wordsOf(child)).join("");
}
function textsOf(node: RichNode | RichText): string {
  if ("text" in node && node.text !== undefined) return node.text;
  return (node.content ?? []).map((child) => textsOf(child)).join("");
}

test.each(Object.entries(SAMPLES))(
  "[DOC10] no word is lost in %s, and each block is one node",
  (_name, content) => {
    const tree = staticTreeOf(content);
    expect(tree.map((node) => wordsOf(node)).join("")).toBe(textsOf(content));
    expect(tree.length).toBe(content.content.length);
  },
);
