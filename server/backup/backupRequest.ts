/**
 * How `npm run backup` asks a running server for a copy: nobody else can read the database while it runs,
 * so the request lies as a file in the data folder, where only those who may read the data can write.
 */
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Store } from "../store/store.ts";

interface Request {
  readonly id: string;
  /** Absolute. */
  readonly file: string;
}

export type BackupAnswer =
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly message: string }
  /** The server did not take the request, or has not finished. */
  | { readonly kind: "silent" };

const LOOK_EVERY_MS = 200;
/** A large database takes a while; the server looks for requests every few seconds. */
const PATIENCE_MS = 10 * 60_000;
/** A server that is alive takes a request at its next beat. */
const TAKEN_WITHIN_MS = 30_000;

/** Asks the server that owns this folder, and waits. */
export async function requestBackup(dataDir: string, file: string): Promise<BackupAnswer> {
  const request: Request = { id: randomUUID(), file };
  const asked = requestFileOf(dataDir);
  const answered = answerFileOf(dataDir, request.id);
  writeWhole(asked, request);
  const startedMs = performance.now();
  while (performance.now() - startedMs < PATIENCE_MS) {
    if (existsSync(answered)) {
      // Written whole by the server, in the function below.
      const answer = JSON.parse(readFileSync(answered, "utf8")) as BackupAnswer;
      rmSync(answered);
      return answer;
    }
    if (existsSync(asked) && performance.now() - startedMs > TAKEN_WITHIN_MS) break;
    await setTimeout(LOOK_EVERY_MS);
  }
  rmSync(asked, { force: true });
  return { kind: "silent" };
}

/** The server's side, at each beat of its wheel. */
export async function answerBackupRequest(dataDir: string, store: Store): Promise<void> {
  const asked = requestFileOf(dataDir);
  if (!existsSync(asked)) return;
  // Written whole by the function above.
  const { id, file } = JSON.parse(readFileSync(asked, "utf8")) as Request;
  rmSync(asked);
  const answer: BackupAnswer = await store.backUp(file).then(
    () => ({ kind: "done" }),
    (error: unknown) => ({ kind: "failed", message: String(error) }),
  );
  writeWhole(answerFileOf(dataDir, id), answer);
}

function requestFileOf(dataDir: string): string {
  return join(dataDir, "backup-request");
}

function answerFileOf(dataDir: string, id: string): string {
  return join(dataDir, `backup-answer-${id}`);
}

/** The other side must never read half of it. */
function writeWhole(file: string, value: Request | BackupAnswer): void {
  writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
