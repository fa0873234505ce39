/** Printing with the real worker thread and the real Typst. */
import { afterAll, describe, expect, test } from "vitest";
import { PrintError } from "../../server/print/printError.ts";
import { Printer } from "../../server/print/printer.ts";
import { closePrinter, renderPdf } from "../../server/print/renderPdf.ts";
import type { Meeting } from "../../shared/meeting/meeting.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { PDF_TOOLS, hasTool, rawTextOf, readWith, wordsOf } from "../support/pdf.ts";
import {
  bulletList,
  itemWith,
  listItem,
  meetingWith,
  orderedList,
  paragraph,
  row,
  subHeading,
  table,
  textOf,
  words,
} from "../support/printedMeeting.ts";

const missing = PDF_TOOLS.filter((tool) => !hasTool(tool));
if (missing.length > 0)
  console.warn(`Not on this machine, so the PDF is read by its bytes: ${missing.join(", ")}`);

afterAll(closePrinter);

const print = (...blocks: readonly RichNode[]) =>
  renderPdf(meetingWith({ items: [itemWith(textOf(...blocks))] }), { draft: false });

/** Where pdftotext is missing the page's text cannot be read from its bytes: it is compressed. */
function expectWords(bytes: Uint8Array, ...expected: readonly string[]): void {
  expect(rawTextOf(bytes).startsWith("%PDF-1.7")).toBe(true);
  const printed = wordsOf(bytes);
  if (printed !== undefined) for (const part of expected) expect(printed).toContain(part);
}

