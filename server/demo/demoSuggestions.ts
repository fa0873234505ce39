/** Builders for suggestions in the demo's minutes: words added and words struck, each by somebody. */
import type { Stamp } from "../../shared/document/stamps.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";

/** The id is unique in its meeting; `at` is UTC, ISO 8601. */
export function suggestedBy(author: string, id: string, at: string): Stamp {
  return { id, author, at };
}

export function added(words: string, stamp: Stamp): RichNode {
  return { type: "text", text: words, marks: [{ type: "insertion", attrs: { ...stamp } }] };
}

export function struck(words: string, stamp: Stamp): RichNode {
  return { type: "text", text: words, marks: [{ type: "deletion", attrs: { ...stamp } }] };
}

/** The block is to be joined with the one before it. */
export function joined(block: RichNode, stamp: Stamp): RichNode {
  return { ...block, attrs: { ...block.attrs, sJoin: [stamp] } };
}

/** A list with one more entry than it has: the words are the new one. */
export function withEntry(list: RichNode, words: string, stamp: Stamp): RichNode {
  const paragraph: RichNode = { type: "paragraph", content: [added(words, stamp)] };
  const entry: RichNode = { type: "listItem", attrs: { sIns: [stamp] }, content: [paragraph] };
  return { ...list, content: [...(list.content ?? []), entry] };
}
