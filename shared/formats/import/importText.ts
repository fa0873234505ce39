/**
 * Text of an agenda or of minutes to a meeting. Pure and total: any text gives a meeting, and every
 * word of it is in the meeting, save the contents list, page numbers and the fixed labels. What is
 * not understood stays as text where it stood, with a doubt.
 */
import type { AgendaItem, Doubt, Meeting } from "../../meeting/meeting.ts";
import { isEmptyText } from "../../meeting/richText.ts";
import type { MeetingKind } from "../../meeting/vocabulary.ts";
import { textOfLines } from "./blocks.ts";
import { withoutContents } from "./contents.ts";
import { newDoubtList, type DoubtList } from "./doubts.ts";
import { ungluedLines } from "./glued.ts";
import { readHeader, type Header } from "./header.ts";
import { itemOf } from "./item.ts";
import { findItemStarts } from "./itemStart.ts";
import { boundedLines, linesOf, type Line } from "./lines.ts";
import { labelStyleOf } from "./sectionLabel.ts";

export interface ImportedMeeting {
  readonly meeting: Meeting;
  readonly doubts: readonly Doubt[];
}

export function importText(text: string): ImportedMeeting {
  const doubts = newDoubtList();
  const lines = boundedLines(ungluedLines(linesOf(text), doubts), doubts);
  const items = itemsOf(lines, doubts);
  if (items.items.length === 0) doubts.add("noItems", 1, "");
  const before = lines.slice(0, items.from);
  const head = items.items.length === 0 ? before : withoutContents(before, items.items, doubts);
  const { kind, preamble, ...fields } = readHeader(head, doubts);
  const meeting: Meeting = {
    kind: kindOf(kind, items.items, doubts),
    ...fields,
    preamble: textOfLines(preamble, doubts),
    items: items.items,
  };
  return { meeting, doubts: doubts.all() };
}

function itemsOf(lines: readonly Line[], doubts: DoubtList): { items: readonly AgendaItem[]; from: number } {
  const style = labelStyleOf(lines);
  const starts = findItemStarts(lines, style, doubts);
  const items = starts.map((start, index) => {
    const end = starts[index + 1]?.from ?? lines.length;
    return itemOf(start, lines.slice(start.bodyFrom, end), { style, doubts });
  });
  return { items, from: starts[0]?.from ?? lines.length };
}

/** A page called «Dagsorden» that carries decisions is a referat: the kind follows the content. */
function kindOf(printed: Header["kind"], items: readonly AgendaItem[], doubts: DoubtList): MeetingKind {
  const hasDecision = items.some(({ sections }) =>
    sections.some(({ kind, content }) => kind === "beslutning" && !isEmptyText(content)),
  );
  if (printed === "dagsorden" && hasDecision) doubts.add("kindFollowsContent", 1, "");
  if (printed === undefined) doubts.add("kindGuessed", 1, "");
  if (printed === "referat" || hasDecision) return "referat";
  return "dagsorden";
}
