/**
 * Opens the file so that what the store promises is true, or refuses: durable at each commit, and owned by
 * this process alone. What was asked for is read back from the same connection and not believed.
 */
import { DatabaseSync } from "node:sqlite";
import type { StorageOptions } from "./desk.ts";
import { integerIn, textIn } from "./row.ts";
import { failedOf } from "./sqliteFailure.ts";
import { migrate } from "./sqliteSchema.ts";
import { StoreError } from "./store.ts";

/** FULL in SQLite's numbering. NORMAL loses the last commits at a loss of power, silently. */
const SYNCHRONOUS_FULL = 2;

/** How long a start waits for the process before it to let go of the file. */
const BUSY_TIMEOUT_MS = 1_000;

export interface Durability {
  readonly synchronous: number;
  readonly journalMode: string;
}

export function openDatabase({ file, synchronous }: StorageOptions): {
  readonly database: DatabaseSync;
  readonly durability: Durability;
} {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  try {
    takeOwnership(database, file);
    const durability = makeDurable(database, synchronous);
    migrate(database);
    return { database, durability };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** In exclusive mode the lock is taken by the first transaction and held until the connection closes. */
function takeOwnership(database: DatabaseSync, file: string): void {
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; BEGIN IMMEDIATE; COMMIT");
  } catch (error) {
    if (failedOf(error).failure !== "inUse") throw error;
    throw new StoreError("inUse", `Another process is using ${file}. Stop it, or choose another DATA_DIR.`);
  }
}

function makeDurable(database: DatabaseSync, synchronous: string): Durability {
  if (!/^[A-Za-z0-9]+$/.test(synchronous)) throw belowFull(synchronous);
  // On a Mac, fsync alone does not reach the platter.
  database.exec(
    `PRAGMA synchronous = ${synchronous}; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON`,
  );
  const readBack = integerIn(database.prepare("PRAGMA synchronous").get() ?? {}, "synchronous");
  if (readBack < SYNCHRONOUS_FULL) throw belowFull(synchronous);
  const journalMode = textIn(database.prepare("PRAGMA journal_mode").get() ?? {}, "journal_mode");
  if (journalMode !== "wal")
    throw new StoreError("unfit", `The file can only be opened with journal ${journalMode}.`);
  return { synchronous: readBack, journalMode };
}

function belowFull(synchronous: string): StoreError {
  return new StoreError(
    "unfit",
    `synchronous=${synchronous} is below FULL: a loss of power would lose saved text.`,
  );
}
