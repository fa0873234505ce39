/** The importer on invented papers in the layouts of other municipalities and regions. */
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

  test("[IMP20] labels above their values, in capitals or not; a list of the items at the top is no item", () => {
    const { meeting } = importText(source("labels-above-values.txt"));
    expect(meeting).toMatchObject({
      committee: "Kulturudvalget",
      kind: "referat",
      date: "2016-10-25",
      startTime: "15:00",
    });
    expect(meeting.participants).toEqual([
      { name: "Karen Holm", detail: "A" },
      { name: "Jonas Vinter", detail: "B" },
    ]);
    expect(meeting.items.map(({ number, journalNumber }) => [number, journalNumber])).toEqual([
      [1, "Sagsnr. 16/34038"],
      [2, "Sagsnr. 16/34039"],
    ]);
    const capitals = importText(source("capital-labels.txt")).meeting;
    expect(capitals).toMatchObject({
      committee: "Udvalget for Kultur",
      date: "2020-06-04",
      startTime: "09:00",
    });
    expect(capitals.items.map(({ number }) => number)).toEqual([49, 50]);
    expect(sectionText(itemOf(capitals, 49), "beslutning")).toMatch(/^Beslutning i Udvalget/u);
  });

  test("[IMP19] a number glued to its title is an item when an item's own lines follow", () => {
    const { meeting } = importText(
      "Referat\n\n38Godkendelse af dagsorden\n\nBeslutning\n\nGodkendt\n\n39Ny klub\n\nResume\n\n3 Mål\n",
    );
    expect(meeting.items.map(({ number, title }) => `${number} ${title}`)).toEqual([
      "38 Godkendelse af dagsorden",
      "39 Ny klub",
    ]);
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
