/** A text as it reads when suggestions in it are accepted or rejected: plain data, no document. */
import type { RichText } from "../meeting/richText.ts";
import { acceptedText } from "./acceptedText.ts";
import { rejectedText } from "./rejectedText.ts";
import { hasSuggestions } from "./suggestion.ts";

export type Verdict = "accept" | "reject";

/** The very same object when there are no suggestions. */
export function resolvedText(text: RichText, ids: ReadonlySet<string> | "all", verdict: Verdict): RichText {
  if (!hasSuggestions(text)) return text;
  return verdict === "accept" ? acceptedText(text, ids) : rejectedText(text, ids);
}
