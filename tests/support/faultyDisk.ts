/**
 * Loaded into a server process before anything else (NODE_OPTIONS=--import), it plays the disk's faults at
 * each COMMIT, as the file FAULTY_DISK says: `fsync` and `full` fail as SQLite says it, `slow` takes two
 * seconds. Without that file all is well.
 */
import { existsSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

const SLOW_MS = 2_000;
/** SQLITE_IOERR_FSYNC and SQLITE_FULL. */
const CODES: Readonly<Record<string, number>> = { fsync: 1034, full: 13 };

// Read here and called below with its own database.
// oxlint-disable-next-line typescript/unbound-method
const exec = DatabaseSync.prototype.exec;
const control = process.env["FAULTY_DISK"] ?? "";

DatabaseSync.prototype.exec = function (sql: string) {
  const fault = sql === "COMMIT" && existsSync(control) ? readFileSync(control, "utf8") : "";
  const errcode = CODES[fault];
  if (errcode !== undefined)
    throw Object.assign(new Error(`played: ${fault}`), { code: "ERR_SQLITE_ERROR", errcode });
  if (fault === "slow") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SLOW_MS);
  exec.call(this, sql);
};
