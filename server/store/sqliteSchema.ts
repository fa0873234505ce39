/** The tables, as steps from one version of the file to the next. A step that was released is never edited. */
import type { DatabaseSync } from "node:sqlite";
import { integerIn } from "./row.ts";
import { StoreError } from "./store.ts";

const FIRST_TABLES = `
CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  epoch TEXT NOT NULL,
  last_seq INTEGER NOT NULL,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  committee TEXT NOT NULL,
  phase TEXT NOT NULL,
  date TEXT NOT NULL,
  start_time TEXT NOT NULL,
  place TEXT NOT NULL
) STRICT;

CREATE TABLE records (
  document TEXT NOT NULL REFERENCES documents (id),
  epoch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  person TEXT NOT NULL,
  client_id INTEGER NOT NULL,
  command_id TEXT,
  command_effect TEXT,
  command_result TEXT,
  bytes BLOB NOT NULL,
  crc INTEGER NOT NULL,
  PRIMARY KEY (document, epoch, seq)
) STRICT;
CREATE UNIQUE INDEX one_record_per_command ON records (document, command_id) WHERE command_id IS NOT NULL;

CREATE TABLE snapshots (
  document TEXT PRIMARY KEY REFERENCES documents (id),
  epoch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE clients (
  document TEXT NOT NULL REFERENCES documents (id),
  client_id INTEGER NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (document, client_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger (
  document TEXT NOT NULL REFERENCES documents (id),
  n INTEGER NOT NULL,
  hash TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (document, n)
) STRICT;

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
`;

/** A document that goes on under a new epoch has its first record there; before it, at 1. */
const EPOCHS_AND_CHECKPOINTS = `
ALTER TABLE documents ADD COLUMN first_seq INTEGER NOT NULL DEFAULT 1;

CREATE TABLE checkpoints (
  document TEXT NOT NULL REFERENCES documents (id),
  epoch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (document, epoch, seq)
) STRICT;
`;

const STEPS: readonly string[] = [FIRST_TABLES, EPOCHS_AND_CHECKPOINTS];

/** Each step and its version number are one transaction: a stop in the middle leaves the step undone. */
export function migrate(database: DatabaseSync): void {
  const version = integerIn(database.prepare("PRAGMA user_version").get() ?? {}, "user_version");
  if (version > STEPS.length) {
    throw new StoreError(
      "unfit",
      `The data was written by a newer Medskriv (version ${version} of the tables, this one knows ${STEPS.length}).`,
    );
  }
  for (const [index, step] of STEPS.entries()) {
    if (index < version) continue;
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${index + 1}; COMMIT`);
  }
}
