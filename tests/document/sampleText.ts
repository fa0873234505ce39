/** Texts that together hold every node and mark, and a ProseMirror schema made from the one table. */
import { type MarkSpec, type NodeSpec, Schema } from "@tiptap/pm/model";
import { MARKS, markSpecOf, NODES, nodeSpecOf } from "../../shared/document/schema.ts";
import type { Mark, RichNode, RichText } from "../../shared/meeting/richText.ts";

export const text = (words: string, ...marks: readonly Mark[]): RichNode =>
  marks.length === 0 ? { type: "text", text: words } : { type: "text", text: words, marks };
export const paragraph = (...content: readonly RichNode[]): RichNode =>
  content.length === 0 ? { type: "paragraph" } : { type: "paragraph", content };
export const textOf = (...content: readonly RichNode[]): RichText => ({ type: "doc", content });
export const plain = (words: string): RichText => textOf(paragraph(text(words)));

export const bold: Mark = { type: "bold" };
export const italic: Mark = { type: "italic" };
export const link = (href: string | null): Mark => ({ type: "link", attrs: { href } });
const suggested = (type: string, id: string): Mark => ({
  type,
  attrs: { id, author: "jonas", at: "2026-03-19T10:00:00Z" },
});
const at = { sIns: [{ id: "s9", author: "jonas", at: "2026-03-19T10:00:00Z" }] };

const item = (...content: readonly RichNode[]): RichNode => ({ type: "listItem", content });
const cell = (type: "tableCell" | "tableHeader", words: string, attrs: object = {}): RichNode => ({
  type,
  attrs: { colspan: 1, rowspan: 1, ...attrs },
  content: [paragraph(text(words))],
});

/** In normal form: what richTextOf answers when this was written. */
export const SAMPLES: Readonly<Record<string, RichText>> = {
  "an empty paragraph": textOf(paragraph()),
  "runs with overlapping marks": textOf(
    paragraph(text("Udvalget "), text("drøftede", bold), text(" sagen", bold, italic), text(" igen", italic)),
  ),
  "hard breaks between texts": textOf(
    paragraph(text("a"), { type: "hardBreak" }, text("b"), { type: "hardBreak" }),
  ),
  "a heading": textOf({ type: "heading", attrs: { level: 4 }, content: [text("Baggrund")] }, paragraph()),
  "nested lists": textOf({
    type: "bulletList",
    content: [
      item(paragraph(text("yderst")), {
        type: "orderedList",
        attrs: { start: 3, type: "a" },
        content: [item(paragraph(text("inderst")))],
      }),
      item(paragraph()),
    ],
  }),
  "an ordered list with its defaults": textOf({
    type: "orderedList",
    attrs: { start: 1 },
    content: [item(paragraph(text("første")))],
  }),
  "a table": textOf({
    type: "table",
    content: [
      {
        type: "tableRow",
        content: [cell("tableHeader", "År"), cell("tableHeader", "Kr.", { colwidth: [80] })],
      },
      { type: "tableRow", content: [cell("tableCell", "2026", { colspan: 2 })] },
    ],
  }),
  "a figure": textOf({ type: "figure", attrs: { alt: "Et kort" }, content: [text("Kort over havnen")] }),
  "a figure without words": textOf({ type: "figure", attrs: { alt: "" } }),
  links: textOf(
    paragraph(
      text("se "),
      text("planen", bold, link("https://nordsund.example/plan")),
      text(" og "),
      text("bilaget", link(null)),
    ),
  ),
  "suggestions of two people": textOf(
    {
      type: "paragraph",
      attrs: at,
      content: [
        text("ny", suggested("insertion", "s1"), suggested("insertion", "s2")),
        text("gammel", bold, suggested("deletion", "s3")),
        text("fed", {
          type: "formatChange",
          attrs: { ...suggested("formatChange", "s4").attrs, add: [{ type: "bold" }], remove: [] },
        }),
      ],
    },
    paragraph(),
  ),
  "signs beyond the basic plane": textOf(paragraph(text("🌊 ÆØÅ é"))),
};

/** Marks and attributes stand in the table's order, as they do in the editor. */
export function proseMirrorSchema(): Schema {
  const nodes = Object.keys(NODES).map((name) => [name, nodeSpec(name)]);
  const marks = Object.keys(MARKS).map((name) => [name, markSpec(name)]);
  return new Schema({ nodes: Object.fromEntries(nodes), marks: Object.fromEntries(marks) });
}

function nodeSpec(name: string): NodeSpec {
  const spec = nodeSpecOf(name);
  return {
    ...(spec?.content === undefined ? {} : { content: spec.content }),
    ...(spec?.group === undefined ? {} : { group: spec.group }),
    ...(spec?.group === "inline" ? { inline: true } : {}),
    attrs: attributeSpecs(spec?.attrs ?? {}),
  };
}

function markSpec(name: string): MarkSpec {
  const spec = markSpecOf(name);
  return {
    ...(spec?.excludes === undefined ? {} : { excludes: spec.excludes }),
    attrs: attributeSpecs(spec?.attrs ?? {}),
  };
}

function attributeSpecs(attrs: Readonly<Record<string, { readonly default: unknown }>>) {
  return Object.fromEntries(Object.entries(attrs).map(([name, spec]) => [name, { default: spec.default }]));
}
