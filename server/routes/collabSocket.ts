/**
 * One document socket from its upgrade to its end. What comes before it is let in is held, within
 * bounds; whoever is turned away, cut off or breaks the protocol is heard no more from that moment,
 * whether the other side says goodbye or not. Knows no logins and no rights.
 */
import type { WebSocket } from "ws";
import { CLOSE, type CloseReason } from "../../shared/protocol/messages.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { Clock } from "../room/clock.ts";
import type { Connection } from "../room/connection.ts";
import type { Room } from "../room/room.ts";

export interface Seat {
  readonly room: Room;
  readonly connection: Connection;
}

interface SocketDeps {
  readonly clock: Clock;
  /** Finds the socket its seat, or says why it gets none. */
  admit(socket: CollabSocket): Promise<Seat | CloseReason>;
  /** The socket is gone from this machine: the code that we closed with, else the other side's; 1006 without a goodbye. */
  onGone(socket: CollabSocket, code: number): void;
  onError(error: unknown): void;
}

type State =
  | { readonly kind: "waiting"; readonly early: Uint8Array[]; earlyBytes: number }
  | { readonly kind: "seated"; readonly seat: Seat }
  | { readonly kind: "ended" };

export class CollabSocket {
  readonly raw: WebSocket;
  readonly #deps: SocketDeps;
  readonly #stopWaiting: () => void;
  #saidCode: number | undefined;
  #state: State = { kind: "waiting", early: [], earlyBytes: 0 };
  /** Beats of the wheel since the other side was last heard. */
  #silentBeats = 0;
  #queuedBytes = 0;

  constructor(raw: WebSocket, deps: SocketDeps) {
    this.raw = raw;
    this.#deps = deps;
    // Listens from the first moment, so that what was read before the pause is not lost.
    raw.on("message", (data: Buffer, isBinary: boolean) => {
      this.#silentBeats = 0;
      if (isBinary) this.#receive(new Uint8Array(data));
      else this.end("notBinary");
    });
    raw.on("pong", () => {
      this.#silentBeats = 0;
    });
    // A broken network or a broken frame; ws closes with the code that says so, and 'close' follows.
    raw.on("error", () => this.#stand());
    raw.on("close", (code: number) => {
      this.#stand();
      deps.onGone(this, this.#saidCode ?? code);
    });
    this.#noteWhatWeSay();
    raw.pause();
    this.#stopWaiting = deps.clock.after(LIMITS.authenticateMs, () => this.end("overload"));
    this.#enter().catch((error: unknown) => this.#fail(error));
  }

  /** The login that let it in was revoked. */
  cut(): void {
    this.end("logIn");
  }

  /**
   * A machine that vanished says no goodbye, and its socket would stay for ever: whoever is silent is asked,
   * and whoever does not answer is gone. What we do not read cannot be an answer; whoever takes what we
   * sent is there, though on a slow line the question may wait behind a large document.
   */
  beat(): void {
    const before = this.#queuedBytes;
    this.#queuedBytes = this.raw.bufferedAmount;
    if (this.raw.isPaused) return;
    this.#silentBeats = this.#queuedBytes < before ? 0 : this.#silentBeats + 1;
    if (this.#silentBeats > LIMITS.silentBeats) this.raw.terminate();
    else if (this.#silentBeats === LIMITS.askedAfterBeats) this.raw.ping();
  }

  /** Closes it with a named code; what it still sends is not heard. */
  end(reason: CloseReason): void {
    // Closed first: what waits its turn in the room is then forgotten, instead of being taken as last words.
    if (this.#state.kind === "seated") this.#state.seat.connection.close(reason);
    this.#stand();
    this.raw.close(CLOSE[reason].code, CLOSE[reason].reason);
    // It must read on to hear the other side's goodbye.
    this.raw.resume();
  }

  /** The room and ws itself close too, and 'close' tells only what the other side answered, if it did. */
  #noteWhatWeSay(): void {
    const close = this.raw.close.bind(this.raw);
    this.raw.close = (code, reason) => {
      this.#saidCode ??= code;
      close(code, reason);
    };
  }

  async #enter(): Promise<void> {
    const seat = await this.#deps.admit(this);
    const state = this.#state;
    if (typeof seat === "string") {
      if (state.kind === "waiting") this.end(seat);
      return;
    }
    if (state.kind !== "waiting") return seat.room.leave(seat.connection);
    this.#stopWaiting();
    this.#state = { kind: "seated", seat };
    // First, since what was held may make the room pause it again.
    this.raw.resume();
    for (const bytes of state.early) this.#receive(bytes);
  }

  #receive(bytes: Uint8Array): void {
    const state = this.#state;
    if (state.kind === "ended") return;
    if (state.kind === "waiting") {
      state.earlyBytes += bytes.length;
      if (state.early.push(bytes) > LIMITS.earlyFrames || state.earlyBytes > LIMITS.earlyBytes)
        this.end("overload");
      return;
    }
    // An error in here would otherwise end the process, and everybody's meeting with it.
    try {
      state.seat.room.receive(state.seat.connection, bytes);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#deps.onError(error);
    this.end("overload");
  }

  /** Gives the seat back; nothing is heard from here on. */
  #stand(): void {
    const state = this.#state;
    this.#state = { kind: "ended" };
    this.#stopWaiting();
    if (state.kind === "seated") state.seat.room.leave(state.seat.connection);
  }
}
