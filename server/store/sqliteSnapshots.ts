/**
 * Snapshots of each document: the newest one, which shortens opening, and about every 2,000 records one
 * that is kept, from which history is replayed. All are caches of the log; a damaged one is never used.
 */
import type { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { hashOfSnapshot, type LogAddress } from "./integrity.ts";
import { bytesIn, integerIn, textIn, type Row } from "./row.ts";
import type { Store, StoredDocument } from "./store.ts";

type NewSnapshot = Parameters<Store["writeSnapshot"]>[0];

export class SqliteSnapshots {
  readonly #sql: ReturnType<typeof prepare>;

  constructor(database: DatabaseSync) {
    this.#sql = prepare(database);
  }

  /** The newest sound one up to `lastSeq`. */
  newest(address: LogAddress, lastSeq: number): Pick<StoredDocument, "snapshot" | "snapshotDamaged"> {
    const { documentId, epoch } = address;
    const row = this.#sql.snapshot.get(documentId, epoch);
    const snapshot = row === undefined ? undefined : soundSnapshot(address, lastSeq, row);
    if (snapshot !== undefined) return { snapshot };
    const damaged = row === undefined ? {} : ({ snapshotDamaged: true } as const);
    for (const kept of this.#sql.checkpoints.iterate(documentId, epoch, lastSeq)) {
      const checkpoint = soundSnapshot(address, lastSeq, kept);
      if (checkpoint !== undefined) return { snapshot: checkpoint, ...damaged };
    }
    return damaged;
  }

  /** What stands there and is ahead of the log is damaged, so it gives way to an older one. */
  write(snapshot: NewSnapshot, lastSeq: number): void {
    const { documentId, epoch, seq, bytes } = snapshot;
    const hash = hashOfSnapshot(snapshot, seq, bytes);
    this.#sql.putSnapshot.run(documentId, epoch, seq, bytes, hash, lastSeq);
    const kept = integerIn(this.#sql.lastCheckpoint.get(documentId, epoch) ?? {}, "seq");
    if (seq - kept >= LIMITS.snapshotEveryRecords)
      this.#sql.putCheckpoint.run(documentId, epoch, seq, bytes, hash);
  }
}

function soundSnapshot(
  address: LogAddress,
  lastSeq: number,
  row: Row,
): { readonly seq: number; readonly bytes: Uint8Array } | undefined {
  const seq = integerIn(row, "seq");
  const bytes = bytesIn(row, "bytes");
  const isSound = seq <= lastSeq && textIn(row, "sha256") === hashOfSnapshot(address, seq, bytes);
  return isSound ? { seq, bytes } : undefined;
}

function prepare(database: DatabaseSync) {
  return {
    snapshot: database.prepare("SELECT seq, bytes, sha256 FROM snapshots WHERE document = ? AND epoch = ?"),
    putSnapshot: database.prepare(
      `INSERT INTO snapshots (document, epoch, seq, bytes, sha256) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (document) DO UPDATE
       SET epoch = excluded.epoch, seq = excluded.seq, bytes = excluded.bytes, sha256 = excluded.sha256
       WHERE excluded.epoch <> snapshots.epoch OR excluded.seq >= snapshots.seq OR snapshots.seq > ?`,
    ),
    checkpoints: database.prepare(
      `SELECT seq, bytes, sha256 FROM checkpoints WHERE document = ? AND epoch = ? AND seq <= ?
       ORDER BY seq DESC`,
    ),
    lastCheckpoint: database.prepare(
      "SELECT coalesce(max(seq), 0) AS seq FROM checkpoints WHERE document = ? AND epoch = ?",
    ),
    putCheckpoint: database.prepare(
      "INSERT INTO checkpoints (document, epoch, seq, bytes, sha256) VALUES (?, ?, ?, ?, ?)",
    ),
  };
}
