/**
 * The store of a simulated process: calls wait in one queue until the scheduler lets the disk serve
 * them, and their answers wait until it delivers them. So a crash can come before a write, or after
 * it and before anybody knows.
 */
import type {
  Batch,
  EpochStart,
  MeetingSummary,
  Store,
  StoredSession,
  StoreFailure,
} from "../../../server/store/store.ts";
import { StoreError } from "../../../server/store/store.ts";
import { MemoryStore, type MemoryDisk } from "../memoryStore.ts";

interface Call {
  readonly act: string;
  readonly writes: boolean;
  readonly run: () => Promise<void>;
  readonly fail: (error: StoreError) => void;
}

export class SimStore implements Store {
  readonly #inner: MemoryStore;
  readonly #disk: MemoryDisk;
  /** Told when a batch is on disk, whoever hears of it later. */
  readonly #onDurable: (batch: Batch) => void;
  #calls: Call[] = [];
  #answers: (() => void)[] = [];
  #failure: StoreFailure | undefined;
  /** What the disk may show after a restart, though it said that writing failed. */
  #limbo: (() => Promise<void>)[] = [];

  constructor(disk: MemoryDisk, onDurable: (batch: Batch) => void) {
    this.#inner = new MemoryStore(disk);
    this.#disk = disk;
    this.#onDurable = onDurable;
  }

  get waitingCalls(): number {
    return this.#calls.length;
  }

  get waitingAnswers(): number {
    return this.#answers.length;
  }

  get failing(): StoreFailure | undefined {
    return this.#failure;
  }

  /** Space is gone, or back again. After `unknown` nothing is written before the process starts anew. */
  setFailing(failure: StoreFailure | undefined): void {
    if (this.#failure !== "unknown") this.#failure = failure;
  }

  /** The disk serves the first calls in one commit; a commit that fails harms all its writes. */
  serve(count: number): void {
    const calls = this.#calls.splice(0, count);
    const failure = this.#failure;
    const writes = calls.filter(({ writes }) => writes);
    if (failure === undefined) for (const { run } of writes) void run();
    else {
      const error = new StoreError(failure, `The disk says ${failure}.`);
      for (const { fail } of writes) fail(error);
      if (failure === "unknown" && this.#limbo.length === 0) this.#limbo = writes.map(({ run }) => run);
    }
    for (const { run } of calls.filter(({ writes }) => !writes)) void run();
  }

  deliver(): void {
    this.#answers.shift()?.();
  }

  /** The process is gone: nobody hears an answer any more. With `lands` the failed commit was on disk after all. */
  async die({ lands }: { readonly lands: boolean }): Promise<void> {
    this.#calls = [];
    const limbo = this.#limbo;
    if (lands) for (const run of limbo) await run();
    this.#answers = [];
  }

  facts() {
    return this.#read("facts", () => this.#inner.facts());
  }

  probe() {
    return this.#read("probe", async () => {
      if (this.#failure !== undefined) throw new StoreError(this.#failure, `The disk says ${this.#failure}.`);
    });
  }

  startEpochs(starts: readonly EpochStart[]) {
    return this.#write("startEpochs", async () => {
      await this.#inner.startEpochs(starts);
      for (const { documentId, epoch } of starts) {
        const whole = this.#disk.documents.get(documentId)?.records.at(-1);
        if (whole !== undefined) this.#onDurable({ documentId, epoch, records: [whole] });
      }
    });
  }

  backUp() {
    return this.#inner.backUp();
  }

  findMeeting(documentId: string) {
    return this.#read("findMeeting", () => this.#inner.findMeeting(documentId));
  }

  create(batch: Batch & { readonly summary: MeetingSummary }) {
    return this.#write("create", () => this.#inner.create(batch));
  }

  append(batch: Batch) {
    return this.#write("append", async () => {
      await this.#inner.append(batch);
      this.#onDurable(batch);
    });
  }

  load(documentId: string) {
    return this.#read("load", () => this.#inner.load(documentId));
  }

  writeSnapshot(snapshot: Parameters<Store["writeSnapshot"]>[0]) {
    return this.#write("writeSnapshot", () => this.#inner.writeSnapshot(snapshot));
  }

  bindClients(documentId: string, person: string, clientIds: readonly number[]) {
    return this.#write("bindClients", () => this.#inner.bindClients(documentId, person, clientIds));
  }

  commandResult(documentId: string, commandId: string) {
    return this.#read("commandResult", () => this.#inner.commandResult(documentId, commandId));
  }

  listMeetings() {
    return this.#read("listMeetings", () => this.#inner.listMeetings());
  }

  putSession(session: StoredSession) {
    return this.#write("putSession", () => this.#inner.putSession(session));
  }

  touchSession(tokenHash: string, seenAt: string) {
    return this.#write("touchSession", () => this.#inner.touchSession(tokenHash, seenAt));
  }

  findSession(tokenHash: string) {
    return this.#read("findSession", () => this.#inner.findSession(tokenHash));
  }

  deleteSession(tokenHash: string) {
    return this.#write("deleteSession", () => this.#inner.deleteSession(tokenHash));
  }

  getSetting(name: string) {
    return this.#read("getSetting", () => this.#inner.getSetting(name));
  }

  putSetting(name: string, value: string) {
    return this.#write("putSetting", () => this.#inner.putSetting(name, value));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #read<T>(act: string, run: () => Promise<T>): Promise<T> {
    return this.#call(act, { writes: false, run });
  }

  #write<T>(act: string, run: () => Promise<T>): Promise<T> {
    return this.#call(act, { writes: true, run });
  }

  #call<T>(
    act: string,
    { writes, run }: { readonly writes: boolean; readonly run: () => Promise<T> },
  ): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const fail = (error: unknown) => void this.#answers.push(() => reject(error));
    const serve = () => run().then((value) => void this.#answers.push(() => resolve(value)), fail);
    this.#calls.push({ act, writes, run: serve, fail });
    return promise;
  }
}
