/**
 * What judging a command comes to: a refusal, or a plan that says what will be done and does it
 * when told to. Judging only reads, so a refused command leaves the document as it was, to the byte.
 */
import type { CommitteeSettings } from "../meeting/committee.ts";
import type { Phase, Role } from "../meeting/vocabulary.ts";
import type { LedgerEntry } from "../canonical/ledger.ts";
import { refusalOf } from "../policy/refusal.ts";
import type { Refusal, RefusalReason } from "../policy/refusal.ts";

export interface CommandContext {
  /** UTC, ISO 8601. */
  readonly now: string;
  readonly newId: () => string;
  readonly actor: {
    readonly person: string;
    readonly name: string;
    readonly roles: readonly Role[];
    /** How surely the person is known: `demo`, later the kind of login. */
    readonly authLevel?: string;
  };
  readonly settings: CommitteeSettings;
  readonly meetingId: string;
  /** The place in the log that this command's record will have. */
  readonly nextSeq: number;
  /** The last entry of the meeting's ledger. */
  readonly ledger: { readonly n: number; readonly hash: string };
  /** The name of a person of the committee, for commands that name only the person. */
  readonly nameOf?: (person: string) => string | undefined;
}

export interface Plan {
  readonly kind: "plan";
  /** For the audit log; names ids and literals, never words of the minutes. */
  readonly effect: string;
  /** What the answer says beside the log's seq. */
  readonly result: Readonly<Record<string, unknown>>;
  /** The phase that the meeting will be in, when this moves it. */
  readonly movesTo?: Phase;
  /** Writes. Answers the entries that belong in the ledger. */
  readonly apply: () => readonly LedgerEntry[];
}

export interface Refused {
  readonly kind: "refused";
  readonly refusal: Refusal;
}

export type Judged = Plan | Refused;

export function refuse(reason: RefusalReason, detail?: string, advice?: string): Refused {
  return { kind: "refused", refusal: refusalOf(reason, detail, advice) };
}

interface PlanParts {
  readonly effect: string;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly movesTo?: Phase;
  readonly write: () => void;
}

/** A plan that leaves the ledger alone: every command but those of approval. */
export function planOf({ effect, result = {}, movesTo, write }: PlanParts): Plan {
  const apply = () => {
    write();
    return [];
  };
  return { kind: "plan", effect, result, apply, ...(movesTo === undefined ? {} : { movesTo }) };
}
