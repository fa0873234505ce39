/**
 * Dates and clock times as Danish papers print them. A meeting's date is a plain `YYYY-MM-DD` and
 * is never turned into an instant, so no machine's time zone can move it to another day. Instants
 * are stored in UTC and shown in Europe/Copenhagen. Nothing here asks what time it is.
 */

export const MONTHS = [
  "januar",
  "februar",
  "marts",
  "april",
  "maj",
  "juni",
  "juli",
  "august",
  "september",
  "oktober",
  "november",
  "december",
] as const;

export const WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"] as const;

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** 2026-03-19 -> torsdag d. 19. marts 2026. What is no date is returned as it is. */
export function longDate(date: string): string {
  const day = dayOf(date);
  return day === undefined ? date : `${weekdayOf(day)} d. ${dayText(day)}`;
}

/** 2026-03-19 -> 19-03-2026. */
export function shortDate(date: string): string {
  return dayOf(date) === undefined ? date : date.split("-").toReversed().join("-");
}

/** 10:00 -> 10.00. */
export function clockText(time: string): string {
  return time.replace(":", ".");
}

/** 2026-03-19T10:05:00Z -> 19. marts 2026 kl. 11.05, on a clock in Copenhagen. */
export function danishInstant(instant: string): string {
  const local = copenhagenPartsOf(instant);
  return local === undefined ? instant : `${dayText(local)} kl. ${local.hour}.${local.minute}`;
}

/** 2026-03-19T23:30:00Z -> 20. marts 2026: the day it was in Copenhagen. */
export function danishDayOf(instant: string): string {
  const local = copenhagenPartsOf(instant);
  return local === undefined ? instant : dayText(local);
}

export function isDate(text: string): boolean {
  return dayOf(text) !== undefined;
}

/** HH:MM from 00:00 to 23:59. */
export function isClockTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/u.test(text);
}

function dayText({ year, month, day }: Day): string {
  return `${day}. ${MONTHS[month - 1]} ${year}`;
}

function weekdayOf(day: Day): string | undefined {
  // 1 January 1970 was a Thursday.
  return WEEKDAYS[(((daysSince1970(day) + 3) % 7) + 7) % 7];
}

function dayOf(date: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(date);
  if (match === null) return undefined;
  const day = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  const exists = day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= daysInMonth(day);
  return exists ? day : undefined;
}

function daysInMonth({ year, month }: Day): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Counted by the calendar's own rules (years that begin in March), since shared code has no Date. */
function daysSince1970({ year, month, day }: Day): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

const COPENHAGEN = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Copenhagen",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function copenhagenPartsOf(instant: string): (Day & { hour: string; minute: string }) | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?Z$/u.exec(instant);
  const day = dayOf(match?.[1] ?? "");
  if (match === null || day === undefined) return undefined;
  const minutes = daysSince1970(day) * 1440 + Number(match[2]) * 60 + Number(match[3]);
  const parts = COPENHAGEN.formatToParts(minutes * 60_000);
  const partOf = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return {
    year: Number(partOf("year")),
    month: Number(partOf("month")),
    day: Number(partOf("day")),
    hour: partOf("hour"),
    minute: partOf("minute"),
  };
}
