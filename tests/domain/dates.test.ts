import { assert, date as anyDate, property } from "fast-check";
import { expect, test } from "vitest";
import {
  clockText,
  danishDayOf,
  danishInstant,
  isClockTime,
  isDate,
  longDate,
  shortDate,
} from "../../shared/meeting/dates.ts";

test("a date is printed in words with its weekday, and with numbers", () => {
  expect(longDate("2026-03-19")).toBe("torsdag d. 19. marts 2026");
  expect(longDate("2000-02-29")).toBe("tirsdag d. 29. februar 2000");
  expect(longDate("1970-01-01")).toBe("torsdag d. 1. januar 1970");
  expect(longDate("1969-12-31")).toBe("onsdag d. 31. december 1969");
  expect(shortDate("2026-03-09")).toBe("09-03-2026");
  expect(clockText("10:00")).toBe("10.00");
});

test("what is no date is printed as it is", () => {
  for (const text of ["", "2026-02-30", "i morgen", "2026-3-9", "1900-02-29"]) {
    expect([longDate(text), shortDate(text), isDate(text)]).toEqual([text, text, false]);
  }
  expect([isClockTime("23:59"), isClockTime("24:00"), isClockTime("9:00")]).toEqual([true, false, false]);
});

test("an instant is told by a clock in Copenhagen, summer and winter, whatever the machine's zone", () => {
  expect(danishInstant("2026-03-19T10:05:00.000Z")).toBe("19. marts 2026 kl. 11.05");
  expect(danishInstant("2026-07-01T10:05:00Z")).toBe("1. juli 2026 kl. 12.05");
  expect(danishInstant("2026-03-29T00:59:59Z")).toBe("29. marts 2026 kl. 01.59");
  expect(danishInstant("2026-03-29T01:00:00Z")).toBe("29. marts 2026 kl. 03.00");
  expect(danishInstant("2026-12-31T23:00:00Z")).toBe("1. januar 2027 kl. 00.00");
  expect(danishDayOf("2026-03-19T23:30:00Z")).toBe("20. marts 2026");
  expect(danishInstant("yesterday")).toBe("yesterday");
});

test("the calendar agrees with the machine's over four centuries", () => {
  const weekday = new Intl.DateTimeFormat("da-DK", { weekday: "long", timeZone: "UTC" });
  const instant = anyDate({ min: new Date("1800-01-01"), max: new Date("2199-12-31"), noInvalidDate: true });
  assert(
    property(instant, (date) => {
      const day = date.toISOString().slice(0, 10);
      expect(longDate(day).split(" ")[0]).toBe(weekday.format(date));
    }),
    { seed: 20260319 },
  );
});
