/** The importer on any text at all: it never throws, loses no word, and takes time in proportion. */
import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { meetingAsJson } from "../../shared/formats/export/json.ts";
import { meetingAsText } from "../../shared/formats/export/text.ts";
import { decodeFile } from "../../shared/formats/import/decodeFile.ts";
import { importText } from "../../shared/formats/import/importText.ts";
import { parseMeetingJson } from "../../shared/formats/import/json.ts";
import { allWordsOf, wordTokens } from "../support/wordTokens.ts";

/** Generous, since other tests run beside these. */
vi.setConfig({ testTimeout: 60_000 });

/** Invented words, so that each can be found again whatever stood around it. */
const word = fc
  .integer({ min: 0, max: 99_999 })
  .map((value) => `ord${"abcdefghij"[value % 10]}${letters(value)}`);
const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((list) => list.join(" "));
const glue = fc.constantFrom(
  " ",
  "",
  "*",
  "**",
  "](#)",
  "[",
  "](",
  ")",
  "\t",
  "|",
  "\u00a0",
  ".....\t3",
  " - ",
  "\\",
  "(",
  ", ",
);
const LABELS = [
  "Indstilling",
  "Sagsfremstilling",
  "Beslutning",
  "Bilag",
  "Resumé",
  "Økonomi:",
  "Lovgrundlag",
  "Beslutning:",
];
const PREFIXES = [
  "",
  " ",
  "- ",
  " - a. ",
  " - - ",
  "* ",
  "• ",
  "1. ",
  "2. ",
  "a. ",
  "### ",
  "| ",
  "\t",
  "Figur 1 - ",
  "Punkt 1: ",
  "Punkt 2: ",
  "Pkt. 3 ",
  "1. Xx ",
  "2) ",
  "Dato: ",
  "Mødedeltagere ",
  "Mødested ",
  "Udvalg: ",
  "Afbud: ",
  "REFERAT ",
  "DAGSORDEN ",
  "Bilag: ",
  "Sagsid.: 1/2 ",
  "Det indstilles, at ",
  "Formanden indstiller, 1. at ",
  "[",
  "![",
  "\\",
  "Indholdsfortegnelse",
  "24. marts 2022 ",
  "Beslutning: ",
  "i ",
] as const;
const FIXED_LINES = [
  ...LABELS,
  "",
  "",
  "\u00a0",
  "---\t---",
  "|--|--|",
  "Indholdsfortegnelse",
  "81.38.05-P35-4-26",
  "Forpersonen indstiller",
  "Til toppen",
  "24. marts 2022",
  "Mødedato Torsdag d. 19. marts 2026 kl. 10:00",
  "Sagsforløb:",
] as const;
const line = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...FIXED_LINES) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...PREFIXES), words, glue, words, glue)
      .map(([prefix, first, middle, second, end]) => `${prefix}${first}${middle}${second}${end}`),
  },
);
const paper = fc.array(line, { maxLength: 60 }).map((lines) => lines.join("\n"));

function letters(value: number): string {
  return String(value).replace(/\d/gu, (digit) => "klmnopqrst"[Number(digit)] ?? "");
}

/** Only the invented words: labels and numbers have rules of their own. */
function inventedWords(tokens: readonly string[]): readonly string[] {
  return tokens.flatMap((token) => token.match(/ord[a-j][k-t]+/gu) ?? []).toSorted();
}

/** A contents list is left out, so its words are taken from what the doubts and items say. */
function withoutContents(text: string): string {
  return text.replaceAll("Indholdsfortegnelse", "").replaceAll(".....\t3", "");
}

describe("any text", () => {
  test("[IMP1] mixtures of lines never throw and lose or double no word", () => {
    fc.assert(
      fc.property(paper.map(withoutContents), (text) => {
        const { meeting } = importText(text);
        expect(inventedWords(allWordsOf(meeting))).toEqual(inventedWords(wordTokens(text)));
      }),
      { numRuns: 600 },
    );
  });

  test("[IMP24] whatever was imported is the same after JSON, and keeps its words after text", () => {
    fc.assert(
      fc.property(paper.map(withoutContents), (text) => {
        const { meeting } = importText(text);
        expect(parseMeetingJson(JSON.parse(meetingAsJson(meeting)))).toEqual({ ok: true, meeting });
        const again = importText(meetingAsText(meeting)).meeting;
        expect(inventedWords(allWordsOf(again))).toEqual(inventedWords(allWordsOf(meeting)));
      }),
      { numRuns: 300 },
    );
  });

  test("[IMP4] any string at all is a meeting with doubts that name a line", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), paper), (text) => {
        const { meeting, doubts } = importText(text);
        expect(JSON.parse(JSON.stringify(meeting))).toEqual(meeting);
        for (const doubt of doubts) expect(doubt.line).toBeGreaterThanOrEqual(1);
        for (const doubt of doubts) expect(doubt.message).toMatch(/^\p{Lu}.*\.$/u);
      }),
      { numRuns: 400 },
    );
  });

  test("[IMP4] the same text gives the same meeting, whatever its line ends, BOM or composition", () => {
    const text = "REFERAT Udvalg Å d. 19-03-2026\n\nPunkt 1: Æbler\n\nBeslutning\n\nÅh ja.\n";
    const { meeting } = importText(text);
    expect(importText(`\uFEFF${text.replaceAll("\n", "\r\n").normalize("NFD")}`).meeting).toEqual(meeting);
    expect(importText(text.replaceAll("\n\n", "\f")).meeting).toEqual(meeting);
  });
});

