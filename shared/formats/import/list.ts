/**
 * Lists with their nesting and markers: «- », «• », «1. », «a. », « - a. » and « - - ». A number
 * that neither begins a list nor goes on one is no marker, so dates and amounts stay text.
 */
import type { RichNode } from "../../meeting/richText.ts";
import { append, inlineNodes, type BlocksRead, type BlockSource, type Numbering } from "./blockSource.ts";
import { indentOf, isBlank, type Line } from "./lines.ts";

type Marker = { readonly kind: "bullet" } | { readonly kind: "1" | "a"; readonly value: number };

interface Entry {
  readonly marker: Marker;
  readonly indent: number;
  readonly text: string;
}

interface ListDraft {
  readonly marker: Marker;
  readonly items: { readonly inline: RichNode[]; readonly lists: ListDraft[] }[];
}

interface Level {
  readonly indent: number;
  readonly container: ListDraft[];
  list: ListDraft;
}

const BULLETS = /^\s*((?:[-•*·▪◦‣]\s+)+|[-•▪◦‣](?=\p{Lu}\p{Ll}))/u;
const ORDERED = /^\s*(?:([1-9]\d{0,2}|0)|([a-z]))[.)]\s+(?=\S)/u;
const NO_MARKER =
  /^(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|halvår|kvartal)(?!\p{L})/iu;
const MAY_BE_MARKED = /^\s*(?:[-•*·▪◦‣\d]|[a-z][.)])/u;
const HEAD = 60;
const LEVELS_MAX = 8;

export function startsList({ lines, numbering }: BlockSource, at: number): boolean {
  const line = lines[at];
  return line !== undefined && entryOf(line, numbering) !== undefined;
}

export function readList(source: BlockSource, from: number): BlocksRead {
  const root: ListDraft[] = [];
  const levels: Level[] = [];
  let at = from;
  let next = from;
  while (at < source.lines.length) {
    const line = source.lines[at];
    if (line === undefined) break;
    const entry = isBlank(line) ? undefined : entryOf(line, source.numbering);
    if (entry !== undefined) {
      const item = addEntry(root, levels, entry);
      append(item.inline, inlineNodes({ n: line.n, text: entry.text }, source.doubts));
      noteNumber(source.numbering, entry.marker);
    } else if (!isBlank(line)) {
      // An indented line right under an entry belongs to it; any other line ends the list.
      if (next !== at || indentOf(line.text) < 2) break;
      const item = levels.at(-1)?.list.items.at(-1);
      if (item === undefined) break;
      item.inline.push({ type: "hardBreak" });
      append(item.inline, inlineNodes({ n: line.n, text: line.text.trim() }, source.doubts));
    }
    at += 1;
    if (!isBlank(line)) next = at;
  }
  return { nodes: root.map(listNodeOf), next };
}

function entryOf(line: Line, numbering: Numbering): Entry | undefined {
  const head = line.text.slice(0, HEAD);
  if (!MAY_BE_MARKED.test(head)) return undefined;
  const bullets = BULLETS.exec(head);
  const rest = head.slice(bullets?.[0].length ?? 0);
  const ordered = orderedOf(rest, numbering);
  if (bullets === null && ordered === undefined) return undefined;
  const taken = (bullets?.[0].length ?? 0) + (ordered?.length ?? 0);
  const text = line.text.slice(taken).trim();
  const count = bullets?.[1]?.trim().split(/\s+/u).length ?? 1;
  const indent = indentOf(line.text) + 2 * (count - 1);
  return { marker: ordered?.marker ?? { kind: "bullet" }, indent, text };
}

function orderedOf(
  text: string,
  { lastNumber, lastLetter }: Numbering,
): { marker: Marker; length: number } | undefined {
  const match = ORDERED.exec(text);
  if (match === null || NO_MARKER.test(text.slice(match[0].length))) return undefined;
  const isNumber = match[1] !== undefined;
  const value = isNumber ? Number(match[1]) : (match[2]?.codePointAt(0) ?? 0) - 96;
  const goesOn = value === 1 || value === (isNumber ? lastNumber : lastLetter) + 1;
  return goesOn ? { marker: { kind: isNumber ? "1" : "a", value }, length: match[0].length } : undefined;
}

function noteNumber(numbering: Numbering, marker: Marker): void {
  if (marker.kind === "1") numbering.lastNumber = marker.value;
  if (marker.kind === "a") numbering.lastLetter = marker.value;
}

function addEntry(root: ListDraft[], levels: Level[], entry: Entry): ListDraft["items"][number] {
  while (levels.length > 1 && (levels.at(-1)?.indent ?? 0) > entry.indent) levels.pop();
  const top = levels.at(-1);
  const item = { inline: [], lists: [] };
  if (top === undefined) {
    levels.push({ indent: entry.indent, container: root, list: newListIn(root, entry.marker) });
  } else if (entry.indent > top.indent && levels.length < LEVELS_MAX) {
    const container = top.list.items.at(-1)?.lists ?? root;
    levels.push({ indent: entry.indent, container, list: newListIn(container, entry.marker) });
  } else if (!goesOn(top.list, entry.marker)) {
    top.list = newListIn(top.container, entry.marker);
  }
  levels.at(-1)?.list.items.push(item);
  return item;
}

function newListIn(container: ListDraft[], marker: Marker): ListDraft {
  const list: ListDraft = { marker, items: [] };
  container.push(list);
  return list;
}

function goesOn(list: ListDraft, marker: Marker): boolean {
  if (list.marker.kind === "bullet" || marker.kind === "bullet") return list.marker.kind === marker.kind;
  return list.marker.kind === marker.kind && marker.value === list.marker.value + list.items.length;
}

function listNodeOf(list: ListDraft): RichNode {
  const content = list.items.map(({ inline, lists }): RichNode => ({
    type: "listItem",
    content: [paragraphOf(inline), ...lists.map(listNodeOf)],
  }));
  if (list.marker.kind === "bullet") return { type: "bulletList", content };
  const letters = list.marker.kind === "a" ? { type: "a" } : {};
  return { type: "orderedList", attrs: { start: list.marker.value, ...letters }, content };
}

function paragraphOf(inline: readonly RichNode[]): RichNode {
  return inline.length === 0 ? { type: "paragraph" } : { type: "paragraph", content: inline };
}
