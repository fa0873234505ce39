/** What the guard is asked and what it answers. */
import type * as Y from "yjs";
import { sectionIdOfRoot } from "../../shared/document/layout.ts";
import type { RefusalReason } from "../../shared/policy/refusal.ts";
import type { Parentage } from "./parentage.ts";

export interface Asker {
  /** The Yjs client ids that are bound to this person. */
  readonly clientIds: ReadonlySet<number>;
  /** May this person write in this root now? False for a root that is no section. */
  mayEdit(root: string): boolean;
}

export type GuardReason = Extract<
  RefusalReason,
  "malformed" | "foreignClient" | "foreignRoot" | "locked" | "staleClient" | "notAllowed" | "tooLarge"
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
}

/** Notes that something is written or deleted in a root; false when this person may not. */
export function mayTouch({ asker, roots }: Question, root: string, growth: number): boolean {
  const before = roots.get(root);
  // One answer for each root: the table is not asked again for every letter.
  if (before === undefined && !asker.mayEdit(root)) return false;
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
