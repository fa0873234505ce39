/** Small builders that let the demo meetings read like minutes. They know the shape of RichText and nothing else. */
import type { AgendaItem, Section } from "../../shared/meeting/meeting.ts";
import type { RichNode, RichText } from "../../shared/meeting/richText.ts";
import { SECTION_KINDS } from "../../shared/meeting/vocabulary.ts";
import type { Outcome, SectionKind } from "../../shared/meeting/vocabulary.ts";

export type Inline = string | RichNode;
type Block = RichNode;
/** A list entry: a line of text, or blocks when it holds a list of its own. */
type Entry = string | readonly Block[];

export interface DemoItem extends Partial<Record<SectionKind, RichText>> {
  readonly title: string;
  readonly journalNumber: string;
  readonly outcome?: Outcome;
  readonly attachments?: readonly string[];
}

/** A text of blocks; a bare string is a paragraph. */
export function text(...blocks: readonly (string | Block)[]): RichText {
  return {
    type: "doc",
    content: blocks.map((block) => (typeof block === "string" ? paragraph(block) : block)),
  };
}

export function paragraph(...inline: readonly Inline[]): Block {
  return { type: "paragraph", content: inline.map(inlineNode) };
}

export function subHeading(words: string): Block {
  return { type: "heading", attrs: { level: 4 }, content: [inlineNode(words)] };
}

export function bullets(...entries: readonly Entry[]): Block {
  return { type: "bulletList", content: entries.map(listItem) };
}

export function numbered(...entries: readonly Entry[]): Block {
  return { type: "orderedList", attrs: { start: 1 }, content: entries.map(listItem) };
}

export function lettered(...entries: readonly Entry[]): Block {
  return { type: "orderedList", attrs: { start: 1, type: "a" }, content: entries.map(listItem) };
}

/** The form of this committee: who recommends, then numbered at-points. */
export function recommends(who: string, ...atPoints: readonly string[]): RichText {
  return text(`${who} indstiller`, numbered(...atPoints));
}

/** The first row holds the headings. */
export function table(headings: readonly string[], ...rows: readonly (readonly string[])[]): Block {
  return {
    type: "table",
    content: [tableRow("tableHeader", headings), ...rows.map((cells) => tableRow("tableCell", cells))],
  };
}

export function bold(words: string): RichNode {
  return { type: "text", text: words, marks: [{ type: "bold" }] };
}

export function italic(words: string): RichNode {
  return { type: "text", text: words, marks: [{ type: "italic" }] };
}

/** Without a target it is shown as «link mangler», as many links of older minutes are. */
export function link(words: string, href: string | null): RichNode {
  return { type: "text", text: words, marks: [{ type: "link", attrs: { href } }] };
}

/** The committee prints its sections in the order in which they are written here. */
export function agendaItem(item: DemoItem, index: number): AgendaItem {
  const kinds = Object.keys(item).filter((key): key is SectionKind =>
    SECTION_KINDS.some((kind) => kind === key),
  );
  return {
    number: index + 1,
    title: item.title,
    journalNumber: item.journalNumber,
    sections: kinds.flatMap((kind) => sectionOf(kind, item[kind])),
    attachments: (item.attachments ?? []).map((name) => ({ name })),
    ...(item.outcome === undefined ? {} : { outcome: item.outcome }),
  };
}

function sectionOf(kind: SectionKind, content: RichText | undefined): readonly Section[] {
  return content === undefined ? [] : [{ kind, content }];
}

function tableRow(cellType: "tableHeader" | "tableCell", cells: readonly string[]): RichNode {
  return {
    type: "tableRow",
    content: cells.map((cell) => ({
      type: cellType,
      attrs: { colspan: 1, rowspan: 1 },
      content: [cell === "" ? { type: "paragraph" } : paragraph(cell)],
    })),
  };
}

function inlineNode(inline: Inline): RichNode {
  return typeof inline === "string" ? { type: "text", text: inline } : inline;
}

function listItem(entry: Entry): RichNode {
  return { type: "listItem", content: typeof entry === "string" ? [paragraph(entry)] : entry };
}
