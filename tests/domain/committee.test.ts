import { expect, test } from "vitest";
import { DEMO_SETTINGS, orderSections } from "../../shared/meeting/committee.ts";
import { isKleJournalNumber, journalNumberHint } from "../../shared/meeting/journalNumber.ts";
import { roleLabel } from "../../shared/meeting/labels.ts";
import { SECTION_KINDS } from "../../shared/meeting/vocabulary.ts";

test("the committee's section order names every kind once, and sections of one kind keep their order", () => {
  expect(DEMO_SETTINGS.sectionOrder.toSorted()).toEqual([...SECTION_KINDS].toSorted());
  const sections = [
    { kind: "beslutning", n: 1 },
    { kind: "sagsfremstilling", n: 2 },
    { kind: "indstilling", n: 3 },
    { kind: "sagsfremstilling", n: 4 },
  ] as const;
  expect(orderSections(sections, DEMO_SETTINGS.sectionOrder).map((section) => section.n)).toEqual([
    3, 2, 4, 1,
  ]);
});

test("the chairs are called what the committee calls them", () => {
  expect(roleLabel("naestforperson", "forperson")).toBe("næstforperson");
  expect(roleLabel("naestforperson", "formand")).toBe("næstformand");
  expect(roleLabel("forperson", "formand")).toBe("formand");
});

test("a journal number may be anything; the KLE form is a hint", () => {
  for (const text of ["81.38.05-P35-4-26", "00.01.00-Ø34-112-25"]) {
    expect([isKleJournalNumber(text), journalNumberHint(text)]).toEqual([true, undefined]);
  }
  expect(journalNumberHint("")).toBeUndefined();
  expect(journalNumberHint("330-2020-164")).toContain("Skriv fx 81.38.05-P35-4-26");
});
