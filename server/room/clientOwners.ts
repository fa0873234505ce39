/**
 * Whose Yjs client id is it? An id is bound for ever to document and person, not to a login or a
 * socket, so that reconnecting, reloading while offline and a second tab work, and nobody can write
 * in another one's name.
 */
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import type { ClientBinding, Store } from "../store/store.ts";

export class ClientOwners {
  readonly #store: Store;
  readonly #documentId: string;
  readonly #doc: Y.Doc;
  readonly #persons: Map<number, string>;

  constructor(store: Store, documentId: string, doc: Y.Doc, bindings: readonly ClientBinding[]) {
    this.#store = store;
    this.#documentId = documentId;
    this.#doc = doc;
    this.#persons = new Map(bindings.map(({ clientId, person }) => [clientId, person]));
  }

  personOf(clientId: number): string | undefined {
    return this.#persons.get(clientId);
  }

  /**
   * Binds ids to a person, on disk before this resolves; false when one of them is somebody else's. Fails
   * while the store cannot save, also for ids that are bound already: nobody is let in to write then.
   */
  async bind(person: string, clientIds: readonly number[]): Promise<boolean> {
    if (clientIds.length > 0) await this.#store.probe();
    if (clientIds.some((id) => (this.#persons.get(id) ?? person) !== person)) return false;
    const fresh = clientIds.filter((id) => !this.#persons.has(id));
    // An id that has written here without being bound is one of the server's own.
    if (fresh.some((id) => id === this.#doc.clientID || Y.getState(this.#doc.store, id) > 0)) return false;
    if (fresh.length === 0) return true;
    const foreign = await this.#store.bindClients(this.#documentId, person, fresh);
    if (foreign.length > 0) return false;
    for (const id of fresh) this.#persons.set(id, person);
    return true;
  }

  /** Does this person's device hold changes of somebody else that this log never had? Undefined: no state vector at all. */
  isAhead(person: string, stateVector: Uint8Array): boolean | undefined {
    try {
      const decoder = decoding.createDecoder(stateVector);
      // One by one: a vector of a million clients is turned away at the first that nobody knows.
      for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
        const client = decoding.readVarUint(decoder);
        const clock = decoding.readVarUint(decoder);
        if (clock > Y.getState(this.#doc.store, client) && this.#persons.get(client) !== person) return true;
      }
      return false;
    } catch {
      // Bytes that are no state vector say nothing; the caller turns the socket away.
      return undefined;
    }
  }
}
