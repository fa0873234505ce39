/**
 * The document on its way to one reader: the answer to its step 1, our own step 1, and what a slow
 * reader missed. Everything is computed at once and leaves when all that is in it is on disk. In a
 * storm many ask for the same: an answer is kept until the document changes or the wheel turns.
 */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { ClientOwners } from "./clientOwners.ts";
import type { Clock } from "./clock.ts";
import type { CommitLog } from "./commitLog.ts";
import type { Connection } from "./connection.ts";
import { NOTHING } from "./emission.ts";
import { flushOf, type Flush } from "./flush.ts";
import { syncFrame } from "./frames.ts";
import type { StoredDocument } from "../store/store.ts";

/** The state vector of a document that has nothing yet. */
const EMPTY = Uint8Array.of(0);

interface Desk {
  readonly clock: Clock;
  readonly doc: Y.Doc;
  readonly log: CommitLog;
  readonly owners: ClientOwners;
  leave(connection: Connection): void;
}

export class SyncDesk {
  readonly #desk: Desk;
  /** By what was asked with, all of the document as it was at `#keptAt`. */
  readonly #kept = new Map<string, Flush>();
  #keptAt = -1;

  /** The room was just opened from `stored`: whoever has nothing gets those very bytes, while they are all there is. */
  constructor(desk: Desk, stored: StoredDocument) {
    this.#desk = desk;
    if (stored.tail.length <= LIMITS.snapshotEveryRecords)
      this.#keptOr(step2KeyOf(EMPTY), () => messagesOf(stored));
  }

  answerStep1(connection: Connection, stateVector: Uint8Array): void {
    const { owners, clock, log } = this.#desk;
    const ahead = owners.isAhead(connection.who.person, stateVector);
    // Three bytes ask for the whole document, so a flood of them is a weapon.
    const tooOften = !connection.mayAskForAll(clock.tickMs());
    if (ahead !== false || tooOften) {
      connection.close(tooOften ? "overload" : "otherEpoch");
      this.#desk.leave(connection);
      return;
    }
    const step2 = this.#keptOr(step2KeyOf(stateVector), () => [
      syncFrame("step2", Y.encodeStateAsUpdate(this.#desk.doc, stateVector)),
    ]);
    log.afterCommit(log.applied, () => {
      connection.sendFlush(step2, clock.tickMs());
      if (connection.state.kind === "open") connection.state.hears = true;
    });
  }

  sendStep1(connection: Connection): void {
    const { clock, doc, log } = this.#desk;
    const step1 = this.#keptOr("1", () => [syncFrame("step1", Y.encodeStateVector(doc))]);
    log.afterCommit(log.applied, () => connection.sendFlush(step1, clock.tickMs()));
  }

  /** `missed` says for some clients from which clock on; of all others the reader has what it was told. */
  sendMissed(connection: Connection, missed: ReadonlyMap<number, number>): void {
    const { clock, doc, log } = this.#desk;
    const diff = Y.encodeStateAsUpdate(doc, stateVectorBefore(doc, missed));
    log.afterCommit(log.applied, () => connection.send(syncFrame("update", diff), clock.tickMs()));
  }

  /** Nobody asks for the same any more: a quiet room holds nothing. */
  forgetKept(): void {
    this.#kept.clear();
  }

  #keptOr(key: string, make: () => readonly Uint8Array[]): Flush {
    const { applied } = this.#desk.log;
    if (this.#keptAt !== applied || this.#kept.size >= LIMITS.syncAnswers) this.#kept.clear();
    this.#keptAt = applied;
    const flush = this.#kept.get(key) ?? flushOf(make());
    this.#kept.set(key, flush);
    return flush;
  }
}

/** Snapshot and records as they are stored; the empty step 2 comes last, so that nobody is told too early that all is here. */
function messagesOf({ snapshot, tail }: StoredDocument): readonly Uint8Array[] {
  const stored = [...(snapshot === undefined ? [] : [snapshot]), ...tail];
  return [...stored.map(({ bytes }) => syncFrame("update", bytes)), syncFrame("step2", NOTHING)];
}

function step2KeyOf(stateVector: Uint8Array): string {
  return `2${keyOf(stateVector)}`;
}

function keyOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function stateVectorBefore(doc: Y.Doc, missed: ReadonlyMap<number, number>): Uint8Array {
  const state = Y.decodeStateVector(Y.encodeStateVector(doc));
  for (const [client, clock] of missed) state.set(client, clock);
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, state.size);
  for (const [client, clock] of state) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
  }
  return encoding.toUint8Array(encoder);
}
