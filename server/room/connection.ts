/**
 * One socket in a room: who it is, what it may hear and how many of its document frames are judged.
 * Rights are asked of the policy at each frame; nothing here remembers one.
 */
import { CLOSE } from "../../shared/protocol/messages.ts";
import type { Role } from "../../shared/meeting/vocabulary.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { Clock } from "./clock.ts";
import type { Flush } from "./flush.ts";
import { ownFrame } from "./frames.ts";

const MINUTE_MS = 60_000;

/** What the room needs of a socket. */
export interface RoomSocket {
  send(bytes: Uint8Array): void;
  /** Sends all messages of a flush, in one write where it can. */
  sendFlush(flush: Flush): void;
  close(code: number, reason: string): void;
  /** Reads nothing more until `resume`. */
  pause(): void;
  resume(): void;
  /** Bytes that were sent and have not left this machine. */
  queuedBytes(): number;
  /** Tells once when nothing is queued any more; a socket that cannot is looked at with each beat. */
  onDrained?(run: () => void): void;
}

export interface Who {
  readonly person: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** May somebody who was let in stay? If not, the code says what the client shall do. */
export type Welcome = "welcome" | "logIn" | "noRight" | "unknown" | "rightsChanged";

export interface JoinRequest {
  readonly id: string;
  readonly socket: RoomSocket;
  readonly who: Who;
  /** The Yjs client ids that this socket may write with; none: it only reads. */
  readonly clientIds: readonly number[];
  /** Does it understand our own messages? */
  readonly speaksOurs: boolean;
  /** The epoch that its device copy belongs to. */
  readonly epoch: string | undefined;
  /** Asks login and access again. */
  stillWelcome(): Promise<Welcome>;
}

export type ConnectionState =
  /** Ids are being bound; frames wait in `early`. */
  | { readonly kind: "joining"; readonly early: Uint8Array[] }
  /** Hears changes once its first sync was answered. */
  | { readonly kind: "open"; hears: boolean }
  /** An edit was refused; further document frames are ignored. */
  | { readonly kind: "refused" }
  | { readonly kind: "closed" };

/** Most connections only read; they share these, since a thousand of them have to be cheap. */
const NO_IDS: ReadonlySet<number> = new Set();
const NEVER: readonly number[] = [];

export class Connection {
  readonly clientIds: ReadonlySet<number>;
  readonly #request: JoinRequest;
  state: ConnectionState = { kind: "joining", early: [] };
  mode: "skriv" | "foreslaa" = "skriv";
  lastSentMs = 0;
  /** When it was last known to be welcome. */
  welcomedMs: number;
  /** See pace.ts. */
  busyUntilMs = 0;
  /**
   * Set while the reader is too slow and is skipped: for each client id that it missed something of, the
   * clock from which on. When its queue has drained it gets one diff.
   */
  missed: Map<number, number> | undefined;
  #queuedSinceMs: number | undefined;
  #isPaused = false;
  #judged = 0;
  #askedForAllMs = NEVER;
  /** Oldest first. */
  #unacknowledged: Judged[] | undefined;

  constructor(request: JoinRequest, clock: Clock) {
    this.welcomedMs = clock.tickMs();
    this.#request = request;
    this.clientIds = request.clientIds.length === 0 ? NO_IDS : new Set(request.clientIds);
  }

  get id(): string {
    return this.#request.id;
  }

  get who(): Who {
    return this.#request.who;
  }

  get speaksOurs(): boolean {
    return this.#request.speaksOurs;
  }

  get writes(): boolean {
    return this.clientIds.size > 0;
  }

  get firstClientId(): number {
    return this.#request.clientIds[0] ?? 0;
  }

  get isHeard(): boolean {
    return this.state.kind !== "closed";
  }

  stillWelcome(): Promise<Welcome> {
    return this.#request.stillWelcome();
  }

  get queuedBytes(): number {
    return this.#request.socket.queuedBytes();
  }

  send(bytes: Uint8Array, nowMs: number): void {
    if (this.#maySend(nowMs)) this.#request.socket.send(bytes);
  }

  sendFlush(flush: Flush, nowMs: number): void {
    if (this.#maySend(nowMs)) this.#request.socket.sendFlush(flush);
  }

  /** Is too much queued, or has something been queued all the time for too long? Ask it at each flush. */
  isSlow(nowMs: number): boolean {
    const queued = this.queuedBytes;
    this.#queuedSinceMs = queued === 0 ? undefined : (this.#queuedSinceMs ?? nowMs);
    const sinceMs = this.#queuedSinceMs ?? nowMs;
    return queued > LIMITS.outboundSoftBytes || nowMs - sinceMs > LIMITS.outboundSoftMs;
  }

  onDrained(run: () => void): void {
    this.#request.socket.onDrained?.(run);
  }

  /** Shall what the other side sends be read now, or later? */
  read(when: "now" | "later"): void {
    const shallPause = when === "later" && this.isHeard;
    if (shallPause === this.#isPaused) return;
    this.#isPaused = shallPause;
    if (shallPause) this.#request.socket.pause();
    else this.#request.socket.resume();
  }

  /** May it ask for the whole document once more in this minute? */
  mayAskForAll(nowMs: number): boolean {
    this.#askedForAllMs = [...this.#askedForAllMs.filter((ms) => nowMs - ms < MINUTE_MS), nowMs];
    return this.#askedForAllMs.length <= LIMITS.syncsPerMinute;
  }

  close(reason: keyof typeof CLOSE): void {
    if (this.state.kind === "closed") return;
    this.state = { kind: "closed" };
    // It must read on to hear the other side's goodbye.
    this.read("now");
    this.#request.socket.close(CLOSE[reason].code, CLOSE[reason].reason);
  }

  /** A document frame was judged, and what came of it is on disk when `seq` is; `lost` is told with that. */
  judged(seq: number, lost?: Uint8Array): void {
    this.#judged += 1;
    this.#unacknowledged ??= [];
    const last = this.#unacknowledged.at(-1);
    if (last?.seq === seq && lost === undefined) last.frames = this.#judged;
    else this.#unacknowledged.push({ frames: this.#judged, seq, lost });
  }

  /**
   * Tells the sender how many of its frames are on disk, and before that which of their words have no
   * place; true when that is all of them.
   */
  acknowledge(committed: number, nowMs: number): boolean {
    const waiting = this.#unacknowledged ?? [];
    const first = waiting.findIndex(({ seq }) => seq > committed);
    const due = first < 0 ? waiting : waiting.slice(0, first);
    this.#unacknowledged = first < 0 ? undefined : waiting.slice(first);
    const frames = due.at(-1)?.frames;
    if (frames === undefined || !this.speaksOurs) return first < 0;
    // After the acknowledgement it could be lost with the socket, and the words with it.
    for (const { lost } of due) if (lost !== undefined) this.send(lost, nowMs);
    this.send(ownFrame("saved", { frames }), nowMs);
    return first < 0;
  }

  #maySend(nowMs: number): boolean {
    if (this.state.kind === "closed") return false;
    // Whoever asks and never reads would fill our memory.
    if (this.queuedBytes > LIMITS.outboundHardBytes) {
      this.close("overload");
      return false;
    }
    this.lastSentMs = nowMs;
    return true;
  }
}

interface Judged {
  /** How many frames of this connection were judged by then. */
  frames: number;
  /** What must be on disk for them. */
  readonly seq: number;
  /** The message with words that were typed into a place which is gone. */
  readonly lost: Uint8Array | undefined;
}
