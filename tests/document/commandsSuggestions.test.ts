import { describe, expect, test } from "vitest";
import { shownAs } from "../../shared/canonical/shownSuggestion.ts";
import { insertNodes } from "../../shared/document/fragmentWrite.ts";
import { resolutionsRoot, sectionText } from "../../shared/document/layout.ts";
import { isSettled, latestResolution } from "../../shared/document/read.ts";
import { SUGGESTED_BREAK } from "../../shared/document/stamps.ts";
import { problemsOf } from "../../shared/document/validate.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { suggestionsIn } from "../../shared/suggestion/suggestion.ts";
import type { CommandRoom } from "./commandRoom.ts";
import {
  accept,
  added,
  decisionOf,
  openIn,
  paragraph,
  reject,
  reopen,
  rewrite,
  stamp,
  struck,
  suggestedRoom,
  textOf,
  withdraw,
  wordsOf,
} from "./suggestedRoom.ts";

const [ONE, TWO, OTHER] = [stamp("s1"), stamp("s2"), stamp("s3", "naestforperson")];
/** «Vi har et par pladser.», with two proposals of Karen's and one of Jonas'. */
const places = () => [
  paragraph("Vi har ", struck("et par", ONE), added("12", ONE), " pladser", added(" ledige", TWO), "."),
  paragraph("Næste møde er i april", added(" eller maj", OTHER), "."),
];

