/**
 * The ledger of sign-offs: a chain of records in which each holds the hash of the one before, so
 * that nobody alters one unseen. It stands outside the shared document, in the store.
 */
import type { ChairRole } from "../meeting/vocabulary.ts";
import { canonicalJson } from "./canonicalJson.ts";
import { hashText } from "./canonicalItem.ts";

export const LEDGER_ACTS = ["signOff", "withdraw"] as const;
export type LedgerAct = (typeof LEDGER_ACTS)[number];

export interface LedgerFacts {
  /** 1 for the first entry of a meeting, then without gaps. */
  readonly n: number;
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly person: string;
  readonly role: ChairRole;
  /** How surely the person was known: `demo` until there is a real login. */
  readonly authLevel: string;
  readonly meeting: string;
  readonly item: string;
  /** The content that was signed. */
  readonly hash: string;
  /** Where in the log of the meeting. */
  readonly seq: number;
  readonly act: LedgerAct;
}

export interface LedgerEntry {
  readonly n: number;
  /** SHA-256 of the previous entry's hash and this entry. The last one is the chain's head. */
  readonly hash: string;
  /** Canonical JSON of the facts. */
  readonly entry: string;
}

/** What the first entry of a meeting follows on. */
export const LEDGER_START = { n: 0, hash: "0".repeat(64) } as const;

export function ledgerEntry(facts: LedgerFacts, previousHash: string): LedgerEntry {
  const entry = canonicalJson(facts);
  return { n: facts.n, hash: chainHash(previousHash, entry), entry };
}

export type LedgerVerdict =
  | { readonly ok: true; readonly head: string; readonly entries: number }
  | {
      readonly ok: false;
      /** The first entry that does not hold. */
      readonly n: number;
      readonly why: "gap" | "entryAltered" | "hashAltered" | "otherHead";
    };

/** Checks numbers, spelling and chain. With the `head` of any receipt it also finds a chain made anew. */
export function verifyLedger(entries: readonly LedgerEntry[], head?: string): LedgerVerdict {
  let previousHash: string = LEDGER_START.hash;
  let isHeadSeen = head === undefined;
  for (const [index, { n, hash, entry }] of entries.entries()) {
    if (n !== index + 1) return { ok: false, n: index + 1, why: "gap" };
    if (!isCanonicalEntry(entry, n)) return { ok: false, n, why: "entryAltered" };
    if (hash !== chainHash(previousHash, entry)) return { ok: false, n, why: "hashAltered" };
    previousHash = hash;
    isHeadSeen ||= hash === head;
  }
  if (!isHeadSeen) return { ok: false, n: entries.length, why: "otherHead" };
  return { ok: true, head: previousHash, entries: entries.length };
}

/** Both parts have a fixed place: a hash is always 64 characters, so no two pairs read alike. */
function chainHash(previousHash: string, entry: string): string {
  return hashText(previousHash + entry);
}

/** Spelled again, an entry must give the same bytes, and it must say its own number. */
function isCanonicalEntry(entry: string, n: number): boolean {
  const facts = parsedOrUndefined(entry);
  if (typeof facts !== "object" || facts === null || !("n" in facts)) return false;
  return facts.n === n && canonicalJson(facts) === entry;
}

function parsedOrUndefined(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // A torn or altered entry is no JSON any more; the caller reports it by number.
    return undefined;
  }
}
