/** The lines of one item, shared out to its sections and attachments. */
import type { AgendaItem, Attachment, Section } from "../../meeting/meeting.ts";
import type { SectionKind } from "../../meeting/vocabulary.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { textOfLines } from "./blocks.ts";
import type { DoubtList } from "./doubts.ts";
import type { ItemStart } from "./itemStart.ts";
import { isBlank, mayBeStructure, type Line } from "./lines.ts";
import { isRecommendation, isRecommended } from "./recommendation.ts";
import { sectionLabelOf, type LabelStyle } from "./sectionLabel.ts";

interface Draft {
  readonly kind: SectionKind;
  readonly lines: Line[];
  /** `heading`: under its own label. `implied`: opened by text without a label. */
  readonly source: "heading" | "implied" | "recommendation";
}

interface ItemDraft {
  readonly sections: Draft[];
  readonly attachments: Attachment[];
  isInAttachments: boolean;
}

interface Context {
  readonly style: LabelStyle;
  readonly doubts: DoubtList;
  readonly hasRecommendationHeading: boolean;
}

const NAVIGATION = /^\s*(?:Til|Tilbage til) toppen\s*$/iu;
const PAGE_NUMBER = /^\s*Side \d{1,4}(?: af \d{1,4})?\s*$/u;
const NO_ATTACHMENTS = /^\s*[-•]?\s*ingen(?: bilag)?\.?\s*$/iu;

export function itemOf(
  start: ItemStart,
  lines: readonly Line[],
  { style, doubts }: { style: LabelStyle; doubts: DoubtList },
): AgendaItem {
  if (start.title === "") doubts.add("titleMissing", start.line, "");
  const labels = lines.map((line) => sectionLabelOf(line, style));
  const context: Context = {
    style,
    doubts,
    hasRecommendationHeading: labels.some((label) => label?.kind === "indstilling"),
  };
  const draft: ItemDraft = { sections: [], attachments: [], isInAttachments: false };
  for (const line of lines) {
    if (!takeLabel(draft, line, context)) takeLine(draft, line, context);
  }
  return {
    number: start.number,
    title: start.title,
    journalNumber: start.journalNumber,
    sections: oneOfEachKind(draft.sections).map((section) => sectionOf(section, doubts)),
    attachments: draft.attachments,
  };
}

/**
 * An item has one section of each kind. Text that stood without a heading joins the section that has
 * one, and a repeated section joins its first; all in the order of the source.
 */
function oneOfEachKind(drafts: readonly Draft[]): readonly Draft[] {
  const kinds = [...new Set(drafts.map(({ kind }) => kind))];
  const hosts = kinds.map((kind) => {
    const same = drafts.filter((draft) => draft.kind === kind);
    const host = same.find(({ source }) => source === "heading") ?? same[0];
    const lines = same.flatMap((draft) => [...draft.lines, { n: draft.lines.at(-1)?.n ?? 0, text: "" }]);
    return { host, lines };
  });
  return drafts.flatMap((draft) => {
    const found = hosts.find(({ host }) => host === draft);
    return found === undefined ? [] : [{ ...draft, lines: found.lines }];
  });
}

function sectionOf(draft: Draft, doubts: DoubtList): Section {
  return { kind: draft.kind, content: textOfLines(draft.lines, doubts) };
}

function takeLabel(draft: ItemDraft, line: Line, { style, doubts }: Context): boolean {
  const label = sectionLabelOf(line, style);
  if (label === undefined) return false;
  draft.isInAttachments = label.kind === "bilag";
  if (label.kind === "bilag") {
    if (label.rest !== "") takeAttachment(draft, { n: line.n, text: label.rest }, doubts);
    return true;
  }
  if (draft.sections.some(({ kind, source }) => kind === label.kind && source === "heading")) {
    doubts.add("repeatedSection", line.n, line.text);
  }
  if (label.isKeptHeading) doubts.add("headingKept", line.n, line.text);
  const lines = label.rest === "" ? [] : [{ n: line.n, text: label.rest }];
  if (label.isKeptHeading) lines.push({ n: line.n, text: "" });
  draft.sections.push({ kind: label.kind, lines, source: "heading" });
  return true;
}

function takeLine(draft: ItemDraft, line: Line, context: Context): void {
  if (PAGE_NUMBER.test(line.text.slice(0, 40)) && mayBeStructure(line)) {
    context.doubts.add("pageNumber", line.n, line.text);
    return;
  }
  if (draft.isInAttachments) takeAttachment(draft, line, context.doubts);
  else takeText(draft, line, context);
}

function takeAttachment(draft: ItemDraft, line: Line, doubts: DoubtList): void {
  if (isBlank(line)) return;
  const name = attachmentNameOf(line.text);
  const isName = name.length <= LIMITS.nameCharacters && !NAVIGATION.test(name) && !NO_ATTACHMENTS.test(name);
  if (isName) {
    draft.attachments.push({ name });
    return;
  }
  doubts.add(NAVIGATION.test(name) ? "navigation" : "textInAttachments", line.n, line.text);
  lastSection(draft).lines.push({ n: line.n, text: "" }, line, { n: line.n, text: "" });
}

/** Bullets and links without a target are dropped; numbers in front are part of the name. */
function attachmentNameOf(text: string): string {
  const bare = text.replace(/^\s*[-•*]\s+/u, "").trim();
  const link = /^\[([^[\]]+)\]\(#?\)$/u.exec(bare);
  return (link?.[1] ?? bare).replaceAll("\t", " ");
}

function takeText(draft: ItemDraft, line: Line, context: Context): void {
  if (isBlank(line)) {
    draft.sections.at(-1)?.lines.push(line);
    return;
  }
  if (NAVIGATION.test(line.text.slice(0, 40))) context.doubts.add("navigation", line.n, line.text);
  sectionFor(draft, line, context).lines.push(line);
}

/** The section that a line of text belongs to; a recommendation without a heading opens its own. */
function sectionFor(draft: ItemDraft, line: Line, { doubts, hasRecommendationHeading }: Context): Draft {
  const current = draft.sections.at(-1);
  const mayRecommend = !hasRecommendationHeading && current?.kind !== "beslutning";
  if (mayRecommend && current?.source !== "recommendation" && isRecommendation(line)) {
    doubts.add("recommendationWithoutHeading", line.n, line.text);
    return opened(draft, { kind: "indstilling", lines: [], source: "recommendation" });
  }
  if (current?.source === "recommendation" && isRecommended(line)) return current;
  if (current !== undefined && current.source !== "recommendation") return current;
  doubts.add("textBeforeHeading", line.n, line.text);
  return opened(draft, { kind: "sagsfremstilling", lines: [], source: "implied" });
}

function lastSection(draft: ItemDraft): Draft {
  return draft.sections.at(-1) ?? opened(draft, { kind: "sagsfremstilling", lines: [], source: "implied" });
}

function opened(draft: ItemDraft, section: Draft): Draft {
  draft.sections.push(section);
  return section;
}
