/**
 * The last look at a suggestion before it is applied: with the person's own suggestions rejected,
 * the text must read as before. A suggestion that fails here is a fault of the translation; it is
 * dropped with a message, since the server would refuse it together with all that waits.
 */
import type { Node } from "@tiptap/pm/model";
import { equalityDeep } from "lib0/function";
import type { Stamp } from "../../../shared/document/stamps.ts";
import type { RichNode, RichText } from "../../../shared/meeting/richText.ts";
import { resolvedText } from "../../../shared/suggestion/resolvedText.ts";
import { suggestionsIn } from "../../../shared/suggestion/suggestion.ts";
import { richNodeOf } from "./richNodes.ts";

export function keepsBase(before: Node, after: Node, author: string): boolean {
  const [old, made] = touchedBlocks(before, after).map(richText);
  if (old === undefined || made === undefined) return false;
  const own = new Set([...ownIds(old, author), ...ownIds(made, author)]);
  return equalityDeep(resolvedText(old, own, "reject"), resolvedText(made, own, "reject"));
}

/** What both have alike at the start and at the end need not be looked at. */
function touchedBlocks(before: Node, after: Node): readonly (readonly Node[])[] {
  const [old, made] = [before.content.content, after.content.content];
  const most = Math.min(old.length, made.length);
  let start = 0;
  while (start < most && old[start] === made[start]) start += 1;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === made.at(-1 - end)) end += 1;
  return [old.slice(start, old.length - end), made.slice(start, made.length - end)];
}

/** A text without blocks would read as one with an empty paragraph. */
const LAST: RichNode = { type: "paragraph" };

function richText(blocks: readonly Node[]): RichText {
  return { type: "doc", content: [...blocks.map(richNodeOf), LAST] };
}

function ownIds(text: RichText, author: string): readonly string[] {
  return suggestionsIn(text)
    .filter((stamp: Stamp) => stamp.author === author)
    .map(({ id }) => id);
}
