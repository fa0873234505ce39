/** The importer on invented papers of every shape we know: what is read. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { importText } from "../../shared/formats/import/importText.ts";
import type { AgendaItem, Meeting } from "../../shared/meeting/meeting.ts";
import { plainTextOf, type RichNode, type RichText } from "../../shared/meeting/richText.ts";
import type { SectionKind } from "../../shared/meeting/vocabulary.ts";

const FOLDER = new URL("../fixtures/import/", import.meta.url);

function source(name: string): string {
  return readFileSync(new URL(name, FOLDER), "utf8");
}

function itemOf(meeting: Meeting, number: number): AgendaItem {
  const item = meeting.items.find((each) => each.number === number);
  if (item === undefined) throw new Error(`The meeting has no item ${number}`);
  return item;
}

function sectionText(item: AgendaItem, kind: SectionKind): string {
  const section = item.sections.find((each) => each.kind === kind);
  return section === undefined ? "" : plainTextOf(section.content);
}

function sectionOf(item: AgendaItem, kind: SectionKind): RichText {
  const section = item.sections.find((each) => each.kind === kind);
  if (section === undefined) throw new Error(`The item has no ${kind}`);
  return section.content;
}

function kindsOf(item: AgendaItem): readonly SectionKind[] {
  return item.sections.map(({ kind }) => kind);
}

function namesOf(item: AgendaItem): readonly string[] {
  return item.attachments.map(({ name }) => name);
}

function codesOf(name: string): readonly string[] {
  return importText(source(name)).doubts.map(({ code }) => code);
}

function blocksOf(text: RichText, type: string): readonly RichNode[] {
  return text.content.filter((node) => node.type === type);
}

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
      attrs: { src: null },
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

describe("layouts of other municipalities", () => {
  test("[IMP17] a header broken over lines, case numbers above titles, «Det indstilles» and absence in Beslutning", () => {
    const { meeting } = importText(source("region-broken-header.txt"));
    expect(meeting).toMatchObject({
      kind: "referat",
      committee: "HMU Kultur og Natur",
      date: "2025-11-06",
      startTime: "11:30",
      place: "i Nordsund Kommune, Mødelokale 1, Havnevej 26",
    });
    expect(meeting.items.map(({ number, title, journalNumber }) => [number, title, journalNumber])).toEqual([
      [1, "Godkendelse af dagsorden", "Sagnr.: 1-13-3-57-16"],
      [2, "Opsamling fra temadrøftelser", "Sagnr.: 1-13-3-57-16"],
    ]);
    expect(kindsOf(itemOf(meeting, 1))).toEqual(["indstilling", "beslutning"]);
    expect(kindsOf(itemOf(meeting, 2))).toEqual(["indstilling", "sagsfremstilling", "beslutning"]);
    expect(sectionText(itemOf(meeting, 1), "beslutning")).toContain("Afbud fra: Jonas Vinter");
    expect(blocksOf(sectionOf(itemOf(meeting, 2), "sagsfremstilling"), "bulletList")).toHaveLength(1);
  });

  test("[IMP18] «Til toppen» is text and never an attachment; an empty Bilag has none", () => {
    const { meeting } = importText(source("region-broken-header.txt"));
    expect(namesOf(itemOf(meeting, 2))).toEqual([]);
    expect(sectionText(itemOf(meeting, 2), "beslutning")).toMatch(/Tilbage til toppen$/u);
    expect(codesOf("region-broken-header.txt")).toContain("navigation");
  });

  test("[IMP19] a first line «24. marts 2022» is no item; header fields may be bullets; numbered titles hold clock times", () => {
    const { meeting } = importText(source("bulleted-header.txt"));
    expect(meeting).toMatchObject({
      committee: "HMU Kultur",
      date: "2025-02-28",
      startTime: "09:30",
      kind: "referat",
    });
    expect(plainTextOf(meeting.preamble)).toContain("24. marts 2022");
    expect(meeting.items.map(({ number, title }) => `${number} ${title}`)).toEqual([
      "1 Velkomst og program (kl. 12.00-12.05)",
      "2 Tjek-ind ved bordene (kl. 12.05-12.15)",
      "3 Eventuelt",
    ]);
    expect(kindsOf(itemOf(meeting, 2))).toEqual(["resume", "sagsfremstilling"]);
    expect(sectionText(itemOf(meeting, 2), "sagsfremstilling")).toMatch(/^Sagsforløb:/u);
  });

  test("[IMP20] labels with colons, names on lines of their own, a contents heading glued to item 1", () => {
    const { meeting } = importText(source("labelled-header.txt"));
    expect(meeting).toMatchObject({
      committee: "Lokal-MED Havnen",
      date: "2022-03-24",
      startTime: "09:00",
      dateText: "24. marts 2022 kl. 9.00-11.00",
      place: "Mødelokale 3",
    });
    expect(meeting.participants).toEqual([
      { name: "Karen Holm", detail: "forperson" },
      { name: "Jonas Vinter", detail: "næstforperson" },
      { name: "Mads Krogh", detail: "" },
    ]);
    expect(plainTextOf(meeting.preamble)).toBe("Fraværende:\nPia Lund");
    expect(meeting.items.map(({ journalNumber }) => journalNumber)).toEqual([
      "Sagsid.: 18/5090",
      "Sagsnr.: 330-2020-164 Dok.nr.: 330-2022-99",
    ]);
    expect(kindsOf(itemOf(meeting, 2))).toEqual(["sagsfremstilling", "oekonomi", "beslutning"]);
    expect(sectionText(itemOf(meeting, 2), "beslutning")).toBe("Godkendt med bemærkninger.");
  });

  test("[IMP21] a page called Dagsorden that carries decisions is a referat, with a doubt", () => {
    expect(importText(source("labelled-header.txt")).meeting.kind).toBe("referat");
    expect(codesOf("labelled-header.txt")).toContain("kindFollowsContent");
  });

  test("[IMP22] «Pkt. 1» with a clock time; «Punkt 1» in running text is no item; page numbers are left out", () => {
    const { meeting, doubts } = importText(source("pkt-style.txt"));
    expect(meeting).toMatchObject({
      committee: "Lokal-MED Idræt",
      date: "2025-11-03",
      startTime: "09:00",
      place: "i Hallen",
    });
    expect(meeting.items.map(({ number, title }) => `${number} ${title}`)).toEqual([
      "1 kl. 9.00-9.15 Godkendelse af dagsorden",
      "2 kl. 9.15 Nyt fra teams",
      "4 Eventuelt",
    ]);
    expect(doubts.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["absenceAsText", "textBeforeHeading", "pageNumber", "numberOrder"]),
    );
  });

  test("[IMP23] a whole PDF as one line is parted at items, journal numbers and labels", () => {
    const { meeting } = importText(source("one-long-line.txt"));
    expect(meeting).toMatchObject({
      committee: "AfdelingsMED Havnen",
      date: "2026-03-19",
      place: "Lokale 4",
    });
    expect(meeting.items.map(({ number, title, journalNumber }) => [number, title, journalNumber])).toEqual([
      [1, "Godkendelse af dagsorden", "81.38.05-P35-4-26"],
      [2, "Nyt fra teams", "81.38.05-P35-4-26"],
      [3, "Eventuelt", "81.38.05-P35-4-26"],
    ]);
    expect(kindsOf(itemOf(meeting, 2))).toEqual(["indstilling", "sagsfremstilling", "beslutning"]);
    expect(sectionText(itemOf(meeting, 2), "sagsfremstilling")).toContain("Økonomi og stab var med.");
    expect(namesOf(itemOf(meeting, 2))).toEqual(["Oversigt 2026"]);
    expect(plainTextOf(meeting.preamble)).toBe("Velkommen til mødet");
  });
});
