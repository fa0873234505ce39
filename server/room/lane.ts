/**
 * A lane gathers what several connections shall hear and sends it in one flush: editors often,
 * followers seldom. The first change after silence goes at once.
 */
import * as Y from "yjs";
import type { Clock } from "./clock.ts";

export interface Gathered {
  /** Merged document update, if any. */
  readonly update: Uint8Array | undefined;
  /** Clients whose presence changed. */
  readonly presence: ReadonlySet<number>;
  /** Set when all of it comes from one connection, which has it already. */
  readonly onlyFrom: string | undefined;
}

export class Lane {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #send: (gathered: Gathered) => void;
  #updates: Uint8Array[] = [];
  #presence = new Set<number>();
  #senders = new Set<string | undefined>();
  #lastMs = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, intervalMs: number, send: (gathered: Gathered) => void) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#send = send;
  }

  add(bytes: Uint8Array, from: string | undefined): void {
    this.#updates.push(bytes);
    this.#senders.add(from);
  }

  addPresence(client: number, from: string | undefined): void {
    this.#presence.add(client);
    this.#senders.add(from);
  }

  /** Call it when all is added that came together. */
  flushWhenDue(): void {
    if (this.#cancel !== undefined || this.#senders.size === 0) return;
    const waitMs = this.#lastMs + this.#intervalMs - this.#clock.tickMs();
    if (waitMs <= 0) this.#flush();
    else this.#cancel = this.#clock.after(waitMs, () => this.#flush());
  }

  /** Has this lane yet to hear of the client's presence? */
  waitsFor(client: number): boolean {
    return this.#presence.has(client);
  }

  flushNow(): void {
    if (this.#cancel === undefined) return;
    this.#cancel();
    this.#flush();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#gather();
  }

  #flush(): void {
    this.#cancel = undefined;
    this.#lastMs = this.#clock.tickMs();
    this.#send(this.#gather());
  }

  #gather(): Gathered {
    const updates = this.#updates;
    const [from, ...others] = this.#senders;
    const presence = this.#presence;
    this.#updates = [];
    this.#senders = new Set();
    this.#presence = new Set();
    const update = updates.length > 1 ? Y.mergeUpdates(updates) : updates[0];
    return { update, presence, onlyFrom: others.length === 0 ? from : undefined };
  }
}
