/** What the guard is asked and what it answers. */
import type * as Y from "yjs";
import { sectionIdOfRoot } from "../../shared/document/layout.ts";
import type { Stamp } from "../../shared/document/stamps.ts";
import type { RefusalReason } from "../../shared/policy/refusal.ts";
import type { Parentage } from "./parentage.ts";

export interface Asker {
  /** The Yjs client ids that are bound to this person. */
  readonly clientIds: ReadonlySet<number>;
  readonly person: string;
  /** What does this person do by writing in this root now? Undefined: it may not, or the root is no section. */
  rightIn(root: string): WritingRight | undefined;
  /** Whose suggestion has this id, as far as the meeting knows it. */
  authorOf(suggestionId: string): string | undefined;
}

export type WritingRight = "edit" | "suggest";

export type GuardReason = Extract<
  RefusalReason,
  | "malformed"
  | "foreignClient"
  | "foreignRoot"
  | "locked"
  | "staleClient"
  | "notAllowed"
  | "suggestOnly"
  | "tooLarge"
  | "tooFast"
>;

/** Names of roots, with the characters and blocks that are written there less those deleted. */
export type Roots = ReadonlyMap<string, number>;

export type Verdict =
  /**
   * `update` is what may be applied; `roots` are all that it may touch; `lost` are words that were
   * typed into a place which somebody deleted for good meanwhile.
   */
  | {
      readonly kind: "apply";
      readonly update: Uint8Array;
      readonly roots: Roots;
      /** Those of the roots where this person only suggests: the update is rehearsed there first. */
      readonly suggested: ReadonlySet<string>;
      readonly written: WrittenStamps;
      readonly lost: string | undefined;
    }
  /** Nothing in it is new, or it is only Yjs' own clean-up by somebody who merely looks on. */
  | { readonly kind: "drop" }
  | GuardRefusal;

export interface GuardRefusal {
  readonly kind: "refuse";
  readonly reason: GuardReason;
  readonly root: string | undefined;
}

/** One update under judgement; `roots` fills while its parts are found allowed. */
export interface Question {
  readonly doc: Y.Doc;
  readonly asker: Asker;
  readonly parentage: Parentage;
  readonly roots: Map<string, number>;
  readonly suggested: Set<string>;
  readonly written: WrittenStamps;
}

/** The stamps that an update writes. */
export interface WrittenStamps {
  readonly all: Stamp[];
  /** The last list that it writes into a block's attribute, by the name of both. */
  readonly lists: Map<string, readonly Stamp[]>;
  /** Texts in which somebody who edits ends marks of others or writes them anew, as y-tiptap does around each letter. */
  readonly changedIn: Map<string, Y.ID>;
}

export function nameOfAttribute({ client, clock }: Y.ID, key: string): string {
  return `${client}:${clock} ${key}`;
}

/** Notes that something is written or deleted in a root; false when this person may not. */
export function mayTouch({ asker, roots, suggested }: Question, root: string, growth: number): boolean {
  const before = roots.get(root);
  // One answer for each root: the table is not asked again for every letter.
  const right = before === undefined ? asker.rightIn(root) : "known";
  if (right === undefined) return false;
  if (right === "suggest") suggested.add(root);
  roots.set(root, (before ?? 0) + growth);
  return true;
}

export function refuse(reason: GuardReason, root?: string): GuardRefusal {
  return { kind: "refuse", reason, root };
}

/** A root that is no section has no write path at all; a section may be locked for now. */
export function refuseRoot(root: string | undefined): GuardRefusal {
  return refuse(root === undefined || sectionIdOfRoot(root) === undefined ? "foreignRoot" : "locked", root);
}
