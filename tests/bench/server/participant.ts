/**
 * Somebody in a room, as light as can be: it says hello, asks for what it lacks, answers what it is
 * asked and then only counts. Whoever wants to know more hands it ears.
 */
import * as Y from "yjs";
import { MESSAGE } from "../../../shared/protocol/messages.ts";
import type { Dialect } from "./dialect.ts";
import { framed, LightSocket, type Door } from "./lightSocket.ts";

/** What it holds when it comes: nothing, or the document as it was when it left. */
export interface Luggage {
  readonly stateVector: Uint8Array;
  /** Answers a server that asks for what it lacks. */
  diff(stateVector: Uint8Array): Uint8Array;
}

export const EMPTY_HANDED: Luggage = {
  stateVector: Y.encodeStateVector(new Y.Doc()),
  diff: () => Y.encodeStateAsUpdate(new Y.Doc()),
};

export interface Ears {
  content?(update: Uint8Array): void;
  acknowledged?(frames: number): void;
}

export class Participant {
  acknowledged = 0;
  /** Answers to a step 1, which are document frames too and acknowledged like letters. */
  answers = 0;
  /** `undefined` while connected. */
  gone: string | undefined;
  readonly synced: Promise<void>;
  readonly #room: string;
  readonly #dialect: Dialect;
  readonly #luggage: Luggage;
  readonly #ears: Ears;
  readonly #typeAt: number;
  readonly #socket: LightSocket;
  readonly #inSync = Promise.withResolvers<void>();
  #isInSync = false;
  #awaited: { readonly words: string; readonly heard: () => void } | undefined;

  constructor(
    { door, room, dialect }: { readonly door: Door; readonly room: string; readonly dialect: Dialect },
    { luggage = EMPTY_HANDED, ears = {} }: { readonly luggage?: Luggage; readonly ears?: Ears } = {},
  ) {
    this.#room = room;
    this.#dialect = dialect;
    this.#luggage = luggage;
    this.#ears = ears;
    this.#typeAt = dialect.typeAt(room);
    this.synced = this.#inSync.promise;
    // Somebody who was dropped on purpose is awaited by nobody.
    this.synced.catch(() => undefined);
    this.#socket = new LightSocket(door, {
      opened: () => {
        for (const bytes of dialect.greeting(room)) this.send(framed(bytes));
        this.send(framed(dialect.sync(room, "step1", luggage.stateVector)));
      },
      message: (payload) => this.#hear(payload),
      closed: (why) => this.#leave(why),
    });
  }

  /** How often something came. */
  get reads(): number {
    return this.#socket.reads;
  }

  send(frame: Uint8Array): boolean {
    return this.#socket.send(frame);
  }

  onDrain(listener: () => void): void {
    this.#socket.onDrain(listener);
  }

  /** Resolves when these words come by in any message. */
  hears(words: string): Promise<void> {
    return new Promise((resolve) => {
      this.#awaited = { words, heard: resolve };
    });
  }

  drop(): void {
    this.#socket.drop();
    this.#leave("dropped");
  }

  #leave(why: string): void {
    this.gone ??= why;
    this.#inSync.reject(new Error(`not in sync: ${why}`));
  }

  #hear(payload: Buffer): void {
    if (this.#awaited !== undefined && payload.includes(this.#awaited.words)) {
      this.#awaited.heard();
      this.#awaited = undefined;
    }
    const onlyCounts =
      this.#isInSync && this.#ears.content === undefined && this.#ears.acknowledged === undefined;
    if (onlyCounts && !this.#isQuestion(payload)) return;
    this.#attend(payload);
  }

  /** Step 1, which a server may send late and which is answered always. */
  #isQuestion(payload: Buffer): boolean {
    const type = payload[this.#typeAt];
    return (type === MESSAGE.sync || type === 4) && payload[this.#typeAt + 1] === 0;
  }

  #attend(payload: Buffer): void {
    const heard = this.#dialect.read(payload);
    if (heard.kind === "step1") {
      this.answers += 1;
      const diff = this.#luggage.diff(heard.stateVector);
      this.send(framed(this.#dialect.sync(this.#room, "step2", diff)));
    } else if (heard.kind === "content") {
      this.#ears.content?.(heard.update);
      if (heard.answersStep1 && !this.#isInSync) this.#arrive();
    } else if (heard.kind === "acknowledged") {
      this.acknowledged = heard.frames === "one more" ? this.acknowledged + 1 : heard.frames;
      this.#ears.acknowledged?.(this.acknowledged);
    }
  }

  #arrive(): void {
    this.#isInSync = true;
    this.#inSync.resolve();
  }
}
