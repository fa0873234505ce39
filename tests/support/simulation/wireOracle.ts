/**
 * Holds what leaves the room to what is on disk, at the moment it leaves: nothing is shown that a
 * crash could take back, and nothing is acknowledged that is not in the log.
 */
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { MESSAGE, SYNC } from "../../../shared/protocol/messages.ts";
import type { LogOracle } from "./logOracle.ts";
import type { SimSocket } from "./simSocket.ts";

interface Passed {
  /** Document frames in the order in which the room got them. */
  readonly frames: Uint8Array[];
  acknowledged: number;
  /** It was told of a refusal: whatever it sent after that counts for nothing. */
  refused: boolean;
  /** What was on disk when the reader asked for everything, less what it had. */
  owed: Map<number, number> | undefined;
  /** Up to which clock of each client this socket was sent. */
  readonly sent: Map<number, number>;
}

export class WireOracle {
  readonly #log: LogOracle;
  readonly #fail: (why: string) => void;
  readonly #sockets = new WeakMap<SimSocket, Passed>();

  constructor(log: LogOracle, fail: (why: string) => void) {
    this.#log = log;
    this.#fail = fail;
  }

  onReceived(socket: SimSocket, bytes: Uint8Array): void {
    const frame = documentFrame(bytes);
    if (frame === undefined) return;
    const passed = this.#passed(socket);
    if (frame.type !== SYNC.step1) passed.frames.push(frame.payload);
    else passed.owed = owedTo(frame.payload, this.#log.doc);
  }

  onSent(socket: SimSocket, bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.saved) {
      // The server's own messages are JSON objects.
      const body = JSON.parse(decoding.readVarString(decoder)) as { readonly frames: number };
      return this.#acknowledged(socket, body.frames);
    }
    if (type === MESSAGE.refused) this.#passed(socket).refused = true;
    const frame = documentFrame(bytes);
    if (frame === undefined) return undefined;
    if (frame.type === SYNC.step1) return this.#tellsNothingNew(socket, frame.payload);
    this.#shown(`${socket.name} was shown`, frame.payload);
    return this.#count(socket, frame);
  }

  /** Somebody who asked over HTTP. */
  onRead(bytes: Uint8Array): void {
    this.#shown("a reader was shown", bytes);
  }

  #shown(what: string, update: Uint8Array): void {
    const missing = this.#log.missing(update);
    if (missing !== undefined) this.#fail(`${what} what is not on disk: ${missing}`);
  }

  #tellsNothingNew(socket: SimSocket, stateVector: Uint8Array): void {
    for (const [client, clock] of Y.decodeStateVector(stateVector)) {
      if (clock > Y.getState(this.#log.doc.store, client))
        this.#fail(`${socket.name} was told of ${client}:${clock}, which is not on disk`);
    }
  }

  #acknowledged(socket: SimSocket, frames: number): void {
    const passed = this.#passed(socket);
    if (passed.refused) this.#fail(`${socket.name} was refused, and then ${frames} frames were acknowledged`);
    if (frames > passed.frames.length)
      this.#fail(`${frames} frames of ${socket.name} were acknowledged, ${passed.frames.length} had come`);
    if (frames <= passed.acknowledged)
      this.#fail(`${socket.name} was told ${frames} after ${passed.acknowledged}`);
    // Whoever declares no client only reads; its bytes are not even decoded.
    for (; passed.acknowledged < frames && socket.ask.clientIds.length > 0; passed.acknowledged += 1) {
      const frame = passed.frames[passed.acknowledged];
      const missing = frame && this.#log.missing(frame, { formatsMayLive: true });
      if (missing !== undefined)
        this.#fail(
          `frame ${passed.acknowledged + 1} of ${socket.name} was acknowledged and is not on disk: ${missing}`,
        );
    }
  }

  /** A step 2 says «synced»: by then all that was there when it was asked for must have been sent. */
  #count(socket: SimSocket, { type, payload }: DocumentFrame): void {
    const passed = this.#passed(socket);
    for (const { id, length } of Y.decodeUpdate(payload).structs)
      passed.sent.set(id.client, Math.max(passed.sent.get(id.client) ?? 0, id.clock + length));
    if (type !== SYNC.step2) return;
    for (const [client, clock] of passed.owed ?? []) {
      if ((passed.sent.get(client) ?? 0) < clock)
        this.#fail(`${socket.name} is synced without ${client}:${clock}, which was on disk when it asked`);
    }
  }

  #passed(socket: SimSocket): Passed {
    const known = this.#sockets.get(socket);
    if (known !== undefined) return known;
    const fresh: Passed = { frames: [], acknowledged: 0, refused: false, owed: undefined, sent: new Map() };
    this.#sockets.set(socket, fresh);
    return fresh;
  }
}

interface DocumentFrame {
  readonly type: number;
  readonly payload: Uint8Array;
}

/** As the wire contract says; undefined for any other frame, and for one that ends too early. */
function documentFrame(bytes: Uint8Array): DocumentFrame | undefined {
  try {
    const decoder = decoding.createDecoder(bytes);
    if (decoding.readVarUint(decoder) !== MESSAGE.sync) return undefined;
    return { type: decoding.readVarUint(decoder), payload: decoding.readVarUint8Array(decoder) };
  } catch {
    return undefined;
  }
}

function owedTo(stateVector: Uint8Array, doc: Y.Doc): Map<number, number> {
  const has = Y.decodeStateVector(stateVector);
  const owed = new Map<number, number>();
  for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc)))
    if (clock > (has.get(client) ?? 0)) owed.set(client, clock);
  return owed;
}
