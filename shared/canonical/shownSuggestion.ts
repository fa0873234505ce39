/**
 * What somebody has seen of a suggestion, as one short name: a verdict on what its author has changed
 * meanwhile is a verdict on another text.
 */
import type { Suggestion } from "../suggestion/suggestion.ts";
import { hashText } from "./canonicalItem.ts";

export function shownAs({ parts }: Pick<Suggestion, "parts">): string {
  return hashText(JSON.stringify(parts));
}
