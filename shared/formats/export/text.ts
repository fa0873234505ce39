/**
 * A meeting as plain text in the shape of the papers that municipalities publish, so that it can be
 * read anywhere and imported again. Empty fields leave no line.
 */
import { longDate, shortDate } from "../../meeting/dates.ts";
import { ATTACHMENTS_LABEL, HEADER_LABELS, KIND_LABELS, SECTION_LABELS } from "../../meeting/labels.ts";
import type { AgendaItem, Meeting, Participant } from "../../meeting/meeting.ts";
import { isEmptyText } from "../../meeting/richText.ts";
import { attachmentLine, richTextAsLines } from "./textBlocks.ts";

export function meetingAsText(meeting: Meeting): string {
  const preamble = isEmptyText(meeting.preamble) ? [] : richTextAsLines(meeting.preamble);
  const paragraphs = [
    titleOf(meeting),
    ...fieldLines(meeting),
    ...preamble,
    ...meeting.items.flatMap(itemParagraphs),
  ];
  return `${paragraphs.join("\n\n")}\n`;
}

function titleOf({ kind, committee, date }: Meeting): string {
  const day = date === "" ? "" : ` d. ${shortDate(date)}`;
  return `${KIND_LABELS[kind]} ${committee}${day}`.replace(/\s+/gu, " ").trim();
}

function fieldLines(meeting: Meeting): readonly string[] {
  return [
    fieldLine(HEADER_LABELS.date, meeting.dateText ?? printedDate(meeting)),
    fieldLine(HEADER_LABELS.place, meeting.place),
    fieldLine(HEADER_LABELS.participants, meeting.participants.map(participantText).join(", ")),
    meeting.approvalLine ?? "",
  ].filter((line) => line !== "");
}

function fieldLine(label: string, value: string): string {
  return value === "" ? "" : `${label} ${value}`;
}

/** Onsdag d. 15. april 2026 kl. 09:00, as the papers have it. */
function printedDate({ date, startTime }: Meeting): string {
  const time = startTime === "" ? "" : `kl. ${startTime}`;
  if (date === "") return time;
  const day = longDate(date);
  return `${day.slice(0, 1).toUpperCase()}${day.slice(1)} ${time}`.trim();
}

function participantText({ name, detail }: Participant): string {
  return detail === "" ? name : `${name} (${detail})`;
}

function itemParagraphs(item: AgendaItem): readonly string[] {
  return [
    `Punkt ${item.number}: ${item.title}`.trim(),
    ...(item.journalNumber === "" ? [] : [item.journalNumber]),
    ...item.sections.flatMap(({ kind, content }) => [
      SECTION_LABELS[kind],
      ...(isEmptyText(content) ? [] : richTextAsLines(content)),
    ]),
    ...(item.attachments.length === 0 ? [] : [ATTACHMENTS_LABEL]),
    ...item.attachments.map(({ name }) => attachmentLine(name)),
  ];
}
