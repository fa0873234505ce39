/** How a meeting is named in the list: by its day, since a committee meets many times under one name. */
import { clockText, longDate } from "../../shared/meeting/dates.ts";
import type { MeetingSummary } from "../connection/answers.ts";
import { meetingsText } from "../text/meetings.ts";

/** «Torsdag d. 19. marts 2026 kl. 10.00» */
export function dayOf({ date, startTime }: MeetingSummary): string {
  const day = date === "" ? meetingsText.noDate : longDate(date);
  const time = startTime === "" ? "" : ` kl. ${clockText(startTime)}`;
  return day.charAt(0).toUpperCase() + day.slice(1) + time;
}

/** «Referat · AfdelingsMED Kultur og Fritid · Havnesalen» */
export function bodyOf({ kind, committee, place }: MeetingSummary): string {
  return [meetingsText.kindWord[kind], committee, place].filter((part) => part !== "").join(" · ");
}
