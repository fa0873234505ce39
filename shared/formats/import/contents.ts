/**
 * The contents list is left out, since it is made anew when the meeting is printed. Items are never
 * matched by it: its titles are often older than the items' own. Words glued to it are kept.
 */
import type { DoubtList } from "./doubts.ts";
import { isBlank, mayBeStructure, type Line } from "./lines.ts";
import { hasWords, wordKeyOf, wordsOf } from "./words.ts";

interface Titled {
  readonly number: number;
  readonly title: string;
}

const HEADING =
  /^\s*(?:#{1,6}\s*)?(?:\*\*)?(?:Indholdsfortegnelse|Indhold|Pkt\.? tekst|PUNKTER|Punkter)(?:\*\*)?:?\s*$/u;
const LEADER = /^\s*(\S.*?)\s*(?<!\.)\.{4,}[\s.]*(\d{1,4})?\s*$/u;
const TABBED = /^\s*(\S[^\t]*?)[\s.]*\t+\s*\d{1,4}\s*$/u;
const RULE = /^[\s|:-]+$/u;
const OPEN_LINES_MAX = 3;
/** Titles are looked for in one another's lines only in meetings of a credible size. */
const ITEMS_MAX = 400;

/** The lines before the first item without those of the contents list. */
export function withoutContents(
  lines: readonly Line[],
  items: readonly Titled[],
  doubts: DoubtList,
): readonly Line[] {
  const keys = new Set(
    items.flatMap(({ number, title }) => [wordKeyOf(title), wordKeyOf(`${number} ${title}`)]),
  );
  const kept: Line[] = [];
  let open: Line[] = [];
  let isInside = false;
  const keepOpen = () => {
    kept.push(...open);
    open = [];
  };
  for (const line of lines) {
    if (!isInside && HEADING.test(line.text) && mayBeStructure(line)) {
      isInside = true;
      continue;
    }
    const title = entryTitleOf(line, { isInside, keys });
    if (title !== undefined) {
      const whole = [...open.map((each) => each.text), title].join(" ");
      // A long title is cut in two lines; the first one looks like text until the second has come.
      if (open.length > 0 && keys.has(wordKeyOf(whole))) open = [];
      else noteTitle(line, title, { keys, doubts });
      keepOpen();
      continue;
    }
    const rest = isInside ? restOfGluedEntries(line, items) : line;
    if (isInside && rest !== undefined) {
      if (open.length >= OPEN_LINES_MAX) keepOpen();
      open.push(rest);
    } else if (rest !== undefined) {
      kept.push(rest);
    }
  }
  keepOpen();
  return kept;
}

/** The title of an entry («» for a rule or an empty table row), or undefined when the line is none. */
function entryTitleOf(
  line: Line,
  { isInside, keys }: { isInside: boolean; keys: ReadonlySet<string> },
): string | undefined {
  if (!mayBeStructure(line) || isBlank(line)) return undefined;
  const leader = LEADER.exec(line.text) ?? (isInside ? TABBED.exec(line.text) : null);
  if (leader !== null && !line.text.includes("|")) return leader[1] ?? "";
  if (!isInside) return undefined;
  if (line.text.trim().startsWith("|")) return rowTitleOf(line.text);
  if (RULE.test(line.text)) return "";
  const title = line.text.replace(/^\s*[-•*]\s+/u, "").replace(/(?<=[^\d\s])\s+\d{1,4}\s*$/u, "");
  if (keys.has(wordKeyOf(title))) return title;
  return keys.has(wordKeyOf(line.text)) ? line.text : undefined;
}

function rowTitleOf(row: string): string | undefined {
  const cells = row.split("|").map((cell) => cell.trim());
  const filled = cells.filter(hasWords);
  const last = filled.at(-1) ?? "";
  if (filled.length === 0) return "";
  if (filled.length === 2 && /^\d{1,4}$/u.test(last)) return filled[0];
  return undefined;
}

function noteTitle(
  line: Line,
  title: string,
  { keys, doubts }: { keys: ReadonlySet<string>; doubts: DoubtList },
): void {
  const bare = title.replace(/[\s.]+$/u, "");
  if (hasWords(bare) && !keys.has(wordKeyOf(bare))) doubts.add("contentsDiffer", line.n, bare);
}

/** «Godkendelse af dagsorden 3Gensidig orientering 4 Velkommen» -> «Velkommen»; undefined when nothing is left. */
function restOfGluedEntries(line: Line, items: readonly Titled[]): Line | undefined {
  if (isBlank(line) || items.length > ITEMS_MAX) return line;
  const words = wordsOf(line.text);
  let at = 0;
  for (const { number, title } of items) {
    const titleWords = wordsOf(title);
    const start = words[at]?.text === String(number) && titleWords[0]?.text !== String(number) ? at + 1 : at;
    if (
      titleWords.length === 0 ||
      !titleWords.every((word, index) => words[start + index]?.text === word.text)
    )
      continue;
    at = start + titleWords.length;
    if (/^\d{1,4}$/u.test(words[at]?.text ?? "")) at += 1;
  }
  if (at === 0) return line;
  const from = words[at]?.from;
  return from === undefined ? undefined : { n: line.n, text: line.text.slice(from) };
}
