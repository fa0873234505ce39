/**
 * Meeting -> what the template prints (printed.ts). Pure; knows nothing of Typst beyond the shape
 * that meeting.typ reads, and nothing of permissions: what it is given is printed.
 */
import { clockText, longDate, shortDate } from "../../shared/meeting/dates.ts";
import {
  ATTACHMENTS_LABEL,
  ATTENDANCE_LABELS,
  HEADER_LABELS,
  KIND_LABELS,
  OUTCOME_LABELS,
  SECTION_LABELS,
} from "../../shared/meeting/labels.ts";
import type { AgendaItem, Attendance, Meeting, Participant, Section } from "../../shared/meeting/meeting.ts";
import { ATTENDANCE_STATES } from "../../shared/meeting/vocabulary.ts";
import { PRINT_TEXT, atItem, cameAt, deputyFor, ledgerReceipt, leftAt } from "./printText.ts";
import type { PrintedField, PrintedItem, PrintedMeeting, PrintedSection } from "./printed.ts";
import { printedBlocksOf } from "./printedBlocks.ts";
import { printableLine } from "./printableLine.ts";

export interface PrintOptions {
  /** True until the referat is approved: every page then says so. */
  readonly draft: boolean;
  /** Head of the ledger's hash chain, printed under the approval line as a receipt. */
  readonly ledgerHead?: string;
}

/** Sub-headings in a section follow the section's heading; those before the first item, the title. */
const SECTION_SUB_HEADING_LEVEL = 4;
const PREAMBLE_SUB_HEADING_LEVEL = 2;
/** The foot of the page has one line. */
const FOOTER_LENGTH_MAX = 60;

export function printedMeetingOf(meeting: Meeting, options: PrintOptions): PrintedMeeting {
  const committee = printableLine(meeting.committee);
  const date = meeting.date === "" ? "" : shortDate(meeting.date);
  const headline = joined([KIND_LABELS[meeting.kind], committee], " ");
  const day = date === "" ? "" : `d. ${date}`;
  return {
    title: joined([headline, day], " "),
    headline,
    day,
    author: committee,
    footer: joined([shortened(committee), date], " · "),
    pageWords: PRINT_TEXT.page,
    draftMark: options.draft ? PRINT_TEXT.draftMark : "",
    draftNote: options.draft ? PRINT_TEXT.draftNote : "",
    fields: headerFieldsOf(meeting),
    attendanceHeading: PRINT_TEXT.attendance,
    attendance: attendanceFieldsOf(meeting.attendance ?? [], meeting.items),
    preamble: printedBlocksOf(meeting.preamble, PREAMBLE_SUB_HEADING_LEVEL),
    contentsHeading: PRINT_TEXT.contents,
    itemWord: PRINT_TEXT.item,
    attachmentsHeading: ATTACHMENTS_LABEL,
    missingLink: PRINT_TEXT.missingLink,
    items: meeting.items.map((item) => printedItemOf(item, options)),
    approval: approvalOf(meeting, options),
  };
}

function headerFieldsOf(meeting: Meeting): readonly PrintedField[] {
  return filled([
    { label: HEADER_LABELS.date, value: printableLine(meeting.dateText ?? dateAndTimeOf(meeting)) },
    { label: HEADER_LABELS.place, value: printableLine(meeting.place) },
    { label: HEADER_LABELS.participants, value: meeting.participants.map(participantText).join(", ") },
  ]);
}

function dateAndTimeOf({ date, startTime }: Meeting): string {
  const clock = startTime === "" ? "" : `kl. ${clockText(startTime)}`;
  return joined([date === "" ? "" : capitalised(longDate(date)), clock], " ");
}

function participantText({ name, detail }: Participant): string {
  return printableLine(detail === "" ? name : `${name} (${detail})`);
}

/** One line for each way of being there, guests of a single item last. */
function attendanceFieldsOf(
  attendance: readonly Attendance[],
  items: readonly AgendaItem[],
): readonly PrintedField[] {
  const members = attendance.filter((person) => person.itemId === undefined);
  const guests = attendance.filter((person) => person.itemId !== undefined);
  const names = (people: readonly Attendance[]) =>
    people.map((person) => printableLine(attendanceText(person, items))).join(", ");
  return filled([
    ...ATTENDANCE_STATES.map((state) => ({
      label: ATTENDANCE_LABELS[state],
      value: names(members.filter((person) => person.state === state)),
    })),
    { label: PRINT_TEXT.guests, value: names(guests) },
  ]);
}

function attendanceText(person: Attendance, items: readonly AgendaItem[]): string {
  const item = items.find(({ id }) => id !== undefined && id === person.itemId);
  const remarks = joined(
    [
      person.for === undefined ? "" : deputyFor(person.for),
      item === undefined ? "" : atItem(item.number),
      person.from === undefined ? "" : cameAt(clockText(person.from)),
      person.to === undefined ? "" : leftAt(clockText(person.to)),
    ],
    ", ",
  );
  return remarks === "" ? person.name : `${person.name} (${remarks})`;
}

function printedItemOf(item: AgendaItem, options: PrintOptions): PrintedItem {
  const sections = item.sections.map((section) => printedSectionOf(section, item));
  return {
    number: item.number,
    title: printableLine(item.title).trim() || PRINT_TEXT.noTitle,
    journalNumber: printableLine(item.journalNumber),
    sections: options.draft ? sections.map(markedWhenEmpty) : sections.filter(hasWords),
    attachments: item.attachments.map(({ name }) => printableLine(name)),
  };
}

/** The outcome is signed with the item, so it is printed with the decision that it belongs to. */
function printedSectionOf(section: Section, item: AgendaItem): PrintedSection {
  const isDecision = section.kind === "beslutning" && item.outcome !== undefined;
  return {
    heading: SECTION_LABELS[section.kind],
    blocks: printedBlocksOf(section.content, SECTION_SUB_HEADING_LEVEL),
    note: isDecision ? `${PRINT_TEXT.outcome}: ${OUTCOME_LABELS[item.outcome]}` : "",
  };
}

/** In a draft an empty section shows what is still to be written; in approved minutes it is left out. */
function markedWhenEmpty(section: PrintedSection): PrintedSection {
  return hasWords(section) ? section : { ...section, note: PRINT_TEXT.emptySection };
}

function hasWords(section: PrintedSection): boolean {
  return section.blocks.length > 0 || section.note !== "";
}

function approvalOf(meeting: Meeting, options: PrintOptions): PrintedMeeting["approval"] {
  if (meeting.approvalLine === undefined || meeting.approvalLine === "") return null;
  return {
    line: printableLine(meeting.approvalLine),
    receipt: options.ledgerHead === undefined ? "" : ledgerReceipt(options.ledgerHead),
  };
}

const filled = (fields: readonly PrintedField[]) => fields.filter(({ value }) => value !== "");
const joined = (parts: readonly string[], separator: string) =>
  parts.filter((part) => part !== "").join(separator);
const shortened = (text: string) =>
  text.length > FOOTER_LENGTH_MAX ? `${text.slice(0, FOOTER_LENGTH_MAX)} …` : text;
const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
