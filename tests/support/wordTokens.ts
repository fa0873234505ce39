/**
 * Words of a source and of a meeting, compared without the importer's help: NFC, letters and digits,
 * in order per section and with multiplicity. Numbers and letters of ordered lists count as words.
 * Reads only the common shape («Punkt N: ...», labels alone on a line); other layouts are compared
 * as bags of words, with what may be left out named by the test.
 */
import type { Meeting } from "../../shared/meeting/meeting.ts";
import type { RichNode, RichText } from "../../shared/meeting/richText.ts";

export interface WordsOfItem {
  readonly number: number;
  readonly title: readonly string[];
  readonly journalNumber: readonly string[];
  /** In printed order; the label as in the document. */
  readonly sections: readonly (readonly [string, readonly string[]])[];
  readonly attachments: readonly string[];
}

export interface WordsOfMeeting {
  readonly header: readonly string[];
  readonly items: readonly WordsOfItem[];
}

export function wordTokens(text: string): readonly string[] {
  return text.normalize("NFC").match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

const LABEL_OF_KIND = {
  resume: "Resumé",
  sagsfremstilling: "Sagsfremstilling",
  oekonomi: "Økonomi",
  lovgrundlag: "Lovgrundlag",
  indstilling: "Indstilling",
  beslutning: "Beslutning",
} as const;
const LABELS: ReadonlySet<string> = new Set([...Object.values(LABEL_OF_KIND), "Bilag"]);
const MONTHS = "januar februar marts april maj juni juli august september oktober november december".split(
  " ",
);
const WEEKDAYS = "søndag mandag tirsdag onsdag torsdag fredag lørdag".split(" ");

/** The words of a source in the common shape, by section. */
export function wordsOfSource(source: string): WordsOfMeeting {
  const [head = "", ...items] = source.normalize("NFC").split(/^(?=Punkt \d+: )/mu);
  return { header: headerWordsOfSource(head), items: items.map(wordsOfSourceItem) };
}

function headerWordsOfSource(head: string): readonly string[] {
  const withoutContents = head.split(/^Indholdsfortegnelse$/mu)[0] ?? "";
  const words = withoutContents.split("\n").flatMap((line) => {
    const title = /^(?:REFERAT|DAGSORDEN) (.*) d\. [\d-]{10}$/u.exec(line);
    return wordTokens(title?.[1] ?? line.replace(/^Møde(?:dato|sted|deltagere) /u, ""));
  });
  return words.map(asNumber);
}

function wordsOfSourceItem(item: string): WordsOfItem {
  const [first = "", ...lines] = item.split("\n");
  const [, number = "", title = ""] = /^Punkt (\d+): (.*)$/u.exec(first) ?? [];
  const labels = lines.flatMap((line, index) => (LABELS.has(line.trim()) ? [index] : []));
  const parts = labels.map((at, index) => {
    const body = lines.slice(at + 1, labels[index + 1] ?? lines.length).join("\n");
    return [lines[at]?.trim() ?? "", wordTokens(body)] as const;
  });
  return {
    number: Number(number),
    title: wordTokens(title),
    journalNumber: wordTokens(lines.slice(0, labels[0] ?? lines.length).join("\n")),
    sections: parts.filter(([label]) => label !== "Bilag"),
    attachments: parts.filter(([label]) => label === "Bilag").flatMap(([, words]) => words),
  };
}

export function wordsOfMeeting(meeting: Meeting): WordsOfMeeting {
  return {
    header: headerWordsOf(meeting).map(asNumber),
    items: meeting.items.map((item) => ({
      number: item.number,
      title: wordTokens(item.title),
      journalNumber: wordTokens(item.journalNumber),
      sections: item.sections.map(
        ({ kind, content }) => [LABEL_OF_KIND[kind], wordsOfText(content)] as const,
      ),
      attachments: item.attachments.flatMap(({ name }) => wordTokens(name)),
    })),
  };
}

/** Every word of the meeting as one list. */
export function allWordsOf(meeting: Meeting): readonly string[] {
  const { header, items } = wordsOfMeeting(meeting);
  const itemWords = items.flatMap((item) => [
    String(item.number),
    ...item.title,
    ...item.journalNumber,
    ...item.sections.flatMap(([, words]) => words),
    ...item.attachments,
  ]);
  return [...header, ...itemWords].map(asNumber);
}

/** Words of the source that the meeting has fewer times, after taking away those that may be left out. */
export function lostWords(source: string, meeting: Meeting, leftOut: string): readonly string[] {
  return difference(
    difference(wordTokens(source).map(asNumber), wordTokens(leftOut).map(asNumber)),
    allWordsOf(meeting),
  );
}

/** Words that the meeting has more times than the source. */
export function addedWords(source: string, meeting: Meeting): readonly string[] {
  return difference(allWordsOf(meeting), wordTokens(source).map(asNumber));
}

export function wordsOfText(node: RichText | RichNode): readonly string[] {
  if ("text" in node && node.text !== undefined) return wordTokens(node.text);
  if (node.content === undefined) return [];
  if (node.type === "orderedList") return wordsOfList(node);
  const isInline = node.content.every((child) => child.type === "text" || child.type === "hardBreak");
  // Marks may part a word into several text nodes, so inline text is read as one.
  if (isInline) return wordTokens(node.content.map((child) => child.text ?? " ").join(""));
  return node.content.flatMap(wordsOfText);
}

function wordsOfList(list: RichNode): readonly string[] {
  const start = Number(list.attrs?.["start"] ?? 1);
  const isLetters = list.attrs?.["type"] === "a";
  return (list.content ?? []).flatMap((item, index) => {
    const marker = isLetters ? String.fromCodePoint(96 + start + index) : String(start + index);
    return [marker, ...wordsOfText(item)];
  });
}

function headerWordsOf(meeting: Meeting): readonly string[] {
  return [
    ...wordTokens(meeting.committee),
    ...wordTokens(meeting.dateText ?? printedDateOf(meeting)),
    ...wordTokens(meeting.place),
    ...meeting.participants.flatMap(({ name, detail }) => [...wordTokens(name), ...wordTokens(detail)]),
    ...wordTokens(meeting.approvalLine ?? ""),
    ...wordsOfText(meeting.preamble),
  ];
}

function printedDateOf({ date, startTime }: Meeting): string {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  if (date === "") return startTime;
  const weekday = WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? "";
  const time = startTime === "" ? "" : ` kl. ${startTime}`;
  return `${weekday.slice(0, 1).toUpperCase()}${weekday.slice(1)} d. ${day}. ${MONTHS[month - 1]} ${year}${time}`;
}

/** «05. maj» and «5. maj» are the same words. */
function asNumber(word: string): string {
  return /^\d{1,9}$/u.test(word) ? String(Number(word)) : word;
}

function difference(words: readonly string[], others: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const word of others) counts.set(word, (counts.get(word) ?? 0) + 1);
  return words.filter((word) => {
    const count = counts.get(word) ?? 0;
    counts.set(word, count - 1);
    return count <= 0;
  });
}
