/**
 * Lines of a section to rich text: paragraphs, lists, tables, sub-headings and captions. Plain lines
 * that look like headings stay paragraphs; only a mark in the source makes a heading.
 */
import { EMPTY_TEXT, type RichNode, type RichText } from "../../meeting/richText.ts";
import { SUB_HEADING_LEVEL } from "../../document/schema.ts";
import { append, inlineNodes, type BlocksRead, type BlockSource } from "./blockSource.ts";
import type { DoubtList } from "./doubts.ts";
import { isBlank, mayBeStructure, type Line } from "./lines.ts";
import { readList, startsList } from "./list.ts";
import { pointLinesOf } from "./recommendation.ts";
import { readTable, startsTable } from "./table.ts";

const HEADING = /^\s*#{1,6}\s+(\S.*?)\s*$/u;
const RULE = /^[\s|:-]*-{2,}[\s|:-]*$/u;
const CAPTION = /^\s*Figur \d{1,3}\s*[-–:.]\s*\S/u;
const IMAGE = /^\s*!\[([^\]]*)\]\(([^)]*)\)\s*$/u;
const CUT_LENGTH_MIN = 40;

export function textOfLines(lines: readonly Line[], doubts: DoubtList): RichText {
  const source: BlockSource = {
    lines: lines.flatMap(pointLinesOf),
    doubts,
    numbering: { lastNumber: 0, lastLetter: 0 },
  };
  noteRepeats(source);
  const content: RichNode[] = [];
  let openParagraph = "";
  for (let at = 0; at < source.lines.length;) {
    const line = source.lines[at];
    if (line === undefined) break;
    if (isBlank(line)) {
      at += 1;
      continue;
    }
    const read = readBlock(source, at, line);
    noteCut(openParagraph, line, doubts);
    openParagraph = read.nodes.at(-1)?.type === "paragraph" ? (source.lines[read.next - 1]?.text ?? "") : "";
    append(content, read.nodes);
    at = read.next;
  }
  return content.length === 0 ? EMPTY_TEXT : { type: "doc", content };
}

function readBlock(source: BlockSource, at: number, line: Line): BlocksRead {
  if (line.text.startsWith("\\") && mayBeStructure(line)) return readParagraph(source, at);
  if (startsTable(source, at)) return readTable(source, at);
  if (startsList(source, at)) return readList(source, at);
  return readMarkedLine(source, at, line) ?? readParagraph(source, at);
}

function readMarkedLine({ doubts }: BlockSource, at: number, line: Line): BlocksRead | undefined {
  if (!mayBeStructure(line)) return undefined;
  const heading = HEADING.exec(line.text)?.[1];
  if (heading !== undefined) {
    const content = inlineNodes({ n: line.n, text: heading }, doubts);
    return { nodes: [{ type: "heading", attrs: { level: SUB_HEADING_LEVEL }, content }], next: at + 1 };
  }
  if (RULE.test(line.text)) return { nodes: [], next: at + 1 };
  const caption = captionOf(line.text);
  if (caption === undefined) return undefined;
  doubts.add("pictureLost", line.n, line.text);
  const content = inlineNodes({ n: line.n, text: caption }, doubts);
  return { nodes: [{ type: "figure", attrs: { alt: "" }, content }], next: at + 1 };
}

function captionOf(text: string): string | undefined {
  const image = IMAGE.exec(text);
  const label = image?.[1]?.trim() ?? "";
  const target = image?.[2]?.trim() ?? "";
  if (image !== null && `${label}${target}` !== "")
    return target === "" ? label : `${label} (${target})`.trim();
  return CAPTION.test(text) ? text.trim() : undefined;
}

/** Lines that follow each other without a blank line are one paragraph, with its line ends kept. */
function readParagraph(source: BlockSource, from: number): BlocksRead {
  const content: RichNode[] = [];
  let at = from;
  for (let line = source.lines[at]; line !== undefined; line = source.lines[at]) {
    if (at > from && endsParagraph(source, at, line)) break;
    if (at > from) content.push({ type: "hardBreak" });
    append(content, inlineNodes({ n: line.n, text: withoutEscape(line.text.trim()) }, source.doubts));
    at += 1;
  }
  return { nodes: [{ type: "paragraph", content }], next: at };
}

function endsParagraph(source: BlockSource, at: number, line: Line): boolean {
  if (isBlank(line) || startsTable(source, at) || startsList(source, at)) return true;
  if (!mayBeStructure(line)) return false;
  return HEADING.test(line.text) || RULE.test(line.text) || captionOf(line.text) !== undefined;
}

/** Our own text export writes «\Beslutning» for a paragraph that only looks like structure. */
function withoutEscape(text: string): string {
  return text.startsWith("\\") ? text.slice(1) : text;
}

function noteRepeats({ lines, doubts }: BlockSource): void {
  const solid = lines.filter((line) => !isBlank(line) && /\p{L}/u.test(line.text));
  for (const [index, line] of solid.entries()) {
    const before = solid[index - 1];
    if (before !== undefined && before.text.trim() === line.text.trim())
      doubts.add("repeatedLine", line.n, line.text);
  }
}

/** A paragraph that stops without a full stop, and a lower-case one after it: perhaps one cut by a page break. */
function noteCut(before: string, line: Line, doubts: DoubtList): void {
  if (before.length < CUT_LENGTH_MIN || !/[\p{L},]\s*$/u.test(before.slice(-20))) return;
  if (/^\s*\p{Ll}/u.test(line.text) && !/^\s*(?:at|[a-z][.)])\s/u.test(line.text))
    doubts.add("brokenParagraph", line.n, line.text);
}
