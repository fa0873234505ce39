/**
 * A ws WebSocket as the room sees it. A flush that is framed already goes past ws' own sender, in one
 * write; this is the only file that knows how ws looks inside. Where it looks otherwise, or has
 * something of its own waiting, each message goes through `send` as usual.
 */
import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import type { RoomSocket } from "../room/connection.ts";
import type { Flush } from "../room/flush.ts";

/** What ws 8 has inside: the TCP socket, and a sender that queues while it compresses or reads a blob. */
interface Inside {
  readonly _socket?: Socket | null;
  readonly _sender?: { readonly _state?: unknown; readonly _queue?: { readonly length: number } };
}

/** The sender's state in which it writes at once. */
const AT_REST = 0;

export class RawRoomSocket implements RoomSocket {
  readonly #raw: WebSocket;

  constructor(raw: WebSocket) {
    this.#raw = raw;
  }

  send(bytes: Uint8Array): void {
    this.#raw.send(bytes);
  }

  sendFlush(flush: Flush): void {
    if (this.#raw.readyState !== this.#raw.OPEN) return;
    const tcp = this.#openTcp();
    if (tcp === undefined) for (const message of flush.messages) this.#raw.send(message);
    else tcp.write(flush.framed);
  }

  close(code: number, reason: string): void {
    this.#raw.close(code, reason);
  }

  pause(): void {
    this.#raw.pause();
  }

  resume(): void {
    this.#raw.resume();
  }

  queuedBytes(): number {
    return this.#raw.bufferedAmount;
  }

  onDrained(run: () => void): void {
    const { _socket: tcp } = this.#inside();
    tcp?.once("drain", run);
  }

  /** The TCP socket, when what is written to it now comes after all that ws was told to send. */
  #openTcp(): Socket | undefined {
    const { _socket: tcp, _sender: sender } = this.#inside();
    const { _state: state, _queue: queue } = sender ?? {};
    const isPlain = this.#raw.extensions === "" && state === AT_REST && queue?.length === 0;
    return isPlain && tcp?.writable === true ? tcp : undefined;
  }

  #inside(): Inside {
    // Not in ws' types; each part is looked at before it is used.
    return this.#raw as unknown as Inside;
  }
}
