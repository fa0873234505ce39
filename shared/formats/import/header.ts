/**
 * What stands before the first item: kind, committee, date, place and participants, in any of the
 * layouts seen. Lines that are none of these go to the preamble, so that no word is lost.
 */
import type { Meeting, Participant } from "../../meeting/meeting.ts";
import type { MeetingKind } from "../../meeting/vocabulary.ts";
import type { DoubtList } from "./doubts.ts";
import { labelledFieldsOf, type FieldName, type LabelledField } from "./headerFields.ts";
import { isBlank, mayBeStructure, type Line } from "./lines.ts";
import { participantsOf } from "./participants.ts";
import { readPrintedDate } from "./printedDate.ts";
import { hasKindWord, namesCommittee, readTitle, type TitleSentence } from "./title.ts";

export interface Header extends Pick<
  Meeting,
  "committee" | "date" | "dateText" | "startTime" | "place" | "participants" | "approvalLine"
> {
  /** Undefined when the source says neither referat nor dagsorden. */
  readonly kind: MeetingKind | undefined;
  readonly preamble: readonly Line[];
}

interface Found {
  readonly title: TitleSentence | undefined;
  readonly titleLine: number;
  readonly fields: readonly LabelledField[];
  readonly loose: readonly Line[];
}

const SENTENCE_LINES_MAX = 6;
const ABSENCE = /^\s*(?:[-•]\s+)?(?:Afbud|Fraværende)(?!\p{L})/iu;
const APPROVAL_LINE = /^\s*Referatet er godkendt af .{3,300}$/u;

export function readHeader(lines: readonly Line[], doubts: DoubtList): Header {
  const { fields, loose } = labelledFieldsOf(lines);
  const found = { fields, ...takeTitle(loose, fields) };
  const dated = takeBareDate(found);
  const when = readWhen(dated, doubts);
  const approval = dated.loose.find((line) => mayBeStructure(line) && APPROVAL_LINE.test(line.text));
  const leftOver = [...(dated.title?.rest ?? []), ...when.rest];
  if (leftOver.length > 0) doubts.add("headerWords", dated.titleLine, leftOver.join(" "));
  const preamble = dated.loose.filter((line) => line !== approval);
  notePreamble(preamble, doubts);
  const committee = valueOf(fields, "committee") || dated.title?.committee || "";
  if (committee === "") doubts.add("committeeMissing", 1, "");
  return {
    kind: dated.title?.kind,
    committee,
    date: when.date,
    startTime: when.startTime,
    ...(when.dateText === "" ? {} : { dateText: when.dateText }),
    place: [dated.title?.place ?? "", ...valuesOf(fields, "place")].filter((part) => part !== "").join(", "),
    participants: participantsIn(fields),
    ...(approval === undefined ? {} : { approvalLine: approval.text.trim() }),
    preamble: [
      ...secondCommittee(fields, dated, doubts),
      ...leftOver.flatMap((text) => [
        { n: dated.titleLine, text },
        { n: dated.titleLine, text: "" },
      ]),
      ...preamble,
    ],
  };
}

/** One doubt for each paragraph that found no field. */
function notePreamble(lines: readonly Line[], doubts: DoubtList): void {
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    const isFirst = before === undefined || isBlank(before);
    const isAbsence = ABSENCE.test(line.text.slice(0, 40));
    if (isBlank(line) || (!isFirst && !isAbsence)) continue;
    doubts.add(isAbsence ? "absenceAsText" : "preambleText", line.n, line.text);
  }
}

/** A labelled «Udvalg:» wins over the title's name; the title's words are kept unless they are the same. */
function secondCommittee(fields: readonly LabelledField[], found: Found, doubts: DoubtList): readonly Line[] {
  const labelled = valueOf(fields, "committee");
  const named = found.title?.committee ?? "";
  if (labelled === "" || named === "") return [];
  doubts.add("headerWords", found.titleLine, named);
  return [
    { n: found.titleLine, text: named },
    { n: found.titleLine, text: "" },
  ];
}

/** The title is the first loose line with the kind in it, else the first that names a committee. */
function takeTitle(loose: readonly Line[], fields: readonly LabelledField[]): Omit<Found, "fields"> {
  const isNamed = valueOf(fields, "committee") !== "";
  const withKind = loose.findIndex((line) => mayBeTitle(line) && hasKindWord(line.text));
  const at =
    withKind === -1 && !isNamed
      ? loose.findIndex((line) => mayBeTitle(line) && namesCommittee(line.text))
      : withKind;
  const line = loose[at];
  if (line === undefined) return { title: undefined, titleLine: 1, loose };
  const first = readTitle(line.text);
  if (first.date !== "") return { title: first, titleLine: line.n, loose: without(loose, at, at + 1) };
  return longerTitle(loose, at, first);
}