describe("a verdict", () => {
  test("[SUG71] accepting does what was suggested, rejecting leaves the text; a record tells of both", () => {
    const room = suggestedRoom("referatIArbejde", ...places());
    expect(room.done("referent", accept("s1")).result).toEqual({ resolved: ["s1"], already: [] });
    expect(openIn(room)).toEqual(["s2", "s3"]);
    room.done("referent", reject("s2"));
    expect(wordsOf(room)).toBe("Vi har 12 pladser.\nNæste møde er i april eller maj.");
    expect(latestResolution(room.doc, "s1")).toMatchObject({
      id: "s1",
      section: decisionOf(room),
      author: "forperson",
      authorName: "Karen Holm",
      at: "2026-03-19T08:00:00.000Z",
      parts: [
        { kind: "delete", text: "et par" },
        { kind: "insert", text: "12" },
      ],
      before: "Vi har et par pladser.",
      after: "Vi har 12 pladser.",
      verdict: "accept",
      by: "referent",
      byName: "Amira Nørgaard",
      resolvedAt: "2026-03-19T09:00:00.000Z",
    });
    expect(latestResolution(room.doc, "s2")).toMatchObject({
      verdict: "reject",
      parts: [{ kind: "insert", text: " ledige" }],
      before: "Vi har 12 pladser.",
      after: "Vi har 12 pladser.",
    });
  });

  test("[SUG34] a suggestion gets one verdict; who comes second hears which, and by whom", () => {
    const room = suggestedRoom("referatIArbejde", ...places());
    room.done("referent", accept("s1"));
    for (const command of [accept("s1"), reject("s1")]) {
      expect(room.refused("referent", command, "alreadyResolved")).toBe(
        "Forslaget er allerede accepteret af Amira Nørgaard. Se listen over forslag igen.",
      );
    }
    room.refused("referent", accept("nothing"), "unknownSuggestion");
    expect(resolutionsRoot(room.doc).size).toBe(1);
  });

  test("[SUG78] a verdict is on what was read: what its author has changed since stays open, and is named", () => {
    const room = suggestedRoom("referatIArbejde", ...places());
    const read = suggestionsIn(textOf(room));
    const shown = Object.fromEntries(read.map((one) => [one.id, shownAs(one)]));
    const [first, next] = places();
    rewrite(
      room,
      paragraph("Vi har ", struck("et par", ONE), added("112", ONE), " pladser."),
      next ?? paragraph(),
    );
    expect(room.refused("referent", { ...accept("s1"), shown }, "suggestionChanged")).toBe(
      "Forslaget er ændret, siden du læste det. Læs det, som det er nu, og afgør det så.",
    );
    const { result } = room.done("referent", { ...accept("s1", "s3"), shown });
    expect(result).toEqual({ resolved: ["s3"], already: [], changed: ["s1"] });
    expect(openIn(room)).toEqual(["s1"]);
    rewrite(room, first ?? paragraph());
    room.done("referent", { ...accept("s1"), shown });
  });

  test("[SUG35] a split that is accepted twice is one split", () => {
    const room = suggestedRoom(
      "referatIArbejde",
      paragraph("Vi har", added(SUGGESTED_BREAK, ONE), "12 pladser."),
    );
    room.done("referent", accept("s1"));
    room.refused("referent", accept("s1"), "alreadyResolved");
    expect(wordsOf(room)).toBe("Vi har\n12 pladser.");
  });

  test("[SUG71] what the schema lets in as an id, a command can name", () => {
    for (const id of ["", "a b", "æ", "a\u0000", "\ud800", "x".repeat(101)]) {
      const block = { ...paragraph(added("Nyt.", stamp(id))), attrs: { sIns: [stamp(id)] } };
      expect(problemsOf({ type: "doc", content: [block] }).length, JSON.stringify(id)).toBe(2);
    }
    for (const id of ["s1", "x".repeat(100), "!~:/"]) {
      const block = { ...paragraph(added("Nyt.", stamp(id))), attrs: { sIns: [stamp(id)] } };
      expect(problemsOf({ type: "doc", content: [block] })).toEqual([]);
      const room = suggestedRoom("referatIArbejde", block);
      expect(room.done("referent", accept(id)).result["resolved"]).toEqual([id]);
    }
  });

  test("[SUG36] [SUG73] who may only suggest, and who may only read, gives no verdict and takes none back", () => {
    const room = suggestedRoom("referatIArbejde", ...places());
    for (const person of ["forperson", "naestforperson", "medlem", "ansat"] as const) {
      for (const command of [accept("s1"), reject("s3")]) room.refused(person, command, "noRight");
    }
    room.done("referent", accept("s1"));
    room.refused("forperson", accept("s1"), "noRight");
    room.refused("forperson", reopen("s1"), "noRight");
    const closed = suggestedRoom("godkendt", ...places());
    closed.refused("referent", accept("s1"), "locked");
  });

  test("[SUG72] of many at once the open ones are resolved, and the answer says which had a verdict", () => {
    const room = suggestedRoom("referatIArbejde", ...places());
    room.done("referent", reject("s2"));
    expect(room.done("referent", accept("s1", "s2", "s3", "nothing")).result).toEqual({
      resolved: ["s1", "s3"],
      already: [{ id: "s2", verdict: "reject", by: "referent", byName: "Amira Nørgaard" }],
    });
    expect(wordsOf(room)).toBe("Vi har 12 pladser.\nNæste møde er i april eller maj.");
    expect(openIn(room)).toEqual([]);
  });

  test("[SUG73] who suggested something can withdraw it, and nobody else", () => {
    const room = suggestedRoom("tilGodkendelse", ...places());
    room.refused("naestforperson", withdraw("s1"), "notYourSuggestion");
    room.refused("forperson", withdraw("s1", "s3"), "notYourSuggestion");
    room.refused("medlem", withdraw("s1"), "noRight");
    room.done("forperson", withdraw("s1", "s2"));
    expect(wordsOf(room)).toBe("Vi har et par pladser.\nNæste møde er i april eller maj.");
    expect(latestResolution(room.doc, "s1")).toMatchObject({ verdict: "withdraw", by: "forperson" });
    expect(room.refused("referent", accept("s1"), "alreadyResolved")).toMatch(
      /^Forslaget er allerede trukket tilbage af Karen Holm\./u,
    );
  });
});

