/**
 * What the document itself says happened: the bytes it emitted and the transactions it ran since
 * the last look. The log and the guard's assertion use these, never a client's bytes.
 */
import * as Y from "yjs";

export class Emission {
  #bytes: Uint8Array[] = [];
  #transactions: Y.Transaction[] = [];

  constructor(doc: Y.Doc) {
    doc.on("update", (bytes: Uint8Array) => this.#bytes.push(bytes));
    doc.on("afterTransaction", (transaction: Y.Transaction) => this.#transactions.push(transaction));
  }

  /** Forgets what was before. */
  begin(): void {
    this.#bytes = [];
    this.#transactions = [];
  }

  get transactions(): readonly Y.Transaction[] {
    return this.#transactions;
  }

  /** The change since the beginning as one update; undefined when nothing changed. */
  take(): Uint8Array | undefined {
    const bytes = this.#bytes;
    this.begin();
    return bytes.length > 1 ? Y.mergeUpdates(bytes) : bytes[0];
  }
}

/** The update that changes nothing; a command such as a sign-off of an unchanged state may have no other effect. */
export const NOTHING = Y.encodeStateAsUpdate(new Y.Doc());
