/**
 * Which lines open a section. Only the closed list does: «Tidsplan», «Introplan» and names of teams
 * stand alone on a line too, and are text.
 */
import { ATTACHMENTS_LABEL, SECTION_LABELS } from "../../meeting/labels.ts";
import { SECTION_KINDS, type SectionKind } from "../../meeting/vocabulary.ts";
import { mayBeStructure, type Line } from "./lines.ts";

export interface SectionLabel {
  readonly kind: SectionKind | "bilag";
  /** Text on the label's own line that belongs to the section. */
  readonly rest: string;
  /** True when `rest` is the heading itself, kept because the words are not one of the fixed labels. */
  readonly isKeptHeading: boolean;
}

/**
 * How one source writes its labels. Where labels stand bare, a line such as «Økonomi:» is a
 * sub-heading in the text; where all labels end in a colon, it is a label.
 */
export type LabelStyle = "bare" | "colon";

const KIND_OF_LABEL: ReadonlyMap<string, SectionKind | "bilag"> = new Map<string, SectionKind | "bilag">([
  ...SECTION_KINDS.map((kind) => [SECTION_LABELS[kind], kind] as const),
  ["Resume", "resume"],
  [ATTACHMENTS_LABEL, "bilag"],
]);

const LABEL_WORDS = [...KIND_OF_LABEL.keys()].flatMap((word) => [word, word.toUpperCase()]).join("|");
// A lower-case «beslutning» alone on a line is the second half of a cut paragraph, so case counts.
const LABEL = new RegExp(
  `^\\s*(?:#{1,6}\\s*)?(?:\\*\\*|__)?(${LABEL_WORDS})(:?)(?:\\*\\*|__)?(:?)(?:\\s+(\\S.*))?\\s*$`,
  "u",
);
const KEPT_HEADINGS: readonly (readonly [RegExp, SectionKind])[] = [
  [/^\s*Sagsforløb:?\s*$/u, "sagsfremstilling"],
  [/^\s*Beslutning (?:i|fra|for) .{2,150} (?:d\.|den) [\d. a-z-]{6,30}$/u, "beslutning"],
];

export function labelStyleOf(lines: readonly Line[]): LabelStyle {
  const labels = lines.map(partsOf).filter((parts) => parts !== undefined && parts.rest === "");
  return labels.length > 0 && labels.every((parts) => parts?.hasColon) ? "colon" : "bare";
}

export function sectionLabelOf(line: Line, style: LabelStyle): SectionLabel | undefined {
  const kept = keptHeadingOf(line);
  if (kept !== undefined) return kept;
  const parts = partsOf(line);
  if (parts === undefined) return undefined;
  if (style === "bare" && (parts.hasColon || parts.rest !== "")) return undefined;
  if (parts.rest !== "" && !parts.hasColon) return undefined;
  return { kind: parts.kind, rest: parts.rest, isKeptHeading: false };
}

function partsOf(line: Line): { kind: SectionKind | "bilag"; hasColon: boolean; rest: string } | undefined {
  const match = mayBeStructure(line) ? LABEL.exec(line.text) : null;
  const word = match?.[1] ?? "";
  const kind = KIND_OF_LABEL.get(word) ?? KIND_OF_LABEL.get(word.slice(0, 1) + word.slice(1).toLowerCase());
  if (match === null || kind === undefined) return undefined;
  return { kind, hasColon: match[2] === ":" || match[3] === ":", rest: match[4] ?? "" };
}

function keptHeadingOf(line: Line): SectionLabel | undefined {
  if (!mayBeStructure(line)) return undefined;
  const kept = KEPT_HEADINGS.find(([pattern]) => pattern.test(line.text));
  return kept === undefined ? undefined : { kind: kept[1], rest: line.text.trim(), isKeptHeading: true };
}
