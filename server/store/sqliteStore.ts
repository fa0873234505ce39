/**
 * The embedded store: SQLite in a thread of its own. This side numbers the calls, hands them over and keeps
 * the promises; it knows no SQL. When the thread is lost, every promise that is still open fails.
 */
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Answer, Call, FromStorage, StorageOptions, ToStorage } from "./desk.ts";
import {
  StoreError,
  type Batch,
  type EpochStart,
  type MeetingSummary,
  type Store,
  type StoredSession,
  type Trouble,
} from "./store.ts";

export function databaseFileOf(dataDir: string): string {
  return join(dataDir, "medskriv.sqlite");
}

export interface SqliteStoreOptions {
  readonly file: string;
  /**
   * SQLite's `synchronous`, by default what MEDSKRIV_SYNCHRONOUS says, else FULL. EXTRA is allowed;
   * whatever reads back as less than FULL stops the start.
   */
  readonly synchronous?: string;
  /** Writes began to fail, or (undefined) get to the disk again. */
  readonly onTrouble?: (trouble: Trouble | undefined) => void;
}

/** Fails with `inUse` when another process owns the file and with `unfit` when durability is below FULL. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { file, synchronous = process.env["MEDSKRIV_SYNCHRONOUS"] ?? "FULL", onTrouble } = options;
  mkdirSync(dirname(file), { recursive: true });
  const workerData: StorageOptions = { file, synchronous };
  const worker = new Worker(new URL("./sqliteWorker.ts", import.meta.url), { workerData });
  const store = new SqliteStore(worker, onTrouble);
  await store.opened;
  return store;
}

type Act = Call["act"];
type Pending = Pick<PromiseWithResolvers<unknown>, "resolve" | "reject">;

/** Exported for the test that loses the thread. */
export class SqliteStore implements Store {
  readonly #worker: Worker;
  readonly #onTrouble: SqliteStoreOptions["onTrouble"];
  readonly #opening = Promise.withResolvers<void>();
  readonly #ending = Promise.withResolvers<void>();
  readonly #pending = new Map<number, Pending>();
  #calls = 0;
  #closing: Promise<void> | undefined;
  #end: StoreError | undefined;
  #closedBadly: StoreError | undefined;

  constructor(worker: Worker, onTrouble?: SqliteStoreOptions["onTrouble"]) {
    this.#worker = worker;
    this.#onTrouble = onTrouble;
    worker.on("message", (message: FromStorage) => this.#hear(message));
    worker.on("messageerror", (error) => {
      this.#lose(error.message);
      // Resolves only; what follows is the exit below.
      void worker.terminate();
    });
    worker.on("error", (error) => this.#lose(error instanceof Error ? error.message : String(error)));
    worker.on("exit", () => {
      this.#lose("The store is closed.");
      this.#ending.resolve();
    });
  }

  get opened(): Promise<void> {
    return this.#opening.promise;
  }

  facts() {
    return this.#ask("facts");
  }

  probe() {
    return this.#ask("probe");
  }

  create(batch: Batch & { readonly summary: MeetingSummary }) {
    return this.#ask("create", { ...withOwnBytes(batch), summary: batch.summary });
  }

  append(batch: Batch) {
    return this.#ask("append", withOwnBytes(batch));
  }

  load(documentId: string) {
    return this.#ask("load", documentId);
  }

  writeSnapshot(snapshot: Parameters<Store["writeSnapshot"]>[0]) {
    return this.#ask("writeSnapshot", { ...snapshot, bytes: ownBytes(snapshot.bytes) });
  }

  startEpochs(starts: readonly EpochStart[]) {
    const own = starts.map((start) => ({
      ...start,
      whole: { ...start.whole, bytes: ownBytes(start.whole.bytes) },
    }));
    return this.#ask("startEpochs", own);
  }

  backUp(file: string) {
    return this.#ask("backUp", file);
  }

  bindClients(documentId: string, person: string, clientIds: readonly number[]) {
    return this.#ask("bindClients", documentId, person, clientIds);
  }

  commandResult(documentId: string, commandId: string) {
    return this.#ask("commandResult", documentId, commandId);
  }

  listMeetings() {
    return this.#ask("listMeetings");
  }

  findMeeting(documentId: string) {
    return this.#ask("findMeeting", documentId);
  }

  putSession(session: StoredSession) {
    return this.#ask("putSession", session);
  }

  touchSession(tokenHash: string, seenAt: string) {
    return this.#ask("touchSession", tokenHash, seenAt);
  }

  findSession(tokenHash: string) {
    return this.#ask("findSession", tokenHash);
  }

  deleteSession(tokenHash: string) {
    return this.#ask("deleteSession", tokenHash);
  }

  getSetting(name: string) {
    return this.#ask("getSetting", name);
  }

  putSetting(name: string, value: string) {
    return this.#ask("putSetting", name, value);
  }

  /** Everything asked for before is served first. Resolves when the file is free for another process. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#end === undefined) this.#tell({ act: "close" });
    await this.#ending.promise;
    if (this.#closedBadly !== undefined) throw this.#closedBadly;
  }

  #ask<A extends Act>(act: A, ...input: Parameters<Store[A]>): ReturnType<Store[A]> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const id = (this.#calls += 1);
    if (this.#end !== undefined) reject(this.#end);
    else if (this.#closing !== undefined) reject(new StoreError("closed", "The store is closing."));
    else {
      this.#pending.set(id, { resolve, reject });
      // The pair of act and input is right by this function's own signature; TypeScript forgets it here.
      this.#tell({ id, act, input } as Call);
    }
    // The desk answers each act with the type that `Store` gives it.
    return promise as ReturnType<Store[A]>;
  }

  #tell(message: ToStorage): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromStorage): void {
    switch (message.kind) {
      case "opened":
        return this.#opening.resolve();
      case "notOpened":
        return this.#opening.reject(new StoreError(message.failure, message.message));
      case "answers":
        return message.answers.forEach((answer) => this.#settle(answer));
      case "trouble":
        return this.#onTrouble?.(message.trouble);
      case "closedBadly":
        this.#closedBadly = new StoreError(message.failure, message.message);
        return undefined;
      case "closedWell":
        return undefined;
    }
  }

  #settle(answer: Answer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if (answer.kind === "done") pending?.resolve(answer.value);
    else pending?.reject(new StoreError(answer.failure, answer.message));
  }

  /** The first reason stands: an error is followed by the thread's exit. */
  #lose(reason: string): void {
    this.#end ??= new StoreError("closed", reason);
    this.#opening.reject(this.#end);
    for (const { reject } of this.#pending.values()) reject(this.#end);
    this.#pending.clear();
  }
}

function withOwnBytes(batch: Batch): Batch {
  return { ...batch, records: batch.records.map((record) => ({ ...record, bytes: ownBytes(record.bytes) })) };
}

/** Handing over a view copies the whole buffer behind it, which may be a socket's pool. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}
