/**
 * What is kept of a verdict: who gave it on which words, and, where that is not too much, what
 * opening the suggestion again needs. Only the blocks that the verdict touched are looked at.
 */
import * as Y from "yjs";
import { hashText } from "../canonical/canonicalItem.ts";
import { richTextOf } from "../document/fragmentText.ts";
import type { RelativePlace, ResolutionPlace, ResolutionRecord, ResolvedPart } from "../document/layout.ts";
import { nodeSpecOf } from "../document/schema.ts";
import { plainTextOf } from "../meeting/richText.ts";
import type { RichNode, RichText } from "../meeting/richText.ts";
import { LIMITS } from "../protocol/limits.ts";
import { rejectedText } from "../suggestion/rejectedText.ts";
import type { Suggestion } from "../suggestion/suggestion.ts";

/** A stretch of blocks in one place of the text, as they were and as they are. */
interface Touched {
  readonly parent: Y.XmlFragment;
  readonly index: number;
  readonly was: readonly RichNode[];
  readonly is: readonly RichNode[];
}

/** As narrow as can be: the row of a table that changed, not the table. Undefined when nothing changed. */
function touchedIn(
  parent: Y.XmlFragment,
  before: readonly RichNode[],
  after: readonly RichNode[],
): Touched | undefined {
  const [start, end] = commonEnds(before, after);
  const was = before.slice(start, before.length - end);
  const is = after.slice(start, after.length - end);
  if (was.length === 0 && is.length === 0) return undefined;
  const within = containerOf(parent, start, was, is);
  return within ?? { parent, index: start, was, is };
}

function commonEnds(before: readonly RichNode[], after: readonly RichNode[]): readonly [number, number] {
  const [left, right] = [
    before.map((node) => JSON.stringify(node)),
    after.map((node) => JSON.stringify(node)),
  ];
  const most = Math.min(left.length, right.length);
  let start = 0;
  while (start < most && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < most - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  return [start, end];
}

/** The stretch inside the one block that changed, when that is a list, an item, a table, a row or a cell. */
function containerOf(
  parent: Y.XmlFragment,
  index: number,
  [was, ...others]: readonly RichNode[],
  [is, ...more]: readonly RichNode[],
): Touched | undefined {
  if (was === undefined || is === undefined || others.length > 0 || more.length > 0) return undefined;
  if (was.type !== is.type || nodeSpecOf(is.type)?.content === "inline*") return undefined;
  if (JSON.stringify(was.attrs) !== JSON.stringify(is.attrs)) return undefined;
  const element = parent.get(index);
  return element instanceof Y.XmlElement
    ? touchedIn(element, was.content ?? [], is.content ?? [])
    : undefined;
}

type Facts = Pick<ResolutionRecord, "section" | "authorName" | "verdict" | "by" | "byName" | "resolvedAt">;

/** Of a verdict that has just been given: `before` is the section's text as it was. */
export function recordOf(
  fragment: Y.XmlFragment,
  before: RichText,
  { id, author, at, parts }: Suggestion,
  facts: Facts,
): ResolutionRecord {
  const touched = touchedIn(fragment, before.content, richTextOf(fragment).content);
  const place = touched === undefined ? undefined : placeOf(touched);
  return {
    ...facts,
    id,
    author,
    at,
    parts: parts.slice(0, LIMITS.resolutionParts).map((part) => keptPart(part)),
    before: wordsOf(touched?.was ?? []),
    after: wordsOf(touched?.is ?? []),
    ...(place === undefined ? {} : { place }),
  };
}

function placeOf({ parent, index, was, is }: Touched): ResolutionPlace | undefined {
  if (JSON.stringify(was).length > LIMITS.resolutionPlaceCharacters) return undefined;
  // Where nothing is left, the place is known by what stands before it.
  const assoc = is.length === 0 ? -1 : 0;
  const first = Y.createRelativePositionFromTypeIndex(parent, index, assoc);
  // Yjs types the JSON as any; these are its documented fields.
  const json = Y.relativePositionToJSON(first) as RelativePlace;
  return { first: json, blocks: was, count: is.length, hash: hashOf(is) };
}

const hashOf = (blocks: readonly RichNode[]) => hashText(JSON.stringify(blocks));

/** The words that count: what others suggest beside it is not part of the record. */
function wordsOf(blocks: readonly RichNode[]): string {
  return shortened(plainTextOf(rejectedText({ type: "doc", content: blocks }, "all")));
}

function keptPart(part: ResolvedPart): ResolvedPart {
  return typeof part["text"] === "string" ? { ...part, text: shortened(part["text"]) } : part;
}

function shortened(words: string): string {
  return words.length > LIMITS.resolutionCharacters
    ? `${words.slice(0, LIMITS.resolutionCharacters)}…`
    : words;
}

export interface Restoration {
  readonly parent: Y.XmlFragment;
  /** What the parent is to hold. */
  readonly content: readonly RichNode[];
}

/** Undefined when the blocks are no longer as the verdict left them. */
export function restorationOf(
  doc: Y.Doc,
  { first, blocks, count, hash }: ResolutionPlace,
): Restoration | undefined {
  const spot = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(first), doc);
  // What was deleted takes all that is in it along.
  if (!(spot?.type instanceof Y.XmlFragment) || spot.type._item?.deleted === true) return undefined;
  const { type: parent, index } = spot;
  const { content } = richTextOf(parent);
  if (hashOf(content.slice(index, index + count)) !== hash) return undefined;
  return { parent, content: [...content.slice(0, index), ...blocks, ...content.slice(index + count)] };
}
