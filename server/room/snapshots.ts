/**
 * Keeps the way back into a document short: now and then the whole state is stored beside the log.
 * A snapshot is a cache; no record is deleted for it, and a failed one costs only time.
 */
import * as Y from "yjs";
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { Store, StoredDocument } from "../store/store.ts";

interface Kept {
  readonly documentId: string;
  readonly doc: Y.Doc;
  readonly stored: StoredDocument;
}

export class Snapshots {
  readonly #store: Store;
  readonly #documentId: string;
  readonly #epoch: string;
  readonly #doc: Y.Doc;
  /** The number up to which the stored snapshot reaches. */
  #upTo: number;

  constructor(store: Store, { documentId, doc, stored }: Kept) {
    this.#store = store;
    this.#documentId = documentId;
    this.#epoch = stored.epoch;
    this.#doc = doc;
    this.#upTo = stored.snapshot?.seq ?? 0;
    // If it cannot be written now, the next one that is due takes its place.
    if (stored.snapshotDamaged) this.write(stored.lastSeq).catch(() => undefined);
  }

  /** Call it after a commit, and only while nothing in the document waits for one. */
  async whenDue(committed: number): Promise<void> {
    if (committed - this.#upTo >= LIMITS.snapshotEveryRecords) await this.write(committed);
  }

  /** Stores the document as it is now; all of it must be on disk under numbers up to `seq`. */
  async write(seq: number): Promise<void> {
    const before = this.#upTo;
    this.#upTo = seq;
    try {
      await this.#store.writeSnapshot({
        documentId: this.#documentId,
        epoch: this.#epoch,
        seq,
        bytes: Y.encodeStateAsUpdate(this.#doc),
      });
    } catch (error) {
      this.#upTo = before;
      throw error;
    }
  }
}
