/**
 * A lane gathers what several connections shall hear and sends it in one flush: editors often,
 * followers seldom. The first change after silence goes at once.
 */
import * as Y from "yjs";
import type { Clock } from "./clock.ts";

interface Gathered {
  readonly bytes: Uint8Array;
  /** The connection that made it, which has it already. */
  readonly from: string | undefined;
}

export interface Flush {
  /** Merged document update, if any. */
  readonly update: Uint8Array | undefined;
  /** Set when one connection made all of it. */
  readonly onlyFrom: string | undefined;
  /** Clients whose presence changed. */
  readonly presence: ReadonlySet<number>;
}

export class Lane {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #send: (flush: Flush) => void;
  #gathered: Gathered[] = [];
  #presence = new Set<number>();
  #lastMs = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, intervalMs: number, send: (flush: Flush) => void) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#send = send;
  }

  add(bytes: Uint8Array, from: string | undefined): void {
    this.#gathered.push({ bytes, from });
    this.#schedule();
  }

  addPresence(client: number): void {
    this.#presence.add(client);
    this.#schedule();
  }

  flushNow(): void {
    if (this.#cancel === undefined) return;
    this.#cancel();
    this.#flush();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#gathered = [];
    this.#presence = new Set();
  }

  #schedule(): void {
    if (this.#cancel !== undefined) return;
    const waitMs = this.#lastMs + this.#intervalMs - this.#clock.tickMs();
    if (waitMs <= 0) this.#flush();
    else this.#cancel = this.#clock.after(waitMs, () => this.#flush());
  }

  #flush(): void {
    this.#cancel = undefined;
    this.#lastMs = this.#clock.tickMs();
    const gathered = this.#gathered;
    const presence = this.#presence;
    this.#gathered = [];
    this.#presence = new Set();
    const first = gathered[0];
    const update =
      first === undefined
        ? undefined
        : gathered.length === 1
          ? first.bytes
          : Y.mergeUpdates(gathered.map((one) => one.bytes));
    const onlyFrom =
      first !== undefined && gathered.every((one) => one.from === first.from) ? first.from : undefined;
    this.#send({ update, onlyFrom, presence });
  }
}
