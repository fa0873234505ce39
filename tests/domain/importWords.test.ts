/** No word of an invented paper of any shape is lost, on the way in, out and in again. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { meetingAsJson } from "../../shared/formats/export/json.ts";
import { meetingAsText } from "../../shared/formats/export/text.ts";
import { importText } from "../../shared/formats/import/importText.ts";
import { parseMeetingJson } from "../../shared/formats/import/json.ts";
import { addedWords, lostWords, wordsOfMeeting, wordsOfSource } from "../support/wordTokens.ts";

const FOLDER = new URL("../fixtures/import/", import.meta.url);
const COMMON_SHAPE = ["referat-afdelingsmed.txt", "dagsorden-fagmed.txt"];

function source(name: string): string {
  return readFileSync(new URL(name, FOLDER), "utf8");
}

const LEFT_OUT: Readonly<Record<string, string>> = {
  "capital-labels.txt":
    "UDVALG Referat STED STARTTIDSPUNKT 06 00 PUNKTER 49 Godkendelse af dagsorden til mødet den 4. juni 2020 50 Drøftelse af budget 2021-2024, juni Indstilling Indstilling",
  "labels-above-values.txt":
    "Referat 25 oktober 2016 Mødedato Mødested Deltagere Resume Sagsfremstilling Indstilling Beslutning Bilag Sagsfremstilling Bilag",
  "bulleted-header.txt":
    "Udvalg Mødedato Mødested Pkt tekst 1 Velkomst og program kl 12.00-12.05 2 Tjek-ind ved bordene kl 12.05-12.15 3 Eventuelt Sagsfremstilling Beslutning Resume Beslutning",
  "labelled-header.txt":
    "DAGSORDEN Dato Tidspunkt Lokale Udvalg Deltagere Indholdsfortegnelse1 Indstilling Beslutning Sagsfremstilling Økonomi Beslutning Bilag",
  "one-long-line.txt":
    "REFERAT d 19-03-2026 Mødedato Mødested Mødedeltagere Indholdsfortegnelse Godkendelse af dagsorden 3Nyt fra teams 4Eventuelt 5 Punkt Indstilling Sagsfremstilling Beslutning 3Punkt Indstilling Sagsfremstilling Beslutning Bilag Punkt Beslutning",
  "pkt-style.txt": "Referat mandag den Pkt Beslutning Pkt Beslutning Side 2 af 3 Pkt Beslutning",
  "referat-fagmed-glued.txt":
    "REFERAT Mødedato Indholdsfortegnelse Godkendelse af referat 3 Eventuelt 4 Punkt Beslutning Punkt Indstilling Beslutning Beslutning",
  "region-broken-header.txt": "Referat den Beslutning Sagsfremstilling Beslutning Bilag",
};
/** The importer writes weekdays and «d.» anew, and reads a number that was glued to a word. */
const WRITTEN_ANEW = new Set(["Mandag", "Torsdag", "Fredag", "d", "kl", "1", "3"]);

describe("no word is lost", () => {
  test.each(COMMON_SHAPE)("[IMP1] %s keeps every word in order, section by section", (name) => {
    const { meeting } = importText(source(name));
    const words = wordsOfSource(source(name));
    expect(words.items.length).toBeGreaterThan(4);
    expect(wordsOfMeeting(meeting)).toEqual(words);
  });

  test("[IMP1] every fixture is checked", () => {
    const names = readdirSync(FOLDER).filter((name) => name.endsWith(".txt"));
    expect(names.toSorted()).toEqual([...COMMON_SHAPE, ...Object.keys(LEFT_OUT)].toSorted());
  });

  test.each(Object.entries(LEFT_OUT))(
    "[IMP1] %s loses nothing but fixed labels, contents and page numbers",
    (name, leftOut) => {
      const { meeting } = importText(source(name));
      expect(lostWords(source(name), meeting, leftOut)).toEqual([]);
      expect(addedWords(source(name), meeting).filter((word) => !WRITTEN_ANEW.has(word))).toEqual([]);
    },
  );

  test.each([...COMMON_SHAPE, ...Object.keys(LEFT_OUT)])(
    "[IMP24] %s is the same meeting after export as JSON and as text",
    (name) => {
      const { meeting } = importText(source(name));
      expect(parseMeetingJson(JSON.parse(meetingAsJson(meeting)))).toEqual({ ok: true, meeting });
      expect(importText(meetingAsText(meeting)).meeting).toEqual(meeting);
    },
  );
});
