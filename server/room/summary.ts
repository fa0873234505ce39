/** What lists show of a meeting without opening its document. */
import type * as Y from "yjs";
import { readMeetingRecord } from "../../shared/document/read.ts";
import { KIND_LABELS } from "../../shared/meeting/labels.ts";
import { shortDate } from "../../shared/meeting/dates.ts";
import type { MeetingSummary } from "../store/store.ts";

export function summaryOf(doc: Y.Doc): MeetingSummary {
  const { kind, committee, phase, date, startTime, place } = readMeetingRecord(doc);
  const title = [KIND_LABELS[kind], committee, date === "" ? "" : `d. ${shortDate(date)}`]
    .filter((part) => part !== "")
    .join(" ");
  return { title, kind, committee, phase, date, startTime, place };
}
