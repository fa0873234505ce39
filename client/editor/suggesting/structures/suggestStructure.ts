/** Suggestions of list, block-type and table changes. */
import type { Transaction } from "@tiptap/pm/state";
import type { Plain } from "../plain.ts";

/** Undefined: the change is none of these. */
export function suggestStructure(_context: Plain): Transaction | "refused" | undefined {
  return undefined;
}
