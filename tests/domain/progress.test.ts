import { expect, test } from "vitest";
import { countTreated, progressOf } from "../../shared/meeting/progress.ts";

const items = [{ id: "a", outcome: "godkendt" as const }, { id: "b" }, { id: "c" }, { id: "d" }];
const inMeeting = { items, phase: "moede" as const, currentItem: "c" };

test("[SCR4] the item that the meeting is at is treated now, also when it has an outcome", () => {
  expect(progressOf({ id: "c" }, inMeeting)).toBe("behandlesNu");
  expect(progressOf({ id: "c", outcome: "droeftet" }, inMeeting)).toBe("behandlesNu");
});

test("[SCR4] items before the current one and items with an outcome are treated, the others are not", () => {
  expect(items.map((item) => progressOf(item, inMeeting))).toEqual([
    "behandlet",
    "behandlet",
    "behandlesNu",
    "ikkeBehandlet",
  ]);
  expect(progressOf({ id: "d", outcome: "udsat" }, inMeeting)).toBe("behandlet");
  expect(countTreated(inMeeting)).toBe(2);
});

test("[SCR4] before the first item nothing is treated", () => {
  expect(progressOf({ id: "b" }, { items, phase: "moede" })).toBe("ikkeBehandlet");
});

test("[SCR4] an agenda has no progress, and after the meeting everything is treated", () => {
  expect(progressOf({ id: "b" }, { items, phase: "dagsordenFrigivet" })).toBeUndefined();
  expect(progressOf({ id: "b" }, { items, phase: "tilGodkendelse" })).toBe("behandlet");
});