function mayBeTitle(line: Line): boolean {
  return mayBeStructure(line) && !isBlank(line);
}

/** A title without a date may go on over the next lines, also after a blank line when it is only the kind. */
function longerTitle(loose: readonly Line[], at: number, first: TitleSentence): Omit<Found, "fields"> {
  const titleLine = loose[at]?.n ?? 1;
  const skipped = first.committee === "" ? loose.slice(at + 1).findIndex((line) => !isBlank(line)) : 0;
  const from = at + 1 + Math.max(skipped, 0);
  const more = loose.slice(from, from + SENTENCE_LINES_MAX);
  const blankAt = more.findIndex((line) => isBlank(line) || !mayBeStructure(line));
  const taken = blankAt === -1 ? more : more.slice(0, blankAt);
  const sentence = readTitle([loose[at], ...taken].map((line) => line?.text.trim() ?? "").join(" "));
  const isSentence = sentence.date !== "" || (first.committee === "" && namesCommittee(sentence.committee));
  if (!isSentence || taken.length === 0)
    return { title: first, titleLine, loose: without(loose, at, at + 1) };
  return {
    title: sentence,
    titleLine,
    loose: without(without(loose, from, from + taken.length), at, at + 1),
  };
}

function without(lines: readonly Line[], from: number, to: number): readonly Line[] {
  return [...lines.slice(0, from), ...lines.slice(to)];
}

/** A line that is only a date («24. marts 2022») is the meeting's, when no label gives one. */
function takeBareDate(found: Found): Found {
  const labelled = [...valuesOf(found.fields, "date"), ...valuesOf(found.fields, "startTime")].join(" ");
  if (readPrintedDate(labelled).date !== "" || (found.title?.date ?? "") !== "") return found;
  const at = found.loose.findIndex((line) => {
    const printed = line.text.length <= 80 ? readPrintedDate(line.text) : undefined;
    return printed !== undefined && printed.date !== "" && !/\p{L}{10,}/u.test(line.text);
  });
  const line = found.loose[at];
  if (line === undefined) return found;
  const field = { name: "date", line: line.n, values: [line.text.trim()] } as const;
  return { ...found, fields: [...found.fields, field], loose: without(found.loose, at, at + 1) };
}

interface When extends Pick<Header, "date" | "startTime"> {
  readonly dateText: string;
  /** A date in the title that is another than the labelled one. */
  readonly rest: readonly string[];
}

function readWhen({ fields, title, titleLine }: Found, doubts: DoubtList): When {
  const inTitle = title?.date ?? "";
  const labelled = [...valuesOf(fields, "date"), ...valuesOf(fields, "startTime")].join(" ");
  const isTitleUsed = valueOf(fields, "date") === "" && inTitle !== "";
  const text = (isTitleUsed ? `${inTitle} ${labelled}` : labelled).trim();
  const line = fields.find(({ name }) => name === "date")?.line ?? titleLine;
  if (text === "") doubts.add("dateMissing", 1, "");
  if (text === "") return { date: "", startTime: "", dateText: "", rest: [] };
  const printed = readPrintedDate(text);
  if (printed.isWeekdayWrong) doubts.add("weekdayWrong", line, text);
  if (printed.date === "") doubts.add("dateUnreadable", line, text);
  const other = readPrintedDate(inTitle);
  const isSame =
    other.date === printed.date && (other.startTime === "" || other.startTime === printed.startTime);
  const isOther = !isTitleUsed && inTitle !== "" && (!isSame || other.saysMore);
  if (isOther) doubts.add("dateDiffers", titleLine, inTitle);
  const dateText = printed.saysMore || printed.date === "" ? text : "";
  return { date: printed.date, startTime: printed.startTime, dateText, rest: isOther ? [inTitle] : [] };
}

function valuesOf(fields: readonly LabelledField[], name: FieldName): readonly string[] {
  return fields.filter((field) => field.name === name).flatMap((field) => field.values);
}

function valueOf(fields: readonly LabelledField[], name: FieldName): string {
  return valuesOf(fields, name).join(", ");
}

function participantsIn(fields: readonly LabelledField[]): readonly Participant[] {
  return fields.filter(({ name }) => name === "participants").flatMap(({ values }) => participantsOf(values));
}
