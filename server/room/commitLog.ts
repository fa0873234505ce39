/**
 * Between the room and the store: everything that was applied waits here until it is on disk.
 * Whatever arrives during one commit is the next batch. Nothing that holds a change may leave the
 * server before `afterCommit` of that change's number.
 */
import type { Batch, MeetingSummary, NewLedgerEntry, NewRecord, Store } from "../store/store.ts";
import type { CommitEnd } from "./watch.ts";

export interface Entry {
  readonly record: Omit<NewRecord, "seq">;
  readonly ledger?: readonly NewLedgerEntry[];
  readonly summary?: MeetingSummary;
}

interface Waiter {
  readonly seq: number;
  readonly run: () => void;
  readonly fail: (why: unknown) => void;
}

interface Watcher {
  /** A batch is on its way; the answer is called with how it ended. */
  onCommitting?(records: readonly NewRecord[]): ((end: CommitEnd) => void) | undefined;
  /** After the waiters of these records have run. */
  onCommitted(records: readonly NewRecord[]): void;
  onFailed(error: unknown): void;
}

export class CommitLog {
  readonly #store: Store;
  readonly #documentId: string;
  readonly #epoch: string;
  readonly #watcher: Watcher;
  #applied: number;
  #committed: number;
  #queue: { readonly entry: Entry; readonly record: NewRecord }[] = [];
  #waiters: Waiter[] = [];
  #writing = false;
  #broken = false;
  /** Why the log takes no more, when the store said it. */
  #why: unknown;

  constructor(
    store: Store,
    document: { readonly id: string; readonly epoch: string; readonly lastSeq: number },
    watcher: Watcher,
  ) {
    this.#store = store;
    this.#documentId = document.id;
    this.#epoch = document.epoch;
    this.#applied = document.lastSeq;
    this.#committed = document.lastSeq;
    this.#watcher = watcher;
  }

  /** The number of the last change in the room's memory. */
  get applied(): number {
    return this.#applied;
  }

  /** The number of the last change on disk. */
  get committed(): number {
    return this.#committed;
  }

  /** Takes an applied change; answers its number. */
  add(entry: Entry): number {
    this.#applied += 1;
    const record: NewRecord = { ...entry.record, seq: this.#applied };
    this.#queue.push({ entry, record });
    if (!this.#writing && !this.#broken) void this.#write();
    return this.#applied;
  }

  /** Runs at once when `seq` is on disk, else right after its commit; `fail` when that commit fails. */
  afterCommit(seq: number, run: () => void, fail: (why: unknown) => void = ignore): void {
    if (this.#broken) fail(this.#why);
    else if (seq <= this.#committed) run();
    else this.#waiters.push({ seq, run, fail });
  }

  /** Resolves when all that is applied now is on disk. */
  settled(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.afterCommit(this.#applied, resolve, (cause) => reject(new Error("the commit failed", { cause })));
    });
  }

  /** The room's memory was dropped: what is not on its way to the disk never gets there. */
  stop(why?: unknown): void {
    this.#broken = true;
    this.#why = why;
    this.#queue = [];
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter.fail(why);
  }

  async #write(): Promise<void> {
    this.#writing = true;
    // What arrives in the same turn of the event loop shares the first commit.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      const ended = this.#watcher.onCommitting?.(batch.map(({ record }) => record));
      try {
        await this.#store.append(this.#batchOf(batch));
        ended?.("saved");
      } catch (error) {
        ended?.("failed");
        this.stop(error);
        this.#watcher.onFailed(error);
        return;
      }
      // Stopped meanwhile: nobody who waited is there any more.
      if (this.#broken) return;
      this.#tell(batch.map(({ record }) => record));
    }
    this.#writing = false;
  }

  #batchOf(batch: readonly { readonly entry: Entry; readonly record: NewRecord }[]): Batch {
    const ledger = batch.flatMap(({ entry }) => entry.ledger ?? []);
    const summary = batch.findLast(({ entry }) => entry.summary !== undefined)?.entry.summary;
    return {
      documentId: this.#documentId,
      epoch: this.#epoch,
      records: batch.map(({ record }) => record),
      ...(ledger.length > 0 ? { ledger } : {}),
      ...(summary === undefined ? {} : { summary }),
    };
  }

  #tell(records: readonly NewRecord[]): void {
    this.#committed = records.at(-1)?.seq ?? this.#committed;
    const due = this.#waiters.filter((waiter) => waiter.seq <= this.#committed);
    this.#waiters = this.#waiters.filter((waiter) => waiter.seq > this.#committed);
    for (const waiter of due) waiter.run();
    this.#watcher.onCommitted(records);
  }
}

function ignore(): void {
  // A waiter without its own `fail` has nobody to tell: its connection is closed with the room.
}
