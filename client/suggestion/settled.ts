/** What became of suggestions: the latest verdict on each, newest first. */
import { type ResolutionRecord, resolutionsRoot } from "../../shared/document/layout.ts";
import { latestResolution } from "../../shared/document/read.ts";
import { sentenceOf } from "../../shared/suggestion/sentence.ts";
import type { SuggestionPart } from "../../shared/suggestion/suggestion.ts";

type Doc = Parameters<typeof resolutionsRoot>[0];

export function listSettled(doc: Doc): readonly ResolutionRecord[] {
  const ids = new Set([...resolutionsRoot(doc).values()].map(({ id }) => id));
  return [...ids]
    .flatMap((id) => latestResolution(doc, id) ?? [])
    .toSorted((a, b) => (a.resolvedAt === b.resolvedAt ? 0 : a.resolvedAt < b.resolvedAt ? 1 : -1));
}

export function settledSentence({ id, author, at, parts }: ResolutionRecord): string {
  // The server stored what suggestionsIn had listed.
  return sentenceOf({ id, author, at, parts: parts as readonly SuggestionPart[] });
}
