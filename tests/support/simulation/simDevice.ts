/**
 * What stays on a person's device when the page goes: the epoch, the ids with unsent edits, words
 * kept aside, and the device copy. The small facts are written at once; the copy's database writes
 * in its own time, so the changes of the last moments are kept twice.
 */
import * as Y from "yjs";
import type { Random } from "../random.ts";

interface Change {
  readonly atMs: number;
  readonly bytes: Uint8Array;
  /** Made on this page; the newest of them are also kept where they are written at once. */
  readonly own: boolean;
}

export interface KeptWords {
  readonly text: string;
  readonly reason: string;
}

/** By then the browser's database has written what it was given. */
const WRITTEN_MS = 2000;
const NEWEST_KEPT_MS = 3000;

export class SimDevice {
  epoch: string | undefined;
  readonly kept: KeptWords[] = [];
  /** Up to which clock each client with unsent edits has written. */
  #unsent = new Map<number, number>();
  #copy: Change[] = [];

  get unsentClients(): readonly number[] {
    return [...this.#unsent.keys()];
  }

  wrote(client: number, clock: number): void {
    this.#unsent.set(client, Math.max(clock, this.#unsent.get(client) ?? 0));
  }

  confirm(clocks: ReadonlyMap<number, number>): void {
    for (const [client, highest] of this.#unsent)
      if ((clocks.get(client) ?? 0) >= highest) this.#unsent.delete(client);
  }

  keepAside(words: KeptWords): void {
    if (words.text !== "") this.kept.push(words);
  }

  store(change: Change): void {
    this.#copy.push(change);
  }

  /** The page is gone: what the database had not written is lost, save for the newest own changes. */
  lose(random: Random, nowMs: number): void {
    const written = this.#copy.filter(({ atMs }) => nowMs - atMs >= WRITTEN_MS).length;
    const cut = written + random.below(this.#copy.length - written + 1);
    this.#copy = this.#copy.filter(
      ({ atMs, own }, index) => index < cut || (own && nowMs - atMs < NEWEST_KEPT_MS),
    );
  }

  fill(doc: Y.Doc, origin: unknown): void {
    for (const { bytes } of this.#copy) Y.applyUpdate(doc, bytes, origin);
  }

  /** The server did not take what lies here, or has another log. */
  forget(): void {
    this.#copy = [];
    this.#unsent = new Map();
  }
}
