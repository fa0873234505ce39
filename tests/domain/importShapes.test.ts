/** The importer on invented papers in the common shape, with every odd case we know: what is read. */
import { describe, expect, test } from "vitest";
import { importText } from "../../shared/formats/import/importText.ts";
import { plainTextOf } from "../../shared/meeting/richText.ts";
import {
  source,
  itemOf,
  sectionText,
  sectionOf,
  kindsOf,
  namesOf,
  codesOf,
  blocksOf,
} from "../support/importedPaper.ts";

describe("papers in the common shape", () => {
  test("[IMP2] a referat: header, people, items, numbers, titles and journal numbers", () => {
    const { meeting } = importText(source("referat-afdelingsmed.txt"));
    expect(meeting).toMatchObject({
      kind: "referat",
      committee: "AfdelingsMED Kultur og Fritid",
      date: "2026-03-19",
      startTime: "10:00",
      place: "Biblioteket, lokale 2",
    });
    expect(meeting).not.toHaveProperty("dateText");
    expect(meeting.participants[0]).toEqual({
      name: "Karen Holm",
      detail: "Afdelingschef, Kultur og Fritid",
    });
    expect(meeting.participants[4]).toEqual({ name: "Amira Nørgaard", detail: "" });
    expect(meeting.items.map(({ number, title }) => `${number} ${title}`)).toEqual([
      "1 Godkendelse af dagsorden",
      "2 Orientering fra forperson og næstforperson",
      "3 Onboarding",
      "4 Evaluering af sommerens åbningstider",
      "5 Eventuelt",
    ]);
    expect(itemOf(meeting, 4).journalNumber).toBe("81.38.05-P35-5-26");
  });

  test("[IMP3] numbers start where the paper starts, and a leading zero in the date says no more", () => {
    const { meeting } = importText(source("dagsorden-fagmed.txt"));
    expect(meeting.items.map(({ number }) => number)).toEqual([10, 11, 12, 13, 14]);
    expect(meeting).toMatchObject({
      kind: "dagsorden",
      date: "2026-05-08",
      startTime: "13:00",
      participants: [],
    });
    expect(meeting).not.toHaveProperty("dateText");
  });

  test("[IMP5] only the closed list opens sections; names of teams and «Tidsplan» are text", () => {
    const { meeting } = importText(source("referat-afdelingsmed.txt"));
    expect(kindsOf(itemOf(meeting, 3))).toEqual(["indstilling", "sagsfremstilling", "beslutning"]);
    expect(sectionText(itemOf(meeting, 3), "sagsfremstilling")).toContain("Introplan");
    expect(sectionText(itemOf(meeting, 3), "beslutning")).toMatch(/^BYC\n/u);
    const agenda = importText(source("dagsorden-fagmed.txt")).meeting;
    expect(kindsOf(itemOf(agenda, 12))).toEqual([
      "resume",
      "sagsfremstilling",
      "oekonomi",
      "lovgrundlag",
      "indstilling",
    ]);
  });

  test("[IMP6] the last attachment may be followed directly by the next item", () => {
    const { meeting } = importText(source("referat-afdelingsmed.txt"));
    expect(namesOf(itemOf(meeting, 3))).toEqual([
      "Brev til MED-organisationen, oktober 2025.pdf",
      "plan-med_2026",
    ]);
    expect(namesOf(itemOf(meeting, 4))).toEqual(["Åbningstider_sommer 2025"]);
  });

  test("[IMP7] items are never matched by the contents list; another title there is a doubt", () => {
    const { doubts } = importText(source("referat-afdelingsmed.txt"));
    expect(doubts).toContainEqual(
      expect.objectContaining({
        code: "contentsDiffer",
        line: 18,
        text: "Evalueringsrapport af sommerens åbningstider",
      }),
    );
    expect(
      importText(source("dagsorden-fagmed.txt")).doubts.filter(({ code }) => code === "contentsDiffer"),
    ).toHaveLength(1);
  });
});

