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
  /**
   * The snapshot and the records of this epoch after it, in order. In place of a damaged snapshot stands the
   * newest sound checkpoint, and without one all records of the epoch are sent.
   */
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

/** Since when no write gets to the disk, and what would change that. */
export interface Trouble {
  /** UTC, ISO 8601. */
  readonly since: string;
  readonly failure: StoreFailure;
  readonly message: string;
  /**
   * After a full or read-only disk the file is as it was, and writing goes on when the disk takes it again.
   * After an fsync that failed nobody knows what is on the disk, and only opening the file anew tells.
   */
  readonly mends: "byItself" | "byRestart";
}

export interface StoreFacts {
  /** PRAGMA synchronous as read back from the writing connection: 2 FULL, 3 EXTRA. */
  readonly synchronous: number;
  readonly journalMode: string;
  /** Transactions committed since opening; far fewer than batches when many people type. */
  readonly commits: number;
  /** Set while writes fail. */
  readonly trouble?: Trouble;
  /** The file is not the one that this folder was last run with; `startEpochs` must come first. */
  readonly isOlderCopy?: true;
}

/** A document goes on under a new epoch: its first record there holds the whole state. */
export interface EpochStart {
  readonly documentId: string;
  /** The epoch that ends. */
  readonly from: string;
  readonly epoch: string;
  readonly whole: Omit<NewRecord, "seq" | "command">;
}

/**
 * Why storage refused. `full`, `readonly` and `unwritable` (a quota, a disk that was made read-only under
 * us: the system took no bytes, so nothing was committed) may pass; after `corrupt` or `unknown` on a write every later
 * write fails too, until the process is started again, since nobody can say what is on the disk. `inUse`
 * and `unfit` only stop a start: another process owns the file, or durability would be below FULL.
 */
export type StoreFailure =
  | "full"
  | "readonly"
  | "unwritable"
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

/** Is this the store saying that it cannot take writes now, itself or as the cause of another error? */
export function isCannotSave(error: unknown): boolean {
  if (error instanceof StoreError) return CANNOT_SAVE.has(error.failure);
  return error instanceof Error && error.cause !== undefined && isCannotSave(error.cause);
}

const CANNOT_SAVE: ReadonlySet<StoreFailure> = new Set(["full", "readonly", "unwritable", "unknown"]);

export interface Store {
  facts(): Promise<StoreFacts>;
  /**
   * Resolves when a write would get to the disk now. While writes fail it tries one, at most once a second,
   * and fails as that did.
   */
  probe(): Promise<void>;
  /** Creates the document and its first records in one commit; fails with `conflict` when it exists. */
  create(batch: Batch & { readonly summary: MeetingSummary }): Promise<void>;
  /**
   * Resolves when the batch is on disk. Fails with `conflict` when epoch or seq do not follow; then nothing
   * of the batch is kept. Calls are served in the order in which they were made.
   */
  append(batch: Batch): Promise<void>;
  /** Fails with `corrupt`, naming the seq, when a record is damaged or missing. */
  load(documentId: string): Promise<StoredDocument | undefined>;
  /**
   * A cache of the log up to seq: an older one than the stored is ignored, one that is ahead is a `conflict`.
   * About every 2,000 records one is kept for history as a checkpoint.
   */
  writeSnapshot(snapshot: {
    readonly documentId: string;
    readonly epoch: string;
    readonly seq: number;
    readonly bytes: Uint8Array;
  }): Promise<void>;
  /**
   * Lets documents go on under new epochs, all in one commit. The records of the old one stay where they are
   * and are never loaded again. Fails with `conflict` when a document is not at the epoch that ends.
   */
  startEpochs(starts: readonly EpochStart[]): Promise<void>;
  /** A whole and consistent copy of all that is on disk, as a file that is not there yet. */
  backUp(file: string): Promise<void>;
  /** Binds ids to a person for ever. Answers the ids that belong to somebody else, and binds none then. */
  bindClients(documentId: string, person: string, clientIds: readonly number[]): Promise<readonly number[]>;
  /** What this command answered the first time, and to whom. */
  commandResult(documentId: string, commandId: string): Promise<CommandResult | undefined>;
  /** Newest date first. */
  listMeetings(): Promise<readonly (MeetingSummary & { readonly id: string })[]>;
  /** One of the list, without reading the others: asked for each socket once a minute. */
  findMeeting(documentId: string): Promise<(MeetingSummary & { readonly id: string }) | undefined>;
  putSession(session: StoredSession): Promise<void>;
  /** Says when the login was last used; one that was deleted stays deleted. */
  touchSession(tokenHash: string, seenAt: string): Promise<void>;
  findSession(tokenHash: string): Promise<StoredSession | undefined>;
  deleteSession(tokenHash: string): Promise<void>;
  /** Small named texts: which demo was seeded, and the like. */
  getSetting(name: string): Promise<string | undefined>;
  putSetting(name: string, value: string): Promise<void>;
  close(): Promise<void>;
}
