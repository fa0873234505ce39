/**
 * Emphasis and links inside a paragraph. Marks that do not pair stay in the text as they are, and a
 * reading that would join or lose words is given up for the plain text. One pass, whatever the length.
 */
import type { Mark, RichNode } from "../../meeting/richText.ts";
import { isAllowedHref } from "../../document/schema.ts";

interface Span {
  readonly from: number;
  readonly to: number;
  readonly mark: Mark;
}

interface Cut {
  readonly from: number;
  readonly to: number;
}

interface Marked {
  readonly spans: Span[];
  readonly cuts: Cut[];
}

interface Run {
  readonly at: number;
  readonly length: number;
}

export interface InlineText {
  readonly nodes: readonly RichNode[];
  readonly linksWithoutTarget: number;
  readonly hasLoneMark: boolean;
}

const LINK = /\[([^[\]]*)\]\(([^()\s]*)\)/gu;
/** A paragraph with more marks than any paper has is kept as plain text, so that memory stays small. */
const CUTS_MAX = 4000;
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}]/u;

export function inlineOf(text: string): InlineText {
  if (text === "") return { nodes: [], linksWithoutTarget: 0, hasLoneMark: false };
  const plain: RichNode = { type: "text", text };
  if (!/[*[]/u.test(text)) return { nodes: [plain], linksWithoutTarget: 0, hasLoneMark: false };
  const links = linksOf(text);
  const emphasis = emphasisOf(text);
  const marked = { spans: [...links.spans, ...emphasis.spans], cuts: [...links.cuts, ...emphasis.cuts] };
  if (marked.cuts.length > CUTS_MAX) return { nodes: [plain], linksWithoutTarget: 0, hasLoneMark: true };
  const nodes = nodesOf(text, marked);
  const isSafe = marked.cuts.length === 0 || readsTheSame(text, nodes);
  return {
    nodes: isSafe ? nodes : [plain],
    linksWithoutTarget: isSafe ? links.spans.filter(({ mark }) => mark.attrs?.["href"] === null).length : 0,
    hasLoneMark: emphasis.hasLoneMark,
  };
}

function linksOf(text: string): Marked {
  const spans: Span[] = [];
  const cuts: Cut[] = [];
  for (const match of text.matchAll(LINK)) {
    const label = match[1] ?? "";
    const target = match[2] ?? "";
    const href = target === "" || target === "#" ? null : target;
    const end = match.index + match[0].length;
    if (label.trim() === "" || !isAllowedHref(href)) continue;
    const labelEnd = match.index + 1 + label.length;
    spans.push({ from: match.index + 1, to: labelEnd, mark: { type: "link", attrs: { href } } });
    cuts.push({ from: match.index, to: match.index + 1 }, { from: labelEnd, to: end });
  }
  return { spans, cuts };
}

/** Stars in pairs of the same length around words; nested pairs are allowed. */
function emphasisOf(text: string): Marked & { readonly hasLoneMark: boolean } {
  const spans: Span[] = [];
  const cuts: Cut[] = [];
  const open: Run[] = [];
  let lone = 0;
  for (const match of text.matchAll(/\*+/gu)) {
    const run = { at: match.index, length: match[0].length };
    const before = text[run.at - 1] ?? " ";
    const after = text[run.at + run.length] ?? " ";
    const opener = open.at(-1);
    const mayClose = before.trim() !== "" && !isWordCharacter(after);
    const mayOpen = after.trim() !== "" && !isWordCharacter(before);
    if (run.length <= 3 && mayClose && opener?.length === run.length) {
      open.pop();
      lone -= 1;
      const inner = { from: opener.at + opener.length, to: run.at };
      if (run.length !== 1) spans.push({ ...inner, mark: { type: "bold" } });
      if (run.length !== 2) spans.push({ ...inner, mark: { type: "italic" } });
      cuts.push({ from: opener.at, to: inner.from }, { from: run.at, to: run.at + run.length });
    } else {
      lone += 1;
      if (run.length <= 3 && mayOpen) open.push(run);
    }
  }
  return { spans, cuts, hasLoneMark: lone > 0 };
}

function isWordCharacter(character: string): boolean {
  return WORD_CHARACTER.test(character);
}

/** Cuts the text at every edge and gives each piece the marks that cover it. */
function nodesOf(text: string, { spans, cuts }: Marked): readonly RichNode[] {
  const edges = new Set([0, text.length]);
  for (const { from, to } of [...spans, ...cuts]) edges.add(from).add(to);
  const starts = groupedBy(spans, ({ from }) => from);
  const ends = groupedBy(spans, ({ to }) => to);
  const cutStarts = new Set(cuts.map(({ from }) => from));
  const cutEnds = new Map(cuts.map(({ from, to }) => [from, to]));
  const sorted = [...edges].toSorted((a, b) => a - b);
  const active = new Map<string, Mark>();
  const nodes: RichNode[] = [];
  let cutUntil = 0;
  for (const [index, from] of sorted.entries()) {
    for (const { mark } of ends.get(from) ?? []) active.delete(mark.type);
    for (const { mark } of starts.get(from) ?? []) active.set(mark.type, mark);
    if (cutStarts.has(from)) cutUntil = Math.max(cutUntil, cutEnds.get(from) ?? 0);
    const to = sorted[index + 1];
    if (to === undefined || from < cutUntil) continue;
    pushText(nodes, text.slice(from, to), inSchemaOrder(active));
  }
  return nodes;
}

function pushText(nodes: RichNode[], text: string, marks: readonly Mark[]): void {
  const last = nodes.at(-1);
  if (last !== undefined && marksKey(last.marks ?? []) === marksKey(marks)) {
    nodes[nodes.length - 1] = { ...last, text: (last.text ?? "") + text };
    return;
  }
  nodes.push({ type: "text", text, ...(marks.length === 0 ? {} : { marks }) });
}

/** One order of marks, so that equal texts are equal data. */
function inSchemaOrder(active: ReadonlyMap<string, Mark>): readonly Mark[] {
  return ["bold", "italic", "link"].flatMap((type) => active.get(type) ?? []);
}

function marksKey(marks: readonly Mark[]): string {
  return JSON.stringify(marks);
}

function groupedBy(
  spans: readonly Span[],
  keyOf: (span: Span) => number,
): ReadonlyMap<number, readonly Span[]> {
  const groups = new Map<number, Span[]>();
  for (const span of spans) {
    const group = groups.get(keyOf(span));
    if (group === undefined) groups.set(keyOf(span), [span]);
    else group.push(span);
  }
  return groups;
}

/** True when the nodes hold the words of the text, link addresses apart, and none are joined. */
function readsTheSame(text: string, nodes: readonly RichNode[]): boolean {
  const visible = text.replace(LINK, (whole, label: string, target: string) =>
    label.trim() !== "" && isAllowedHref(target === "" || target === "#" ? null : target)
      ? ` ${label} `
      : whole,
  );
  return wordKey(visible) === wordKey(nodes.map((node) => node.text ?? "").join(""));
}

function wordKey(text: string): string {
  return (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).join(" ");
}
