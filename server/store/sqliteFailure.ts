/** Turns what SQLite throws into the store's own closed list of failures. */
import type { Failed } from "./desk.ts";
import { StoreError, type StoreFailure } from "./store.ts";

/** Primary result codes of sqlite.org/rescode.html; the extended ones carry them in the low byte. */
const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_TOOBIG = 18;
const SQLITE_CONSTRAINT = 19;
const SQLITE_NOTADB = 26;

/** SQLITE_IOERR_WRITE: a write that the system refused for another reason than a full disk. */
const SQLITE_IOERR_WRITE = 778;

const FAILURE_OF_CODE: ReadonlyMap<number, StoreFailure> = new Map<number, StoreFailure>([
  [SQLITE_BUSY, "inUse"],
  [SQLITE_READONLY, "readonly"],
  [SQLITE_CORRUPT, "corrupt"],
  [SQLITE_FULL, "full"],
  [SQLITE_CONSTRAINT, "conflict"],
  [SQLITE_NOTADB, "corrupt"],
]);

export function failedOf(error: unknown): Failed {
  if (error instanceof StoreError) return { failure: error.failure, message: error.message };
  const code = sqliteCodeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (code === undefined) return { failure: "unknown", message };
  const failure =
    code === SQLITE_IOERR_WRITE ? "unwritable" : (FAILURE_OF_CODE.get(primaryOf(code)) ?? "unknown");
  return { failure, message: `SQLite ${code}: ${message}` };
}

/**
 * Whether the error says something of the disk or the file, so that every call of the same commit fails.
 * A conflict, a row that is too big and a bug in one call harm only that call.
 */
export function isOfTheDisk(error: unknown): boolean {
  const code = sqliteCodeOf(error);
  if (code === undefined) return false;
  return primaryOf(code) !== SQLITE_CONSTRAINT && primaryOf(code) !== SQLITE_TOOBIG;
}

function primaryOf(code: number): number {
  return code & 0xff;
}

function sqliteCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number")
    return undefined;
  return error.errcode;
}