describe("the printed page", () => {
  test("[PDF1] a meeting has its title, fields, contents and items, in this order", async () => {
    const bytes = await renderPdf(meetingWith(), { draft: false });
    expectWords(
      bytes,
      "REFERAT AfdelingsMED Kultur og Fritid d. 19-03-2026",
      "Torsdag d. 19. marts 2026 kl. 10.00",
      "Karen Holm (Forperson), Pia Lund",
      "Indholdsfortegnelse 1",
      "Punkt 1: Ny vagtplan 81.38.05-P35-4-26 Sagsfremstilling Planen er klar.",
      "Side 1 af 1",
    );
  });

  test("[PDF2] it is tagged PDF/UA-1 in Danish with a title, and a sound file", async () => {
    const bytes = await renderPdf(meetingWith(), { draft: true });
    const raw = rawTextOf(bytes);
    for (const sign of [
      "/MarkInfo",
      "/StructTreeRoot",
      "/Lang(da-DK)",
      "<pdfuaid:part>1",
      "/DisplayDocTitle true",
    ]) {
      expect(raw.replaceAll(/\s+(?=[(])/gu, "")).toContain(sign);
    }
    const information = readWith("pdfinfo", bytes);
    if (information !== undefined) {
      expect(information).toMatch(/^Title: +REFERAT AfdelingsMED Kultur og Fritid d\. 19-03-2026$/mu);
      expect(information).toMatch(/^Tagged: +yes$/mu);
    }
    expect(
      new Set(raw.match(/\/BaseFont \/[A-Z]{6}\+\w+/gu)?.map((font) => font.replace(/.*\+/u, ""))),
    ).toEqual(new Set(["IBMPlexSans"]));
    const check = readWith("qpdf", bytes, ["--check"]);
    if (check !== undefined) expect(check).toContain("No syntax or stream encoding errors found");
  });

  test("[PDF3] headings go from the meeting over items and sections to sub-headings", async () => {
    const tags = readWith("pdfinfo", await print(subHeading("Tidsplan"), paragraph("Maj.")), [
      "-struct-text",
    ]);
    if (tags === undefined) return;
    const headings = [...tags.matchAll(/^\s*(H\d)\b/gmu)].map(([, level]) => level);
    expect(headings).toEqual(["H1", "H2", "H2", "H3", "H4"]);
  });

  test("[PDF4] only a draft says KLADDE, on each page and in words", async () => {
    const draft = await renderPdf(meetingWith(), { draft: true });
    const final = await renderPdf(meetingWith(), { draft: false });
    expectWords(draft, "KLADDE: teksten er ikke godkendt", "KLADDE Side 1 af 1");
    expect(wordsOf(final) ?? "").not.toMatch(/kladde/iu);
    const tags = readWith("pdfinfo", draft, ["-struct-text"]);
    if (tags !== undefined) expect(tags.match(/KLADDE/gu)).toHaveLength(1);
  });

  test("[PDF5] the approval line and the ledger's receipt end the minutes", async () => {
    const approvalLine =
      "Referatet er godkendt af forperson Karen Holm og næstforperson Jonas Vinter d. 27. marts 2026.";
    const bytes = await renderPdf(meetingWith({ approvalLine }), { draft: false, ledgerHead: "c0ffee" });
    expectWords(bytes, `${approvalLine} Godkendelsesloggens kvittering: c0ffee`);
  });
});

describe("text of a section", () => {
  test("[PDF6] lists keep their nesting, first number and letters", async () => {
    const bytes = await print(
      bulletList(
        listItem("Ledelse", orderedList({ start: 3, type: "a" }, listItem("Plan"), listItem("Tid"))),
      ),
      orderedList({ start: 7, type: null }, listItem("at planen godkendes")),
    );
    expectWords(bytes, "• Ledelse c. Plan d. Tid 7. at planen godkendes");
  });

  test("[PDF7] a table has header cells, and empty cells stay empty", async () => {
    const bytes = await print(
      table(
        row("tableHeader", ["Område", "Budget"]),
        row("tableCell", ["Bibliotek", ""]),
        row("tableCell", ["", "12"]),
      ),
    );
    const tags = readWith("pdfinfo", bytes, ["-struct-text"]);
    if (tags === undefined) return;
    expect(tags.match(/^\s*TH\b/gmu)).toHaveLength(2);
    expect(tags.match(/^\s*TD\b/gmu)).toHaveLength(4);
  });

  test("[PDF8] a link without a target keeps its words and says so", async () => {
    const bytes = await print(
      paragraph("Læs ", words("her", { type: "link", attrs: { href: null } }), " og "),
      paragraph(words("hjemmesiden", { type: "link", attrs: { href: "https://nordsund.example/med" } })),
    );
    expectWords(bytes, "Læs her (link mangler) og hjemmesiden");
    expect(rawTextOf(bytes)).toContain("https://nordsund.example/med");
  });

  test("[PDF18] a word with a hyphen of its own is never parted at it", async () => {
    const lines = Array.from({ length: 40 }, (_line, index) =>
      paragraph(`${"a ".repeat(index)}${"MED-sekretær ".repeat(9)}`),
    );
    const text = wordsOf(await print(...lines));
    if (text !== undefined) expect(text.match(/MED-sekretær/gu)).toHaveLength(360);
  });

  test("[PDF9] markup and control characters in a text are printed or dropped, never run", async () => {
    const bytes = await print(paragraph('#panic("x") *fed* $x$ \u0000\u0007\uFEFFslut\uD800'));
    expectWords(bytes, '#panic("x") *fed* $x$ slut');
  });

  test("[PDF10] a character that no font can draw is named by its number", async () => {
    expectWords(
      await print(paragraph("Godt \u{10FFFD} gået \u{10FFFC}\u200D\u{10FFFD}.")),
      "Godt [U+10FFFD] gået [U+10FFFC][U+10FFFD].",
    );
  });
});

const cells = (count: number, word: string) => Array.from({ length: count }, () => word);

describe("what is large, odd or empty", () => {
  const EMPTY: Meeting = {
    ...meetingWith(),
    committee: "",
    date: "",
    startTime: "",
    place: "",
    participants: [],
    items: [],
  };
  const nested = (depth: number, leaf: RichNode): RichNode =>
    depth === 0 ? leaf : bulletList(listItem(`Niveau ${depth}`, nested(depth - 1, leaf)));
  const nestedTable = (depth: number): RichNode =>
    depth === 0
      ? paragraph("Inderst")
      : table({ type: "tableRow", content: [{ type: "tableCell", content: [nestedTable(depth - 1)] }] });

  test("[PDF16] a meeting with nothing in it is a page", async () => {
    expectWords(await renderPdf(EMPTY, { draft: true }), "REFERAT", "Side 1 af 1");
  });

  test("[PDF16] items without title, sections without text and nodes without content are printed", async () => {
    const nodes = ["bulletList", "orderedList", "table", "heading", "figure", "unknown"].map((type) => ({
      type,
    }));
    const items = [itemWith(textOf(...nodes, table({ type: "tableRow" })), { title: "" })];
    expectWords(
      await renderPdf(meetingWith({ items }), { draft: true }),
      "Punkt 1: (uden titel)",
      "Endnu ingen tekst",
    );
  });

  test("[PDF16] lists and tables nested beyond Typst's depth keep their words", async () => {
    const bytes = await print(nested(32, table(row("tableCell", ["Bund"]))), nestedTable(30));
    expectWords(bytes, "Niveau 32", "Niveau 20", "Niveau 1", "Bund", "Inderst");
  });

  test("[PDF16] a table that is too wide gets a page on its side", async () => {
    const bytes = await print(
      table(row("tableHeader", cells(20, "Kolonne")), row("tableCell", cells(20, "1.234.567"))),
    );
    expectWords(bytes, cells(20, "1.234.567").join(" "));
    expect(rawTextOf(bytes)).toMatch(/\/MediaBox \[0 0 841/u);
  });

  test("[PDF7] a header is repeated on each page of a long table", async () => {
    const rows = Array.from({ length: 300 }, (_row, index) => row("tableCell", [`Række ${index}`, "1"]));
    const text = wordsOf(await print(table(row("tableHeader", ["Område", "Antal"]), ...rows)));
    if (text === undefined) return;
    expect(text).toContain("Række 299");
    expect(text.match(/Område/gu)?.length).toBe(text.match(/Side \d+ af/gu)?.length);
  });

  test("[PDF17] no heading and no line before a list ends a page", async () => {
    const decision = textOf(
      paragraph("Forpersonen indstiller"),
      orderedList({ start: 1 }, listItem("at det drøftes")),
    );
    const items = Array.from({ length: 40 }, (_item, index) => itemWith(decision, { number: index + 1 }));
    const pages = readWith("pdftotext", await renderPdf(meetingWith({ items }), { draft: false }))?.split(
      "\f",
    );
    for (const page of pages ?? []) {
      const lines = page.split("\n").filter((line) => line !== "");
      const last =
        lines[lines.findIndex((line) => line.startsWith("AfdelingsMED Kultur og Fritid ·")) - 1] ?? "";
      expect(last).not.toMatch(/^(?:Punkt|81\.|Sagsfremstilling|Forpersonen)/u);
    }
  });
});

const workerThat = (script: string) => new URL(`data:text/javascript,${encodeURIComponent(script)}`);

describe("the printer", () => {
  const listening =
    "import { parentPort } from 'node:worker_threads'; parentPort.on('message', (job) => { BODY });";

  test("[PDF11] a crash costs its own job only", async () => {
    const script = listening.replace(
      "BODY",
      "if (job.json === 'crash') process.exit(3); parentPort.postMessage({ id: job.id, ok: true, bytes: new Uint8Array([1]) });",
    );
    const printer = new Printer({ workerUrl: workerThat(script), timeLimitMs: 10_000 });
    const crashing = printer.print("crash");
    const following = printer.print("{}");
    await expect(crashing).rejects.toMatchObject({ problem: "crashed" });
    expect(await following).toEqual(new Uint8Array([1]));
    await printer.close();
  });

  test("[PDF12] a job over the time limit is given up in words that a person can use", async () => {
    const printer = new Printer({ workerUrl: workerThat(listening.replace("BODY", "")), timeLimitMs: 1 });
    const error: unknown = await printer.print("{}").catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(PrintError);
    expect(error).toMatchObject({ message: "PDF kunne ikke dannes: det tog for lang tid. Prøv igen." });
    await printer.close();
  });

  test("[PDF13] closing refuses what waits and what comes later", async () => {
    const printer = new Printer({
      workerUrl: workerThat(listening.replace("BODY", "")),
      timeLimitMs: 10_000,
    });
    const waiting = [printer.print("{}"), printer.print("{}")].map((job) =>
      job.catch((error: unknown) => error),
    );
    await printer.close();
    for (const job of waiting) expect(await job).toMatchObject({ problem: "closed" });
    await expect(printer.print("{}")).rejects.toMatchObject({ problem: "closed" });
  });
});
