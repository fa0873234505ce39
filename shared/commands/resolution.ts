/**
 * What is kept of a verdict: who gave it on which words, and, where that is not too much, what
 * opening the suggestion again needs. Only the blocks that the verdict touched are kept.
 */
import * as Y from "yjs";
import { hashText } from "../canonical/canonicalItem.ts";
import { richTextOf } from "../document/fragmentText.ts";
import type { RelativePlace, ResolutionPlace, ResolutionRecord, ResolvedPart } from "../document/layout.ts";
import { plainTextOf } from "../meeting/richText.ts";
import type { RichNode } from "../meeting/richText.ts";
import { LIMITS } from "../protocol/limits.ts";
import { rejectedText } from "../suggestion/rejectedText.ts";
import type { Outcome } from "../suggestion/resolveEach.ts";
import type { Suggestion } from "../suggestion/suggestion.ts";
import type { Touched } from "../suggestion/touched.ts";

type Facts = Pick<ResolutionRecord, "section" | "authorName" | "verdict" | "by" | "byName" | "resolvedAt">;

/** Of a verdict that has just been given. */
export function recordOf(
  { id, author, at, parts }: Suggestion,
  { touched, how }: Outcome,
  facts: Facts,
): ResolutionRecord {
  // What was done together cannot be taken back one by one.
  const place = touched === undefined || how === "together" ? undefined : placeOf(touched);
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
  const { type: parent } = spot;
  const { content } = richTextOf(parent);
  const reads = (at: number) => at >= 0 && hashOf(content.slice(at, at + count)) === hash;
  // A block that went and came back with another verdict stands right before where it was.
  const index = [spot.index, spot.index - 1].find((at) => reads(at));
  if (index === undefined) return undefined;
  return { parent, content: [...content.slice(0, index), ...blocks, ...content.slice(index + count)] };
}
