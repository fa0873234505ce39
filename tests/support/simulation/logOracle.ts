/**
 * Replays the log record by record as it reaches the disk, with plain Yjs and no other part of the
 * room, and holds each record to what its author was allowed. Whatever anybody sees or is told is
 * saved is held to this document.
 */
import * as Y from "yjs";
import { contentHash } from "../../../shared/canonical/canonicalItem.ts";
import { verifyLedger, type LedgerEntry } from "../../../shared/canonical/ledger.ts";
import { phaseOf } from "../../../shared/document/read.ts";
import { DEMO_SETTINGS } from "../../../shared/meeting/committee.ts";
import type { Role, SectionKind } from "../../../shared/meeting/vocabulary.ts";
import { areaOfSection, mayI } from "../../../shared/policy/permissions.ts";
import type { Batch, NewRecord } from "../../../server/store/store.ts";
import { baseOf, missingIn, rootsOf, tokensIn, tryDecode } from "./plainUpdate.ts";

export interface OracleDeps {
  /** Whose Yjs client id is it? Undefined: one of the server's. */
  personOf(client: number): string | undefined;
  /** The roles under which a record of this person and client was judged at this time. */
  rolesOf(record: NewRecord): readonly Role[];
  fail(why: string): void;
}

export class LogOracle {
  readonly #deps: OracleDeps;
  doc = newDoc();
  records: NewRecord[] = [];
  ledger: LedgerEntry[] = [];
  /** Every word that was ever on disk. */
  readonly tokens = new Set<string>();
  #roots = new Map<string, string>();

  constructor(deps: OracleDeps) {
    this.#deps = deps;
  }

  get lastSeq(): number {
    return this.records.length;
  }

  appended(batch: Batch): void {
    const ledger = [...(batch.ledger ?? [])];
    for (const record of batch.records) {
      // Repeating a record is harmless; the store compares its content.
      if (record.seq <= this.lastSeq) continue;
      if (record.seq !== this.lastSeq + 1) this.#deps.fail(`record ${record.seq} leaves a gap`);
      for (const entry of ledger.filter((one) => seqOf(one) === record.seq)) this.#sign(entry);
      this.#replay(record);
    }
  }

  /** What an update holds that is not on disk; `formatsMayLive`: clean-up of formats may have been left out. */
  missing(update: Uint8Array, options = { formatsMayLive: false }): string | undefined {
    const decoded = tryDecode(update);
    return decoded === undefined ? "bytes that Yjs cannot read" : missingIn(this.doc, decoded, options);
  }

  /** The whole log once more, in one go. */
  replayed(): Y.Doc {
    const doc = newDoc();
    for (const { bytes } of this.records) replay(doc, bytes);
    return doc;
  }

  /** An older backup was put in place. */
  restore(records: readonly NewRecord[], ledger: readonly LedgerEntry[]): void {
    this.doc = newDoc();
    this.records = [...records];
    this.ledger = [...ledger];
    for (const { bytes } of this.records) replay(this.doc, bytes);
    this.#roots = rootsOf(this.doc);
  }

  #replay(record: NewRecord): void {
    const before = Y.decodeStateVector(Y.encodeStateVector(this.doc));
    const mayEdit = this.#rootsFor(record, "edit");
    const maySuggest = this.#rootsFor(record, "suggest");
    const bases = basesOf(this.doc);
    const decoded = tryDecode(record.bytes);
    if (decoded === undefined) return this.#deps.fail(`record ${record.seq} cannot be read`);
    replay(this.doc, record.bytes);
    this.records.push(record);
    for (const token of tokensIn(decoded)) this.tokens.add(token);
    if (this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null)
      this.#deps.fail(`record ${record.seq} does not follow on what is in the log`);
    this.#holdAuthor(record, before);
    this.#holdRoots(
      record,
      mayEdit,
      (name) => maySuggest(name) && bases.get(name) === baseOf(this.doc, name),
    );
  }

  #holdAuthor(record: NewRecord, before: ReadonlyMap<number, number>): void {
    const expected = record.command === undefined && record.clientId !== 0 ? record.person : undefined;
    for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(this.doc))) {
      if (clock === (before.get(client) ?? 0)) continue;
      const person = this.#deps.personOf(client);
      // The server marks raw words in the record of whoever wrote them.
      if (person === undefined && expected !== undefined) continue;
      if (person !== expected && record.seq > 1)
        this.#deps.fail(
          `record ${record.seq} of ${record.person} writes in the name of ${person ?? "the server"}`,
        );
    }
  }

  #holdRoots(
    record: NewRecord,
    mayEdit: (root: string) => boolean,
    hasOnlySuggested: (root: string) => boolean,
  ): void {
    const before = this.#roots;
    this.#roots = rootsOf(this.doc);
    if (record.seq === 1) return;
    for (const name of new Set([...before.keys(), ...this.#roots.keys()])) {
      const text = this.#roots.get(name);
      if (text === before.get(name) || mayEdit(name) || hasOnlySuggested(name)) continue;
      this.#deps.fail(
        `record ${record.seq} (${record.command?.effect ?? record.person}) changed ${name}, which it may not:\n` +
          `${before.get(name) ?? "(none)"}\n${text ?? "(none)"}`,
      );
    }
  }

  /** Asked before the record is replayed: the phase that counts is the one it was judged in. */
  #rootsFor(record: NewRecord, act: "edit" | "suggest"): (root: string) => boolean {
    const known = new Set(this.#roots.keys());
    if (record.command !== undefined || record.clientId === 0)
      return (root) => !root.startsWith("s:") || !known.has(root);
    const phase = phaseOf(this.doc);
    const roles = this.#deps.rolesOf(record);
    const kinds = kindsOfSections(this.doc);
    return (root) => {
      const kind = root.startsWith("s:") ? kinds.get(root.slice(2)) : undefined;
      if (kind === undefined) return false;
      return mayI({ phase, area: areaOfSection(kind), roles, act, settings: DEMO_SETTINGS }).allowed;
    };
  }

  #sign(entry: LedgerEntry): void {
    this.ledger.push(entry);
    const verdict = verifyLedger(this.ledger);
    if (!verdict.ok) this.#deps.fail(`the ledger breaks at entry ${verdict.n}: ${verdict.why}`);
    // Written by the server as canonical JSON of these facts.
    const facts = JSON.parse(entry.entry) as {
      readonly act: string;
      readonly item: string;
      readonly hash: string;
    };
    if (facts.act === "signOff" && contentHash(this.doc, facts.item) !== facts.hash)
      this.#deps.fail(`entry ${entry.n} signs another text than the log has`);
  }
}

function kindsOfSections(doc: Y.Doc): ReadonlyMap<string, SectionKind> {
  const kinds = new Map<string, SectionKind>();
  for (const [id, record] of doc.getMap<{ readonly kind: SectionKind }>("sections"))
    kinds.set(id, record.kind);
  return kinds;
}

function seqOf({ entry }: LedgerEntry): number {
  // Written by the server as canonical JSON of its facts.
  return (JSON.parse(entry) as { readonly seq: number }).seq;
}

/** After what it takes for somebody else's change Yjs deletes formats of its own accord; a replay shall not. */
export function replay(doc: Y.Doc, bytes: Uint8Array): void {
  doc.transact((change) => {
    Y.applyUpdate(doc, bytes);
    change.local = true;
  });
}

/** A client id of its own, which never writes. */
function newDoc(): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 1;
  return doc;
}

function basesOf(doc: Y.Doc): ReadonlyMap<string, string> {
  return new Map([...doc.share.keys()].map((name) => [name, baseOf(doc, name)]));
}
