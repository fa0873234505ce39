/** A copy of the whole database while it is in use. It is a file of its own, without a write-ahead log beside it. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { StoreError } from "./store.ts";

/** The file is there whole and on disk, or not at all. Commits wait meanwhile. */
export function backUp(database: DatabaseSync, file: string): void {
  if (existsSync(file)) throw new StoreError("conflict", `${file} is there already.`);
  const part = `${file}.part`;
  rmSync(part, { force: true });
  try {
    database.prepare("VACUUM INTO ?").run(part);
    syncToDisk(part);
    renameSync(part, file);
    syncToDisk(dirname(file));
  } finally {
    rmSync(part, { force: true });
  }
}

/** A folder is synced too: the name of the file is in it. */
function syncToDisk(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