describe("taking a verdict back", () => {
  test.each([
    ["accept", accept("s1")],
    ["reject", reject("s1")],
  ])(
    "[SUG19] [SUG74] after %s the text is as it was, and the suggestion open for a new verdict",
    (_name, verdict) => {
      const room = suggestedRoom("referatIArbejde", ...places());
      const before = textOf(room);
      room.refused("referent", reopen("s1"), "unknownSuggestion");
      room.done("referent", verdict);
      expect(textOf(room)).not.toEqual(before);
      room.done("referent", reopen("s1"), "2026-03-19T09:05:00.000Z");
      expect(textOf(room)).toEqual(before);
      expect(latestResolution(room.doc, "s1")).toMatchObject({
        reopenedAt: "2026-03-19T09:05:00.000Z",
        reopenedBy: "referent",
      });
      room.refused("referent", reopen("s1"), "notResolved");
      room.done("referent", accept("s1"));
      expect(resolutionsRoot(room.doc).size).toBe(2);
      expect(wordsOf(room)).toContain("Vi har 12 pladser");
      expect(resolutionsRoot(room.doc).get("s1:1")).toHaveProperty("reopenedAt");
    },
  );

  test("[SUG74] what happened in other blocks meanwhile stays, and blocks before it may come and go", () => {
    const room = suggestedRoom("referatIArbejde", paragraph("Først."), ...places());
    room.done("referent", accept("s1"));
    room.done("referent", accept("s3"));
    const fragment = sectionText(room.doc, decisionOf(room));
    room.doc.transact(() => {
      insertNodes(fragment, fragment.length, [paragraph("Til sidst.")]);
      fragment.delete(0, 1);
    });
    room.done("referent", reopen("s1"));
    expect(wordsOf(room)).toBe(
      "Vi har et par12 pladser ledige.\nNæste møde er i april eller maj.\nTil sidst.",
    );
    expect(openIn(room)).toEqual(["s1", "s2"]);
  });

  test("[SUG74] not where the same block has changed since; when that is taken back, it can be", () => {
    const room = suggestedRoom("referatIArbejde", ...places());
    const before = textOf(room);
    room.done("referent", accept("s1"));
    room.done("referent", accept("s2"));
    expect(room.refused("referent", reopen("s1"), "textChangedSince")).toBe(
      "Teksten er ændret, siden forslaget blev afgjort. Ret teksten, eller foreslå det igen.",
    );
    room.done("referent", reopen("s2"));
    room.done("referent", reopen("s1"));
    expect(textOf(room)).toEqual(before);
    room.done("referent", accept("s1"));
    rewrite(room, paragraph("Noget andet."));
    room.refused("referent", reopen("s1"), "textChangedSince");
  });

  test("[SUG74] a suggestion whose words went with another's comes back with them, and is open again", () => {
    const both: RichNode = {
      type: "text",
      text: "et par",
      marks: [ONE, OTHER].map((by) => ({ type: "deletion", attrs: { ...by } })),
    };
    const room = suggestedRoom("referatIArbejde", paragraph("Vi har ", both, " pladser."));
    room.done("referent", accept("s1", "s3"));
    expect([isSettled(room.doc, "s1"), isSettled(room.doc, "s3")]).toEqual([true, true]);
    room.done("referent", reopen("s1"));
    expect(openIn(room)).toEqual(["s1", "s3"]);
    expect([isSettled(room.doc, "s1"), isSettled(room.doc, "s3")]).toEqual([false, false]);
  });
});

const cell = (...blocks: readonly RichNode[]): RichNode => ({ type: "tableCell", content: blocks });
const tableOf = (...cells: readonly RichNode[]): RichNode => ({
  type: "table",
  content: [{ type: "tableRow", content: cells }],
});

/** Bytes of all updates from here on. */
function updatesOf(room: CommandRoom): () => number {
  let bytes = 0;
  room.doc.on("update", (update: Uint8Array) => (bytes += update.length));
  return () => bytes;
}

