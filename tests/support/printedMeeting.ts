/** Meetings and texts for the tests of printing. Invented people and an invented municipality. */
import type { AgendaItem, Meeting } from "../../shared/meeting/meeting.ts";
import type { Mark, RichNode, RichText } from "../../shared/meeting/richText.ts";

export const textOf = (...content: readonly RichNode[]): RichText => ({ type: "doc", content });
export const words = (text: string, ...marks: readonly Mark[]): RichNode => ({ type: "text", text, marks });
export const paragraph = (...content: readonly (RichNode | string)[]): RichNode => ({
  type: "paragraph",
  content: content.map((part) => (typeof part === "string" ? words(part) : part)),
});
export const subHeading = (text: string): RichNode => ({
  type: "heading",
  attrs: { level: 4 },
  content: [words(text)],
});
export const listItem = (...content: readonly (RichNode | string)[]): RichNode => ({
  type: "listItem",
  content: content.map((part) => (typeof part === "string" ? paragraph(part) : part)),
});
export const bulletList = (...content: readonly RichNode[]): RichNode => ({ type: "bulletList", content });
export const orderedList = (attrs: Readonly<Record<string, unknown>>, ...content: readonly RichNode[]) => ({
  type: "orderedList",
  attrs,
  content,
});
export const row = (
  type: "tableCell" | "tableHeader",
  cells: readonly string[],
  attrs: Readonly<Record<string, unknown>> = {},
): RichNode => ({
  type: "tableRow",
  content: cells.map((cell) => ({ type, attrs, content: [paragraph(cell)] })),
});
export const table = (...content: readonly RichNode[]): RichNode => ({ type: "table", content });

export function itemWith(content: RichText, changes: Partial<AgendaItem> = {}): AgendaItem {
  return {
    number: 1,
    title: "Ny vagtplan",
    journalNumber: "81.38.05-P35-4-26",
    sections: [{ kind: "sagsfremstilling", content }],
    attachments: [],
    ...changes,
  };
}

export function meetingWith(changes: Partial<Meeting> = {}): Meeting {
  return {
    kind: "referat",
    committee: "AfdelingsMED Kultur og Fritid",
    date: "2026-03-19",
    startTime: "10:00",
    place: "Havnesalen",
    participants: [
      { name: "Karen Holm", detail: "Forperson" },
      { name: "Pia Lund", detail: "" },
    ],
    preamble: textOf(),
    items: [itemWith(textOf(paragraph("Planen er klar.")))],
    ...changes,
  };
}
