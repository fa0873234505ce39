/** Texts with suggestions in them, each piece in one word: `added("A", "ny")` is Amira's insertion. */
import {
  type MoveStamp,
  type ProposedMark,
  type Stamp,
  SUGGESTED_BREAK,
  SUGGESTED_LINE,
  type TypeStamp,
  type WrapStamp,
} from "../../shared/document/stamps.ts";
import type { Mark, RichNode } from "../../shared/meeting/richText.ts";

/** The suggestion `A1` is by Amira, `J1` by Jonas, `P1` by Pia; without a number it is the first. */
export function stamp(id: string): Stamp {
  const authors: Readonly<Record<string, string>> = { A: "amira", J: "jonas", P: "pia" };
  const nth = Number(id.slice(1) || "1");
  const at = `2026-03-19T10:00:${String(nth % 60).padStart(2, "0")}.000Z`;
  return { id, author: authors[id.charAt(0)] ?? "karen", at };
}

const mark = (type: "insertion" | "deletion", id: string): Mark => ({ type, attrs: { ...stamp(id) } });
export const insertion = (id: string): Mark => mark("insertion", id);
export const deletion = (id: string): Mark => mark("deletion", id);
export const formatChange = (
  id: string,
  add: readonly ProposedMark[],
  remove: readonly string[] = [],
): Mark => ({ type: "formatChange", attrs: { ...stamp(id), add, remove } });

export const run = (text: string, ...marks: readonly Mark[]): RichNode =>
  marks.length > 0 ? { type: "text", text, marks } : { type: "text", text };
export const added = (id: string, text: string, ...marks: readonly Mark[]): RichNode =>
  run(text, ...marks.filter(isBase), insertion(id), ...marks.filter((one) => !isBase(one)));
export const deleted = (id: string, text: string, ...marks: readonly Mark[]): RichNode =>
  run(text, ...marks, deletion(id));
export const suggestedBreak = (id: string): RichNode => added(id, SUGGESTED_BREAK);
export const suggestedLine = (id: string): RichNode => added(id, SUGGESTED_LINE);

const isBase = ({ type }: Mark) => ["bold", "italic", "link"].includes(type);

type Content = string | RichNode;
const inline = (content: readonly Content[]) =>
  content.map((one) => (typeof one === "string" ? run(one) : one));
const node = (type: string, attrs: object, content: readonly RichNode[]): RichNode => ({
  type,
  ...(Object.keys(attrs).length > 0 ? { attrs: { ...attrs } } : {}),
  ...(content.length > 0 ? { content } : {}),
});

export const p = (...content: readonly Content[]): RichNode => node("paragraph", {}, inline(content));
export const h = (...content: readonly Content[]): RichNode => node("heading", { level: 4 }, inline(content));
export const li = (...content: readonly Content[]): RichNode =>
  node(
    "listItem",
    {},
    content.map((one) => (typeof one === "string" ? p(one) : one)),
  );
export const ul = (...items: readonly RichNode[]): RichNode => node("bulletList", {}, items);
export const ol = (...items: readonly RichNode[]): RichNode => node("orderedList", { start: 1 }, items);
export const figure = (...content: readonly Content[]): RichNode =>
  node("figure", { alt: "" }, inline(content));
export const cell = (...content: readonly Content[]): RichNode =>
  node(
    "tableCell",
    { colspan: 1, rowspan: 1 },
    content.map((one) => (typeof one === "string" ? p(one) : one)),
  );
export const row = (...cells: readonly RichNode[]): RichNode => node("tableRow", {}, cells);
export const table = (...rows: readonly RichNode[]): RichNode => node("table", {}, rows);
export const br: RichNode = { type: "hardBreak" };

/** The block with stamps on it: `stamped(p("a"), { sIns: ["A"] })`. */
export function stamped(
  block: RichNode,
  stamps: Readonly<Record<string, readonly (string | Stamp | TypeStamp | WrapStamp | MoveStamp)[]>>,
): RichNode {
  const lists = Object.entries(stamps).map(([name, ids]) => [
    name,
    ids.map((one) => (typeof one === "string" ? stamp(one) : one)),
  ]);
  const { type, attrs, ...rest } = block;
  return { type, attrs: { ...attrs, ...Object.fromEntries(lists) }, ...rest };
}
