/** A small meeting of the invented Nordsund Kommune, and a document that holds it. */
import * as Y from "yjs";
import { createMeeting } from "../../shared/document/write.ts";
import type { AgendaItem, Meeting } from "../../shared/meeting/meeting.ts";
import type { Phase, SectionKind } from "../../shared/meeting/vocabulary.ts";
import { plain, SAMPLES, textOf } from "./sampleText.ts";

const section = (kind: SectionKind, content = plain(`Ord om ${kind}.`)) => ({ kind, content });

export const agendaItem = (number: number, title: string): AgendaItem => ({
  number,
  title,
  journalNumber: "",
  sections: [section("sagsfremstilling"), section("beslutning")],
  attachments: [],
});

export const MEETING: Meeting = {
  kind: "referat",
  committee: "AfdelingsMED Kultur og Fritid",
  date: "2026-03-19",
  dateText: "torsdag d. 19. marts 2026 kl. 10.00-12.00",
  startTime: "10:00",
  place: "Rådhuset, lokale 2",
  participants: [
    { name: "Karen Holm", detail: "forperson" },
    { name: "Jonas Vinter", detail: "næstforperson" },
  ],
  preamble: textOf(),
  items: [
    {
      number: 11,
      title: "Godkendelse af dagsorden",
      journalNumber: "81.38.04-A00-1-26",
      sections: [section("resume"), section("indstilling", SAMPLES["nested lists"]), section("beslutning")],
      attachments: [{ name: "Dagsorden.pdf" }, { name: "Bilag 2" }],
      outcome: "godkendt",
    },
    { ...agendaItem(12, "Arbejdsmiljø"), id: "source-12" },
    agendaItem(13, "Eventuelt"),
  ],
  attendance: [
    { name: "Pia Lund", state: "afbud" },
    { name: "Amira Nørgaard", person: "referent", state: "tilStede", from: "10:15" },
    { name: "Mads Krogh", state: "online", itemId: "source-12" },
  ],
  approvalLine: "Referatet er godkendt.",
};

/** Ids are id1, id2 … in the order of writing. */
export function countingIds(): () => string {
  let last = 0;
  return () => `id${(last += 1)}`;
}

export function documentOf(meeting: Meeting, phase: Phase = "referatIArbejde"): Y.Doc {
  const doc = new Y.Doc();
  createMeeting(doc, meeting, { phase, newId: countingIds() });
  return doc;
}
