/** What goes to the template, without Typst. */
import { describe, expect, test } from "vitest";
import { printableLine } from "../../server/print/printableLine.ts";
import { printedMeetingOf } from "../../server/print/printable.ts";
import { tableGridOf } from "../../server/print/tableGrid.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { itemWith, meetingWith, paragraph, row, table, textOf, words } from "../support/printedMeeting.ts";

const final = { draft: false };
const link = (href: string) => ({ type: "link", attrs: { href } });
const cell = (attrs: Readonly<Record<string, unknown>>, type = "tableCell"): RichNode => ({
  type,
  attrs,
  content: [],
});
const rowOf = (...content: readonly RichNode[]): RichNode => ({ type: "tableRow", content });

describe("header fields", () => {
  test("[PDF1] the date as it was printed in the source goes before the one we would write", () => {
    const { fields } = printedMeetingOf(meetingWith({ dateText: "19. marts 2026, formiddag" }), final);
    expect(fields[0]).toEqual({ label: "Mødedato", value: "19. marts 2026, formiddag" });
  });

  test("[PDF15] attendance has one line for each state that somebody is in", () => {
    const { attendance } = printedMeetingOf(
      meetingWith({
        items: [itemWith(textOf(), { id: "a", number: 11 })],
        attendance: [
          { name: "Karen Holm", state: "tilStede" },
          { name: "Jonas Vinter", state: "tilStede", from: "10:20", to: "11:00" },
          { name: "Mads Krogh", state: "afbud" },
          { name: "Pia Lund", state: "suppleant", for: "Mads Krogh" },
          { name: "Amira Nørgaard", state: "tilStede", itemId: "a" },
        ],
      }),
      final,
    );
    expect(attendance).toEqual([
      { label: "Til stede", value: "Karen Holm, Jonas Vinter (kom kl. 10.20, gik kl. 11.00)" },
      { label: "Afbud", value: "Mads Krogh" },
      { label: "Suppleant", value: "Pia Lund (for Mads Krogh)" },
      { label: "Gæster", value: "Amira Nørgaard (punkt 11)" },
    ]);
  });
});

describe("sections", () => {
  const sections = [
    { kind: "sagsfremstilling", content: textOf(paragraph(" ")) },
    { kind: "beslutning", content: textOf(paragraph("Drøftet.")) },
  ] as const;
  const meeting = meetingWith({ items: [itemWith(textOf(), { sections, outcome: "droeftet" })] });
  const headings = (options: { readonly draft: boolean }) =>
    printedMeetingOf(meeting, options).items[0]?.sections.map(({ heading, note }) => ({ heading, note }));

  test("[PDF14] a section without words is left out of approved minutes and marked in a draft", () => {
    const decision = { heading: "Beslutning", note: "Beslutningstype: Drøftet" };
    expect(headings(final)).toEqual([decision]);
    expect(headings({ draft: true })).toEqual([
      { heading: "Sagsfremstilling", note: "Endnu ingen tekst" },
      decision,
    ]);
  });

  test("[PDF8] neighbours in one link are one link, and a link that could run is none", () => {
    const content = textOf(
      paragraph(
        words("den ", link("https://nordsund.example")),
        words("nye", link("https://nordsund.example"), { type: "bold" }),
        words("x", link("javascript:alert(1)")),
      ),
    );
    const [block] =
      printedMeetingOf(meetingWith({ items: [itemWith(content)] }), final).items[0]?.sections[0]?.blocks ??
      [];
    const runs = block !== undefined && "runs" in block ? block.runs : [];
    expect(runs.map(({ kind }) => kind)).toEqual(["link", "missingLink"]);
  });
});

describe("text", () => {
  test("[PDF16] a very long word gets places to break and keeps its letters", () => {
    const word = "å".repeat(100);
    const printed = printableLine(word);
    expect(printed.split("\u200B").length).toBeGreaterThan(10);
    expect(printed.replaceAll("\u200B", "")).toBe(word);
    expect(printableLine("vagtplan")).toBe("vagtplan");
  });

  test("[PDF9] control characters and overrides of the direction are left out", () => {
    expect(printableLine("a\u0000b\u202Ec\td\r\ne\uD800")).toBe("abc d e\uFFFD");
  });
});

describe("a table's grid", () => {
  test.each([
    ["spans over the edge", table(rowOf(cell({ colspan: 100, rowspan: 100 }), cell({})), rowOf(cell({})))],
    [
      "spans that overlap",
      table(rowOf(cell({}), cell({ rowspan: 2 })), rowOf(cell({ colspan: 3 }), cell({}))),
    ],
    ["rows of different lengths", table(row("tableCell", ["a"]), row("tableCell", ["a", "b", "c"]))],
    [
      "a header that reaches below itself",
      table(rowOf(cell({ rowspan: 3 }, "tableHeader")), rowOf(cell({}), cell({}))),
    ],
  ])("[PDF7] %s: every square belongs to one cell", (_case, node) => {
    const grid = tableGridOf(node);
    const squares = grid?.cells.flatMap(({ x, y, colspan, rowspan }) =>
      Array.from(
        { length: colspan * rowspan },
        (_square, index) => `${x + (index % colspan)}:${y + Math.floor(index / colspan)}`,
      ),
    );
    expect(new Set(squares).size).toBe(squares?.length);
    expect(squares?.length).toBe((grid?.columns ?? 0) * (node.content?.length ?? 0));
  });
});
