/**
 * The store in memory, for tests of the room and the routes. It keeps the contract of `Store`, but the test
 * says when a commit happens and whether it succeeds. Give two stores the same disk to play a restart.
 */
import { StoreError } from "../../server/store/store.ts";
import type {
  Batch,
  CommandResult,
  EpochStart,
  MeetingSummary,
  NewLedgerEntry,
  NewRecord,
  Store,
  StoredDocument,
  StoredSession,
  StoreFailure,
  StoreFacts,
} from "../../server/store/store.ts";

interface MemoryDocument {
  epoch: string;
  firstSeq: number;
  records: NewRecord[];
  snapshot?: { readonly seq: number; readonly bytes: Uint8Array };
  summary: MeetingSummary;
  readonly clients: Map<number, string>;
  ledger: NewLedgerEntry[];
}

export class MemoryDisk {
  readonly documents = new Map<string, MemoryDocument>();
  readonly sessions = new Map<string, StoredSession>();
  readonly settings = new Map<string, string>();
}

interface Write {
  readonly run: () => void;
  readonly fail: (error: StoreError) => void;
}

export class MemoryStore implements Store {
  readonly disk: MemoryDisk;
  #held = false;
  #closed = false;
  #commits = 0;
  #waiting: Write[] = [];
  #nextFailure: StoreFailure | undefined;
  #trouble: { readonly since: string; readonly failure: StoreFailure } | undefined;
  #onWaiting: (() => void)[] = [];

  constructor(disk: MemoryDisk = new MemoryDisk()) {
    this.disk = disk;
  }

  /** From now on writes wait, and nobody can read them. */
  holdCommits(): void {
    this.#held = true;
  }

  /** Commits what waits, in one commit, and no longer holds. */
  releaseCommits(): void {
    this.#held = false;
    this.#commit();
  }

  /** The next commit that has a write fails as a whole and leaves nothing. */
  failNextCommit(failure: StoreFailure): void {
    this.#nextFailure = failure;
  }

  /** From now on every write fails, as on a full disk, until `mend`. */
  failCommits(failure: StoreFailure): void {
    this.#trouble = { since: "2026-03-19T09:00:00.000Z", failure };
  }

  mend(): void {
    this.#trouble = undefined;
  }

  /** How many writes wait for their commit. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when at least so many writes wait; for a test that holds commits. */
  async untilWaiting(count: number): Promise<void> {
    while (this.#waiting.length < count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#onWaiting.push(resolve);
      await promise;
    }
  }