const MEBI = 1024 * 1024;
const HOSTILE: Readonly<Record<string, string>> = {
  letters: "a",
  stars: "*a ",
  pairs: "*a* ",
  links: "[a](#) ",
  brackets: "](",
  dots: ".",
  leaders: "....\t3",
  tabs: "x\t",
  newlines: "\n",
  shortLines: "a\n",
  paragraphs: "a\n\n",
  rows: "a\tb\n",
  bullets: " - - a\n",
  items: "Punkt 1: A\n",
  itemsInLine: "Punkt 1: A ",
  labels: "Beslutning\n",
  numbers: "1. A\n",
  pipes: "|a|b|\n",
  names: "Karen Holm\n",
  entries: "Titel.....\t3\n",
  spaces: " ",
};

describe("time and size", () => {
  test("[IMP25] 55 kB take at most 50 ms", () => {
    const items = Array.from({ length: 30 }, (_, index) => paperItem(index + 1)).join("\n");
    const text = `REFERAT AfdelingsMED Kultur d. 19-03-2026\n\n${items}`.slice(0, 55_000);
    expect(text).toHaveLength(55_000);
    const times = Array.from({ length: 15 }, () => {
      const start = performance.now();
      importText(text);
      return performance.now() - start;
    });
    // The fastest of several: what a busy machine adds is not the importer's.
    expect(Math.min(...times)).toBeLessThan(50);
  });

  test.each(Object.entries(HOSTILE))("[IMP25] 1 MB of %s is read in proportionate time", (_, unit) => {
    const start = performance.now();
    importText(unit.repeat(Math.floor(MEBI / unit.length)));
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

function paperItem(number: number): string {
  const sentence =
    "Udvalget drøftede *nye* hylder, jf. [notatet](#), og aftalte at mødes igen den 4. maj 2026 kl. 10. ";
  return `Punkt ${number}: Hylder ${number}\n\n81.38.05-P35-4-26\n\nIndstilling\n\nForpersonen indstiller\n\n1. at punktet drøftes.\n\nSagsfremstilling\n\n${sentence.repeat(12)}\n\n- et\n- to\n\nÅr\tKr.\n2025\t1.000\n\nBeslutning\n\n${sentence.repeat(8)}\n`;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe("files", () => {
  test("[IMP26] UTF-8 text is read, with or without a byte order mark", () => {
    expect(decodeFile(bytesOf("Blåbær"))).toEqual({ ok: true, text: "Blåbær" });
    expect(decodeFile(bytesOf(""))).toEqual({ ok: true, text: "" });
  });

  test.each([
    ["Latin-1", Uint8Array.from([0x42, 0x6c, 0xe5, 0x62])],
    ["UTF-16", Uint8Array.from([0xff, 0xfe, 0x41, 0x00])],
    ["a null byte", bytesOf("a\u0000b")],
    ["a PDF", bytesOf("%PDF-1.7 ...")],
    ["a Word file", bytesOf("PK\u0003\u0004...")],
  ])("[IMP26] %s is refused with a reason in Danish", (_, bytes) => {
    expect(decodeFile(bytes)).toMatchObject({
      ok: false,
      reason: "notText",
      message: expect.stringContaining("UTF-8"),
    });
  });

  test("[IMP26] more than 5 MB is refused as too large", () => {
    expect(decodeFile(new Uint8Array(5 * MEBI + 1).fill(97))).toMatchObject({
      ok: false,
      reason: "tooLarge",
    });
    expect(decodeFile(new Uint8Array(5 * MEBI).fill(97))).toMatchObject({ ok: true });
  });
});
