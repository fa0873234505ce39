/**
 * THE schema of section text, as plain data: which nodes and marks there are, what they may hold
 * and which attribute values are allowed. Editor, static renderer, guard, importer and exporter all
 * read this one table; it imports no editor, so a follower's page stays small.
 *
 * Content expressions accept whatever two valid edits can merge into (`block*`, not
 * `paragraph block*`): mounting an editor deletes from the document what its schema does not accept.
 * The form of suggestion marks and `s*` attributes is in stamps.ts.
 */
import {
  isInstant,
  isMoveStampList,
  isName,
  isSuggestionId,
  isProposedAddition,
  isProposedRemoval,
  isStampList,
  isTypeStampList,
  isWrapStampList,
} from "./stamps.ts";

type AttributeCheck = (value: unknown) => boolean;

interface AttributeSpec {
  readonly default: unknown;
  readonly check: AttributeCheck;
  /** True for what belongs to suggestions, and is no part of the text itself. */
  readonly suggestion?: true;
}

interface NodeSpec {
  /** A ProseMirror content expression; undefined for a leaf. */
  readonly content?: string;
  readonly group?: "block" | "inline";
  readonly attrs: Readonly<Record<string, AttributeSpec>>;
}

interface MarkSpec {
  readonly attrs: Readonly<Record<string, AttributeSpec>>;
  /** ProseMirror's `excludes`; the empty string lets marks of one type overlap. */
  readonly excludes?: string;
  readonly suggestion?: true;
}

export const URL_SCHEMES = ["http:", "https:", "mailto:"] as const;
export const LINK_LENGTH_MAX = 2048;
export const TABLE_SPAN_MAX = 100;

const isNull: AttributeCheck = (value) => value === null || value === undefined;
const isShortText: AttributeCheck = (value) => typeof value === "string" && value.length <= 500;
const isSpan: AttributeCheck = (value) =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= TABLE_SPAN_MAX;

/** A link is http, https or mailto, without control characters; null means «link mangler». */
export function isAllowedHref(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== "string" || value.length > LINK_LENGTH_MAX) return false;
  // Control characters and spaces can hide a scheme from a reader that a browser still runs.
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u0020\u007f-\u009f]/u.test(value)) return false;
  // Turned writing direction shows another address than the one that is opened; half a surrogate pair is none.
  if (/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(value) || !value.isWellFormed()) return false;
  return URL_SCHEMES.some((scheme) => value.toLowerCase().startsWith(scheme));
}

/** Null, or a list with a stamp for each suggestion; several people may propose the same. */
const stampsThat = (check: AttributeCheck): AttributeSpec => ({ default: null, check, suggestion: true });

const blockAttributes = {
  /** The block is suggested: only on the outermost of what was added. */
  sIns: stampsThat(isStampList),
  /** The block is to go: only on the outermost of what is deleted. */
  sDel: stampsThat(isStampList),
  /** The boundary before it is to go. */
  sJoin: stampsThat(isStampList),
  sFmt: stampsThat(isTypeStampList),
} as const;
const wrappableAttributes = { ...blockAttributes, sWrap: stampsThat(isWrapStampList) } as const;
const itemAttributes = { ...blockAttributes, sMove: stampsThat(isMoveStampList) } as const;
const cellAttributes = {
  colspan: { default: 1, check: isSpan },
  rowspan: { default: 1, check: isSpan },
  colwidth: {
    default: null,
    check: (value) =>
      isNull(value) ||
      (Array.isArray(value) &&
        value.length <= TABLE_SPAN_MAX &&
        value.every((v) => typeof v === "number" && v >= 0 && v <= 10_000)),
  },
  ...blockAttributes,
} satisfies Record<string, AttributeSpec>;
const suggestionMark: MarkSpec = {
  excludes: "",
  suggestion: true,
  attrs: {
    id: { default: null, check: isSuggestionId },
    author: { default: null, check: isName },
    at: { default: null, check: isInstant },
  },
};

/** The level of a sub-heading: the meeting is h1, an item h2, a section h3. */
export const SUB_HEADING_LEVEL = 4;

export const NODES = {
  doc: { content: "block*", attrs: {} },
  text: { group: "inline", attrs: {} },
  paragraph: { content: "inline*", group: "block", attrs: wrappableAttributes },
  heading: {
    content: "inline*",
    group: "block",
    attrs: {
      level: { default: SUB_HEADING_LEVEL, check: (value) => value === SUB_HEADING_LEVEL },
      ...wrappableAttributes,
    },
  },
  bulletList: { content: "listItem*", group: "block", attrs: blockAttributes },
  orderedList: {
    content: "listItem*",
    group: "block",
    attrs: {
      start: {
        default: 1,
        check: (value) =>
          typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 100_000,
      },
      /** `1` numbers, `a` letters. */
      type: { default: null, check: (value) => isNull(value) || value === "1" || value === "a" },
      ...blockAttributes,
    },
  },
  listItem: { content: "block*", attrs: itemAttributes },
  table: { content: "tableRow*", group: "block", attrs: blockAttributes },
  tableRow: { content: "(tableCell | tableHeader)*", attrs: blockAttributes },
  tableHeader: { content: "block*", attrs: cellAttributes },
  tableCell: { content: "block*", attrs: cellAttributes },
  /** The inline content is the caption. `src` null: the picture is lost, the caption is kept. */
  figure: {
    content: "inline*",
    group: "block",
    attrs: {
      src: { default: null, check: (value) => isNull(value) },
      alt: { default: "", check: isShortText },
      ...blockAttributes,
    },
  },
  /** A suggested one is the character SUGGESTED_LINE until it is accepted. */
  hardBreak: { group: "inline", attrs: { sDel: stampsThat(isStampList) } },
} as const satisfies Readonly<Record<string, NodeSpec>>;
export type NodeName = keyof typeof NODES;

export const MARKS = {
  bold: { attrs: {} },
  italic: { attrs: {} },
  /** `href` null: the source had a link without a target; shown as «link mangler». */
  link: { attrs: { href: { default: null, check: isAllowedHref } } },
  insertion: suggestionMark,
  deletion: suggestionMark,
  formatChange: {
    ...suggestionMark,
    attrs: {
      ...suggestionMark.attrs,
      add: { default: [], check: (value) => isProposedAddition(value, isAllowedHref) },
      remove: { default: [], check: isProposedRemoval },
    },
  },
} as const satisfies Readonly<Record<string, MarkSpec>>;
export type MarkName = keyof typeof MARKS;

export function nodeSpecOf(name: string): NodeSpec | undefined {
  return Object.hasOwn(NODES, name) ? NODES[name as NodeName] : undefined;
}

export function markSpecOf(name: string): MarkSpec | undefined {
  return Object.hasOwn(MARKS, name) ? MARKS[name as MarkName] : undefined;
}

/** Rises with every change of this table that an older client could damage; clients with another one reload (close 4426). */
export const SCHEMA_VERSION = "2";
