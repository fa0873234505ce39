/** The SQL of the log, prepared once per connection. */
import type { DatabaseSync } from "node:sqlite";

const RECORD_COLUMNS = "seq, at, person, client_id, command_id, command_effect, command_result, bytes, crc";

export type LogStatements = ReturnType<typeof prepareLog>;

export function prepareLog(database: DatabaseSync) {
  return {
    document: database.prepare("SELECT epoch, first_seq, last_seq FROM documents WHERE id = ?"),
    insertDocument: database.prepare(
      `INSERT INTO documents (id, epoch, last_seq, title, kind, committee, phase, date, start_time, place)
       VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    advance: database.prepare("UPDATE documents SET last_seq = ? WHERE id = ?"),
    startEpoch: database.prepare("UPDATE documents SET epoch = ?, first_seq = ?, last_seq = ? WHERE id = ?"),
    summarise: database.prepare(
      `UPDATE documents SET title = ?, kind = ?, committee = ?, phase = ?, date = ?, start_time = ?, place = ?
       WHERE id = ?`,
    ),
    insertRecord: database.prepare(
      `INSERT INTO records (document, epoch, ${RECORD_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    record: database.prepare(
      `SELECT ${RECORD_COLUMNS} FROM records WHERE document = ? AND epoch = ? AND seq = ?`,
    ),
    recordsAfter: database.prepare(
      `SELECT ${RECORD_COLUMNS} FROM records WHERE document = ? AND epoch = ? AND seq > ? ORDER BY seq`,
    ),
    recordOfCommand: database.prepare(
      `SELECT epoch, ${RECORD_COLUMNS} FROM records WHERE document = ? AND command_id = ?`,
    ),
    clients: database.prepare("SELECT client_id, person FROM clients WHERE document = ? ORDER BY client_id"),
    ledger: database.prepare("SELECT n, hash, entry FROM ledger WHERE document = ? ORDER BY n"),
    ledgerEntry: database.prepare("SELECT hash, entry FROM ledger WHERE document = ? AND n = ?"),
    lastInLedger: database.prepare("SELECT coalesce(max(n), 0) AS n FROM ledger WHERE document = ?"),
    insertLedgerEntry: database.prepare("INSERT INTO ledger (document, n, hash, entry) VALUES (?, ?, ?, ?)"),
  };
}
