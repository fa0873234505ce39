/**
 * Dates and clock times as Danish papers print them. What the header says beyond date and start
 * time (an end time, a wrong weekday) is not lost: the caller keeps the printed words.
 */
import { isClockTime, isDate, longDate, MONTHS, WEEKDAYS } from "../../meeting/dates.ts";
import { hasWords } from "./words.ts";

const DAY_MONTH = `\\d{1,2}\\.?\\s*(?:${MONTHS.join("|")})\\s*,?\\s*\\d{4}`;
const DATE = `(?:${DAY_MONTH}|\\d{1,2}[-./]\\d{1,2}[-./]\\d{4}|\\d{4}-\\d{2}-\\d{2})`;
const CLOCK = "\\d{1,2}(?:[.:]\\d{2}){0,2}";
const WEEKDAY = `(?:${WEEKDAYS.join("|")})`;
/** A whole phrase: «onsdag den 15. april 2026 kl. 9.00 - 11.00». */
const PHRASE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${WEEKDAY}\\s*,?\\s*)?(?:(?:d\\.|den)\\s*)?${DATE}(?:\\s*,?\\s*(?:kl\\.?|klokken)\\s*${CLOCK}(?:\\s*(?:-|–|til)\\s*(?:kl\\.?\\s*)?${CLOCK})?)?(?![\\p{L}\\p{N}])`,
  "iu",
);
const DATE_ALONE = new RegExp(`(?<!\\d)${DATE}(?!\\d)`, "iu");
/** A bare number is a clock time only after «kl.». */
const CLOCK_ALONE =
  /(?<!\p{L})(?:kl\.?|klokken)\s*(\d{1,2})(?:[.:](\d{2}))?(?:[.:]\d{2})?(?![\d:])|(?<![\d.:-])(\d{1,2})[.:](\d{2})(?:[.:]00)?(?![\d:])/iu;
const WEEKDAY_ALONE = new RegExp(`(?<!\\p{L})${WEEKDAY}(?!\\p{L})`, "iu");

export interface PrintedDate {
  readonly date: string;
  readonly startTime: string;
  /** True when the words say more or other than `date` and `startTime`. */
  readonly saysMore: boolean;
  readonly isWeekdayWrong: boolean;
}

export function readPrintedDate(text: string): PrintedDate {
  const date = isoDateOf(DATE_ALONE.exec(text)?.[0] ?? "");
  const withoutDate = date === "" ? text : text.replace(DATE_ALONE, " ");
  const clock = CLOCK_ALONE.exec(withoutDate);
  const startTime = clockOf(clock);
  const weekday = WEEKDAY_ALONE.exec(withoutDate)?.[0].toLowerCase();
  const isWeekdayWrong = weekday !== undefined && date !== "" && !longDate(date).startsWith(weekday);
  const withoutClock = startTime === "" ? withoutDate : withoutDate.replace(CLOCK_ALONE, " ");
  const rest = withoutClock
    .replace(WEEKDAY_ALONE, " ")
    .replace(/(?<!\p{L})(?:kl|klokken|d|den)(?!\p{L})/giu, " ");
  return { date, startTime, saysMore: isWeekdayWrong || hasWords(rest), isWeekdayWrong };
}

/** The first date phrase of a text, or undefined. */
export function findDatePhrase(text: string): { from: number; to: number } | undefined {
  const match = PHRASE.exec(text);
  return match === null ? undefined : { from: match.index, to: match.index + match[0].length };
}

function isoDateOf(printed: string): string {
  const [first = "", second = "", third = ""] = printed.toLowerCase().match(/\p{L}+|\d+/gu) ?? [];
  const month = /^\d/u.test(second) ? Number(second) : MONTHS.findIndex((name) => name === second) + 1;
  const isIso = first.length === 4;
  const date = isIso ? `${first}-${second}-${third}` : `${third}-${twoDigits(month)}-${twoDigits(first)}`;
  return isDate(date) ? date : "";
}

function clockOf(match: RegExpExecArray | null): string {
  if (match === null) return "";
  const time = `${twoDigits(match[1] ?? match[3] ?? "")}:${match[2] ?? match[4] ?? "00"}`;
  return isClockTime(time) ? time : "";
}

function twoDigits(value: number | string): string {
  return String(Number(value)).padStart(2, "0");
}