describe("odd cases", () => {
  const { meeting } = importText(source("dagsorden-fagmed.txt"));

  test("[IMP8] a line printed twice is kept twice, with a doubt", () => {
    expect(sectionText(itemOf(meeting, 10), "indstilling").match(/Formanden indstiller/gu)).toHaveLength(2);
    expect(codesOf("dagsorden-fagmed.txt")).toContain("repeatedLine");
  });

  test("[IMP9] rows parted by TABs are one table across blank lines; the rule after it is no row", () => {
    const [table] = blocksOf(sectionOf(itemOf(meeting, 12), "sagsfremstilling"), "table");
    const rows = table?.content ?? [];
    expect(rows.map((row) => row.content?.map(plainTextOf).join("|"))).toEqual([
      "Område/tal i kr.|Ramme|Reguleringer|Forslag 2027",
      "Bøger|169.100||169.100",
      "Film|377.000|-1.800|375.200",
      "Diverse udgifter|382.900|+6.300|389.200",
      "I alt|929.000|4.500|933.500",
    ]);
    expect(rows[0]?.content?.every(({ type }) => type === "tableHeader")).toBe(true);
    expect(rows[1]?.content?.every(({ type }) => type === "tableCell")).toBe(true);
    expect(codesOf("dagsorden-fagmed.txt")).toContain("tableBroken");
  });

  test("[IMP10] a lost picture keeps its caption, and a line of one space is blank", () => {
    const [figure] = blocksOf(sectionOf(itemOf(meeting, 11), "sagsfremstilling"), "figure");
    expect(figure).toMatchObject({
      content: [{ text: "Figur 1 - Ulykker fordelt på måneder" }],
    });
  });

  test("[IMP11] links without a target keep their text and are marked", () => {
    const text = sectionOf(itemOf(meeting, 11), "sagsfremstilling");
    const links = blocksOf(text, "paragraph")
      .flatMap((paragraph) => paragraph.content ?? [])
      .filter((node) => node.marks?.some(({ type }) => type === "link"));
    expect(links.map(({ text: words, marks }) => [words, marks?.[0]?.attrs?.["href"]])).toEqual([
      ["her", null],
      ["link", null],
      ["MED-Rammeaftalens § 4", null],
    ]);
  });

  test("[IMP12] lists keep their nesting and markers; a bullet may be all italics", () => {
    const [list] = blocksOf(sectionOf(itemOf(meeting, 13), "sagsfremstilling"), "bulletList");
    const letters = list?.content?.[1]?.content?.[1];
    expect(list?.content).toHaveLength(4);
    expect(letters).toMatchObject({ type: "orderedList", attrs: { start: 1, type: "a" } });
    expect(letters?.content?.map(plainTextOf)).toEqual(["Ledelse", "Projekter", "Fælles"]);
    expect(list?.content?.[2]?.content?.[1]).toMatchObject({ type: "bulletList" });
    expect(list?.content?.[3]?.content?.[0]?.content).toEqual([
      { type: "text", text: "Besøg i åbningstiden", marks: [{ type: "italic" }] },
    ]);
  });

  test("[IMP12] points on the recommender's own line become a list; points without «at» stay points", () => {
    const inline = sectionOf(itemOf(meeting, 12), "indstilling");
    expect(inline.content.map(({ type }) => type)).toEqual(["paragraph", "orderedList"]);
    expect(inline.content[1]?.content?.map(plainTextOf)).toEqual([
      "at FagMED drøfter budgettet",
      "at FagMED afgiver høringssvar",
    ]);
    const glued = sectionOf(itemOf(meeting, 13), "indstilling");
    expect(glued.content.map(({ type }) => type)).toEqual(["paragraph", "orderedList"]);
  });

  test("[IMP13] a date at the start of a line is no list, and lone stars and uneven quotes stay", () => {
    const text = sectionText(itemOf(meeting, 13), "sagsfremstilling");
    expect(text).toContain("12. august 2024 blev planen");
    expect(text).toContain("*Hjælp, vi mangler");
    expect(text).toContain('"...vedtaget, ... hensyn: ');
    expect(codesOf("dagsorden-fagmed.txt")).toContain("loneMark");
  });

  test("[IMP14] a paragraph cut by a page break stays as printed, with a doubt; so does a lower-case label", () => {
    const cut = importText(source("referat-afdelingsmed.txt"));
    expect(sectionText(itemOf(cut.meeting, 2), "beslutning")).toContain("skal med på\nberedskabsplanen.");
    expect(cut.doubts).toContainEqual(
      expect.objectContaining({ code: "brokenParagraph", text: "beredskabsplanen." }),
    );
    const label = importText(source("referat-fagmed-glued.txt")).meeting;
    expect(sectionText(itemOf(label, 12), "beslutning")).toContain("De traf ingen\nbeslutning\ni dag.");
  });

  test("[IMP15] wording that says more than date and start time is kept; a gap in numbers is a doubt", () => {
    const { meeting: glued } = importText(source("referat-fagmed-glued.txt"));
    expect(glued).toMatchObject({
      date: "2026-03-19",
      startTime: "10:00",
      dateText: "Torsdag d. 19. marts 2026 kl. 10:00-12:00",
    });
    expect(plainTextOf(glued.preamble)).toContain("d. 20-03-2026");
    expect(codesOf("referat-fagmed-glued.txt")).toEqual(
      expect.arrayContaining(["dateDiffers", "numberOrder"]),
    );
    const wrong = importText(
      "REFERAT X d. 19-03-2026\n\nMødedato Fredag d. 19. marts 2026 kl. 10:00\n\nPunkt 1: A\n",
    );
    expect(wrong.meeting.dateText).toBe("Fredag d. 19. marts 2026 kl. 10:00");
    expect(wrong.doubts.map(({ code }) => code)).toContain("weekdayWrong");
  });

  test("[IMP16] text before the first section goes to Sagsfremstilling; a repeated section joins its first", () => {
    const { meeting: glued } = importText(source("referat-fagmed-glued.txt"));
    const item = itemOf(glued, 12);
    expect(kindsOf(item)).toEqual(["sagsfremstilling", "indstilling", "beslutning"]);
    expect(item.journalNumber).toBe("81.38.05-P35-4-26");
    expect(sectionText(item, "sagsfremstilling")).toBe("Denne tekst har ingen overskrift.");
    expect(sectionText(item, "beslutning")).toMatch(/Igen en beslutning\.$/u);
    expect(codesOf("referat-fagmed-glued.txt")).toEqual(
      expect.arrayContaining(["textBeforeHeading", "repeatedSection"]),
    );
  });

  test("[IMP7] words glued to the contents list are kept in the preamble", () => {
    const { meeting: glued } = importText(source("referat-fagmed-glued.txt"));
    expect(plainTextOf(glued.preamble)).toContain("Husk kage til mødet");
    expect(plainTextOf(glued.preamble)).toContain("Vi mødes ved indgangen.");
  });
});