  facts(): Promise<StoreFacts> {
    const trouble = this.#trouble && { ...this.#trouble, message: FAULT, mends: "byItself" as const };
    return this.#read(() => ({
      synchronous: 2,
      journalMode: "memory",
      commits: this.#commits,
      ...(trouble === undefined ? {} : { trouble }),
    }));
  }

  async probe(): Promise<void> {
    await this.#read(() => undefined);
    if (this.#trouble !== undefined) throw new StoreError(this.#trouble.failure, FAULT);
  }

  create(batch: Batch & { readonly summary: MeetingSummary }): Promise<void> {
    const own = withOwnBytes(batch);
    return this.#write(() => {
      const { documentId, epoch } = own;
      if (this.disk.documents.has(documentId)) throw conflict("it exists");
      const empty = {
        epoch,
        firstSeq: 1,
        records: [],
        summary: batch.summary,
        clients: new Map(),
        ledger: [],
      };
      this.disk.documents.set(documentId, appended(empty, own));
    });
  }

  append(batch: Batch): Promise<void> {
    const own = withOwnBytes(batch);
    return this.#write(() => {
      const document = this.#documentOf(own);
      this.disk.documents.set(own.documentId, appended(document, own));
    });
  }

  load(documentId: string): Promise<StoredDocument | undefined> {
    return this.#read(() => {
      const document = this.disk.documents.get(documentId);
      if (document === undefined) return undefined;
      const { epoch, firstSeq, records, snapshot, clients, ledger } = document;
      return {
        epoch,
        ...(snapshot === undefined ? {} : { snapshot }),
        tail: records.slice(snapshot?.seq ?? firstSeq - 1),
        lastSeq: records.length,
        clients: [...clients]
          .map(([clientId, person]) => ({ clientId, person }))
          .toSorted((a, b) => a.clientId - b.clientId),
        ledger: [...ledger],
      };
    });
  }

  writeSnapshot(snapshot: Parameters<Store["writeSnapshot"]>[0]): Promise<void> {
    const bytes = snapshot.bytes.slice();
    return this.#write(() => {
      const document = this.#documentOf(snapshot);
      if (snapshot.seq > document.records.length) throw conflict("the snapshot is ahead of the log");
      if (snapshot.seq < (document.snapshot?.seq ?? 0)) return;
      document.snapshot = { seq: snapshot.seq, bytes };
    });
  }

  startEpochs(starts: readonly EpochStart[]): Promise<void> {
    const own = starts.map((start) => ({ ...start, bytes: start.whole.bytes.slice() }));
    return this.#write(() => {
      const documents = own.map(({ documentId, from }) => this.#documentOf({ documentId, epoch: from }));
      for (const [index, { documentId, epoch, whole, bytes }] of own.entries()) {
        const { snapshot: _ended, ...document } = documents[index] ?? this.#documentOf({ documentId, epoch });
        const firstSeq = document.records.length + 1;
        const records = [...document.records, { ...whole, bytes, seq: firstSeq }];
        this.disk.documents.set(documentId, { ...document, epoch, firstSeq, records });
      }
    });
  }

  /** There is no file to copy. */
  async backUp(): Promise<void> {
    throw new StoreError("unfit", "A store in memory makes no file.");
  }

  bindClients(documentId: string, person: string, clientIds: readonly number[]): Promise<readonly number[]> {
    return this.#write(() => {
      const document = this.disk.documents.get(documentId);
      if (document === undefined) throw conflict("there is no such document");
      const foreign = clientIds.filter((id) => (document.clients.get(id) ?? person) !== person);
      if (foreign.length === 0) for (const id of clientIds) document.clients.set(id, person);
      return foreign;
    });
  }

  commandResult(documentId: string, commandId: string): Promise<CommandResult | undefined> {
    return this.#read(() => {
      const records = this.disk.documents.get(documentId)?.records ?? [];
      const record = records.find(({ command }) => command?.id === commandId);
      return record?.command && { person: record.person, result: record.command.result };
    });
  }

  listMeetings(): Promise<readonly (MeetingSummary & { readonly id: string })[]> {
    return this.#read(() =>
      [...this.disk.documents].map(([id, { summary }]) => Object.assign({ id }, summary)).toSorted(byNewest),
    );
  }

  findMeeting(documentId: string): Promise<(MeetingSummary & { readonly id: string }) | undefined> {
    return this.#read(() => {
      const document = this.disk.documents.get(documentId);
      return document && { id: documentId, ...document.summary };
    });
  }

  putSession(session: StoredSession): Promise<void> {
    return this.#write(() => void this.disk.sessions.set(session.tokenHash, session));
  }

  touchSession(tokenHash: string, seenAt: string): Promise<void> {
    return this.#write(() => {
      const session = this.disk.sessions.get(tokenHash);
      if (session !== undefined) this.disk.sessions.set(tokenHash, { ...session, seenAt });
    });
  }

  findSession(tokenHash: string): Promise<StoredSession | undefined> {
    return this.#read(() => this.disk.sessions.get(tokenHash));
  }

  deleteSession(tokenHash: string): Promise<void> {
    return this.#write(() => void this.disk.sessions.delete(tokenHash));
  }

  getSetting(name: string): Promise<string | undefined> {
    return this.#read(() => this.disk.settings.get(name));
  }

  putSetting(name: string, value: string): Promise<void> {
    return this.#write(() => void this.disk.settings.set(name, value));
  }

  /** Commits what waits, held or not. */
  async close(): Promise<void> {
    this.#held = false;
    this.#commit();
    this.#closed = true;
  }

  #documentOf({
    documentId,
    epoch,
  }: {
    readonly documentId: string;
    readonly epoch: string;
  }): MemoryDocument {
    const document = this.disk.documents.get(documentId);
    if (document === undefined) throw conflict("there is no such document");
    if (document.epoch !== epoch) throw conflict("another epoch");
    return document;
  }

  /** One microtask later, so that nobody comes to rely on an answer in the same step; after a waiting commit. */
  async #read<T>(read: () => T): Promise<T> {
    this.#requireOpen();
    await Promise.resolve();
    return read();
  }

  async #write<T>(write: () => T): Promise<T> {
    this.#requireOpen();
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#waiting.push({ run: () => settle(write, resolve, reject), fail: reject });
    for (const wake of this.#onWaiting.splice(0)) wake();
    if (!this.#held && this.#waiting.length === 1) queueMicrotask(() => this.#held || this.#commit());
    return promise;
  }

  #commit(): void {
    const writes = this.#waiting.splice(0);
    if (writes.length === 0) return;
    const failure = this.#nextFailure ?? this.#trouble?.failure;
    this.#nextFailure = undefined;
    if (failure === undefined) {
      this.#commits += 1;
      for (const { run } of writes) run();
    } else {
      const error = new StoreError(failure, `The test let this commit fail with ${failure}.`);
      for (const { fail } of writes) fail(error);
    }
  }

  #requireOpen(): void {
    if (this.#closed) throw new StoreError("closed", "The store is closed.");
  }
}