describe("what is kept of a verdict", () => {
  test("[SUG79] only the blocks that it touched: in a table those of one cell", () => {
    const table = tableOf(
      cell(paragraph("Uge")),
      cell(paragraph("26", added(" og 27", ONE)), paragraph("Lukket")),
    );
    const room = suggestedRoom("referatIArbejde", paragraph("Plan"), table);
    room.done("referent", accept("s1"));
    const { before, after, place } = latestResolution(room.doc, "s1") ?? expect.fail("no record");
    expect([before, after, place?.count]).toEqual(["26", "26 og 27", 1]);
    expect(place?.blocks).toEqual([paragraph("26", added(" og 27", ONE))]);
    room.done("referent", reopen("s1"));
    expect(textOf(room).content[1]?.content?.[0]?.content?.[1]?.content?.[0]).toEqual(place?.blocks[0]);
  });

  test("[SUG79] long words are cut, and a verdict on very much text cannot be taken back", () => {
    const many = "ord ".repeat(LIMITS.resolutionPlaceCharacters / 4);
    const room = suggestedRoom("referatIArbejde", paragraph("Kort.", added(many, ONE)));
    room.done("referent", accept("s1"));
    const record = latestResolution(room.doc, "s1") ?? expect.fail("no record");
    const cut = `${many.slice(0, LIMITS.resolutionCharacters)}…`;
    expect(record.parts).toEqual([{ kind: "insert", text: cut }]);
    expect([record.before, record.after.length]).toEqual(["Kort.", LIMITS.resolutionCharacters + 1]);
    expect(record).not.toHaveProperty("place");
    room.refused("referent", reopen("s1"), "textChangedSince");
    expect(JSON.stringify(record).length).toBeLessThan(4 * LIMITS.resolutionCharacters);
  });

  test("[SUG79] a block that is gone comes back at its place", () => {
    const gone: RichNode = { ...paragraph(struck("Udgår.", ONE)), attrs: { sDel: [ONE] } };
    const room = suggestedRoom("referatIArbejde", paragraph("Først."), gone, paragraph("Sidst."));
    const before = textOf(room);
    room.done("referent", accept("s1"));
    expect(wordsOf(room)).toBe("Først.\nSidst.");
    const fragment = sectionText(room.doc, decisionOf(room));
    room.doc.transact(() => insertNodes(fragment, 2, [paragraph("Nyt.")]));
    room.done("referent", reopen("s1"));
    expect(textOf(room).content).toEqual([...before.content, paragraph("Nyt.")]);
  });

  test("[SUG79] hundreds in one block are resolved together, each with its own record", () => {
    const many = Array.from({ length: LIMITS.suggestionsPerCommand }, (_, nth) => stamp(`m${nth}`));
    const room = suggestedRoom(
      "referatIArbejde",
      paragraph("Kort.", ...many.map((by) => added(` ${by.id}`, by))),
      paragraph("Sidst", added(" i dag", ONE), "."),
    );
    room.done("referent", reject("s1"));
    const seen = updatesOf(room);
    room.done("referent", accept(...many.map(({ id }) => id)));
    expect([wordsOf(room).length, openIn(room)]).toEqual([
      "Kort.\nSidst.".length + many.reduce((sum, { id }) => sum + id.length + 1, 0),
      [],
    ]);
    expect(resolutionsRoot(room.doc).size).toBe(many.length + 1);
    expect(latestResolution(room.doc, "m7")).toMatchObject({
      parts: [{ kind: "insert", text: " m7" }],
      before: "Kort.",
    });
    expect(latestResolution(room.doc, "m7")).not.toHaveProperty("place");
    room.done("referent", reopen("s1"));
    expect(seen()).toBeLessThan(many.length * 3 * LIMITS.resolutionCharacters);
  });
});
