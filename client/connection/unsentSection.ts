/** What is kept of one section's unacknowledged text: the words, where in Yjs they stood, and how to put them back. */
import type { RichNode } from "../../shared/meeting/richText.ts";

/** Yjs' name of a block: client id and clock. It is the same in every copy of one log. */
export type ItemId = readonly [client: number, clock: number];

/** Letters of one client id, from one clock up to, and without, another. */
export type Source = readonly [client: number, from: number, to: number];

export interface Run {
  /** Behind so many letters of the base. */
  readonly at: number;
  readonly text: string;
  readonly marks: Readonly<Record<string, unknown>>;
}

/** Each holds for one base: the text that the server had there. */
export type PutBackStep =
  /** Words typed into a block. */
  | { readonly kind: "words"; readonly block: ItemId; readonly base: string; readonly runs: readonly Run[] }
  /** New blocks behind another one, or first in their parent; a parent of null is the section. */
  | {
      readonly kind: "blocks";
      readonly parent: ItemId | null;
      readonly before: ItemId | null;
      readonly base: string;
      readonly nodes: readonly RichNode[];
    };

export interface UnsentSection {
  readonly section: string;
  /** As it is shown and copied. */
  readonly text: string;
  readonly sources: readonly Source[];
  readonly plan: readonly PutBackStep[];
}
