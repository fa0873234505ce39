/**
 * The log of each document: records in unbroken order, the snapshot that shortens reading them, and the
 * ledger that is written in the same commit. Records are only ever added.
 */
import type { DatabaseSync } from "node:sqlite";
import { crcOfRecord, type LogAddress } from "./integrity.ts";
import { bytesIn, integerIn, textIn, type Row } from "./row.ts";
import { prepareLog, type LogStatements } from "./sqliteLogStatements.ts";
import { SqliteSnapshots } from "./sqliteSnapshots.ts";
import {
  StoreError,
  type Batch,
  type ClientBinding,
  type CommandResult,
  type EpochStart,
  type MeetingSummary,
  type NewLedgerEntry,
  type NewRecord,
  type Store,
  type StoredDocument,
} from "./store.ts";

type Snapshot = Parameters<Store["writeSnapshot"]>[0];

export class SqliteLog {
  readonly #sql: LogStatements;
  readonly #snapshots: SqliteSnapshots;

  constructor(database: DatabaseSync) {
    this.#sql = prepareLog(database);
    this.#snapshots = new SqliteSnapshots(database);
  }

  create(batch: Batch & { readonly summary: MeetingSummary }): void {
    const { documentId, epoch, summary } = batch;
    if (this.#sql.document.get(documentId) !== undefined)
      throw conflict(`The document ${documentId} exists.`);
    this.#sql.insertDocument.run(documentId, epoch, ...columnsOf(summary));
    this.append(batch);
  }

  append(batch: Batch): void {
    const lastSeq = this.#lastSeqIn(batch);
    let seq = lastSeq;
    for (const record of batch.records) {
      if (record.seq <= seq) this.#requireSame(batch, record);
      else if (record.seq === seq + 1) this.#insert(batch, record);
      else throw conflict(`Record ${record.seq} of ${batch.documentId} does not follow ${seq}.`);
      seq = Math.max(seq, record.seq);
    }
    for (const entry of batch.ledger ?? []) this.#appendToLedger(batch.documentId, entry);
    if (seq > lastSeq) this.#sql.advance.run(seq, batch.documentId);
    // A repeated batch says nothing new: its summary may be older than the stored one.
    const isRepeat = batch.records.length > 0 && seq === lastSeq;
    if (batch.summary !== undefined && !isRepeat) {
      this.#sql.summarise.run(...columnsOf(batch.summary), batch.documentId);
    }
  }

  load(documentId: string): StoredDocument | undefined {
    const document = this.#sql.document.get(documentId);
    if (document === undefined) return undefined;
    const address = { documentId, epoch: textIn(document, "epoch") };
    const lastSeq = integerIn(document, "last_seq");
    const newest = this.#snapshots.newest(address, lastSeq);
    const after = newest.snapshot?.seq ?? integerIn(document, "first_seq") - 1;
    return {
      epoch: address.epoch,
      ...newest,
      tail: this.#recordsAfter(address, after, lastSeq),
      lastSeq,
      clients: this.#sql.clients.all(documentId).map((row) => bindingOf(row)),
      ledger: this.#sql.ledger.all(documentId).map((row) => ledgerEntryOf(row)),
    };
  }

  writeSnapshot(snapshot: Snapshot): void {
    const { documentId, seq } = snapshot;
    const lastSeq = this.#lastSeqIn(snapshot);
    if (seq > lastSeq)
      throw conflict(`A snapshot at ${seq} is ahead of the log of ${documentId}, at ${lastSeq}.`);
    this.#snapshots.write(snapshot, lastSeq);
  }

  /** Numbers go on, so that a record's number names it whatever its epoch. */
  startEpochs(starts: readonly EpochStart[]): void {
    for (const { documentId, from, epoch, whole } of starts) {
      const seq = this.#lastSeqIn({ documentId, epoch: from }) + 1;
      this.#insert({ documentId, epoch }, { ...whole, seq });
      this.#sql.startEpoch.run(epoch, seq, seq, documentId);
    }
  }

  commandResult(documentId: string, commandId: string): CommandResult | undefined {
    const row = this.#sql.recordOfCommand.get(documentId, commandId);
    if (row === undefined) return undefined;
    const address = { documentId, epoch: textIn(row, "epoch") };
    const record = this.#sound(address, row);
    return record.command && { person: record.person, result: record.command.result };
  }

  #lastSeqIn({ documentId, epoch }: LogAddress): number {
    const document = this.#sql.document.get(documentId);
    if (document === undefined) throw conflict(`There is no document ${documentId}.`);
    if (textIn(document, "epoch") !== epoch) throw conflict(`The log of ${documentId} has another epoch.`);
    return integerIn(document, "last_seq");
  }

