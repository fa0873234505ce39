/**
 * One socket in a room: who it is, what it may hear and how many of its document frames are judged.
 * Rights are asked of the policy at each frame; nothing here remembers one.
 */
import { CLOSE } from "../../shared/protocol/messages.ts";
import type { Role } from "../../shared/meeting/vocabulary.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { Clock } from "./clock.ts";
import { ownFrame } from "./frames.ts";
import { Pace } from "./pace.ts";

const MINUTE_MS = 60_000;

/** What the room needs of a socket. */
export interface RoomSocket {
  send(bytes: Uint8Array): void;
  close(code: number, reason: string): void;
  /** Reads nothing more until `resume`. */
  pause(): void;
  resume(): void;
  /** Bytes that were sent and have not left this machine. */
  queuedBytes(): number;
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

export class Connection {
  readonly id: string;
  readonly who: Who;
  readonly clientIds: ReadonlySet<number>;
  readonly speaksOurs: boolean;
  readonly #socket: RoomSocket;
  readonly pace: Pace;
  state: ConnectionState = { kind: "joining", early: [] };
  mode: "skriv" | "foreslaa" = "skriv";
  lastSentMs = 0;
  /** When it was last known to be welcome. */
  welcomedMs: number;
  readonly stillWelcome: () => Promise<Welcome>;
  /** The reader is too slow: it is skipped until its queue has drained, and then gets everything at once. */
  behind = false;
  #judged = 0;
  #askedForAllMs: readonly number[] = [];
  #unacknowledged: Judged[] = [];

  constructor(request: JoinRequest, clock: Clock) {
    this.welcomedMs = clock.tickMs();
    this.pace = new Pace(clock, request.socket);
    this.stillWelcome = () => request.stillWelcome();
    this.id = request.id;
    this.who = request.who;
    this.clientIds = new Set(request.clientIds);
    this.speaksOurs = request.speaksOurs;
    this.#socket = request.socket;
  }

  get writes(): boolean {
    return this.clientIds.size > 0;
  }

  get firstClientId(): number {
    return this.clientIds.values().next().value ?? 0;
  }

  get queuedBytes(): number {
    return this.#socket.queuedBytes();
  }

  send(bytes: Uint8Array, nowMs: number): void {
    if (this.state.kind === "closed") return;
    // Whoever asks and never reads would fill our memory.
    if (this.queuedBytes > LIMITS.outboundHardBytes) return this.close("overload");
    this.lastSentMs = nowMs;
    this.#socket.send(bytes);
  }

  /** May it ask for the whole document once more in this minute? */
  mayAskForAll(nowMs: number): boolean {
    this.#askedForAllMs = [...this.#askedForAllMs.filter((ms) => nowMs - ms < MINUTE_MS), nowMs];
    return this.#askedForAllMs.length <= LIMITS.syncsPerMinute;
  }

  close(reason: keyof typeof CLOSE): void {
    if (this.state.kind === "closed") return;
    this.state = { kind: "closed" };
    this.pace.stop();
    this.#socket.close(CLOSE[reason].code, CLOSE[reason].reason);
  }

  /** A document frame was judged, and what came of it is on disk when `seq` is; `lost` is told with that. */
  judged(seq: number, lost?: Uint8Array): void {
    this.#judged += 1;
    this.#unacknowledged.push({ frames: this.#judged, seq, lost });
  }

  /** Tells the sender how many of its frames are on disk, and before that which of their words have no place. */
  acknowledge(committed: number, nowMs: number): void {
    let frames = 0;
    for (let first = this.#unacknowledged[0]; first !== undefined && first.seq <= committed;) {
      frames = first.frames;
      // After the acknowledgement it could be lost with the socket, and the words with it.
      if (first.lost !== undefined && this.speaksOurs) this.send(first.lost, nowMs);
      this.#unacknowledged.shift();
      [first] = this.#unacknowledged;
    }
    if (frames > 0 && this.speaksOurs) this.send(ownFrame("saved", { frames }), nowMs);
  }
}

interface Judged {
  readonly frames: number;
  readonly seq: number;
  /** The message with words that were typed into a place which is gone. */
  readonly lost: Uint8Array | undefined;
}
