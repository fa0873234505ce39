import { describe, expect, test } from "vitest";
import { parseCommand } from "../../shared/commands/parse.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";

function parsed(body: unknown) {
  const answer = parseCommand(body);
  return answer.ok ? answer.command : answer.refusal;
}
const addItem = { type: "addItem", id: "c1", title: "Budget" };

test("[CMD2] a right command comes out as it was, with nothing added", () => {
  expect(parsed(addItem)).toEqual(addItem);
  const setHeader = { type: "setHeader", id: "c1", field: "date", value: "2026-03-19" };
  expect(parsed(setHeader)).toEqual(setHeader);
  expect(parsed({ ...setHeader, value: "" })).toMatchObject({ value: "" });
});

describe("[CMD2] refused at the border", () => {
  test.each([
    ["no object", 7],
    ["null", null],
    ["no type", { id: "c1" }],
    ["no id", { type: "addItem", title: "Budget" }],
    ["an empty id", { ...addItem, id: "" }],
    ["an id with a space", { ...addItem, id: "a b" }],
    ["an unknown field", { ...addItem, colour: "red" }],
    ["a number for a title", { ...addItem, title: 7 }],
    ["an empty title", { ...addItem, title: " \n " }],
    ["undefined values", { ...addItem, after: null }],
    ["a date that does not exist", { type: "setHeader", id: "c1", field: "date", value: "2026-02-30" }],
    ["a time that does not exist", { type: "setHeader", id: "c1", field: "startTime", value: "25:00" }],
    ["participants as text", { type: "setHeader", id: "c1", field: "participants", value: "Pia Lund" }],
    ["an unknown header field", { type: "setHeader", id: "c1", field: "phase", value: "godkendt" }],
    ["an unknown phase", { type: "advance", id: "c1", to: "slut" }],
    ["a short hash", { type: "signOff", id: "c1", itemId: "i1", hash: "abc" }],
    ["nothing to change", { type: "setItem", id: "c1", itemId: "i1" }],
    ["a negative place", { type: "tickDoubt", id: "c1", index: -1 }],
  ])("%s", (_name, body) => {
    expect(parsed(body)).toMatchObject({ reason: "wrongTypes" });
  });

  test.each(["launchRocket", "__proto__", "constructor", ""])("the type «%s»", (type) => {
    expect(parsed({ type, id: "c1" })).toMatchObject({ reason: "unknownCommand" });
  });

  test("the sentence names the field in Danish", () => {
    expect(parsed({ ...addItem, title: "" })).toMatchObject({
      message: "Feltet må ikke være tomt (title). Ret det, og prøv igen.",
    });
  });
});

test("[CMD3] text comes out in one spelling", () => {
  const decomposed = "  Ny\tva\u030ardplan\u00a0i \n hallen ";
  expect(parsed({ ...addItem, title: decomposed })).toMatchObject({ title: "Ny vårdplan i hallen" });
  for (const hidden of ["a\u0000b", "a\ud800b", "a\u202eb", "a\u2066b", "a\u001bb"]) {
    expect(parsed({ ...addItem, title: hidden })).toMatchObject({ reason: "wrongTypes" });
  }
});

test("[CMD4] a title may have its limit and no more", () => {
  const longest = "x".repeat(LIMITS.titleCharacters);
  expect(parsed({ ...addItem, title: longest })).toMatchObject({ title: longest });
  expect(parsed({ ...addItem, title: `${longest}x` })).toMatchObject({
    reason: "tooLarge",
    message: "Der må højst være 500 tegn (title). Gør det kortere, eller del det op.",
  });
});
