/**
 * What the rest of the server may ask of storage. One small asynchronous interface with one
 * contract suite; SQLite in a worker is the embedded implementation. A promise that resolves means
 * fsync'd. Nothing here knows Yjs: update bytes are opaque.
 */

export interface NewRecord {
  /** Assigned by the document's only writer: the last one plus 1. Repeating a seq with equal bytes is harmless. */
  readonly seq: number;
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly person: string;
  /** The Yjs client id whose structs the bytes hold; 0 for a command of the server. */
  readonly clientId: number;
  /** Set for a command; unique within a document. */
  readonly command?: { readonly id: string; readonly effect: string; readonly result: string };
  readonly bytes: Uint8Array;
}

export interface NewLedgerEntry {
  readonly n: number;
  readonly hash: string;
  /** Canonical JSON of the entry. */
  readonly entry: string;
}

/** What lists and searches need without opening the document; kept right by the room, in the same commit. */
export interface MeetingSummary {
  readonly title: string;
  readonly kind: string;
  readonly committee: string;
  readonly phase: string;
  readonly date: string;
  readonly startTime: string;
  readonly place: string;
}

export interface Batch {
  readonly documentId: string;
  readonly epoch: string;
  readonly records: readonly NewRecord[];
  readonly ledger?: readonly NewLedgerEntry[];
  readonly summary?: MeetingSummary;
}

export interface StoredDocument {
  readonly epoch: string;
  /** The snapshot and the records after it, in order; a damaged snapshot is left out and all records are sent. */
  readonly snapshot?: { readonly seq: number; readonly bytes: Uint8Array };
  /** The room should log this and write a new snapshot. */
  readonly snapshotDamaged?: true;
  readonly tail: readonly NewRecord[];
  readonly lastSeq: number;
  readonly clients: readonly ClientBinding[];
  readonly ledger: readonly NewLedgerEntry[];
}

export interface ClientBinding {
  readonly clientId: number;
  readonly person: string;
}

export interface CommandResult {
  readonly person: string;
  /** JSON. */
  readonly result: string;
}

export interface StoredSession {
  readonly tokenHash: string;
  readonly person: string;
  readonly createdAt: string;
  readonly seenAt: string;
}

export interface StoreFacts {
  /** PRAGMA synchronous as read back from the writing connection: 2 FULL, 3 EXTRA. */
  readonly synchronous: number;
  readonly journalMode: string;
  /** Transactions committed since opening; far fewer than batches when many people type. */
  readonly commits: number;
}

/**
 * Why storage refused. `full` and `readonly` may pass; after `corrupt` or `unknown` on a write every later
 * write fails too, until the process is started again, since nobody can say what is on the disk. `inUse`
 * and `unfit` only stop a start: another process owns the file, or durability would be below FULL.
 */
export type StoreFailure =
  | "full"
  | "readonly"
  | "corrupt"
  | "closed"
  | "conflict"
  | "inUse"
  | "unfit"
  | "unknown";

export class StoreError extends Error {
  readonly failure: StoreFailure;
  constructor(failure: StoreFailure, message: string) {
    super(message);
    this.name = "StoreError";
    this.failure = failure;
  }
}

export interface Store {
  facts(): Promise<StoreFacts>;
  /** Creates the document and its first records in one commit; fails with `conflict` when it exists. */
  create(batch: Batch & { readonly summary: MeetingSummary }): Promise<void>;
  /**
   * Resolves when the batch is on disk. Fails with `conflict` when epoch or seq do not follow; then nothing
   * of the batch is kept. Calls are served in the order in which they were made.
   */
  append(batch: Batch): Promise<void>;
  /** Fails with `corrupt`, naming the seq, when a record is damaged or missing. */
  load(documentId: string): Promise<StoredDocument | undefined>;
  /** A cache of the log up to seq: an older one than the stored is ignored, one that is ahead is a `conflict`. */
  writeSnapshot(snapshot: {
    readonly documentId: string;
    readonly epoch: string;
    readonly seq: number;
    readonly bytes: Uint8Array;
  }): Promise<void>;
  /** Binds ids to a person for ever. Answers the ids that belong to somebody else, and binds none then. */
  bindClients(documentId: string, person: string, clientIds: readonly number[]): Promise<readonly number[]>;
  /** What this command answered the first time, and to whom. */
  commandResult(documentId: string, commandId: string): Promise<CommandResult | undefined>;
  /** Newest date first. */
  listMeetings(): Promise<readonly (MeetingSummary & { readonly id: string })[]>;
  /** One of the list, without reading the others: asked for each socket once a minute. */
  findMeeting(documentId: string): Promise<(MeetingSummary & { readonly id: string }) | undefined>;
  putSession(session: StoredSession): Promise<void>;
  findSession(tokenHash: string): Promise<StoredSession | undefined>;
  deleteSession(tokenHash: string): Promise<void>;
  /** Small named texts: which demo was seeded, and the like. */
  getSetting(name: string): Promise<string | undefined>;
  putSetting(name: string, value: string): Promise<void>;
  close(): Promise<void>;
}
