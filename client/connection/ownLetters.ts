/**
 * A writer's account of own letters in one document: which of them the server has not acknowledged,
 * and which have lost their place before it did. It also keeps the newest on the device. Somebody
 * who only reads has none, and does not load it.
 */
import { fromBase64, toBase64 } from "lib0/buffer";
import * as Y from "yjs";
import { type DeviceCopy, openDeviceCopy } from "./deviceCopy.ts";
import type { DeviceMemory } from "./deviceMemory.ts";
import { type GoneWords, goneWordsOf } from "./goneWords.ts";
import { hiddenWordsOf, homelessWordsOf, sentClockOf } from "./hiddenWords.ts";
import type { IsUnsent } from "./unsentText.ts";
import { UntoldWords } from "./untoldWords.ts";

export interface LettersOptions {
  readonly doc: Y.Doc;
  readonly memory: DeviceMemory;
  readonly generation: number;
  /** Does this origin of a transaction stand for the line to the server? */
  readonly isLine: (origin: unknown) => boolean;
}

type Clocks = ReadonlyMap<number, number>;

/** By then the browser's database has written what it was given. */
const NEWEST_KEPT_MS = 3000;

export class OwnLetters {
  readonly #options: LettersOptions;
  readonly #confirmed = new Map<number, number>();
  /** Own clocks at each frame of this connection; a frame's acknowledgement confirms them. */
  #clocksAt: { readonly frame: number; readonly clocks: Clocks }[] = [];
  /** Gone already in the device copy; who deleted them is not known. */
  #goneBefore: readonly GoneWords[] = [];
  #hidden: readonly GoneWords[] = [];
  readonly #untold = new UntoldWords();
  #newest: { readonly atMs: number; readonly update: string }[] = [];

  constructor(options: LettersOptions) {
    this.#options = options;
    const { doc, memory, generation } = options;
    for (const [client, { confirmed }] of memory.unsentClients(generation))
      this.#confirmed.set(client, confirmed);
    doc.on("afterTransaction", this.#onTransaction);
  }

  /** Words that the server may not have, in paragraphs that somebody deleted; the latest last. */
  get goneWords(): readonly GoneWords[] {
    return [...this.#goneBefore, ...this.#untold.words];
  }

  readonly isUnsent: IsUnsent = (client, clock) => {
    const { doc } = this.#options;
    const confirmed = this.#confirmed.get(client) ?? (client === doc.clientID ? 0 : undefined);
    return confirmed !== undefined && clock >= confirmed;
  };

  /** Undefined: this browser keeps nothing. */
  openCopy(name: string): Promise<DeviceCopy | undefined> {
    return openDeviceCopy(name, this.#options.doc);
  }

  /** The device copy is in the document; the letters of the last moments before the page went may not be. */
  addNewest(): void {
    const { doc, memory, generation } = this.#options;
    for (const update of memory.newest(generation)) Y.applyUpdate(doc, fromBase64(update), this);
    this.#hidden = hiddenWordsOf(doc, this.isUnsent);
  }

  wrote(update: Uint8Array): void {
    const { doc, memory, generation } = this.#options;
    const client = doc.clientID;
    const highest = Y.getState(doc.store, client);
    const confirmed = this.#confirmed.get(client) ?? 0;
    this.#confirmed.set(client, confirmed);
    const newest = this.#newestWith(update);
    if (highest > confirmed) memory.wrote(client, { confirmed, highest, generation, newest });
  }

  /** A new connection counts its frames from nothing. */
  connecting(): void {
    this.#clocksAt = [];
    this.#untold.connecting();
  }

  /** Called just before the frame is sent. */
  sends(frame: number): void {
    const { doc } = this.#options;
    const clients = [...this.#confirmed.keys(), doc.clientID];
    const clocks = new Map(clients.map((client) => [client, sentClockOf(doc, client)]));
    this.#clocksAt.push({ frame, clocks });
    this.#untold.sends();
  }

  acknowledged(frames: number): void {
    const covered = this.#clocksAt.findLast((entry) => entry.frame <= frames);
    this.#clocksAt = this.#clocksAt.filter((entry) => entry.frame > frames);
    if (covered !== undefined) this.#confirm(covered.clocks);
  }

  /** By now all is here that went before the acknowledgement. */
  settleAcknowledged(): void {
    this.#untold.acknowledged(this.isUnsent);
  }

  /** The server has told of lost words; answers with their section, as far as it is known. */
  told(named: string, text: string): string {
    return this.#untold.told(this.#options.doc, named, text);
  }

  /**
   * What the server has counts once the rest is here too: it may have taken words into nowhere. Those
   * are told of before they count as confirmed.
   */
  meetServerState(has: Clocks, tell: (words: readonly GoneWords[]) => void): void {
    this.#untold.add(homelessWordsOf(this.#options.doc, this.#hidden));
    this.#hidden = [];
    const untold = this.#untold.takeUntold(has);
    if (untold.length > 0) tell(untold);
    this.#confirm(has);
  }

  /** The document takes no more letters. */
  close(): void {
    this.#options.doc.off("afterTransaction", this.#onTransaction);
  }

  readonly #onTransaction = (transaction: Y.Transaction): void => {
    const gone = goneWordsOf(transaction, this.isUnsent);
    if (gone.length === 0) return;
    if (this.#options.isLine(transaction.origin)) this.#untold.add(gone);
    else this.#goneBefore = [...this.#goneBefore, ...gone];
  };

  #newestWith(update: Uint8Array): readonly string[] {
    const nowMs = performance.now();
    this.#newest = this.#newest.filter(({ atMs }) => nowMs - atMs < NEWEST_KEPT_MS);
    this.#newest.push({ atMs: nowMs, update: toBase64(update) });
    return this.#newest.map((each) => each.update);
  }

  #confirm(clocks: Clocks): void {
    for (const client of this.#confirmed.keys()) {
      const clock = clocks.get(client) ?? 0;
      if (clock > (this.#confirmed.get(client) ?? 0)) this.#confirmed.set(client, clock);
    }
    this.#options.memory.confirm(clocks);
  }
}
