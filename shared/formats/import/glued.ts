/**
 * Lines that hang together and should not: «Indholdsfortegnelse1. Godkendelse», a contents entry
 * with the next line glued to its page number, a whole PDF as one line. Splitting only ever adds
 * line ends; no character is removed.
 */
import { SECTION_LABELS } from "../../meeting/labels.ts";
import type { DoubtList } from "./doubts.ts";
import type { Line } from "./lines.ts";

const CONTENTS = "Indholdsfortegnelse";
/** The empty place before «Punkt 4: T»; a page number may be glued to it. */
const NAMED_ITEM = /(?<!\p{L})(?=(?:Punkt|Pkt\.) ?\d{1,3}: ?[\p{Lu}\d])/gu;
const LONG_LINE = 400;
const MARKS_IN_ONE_LINE = 3;

const LABELS = [...Object.values(SECTION_LABELS), "Resume", "Bilag"].join("|");
/** A label in running text: after a sentence end, a number or another label, and before a capital or digit. */
const INLINE_LABEL = new RegExp(
  `(?<=[.!?:)\\d»”"]|[.!?:)\\d»”"]\\s|(?:${LABELS})\\s)(?:${LABELS})(?=\\s+(?:[\\p{Lu}\\d«”"]|at\\b)|$)`,
  "gu",
);
/** An item or list entry whose words run up to a label without a full stop. */
const TITLE_THEN_LABEL = new RegExp(
  `(?:(?:Punkt|Pkt\\.) ?\\d{1,3}: ?|(?<![\\p{L}\\p{N}.,-])\\d{1,3}\\. ?)\\p{Lu}[^.!?]{2,150}?\\s(?=(?:${LABELS})\\s+[\\p{Lu}\\d«”"])`,
  "gu",
);
const HEADER_LABEL = /(?:Mødedato|Mødested|Mødedeltagere|Indholdsfortegnelse)(?=\s)/gu;
const JOURNAL = /\d{2}\.\d{2}\.\d{2}-?\p{Lu}\d{2}-\d+-\d{2}(?!\d)/gu;

export function ungluedLines(lines: readonly Line[], doubts: DoubtList): readonly Line[] {
  return lines.flatMap((line) => {
    const parts = splitLine(line.text);
    if (parts.length <= 1) return [line];
    doubts.add("gluedLine", line.n, line.text);
    return parts.map((text) => ({ n: line.n, text }));
  });
}

function splitLine(text: string): readonly string[] {
  if (text.length > LONG_LINE && isWholeDocument(text)) return splitDocument(text);
  return splitAtContents(text).flatMap(splitAfterEntry);
}

function splitAtContents(text: string): readonly string[] {
  const at = text.length > LONG_LINE ? -1 : text.indexOf(CONTENTS);
  const end = at + CONTENTS.length;
  const stands = text.trim().replace(/:$/u, "") === CONTENTS;
  if (at === -1 || stands || /\p{Ll}/u.test(text.slice(end, end + 1))) return [text];
  // Inside a sentence («Se Indholdsfortegnelse side 2») it is a word like any other.
  if (at > 0 && text.slice(end).trim() !== "") return [text];
  return [text.slice(0, at), CONTENTS, text.slice(end)].filter((part) => part.trim() !== "");
}

/** «Eventuelt.....<TAB>15Punkt 1: ...» -> the entry with its page number, and the rest. */
function splitAfterEntry(text: string): readonly string[] {
  if (!text.includes("....")) return splitBeforeItem(text);
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(/(?<!\.)\.{4,}[ \t\u00a0]*\d{1,4}(?=[^\d\s|.]|\s+[^\s|])/gu)) {
    const end = match.index + match[0].length;
    parts.push(text.slice(from, end));
    from = end;
  }
  return [...parts, ...splitBeforeItem(text.slice(from))];
}

/** «3Punkt 2: Titel»: a page number glued to the item's first word. */
function splitBeforeItem(text: string): readonly string[] {
  const match = /^\s*\d{1,3}(?=Punkt \d{1,3}: ?\p{Lu})/u.exec(text);
  return match === null ? [text] : [match[0], text.slice(match[0].length)];
}

function isWholeDocument(text: string): boolean {
  let marks = 0;
  for (const pattern of [NAMED_ITEM, INLINE_LABEL]) {
    for (const _ of text.matchAll(pattern)) {
      marks += 1;
      if (marks >= MARKS_IN_ONE_LINE) return true;
    }
  }
  return false;
}

function splitDocument(text: string): readonly string[] {
  const cuts = new Set<number>([0, text.length]);
  const firstItem = text.search(NAMED_ITEM);
  for (const match of text.matchAll(NAMED_ITEM)) cuts.add(match.index);
  for (const pattern of [JOURNAL, INLINE_LABEL, TITLE_THEN_LABEL]) {
    for (const match of text.matchAll(pattern)) cuts.add(match.index).add(match.index + match[0].length);
  }
  for (const match of text.slice(0, firstItem === -1 ? text.length : firstItem).matchAll(HEADER_LABEL)) {
    cuts.add(match.index);
    if (match[0] === CONTENTS) cuts.add(match.index + CONTENTS.length);
  }
  const edges = [...cuts].toSorted((a, b) => a - b);
  return edges.flatMap((edge, index) => {
    const part = text.slice(edge, edges[index + 1] ?? edge);
    return part.trim() === "" ? [] : [part, ""];
  });
}