  #insert(address: LogAddress, record: NewRecord): void {
    const { seq, at, person, clientId, command, bytes } = record;
    this.#sql.insertRecord.run(
      address.documentId,
      address.epoch,
      seq,
      at,
      person,
      clientId,
      command?.id ?? null,
      command?.effect ?? null,
      command?.result ?? null,
      bytes,
      crcOfRecord(address, record),
    );
  }

  /** A writer that did not hear the answer asks again; anything but the same act is a second writer. */
  #requireSame({ documentId, epoch }: LogAddress, record: NewRecord): void {
    const row = this.#sql.record.get(documentId, epoch, record.seq);
    const stored = row === undefined ? undefined : recordOf(row);
    if (stored === undefined || !isSameAct(stored, record)) {
      throw conflict(`Record ${record.seq} of ${documentId} is there already, with another content.`);
    }
  }

  #appendToLedger(documentId: string, { n, hash, entry }: NewLedgerEntry): void {
    const row = this.#sql.ledgerEntry.get(documentId, n);
    if (row === undefined) {
      const last = integerIn(this.#sql.lastInLedger.get(documentId) ?? {}, "n");
      if (n !== last + 1) throw conflict(`Ledger entry ${n} of ${documentId} does not follow ${last}.`);
      this.#sql.insertLedgerEntry.run(documentId, n, hash, entry);
    } else if (textIn(row, "hash") !== hash || textIn(row, "entry") !== entry) {
      throw conflict(`Ledger entry ${n} of ${documentId} is there already, with another content.`);
    }
  }

  #recordsAfter(address: LogAddress, after: number, lastSeq: number): readonly NewRecord[] {
    const rows = this.#sql.recordsAfter.all(address.documentId, address.epoch, after);
    const records = rows.map((row, index) => {
      const record = this.#sound(address, row);
      if (record.seq !== after + index + 1) throw damaged(address, after + index + 1);
      return record;
    });
    if (after + records.length !== lastSeq) throw damaged(address, after + records.length + 1);
    return records;
  }

  #sound(address: LogAddress, row: Row): NewRecord {
    const record = recordOf(row);
    if (integerIn(row, "crc") !== crcOfRecord(address, record)) throw damaged(address, record.seq);
    return record;
  }
}

export function recordOf(row: Row): NewRecord {
  return {
    seq: integerIn(row, "seq"),
    at: textIn(row, "at"),
    person: textIn(row, "person"),
    clientId: integerIn(row, "client_id"),
    ...(row["command_id"] === null ? {} : { command: commandOf(row) }),
    bytes: bytesIn(row, "bytes"),
  };
}

function commandOf(row: Row): { readonly id: string; readonly effect: string; readonly result: string } {
  return {
    id: textIn(row, "command_id"),
    effect: textIn(row, "command_effect"),
    result: textIn(row, "command_result"),
  };
}

function bindingOf(row: Row): ClientBinding {
  return { clientId: integerIn(row, "client_id"), person: textIn(row, "person") };
}

function ledgerEntryOf(row: Row): NewLedgerEntry {
  return { n: integerIn(row, "n"), hash: textIn(row, "hash"), entry: textIn(row, "entry") };
}

function columnsOf(summary: MeetingSummary): readonly string[] {
  const { title, kind, committee, phase, date, startTime, place } = summary;
  return [title, kind, committee, phase, date, startTime, place];
}

function isSameAct(stored: NewRecord, again: NewRecord): boolean {
  return (
    Buffer.compare(stored.bytes, again.bytes) === 0 &&
    stored.person === again.person &&
    stored.clientId === again.clientId &&
    stored.command?.id === again.command?.id
  );
}

function conflict(message: string): StoreError {
  return new StoreError("conflict", message);
}

function damaged({ documentId }: LogAddress, seq: number): StoreError {
  return new StoreError("corrupt", `Record ${seq} of ${documentId} is damaged or missing.`);
}