const FAULT = "The test lets every commit fail.";

function settle<T>(write: () => T, resolve: (value: T) => void, reject: (error: unknown) => void): void {
  try {
    resolve(write());
  } catch (error) {
    reject(error);
  }
}

/** A new document, so that a batch that fails half-way leaves nothing. */
function appended(document: MemoryDocument, batch: Batch): MemoryDocument {
  const records = [...document.records];
  for (const record of batch.records) appendRecord(records, record);
  const ledger = [...document.ledger];
  for (const entry of batch.ledger ?? []) appendLedgerEntry(ledger, entry);
  const isRepeat = batch.records.length > 0 && records.length === document.records.length;
  const summary = isRepeat ? document.summary : (batch.summary ?? document.summary);
  return { ...document, records, ledger, summary };
}

function appendRecord(records: NewRecord[], record: NewRecord): void {
  const stored = records[record.seq - 1];
  if (stored !== undefined) {
    const isSame =
      Buffer.compare(stored.bytes, record.bytes) === 0 &&
      stored.person === record.person &&
      stored.clientId === record.clientId &&
      stored.command?.id === record.command?.id;
    if (!isSame) throw conflict("other content");
    return;
  }
  if (record.seq !== records.length + 1) throw conflict("a gap");
  const commandId = record.command?.id;
  if (commandId !== undefined && records.some(({ command }) => command?.id === commandId)) {
    throw conflict("a command twice");
  }
  records.push(record);
}

function appendLedgerEntry(ledger: NewLedgerEntry[], entry: NewLedgerEntry): void {
  const stored = ledger[entry.n - 1];
  if (stored === undefined) {
    if (entry.n !== ledger.length + 1) throw conflict("a gap in the ledger");
    ledger.push(entry);
  } else if (stored.hash !== entry.hash || stored.entry !== entry.entry)
    throw conflict("another ledger entry");
}

function byNewest(a: MeetingSummary & { id: string }, b: MeetingSummary & { id: string }): number {
  const newest = `${b.date} ${b.startTime}`.localeCompare(`${a.date} ${a.startTime}`);
  return newest === 0 ? a.id.localeCompare(b.id) : newest;
}

function withOwnBytes(batch: Batch): Batch {
  return { ...batch, records: batch.records.map((record) => ({ ...record, bytes: record.bytes.slice() })) };
}

function conflict(why: string): StoreError {
  return new StoreError("conflict", `The test store refused: ${why}.`);
}
