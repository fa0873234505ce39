/** What the importer reads is what the document holds: both write rich text in one form. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { readMeeting } from "../../shared/document/read.ts";
import { problemsOf } from "../../shared/document/validate.ts";
import { createMeeting } from "../../shared/document/write.ts";
import { importText } from "../../shared/formats/import/importText.ts";

const FOLDER = new URL("../fixtures/import/", import.meta.url);
const names = readdirSync(FOLDER).filter((name) => name.endsWith(".txt"));

describe.each(names)("%s", (name) => {
  const { meeting } = importText(readFileSync(new URL(name, FOLDER), "utf8"));

  test("[IMP28] all text is valid against the schema", () => {
    const texts = [
      meeting.preamble,
      ...meeting.items.flatMap(({ sections }) => sections.map(({ content }) => content)),
    ];
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.flatMap(problemsOf)).toEqual([]);
  });

  test("[IMP28] the document hands out the meeting that was imported, its numbers made continuous", () => {
    const doc = new Y.Doc();
    let made = 0;
    const newId = () => `id${(made += 1)}`;
    doc.transact(() => createMeeting(doc, meeting, { phase: "referatIArbejde", newId }));
    const first = meeting.items[0]?.number ?? 1;
    expect(readMeeting(doc, { withIds: false })).toEqual({
      ...meeting,
      phase: "referatIArbejde",
      items: meeting.items.map((item, index) => ({ ...item, number: first + index })),
    });
  });
});
