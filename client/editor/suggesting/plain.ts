/** A person's own change as the editor made it, before it becomes a suggestion. */
import type { EditorState, Transaction } from "@tiptap/pm/state";
import type { Stamp } from "../../../shared/document/stamps.ts";

export interface Plain {
  readonly state: EditorState;
  /** Never dispatched: it says what accepting the suggestion shall give. */
  readonly plain: Transaction;
  /** The stamp of this act, made when first asked for and the same ever after. */
  readonly stamp: () => Stamp;
  /** The person whose suggestion it becomes. */
  readonly author: string;
}

/** What cannot be a suggestion; the person is told what to do instead. */
export type CannotSuggest = "blocksInText" | "structure" | "baseWouldChange";
