/**
 * What comes in from all sockets of a room, in turn. A frame is taken at once while this turn of the
 * event loop has time; above that, frames wait and connections are served one frame each, so that
 * one that floods cannot starve the others. Who is ahead is read more slowly; nothing is refused.
 */
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { Clock } from "./clock.ts";
import type { Connection } from "./connection.ts";
import { restMs } from "./pace.ts";

interface IntakeDeps {
  readonly clock: Clock;
  take(connection: Connection, bytes: Uint8Array): void;
  /** The other side is gone, and all that it had sent is taken. */
  onLastTaken(connection: Connection): void;
  /** Taking a frame threw; at a later turn nobody else would hear of it. */
  onThrown(connection: Connection, error: unknown): void;
}

interface Inbox {
  readonly frames: Uint8Array[];
  sizeBytes: number;
  isLast: boolean;
}

export class Intake {
  readonly #deps: IntakeDeps;
  /** Only of those whose frames wait; served in this order. */
  readonly #inboxes = new Map<Connection, Inbox>();
  readonly #tooFast = new Set<Connection>();
  #turnEndsMs: number | undefined;
  #cancelWake: (() => void) | undefined;

  constructor(deps: IntakeDeps) {
    this.#deps = deps;
  }

  receive(connection: Connection, bytes: Uint8Array): void {
    const inbox = this.#inboxes.get(connection);
    if (inbox !== undefined) this.#keep(connection, inbox, bytes);
    else if (this.#hasTime()) this.#takeNow(connection, bytes);
    else {
      const fresh: Inbox = { frames: [], sizeBytes: 0, isLast: false };
      this.#inboxes.set(connection, fresh);
      this.#keep(connection, fresh, bytes);
    }
  }

  /** The other side is gone. False: something it sent before still waits, and `onLastTaken` follows. */
  isDoneWith(connection: Connection): boolean {
    const inbox = this.#inboxes.get(connection);
    if (inbox !== undefined) inbox.isLast = true;
    return inbox === undefined;
  }

  /** It was closed by us and is heard no more. */
  forget(connection: Connection): void {
    this.#inboxes.delete(connection);
    this.#tooFast.delete(connection);
  }

  stop(): void {
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    this.#inboxes.clear();
    this.#tooFast.clear();
  }

  #takeNow(connection: Connection, bytes: Uint8Array): void {
    this.#deps.take(connection, bytes);
    this.#holdBack(connection);
  }

  #keep(connection: Connection, inbox: Inbox, bytes: Uint8Array): void {
    inbox.frames.push(bytes);
    inbox.sizeBytes += bytes.length;
    this.#holdBack(connection);
  }

  /** One turn of the event loop gives a slice of time to all together. */
  #hasTime(): boolean {
    const nowMs = this.#deps.clock.tickMs();
    if (this.#turnEndsMs === undefined) {
      this.#turnEndsMs = nowMs + LIMITS.intakeSliceMs;
      this.#deps.clock.after(0, () => this.#serve());
    }
    return nowMs < this.#turnEndsMs;
  }

  #serve(): void {
    const { clock } = this.#deps;
    const endMs = clock.tickMs() + LIMITS.intakeSliceMs;
    this.#turnEndsMs = undefined;
    while (this.#inboxes.size > 0 && clock.tickMs() < endMs) this.#serveRound(endMs);
    if (this.#inboxes.size === 0) return;
    // What is read before the next slice waits behind what is here.
    this.#turnEndsMs = Number.NEGATIVE_INFINITY;
    clock.after(0, () => this.#serve());
  }

  /** One frame of each; who was served goes to the end, so that the next slice begins with the others. */
  #serveRound(endMs: number): void {
    const round = [...this.#inboxes];
    for (const [connection, inbox] of round) {
      if (!this.#inboxes.delete(connection)) continue;
      this.#serveOne(connection, inbox);
      if (this.#deps.clock.tickMs() >= endMs) return;
    }
  }

  #serveOne(connection: Connection, inbox: Inbox): void {
    const bytes = inbox.frames.shift();
    if (bytes === undefined) return;
    inbox.sizeBytes -= bytes.length;
    const isOver = inbox.frames.length === 0;
    if (!isOver) this.#inboxes.set(connection, inbox);
    try {
      this.#takeNow(connection, bytes);
    } catch (error) {
      this.forget(connection);
      this.#deps.onThrown(connection, error);
    }
    if (isOver && inbox.isLast) this.#deps.onLastTaken(connection);
  }

  /** Stops reading who has too much waiting or is too fast, until neither holds. */
  #holdBack(connection: Connection): void {
    const nowMs = this.#deps.clock.tickMs();
    const tooFast = restMs(connection.busyUntilMs, nowMs) > 0;
    if (tooFast && connection.isHeard && !this.#tooFast.has(connection)) {
      this.#tooFast.add(connection);
      this.#wakeLater(nowMs);
    }
    connection.read(this.#isFull(connection) || tooFast ? "later" : "now");
  }

  #isFull(connection: Connection): boolean {
    const inbox = this.#inboxes.get(connection);
    if (inbox === undefined) return false;
    return inbox.frames.length > LIMITS.inboundFramesWaiting || inbox.sizeBytes > LIMITS.inboundWaitingBytes;
  }

  /** One timer for all who are too fast. */
  #wakeLater(nowMs: number): void {
    this.#cancelWake?.();
    const rests = [...this.#tooFast].map(({ busyUntilMs }) => restMs(busyUntilMs, nowMs));
    this.#cancelWake =
      rests.length === 0
        ? undefined
        : this.#deps.clock.after(Math.ceil(Math.min(...rests)), () => this.#wake());
  }

  #wake(): void {
    this.#cancelWake = undefined;
    const nowMs = this.#deps.clock.tickMs();
    for (const connection of this.#tooFast) {
      if (restMs(connection.busyUntilMs, nowMs) > 0) continue;
      this.#tooFast.delete(connection);
      connection.read(this.#isFull(connection) ? "later" : "now");
    }
    this.#wakeLater(nowMs);
  }
}
