/**
 * A socket with both its ends and what is on its way between them. Order is kept in each direction;
 * when it dies, what was on its way is gone, and each end hears of that in its own time.
 */
import type { RoomSocket } from "../../../server/room/connection.ts";

type Parcel =
  | { readonly kind: "opened" }
  | { readonly kind: "frame"; readonly bytes: Uint8Array }
  /** Undefined: the network did it. */
  | { readonly kind: "closed"; readonly code: number | undefined };

export interface SocketEnd {
  onOpened(): void;
  onFrame(bytes: Uint8Array): void;
  onClosed(code: number | undefined): void;
}

export interface Wire {
  /** Just before the room's bytes leave it. */
  onSent(socket: SimSocket, bytes: Uint8Array): void;
}

/** What the client asked for when it connected. */
export interface Ask {
  readonly person: string;
  readonly clientIds: readonly number[];
  readonly epoch: string | undefined;
  readonly speaksOurs: boolean;
}

export class SimSocket implements RoomSocket {
  readonly name: string;
  readonly ask: Ask;
  readonly #wire: Wire;
  #up: Parcel[] = [{ kind: "opened" }];
  #down: Parcel[] = [];
  /** Frames that other programs of the reader let pile up, as far as the room can tell. */
  ballastBytes = 0;
  paused = false;
  #serverEnded = false;
  #clientEnded = false;
  #dead = false;

  constructor(name: string, ask: Ask, wire: Wire) {
    this.name = name;
    this.ask = ask;
    this.#wire = wire;
  }

  get mayGoUp(): boolean {
    return this.#up.length > 0 && (!this.paused || this.#up[0]?.kind === "closed");
  }

  get mayGoDown(): boolean {
    return this.#down.length > 0;
  }

  /** Neither end has anything more to hear. */
  get isOver(): boolean {
    return this.#serverEnded && this.#clientEnded && this.#up.length === 0 && this.#down.length === 0;
  }

  get isCut(): boolean {
    return this.#dead;
  }

  // The room's end.

  send(bytes: Uint8Array): void {
    this.#wire.onSent(this, bytes);
    if (!this.#serverEnded) this.#pushDown({ kind: "frame", bytes: bytes.slice() });
  }

  sendFlush({ messages }: { readonly messages: readonly Uint8Array[] }): void {
    for (const message of messages) this.send(message);
  }

  close(code: number): void {
    if (this.#serverEnded) return;
    this.#serverEnded = true;
    this.#pushDown({ kind: "closed", code });
    this.#up.push({ kind: "closed", code });
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  queuedBytes(): number {
    return this.#down.reduce(
      (sum, one) => sum + (one.kind === "frame" ? one.bytes.length : 0),
      this.ballastBytes,
    );
  }

  opened(): void {
    this.#pushDown({ kind: "opened" });
  }

  /** A page that has closed its socket hears nothing more of it. */
  #pushDown(parcel: Parcel): void {
    if (!this.#dead && !this.#clientEnded) this.#down.push(parcel);
  }

  // The client's end.

  sendUp(bytes: Uint8Array): void {
    if (!this.#clientEnded && !this.#dead) this.#up.push({ kind: "frame", bytes: bytes.slice() });
  }

  closeByClient(): void {
    if (this.#clientEnded) return;
    this.#clientEnded = true;
    this.#down = [];
    if (!this.#dead) this.#up.push({ kind: "closed", code: undefined });
  }

  // The scheduler's.

  /** Both directions are lost; each end learns of it when it is delivered. */
  cut(): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#up = this.#serverEnded && this.#up.length === 0 ? [] : [{ kind: "closed", code: undefined }];
    this.#down = this.#clientEnded ? [] : [{ kind: "closed", code: undefined }];
  }

  /** The server process is gone: nobody is there to hear. */
  forgetServer(): void {
    this.cut();
    this.#up = [];
    this.#serverEnded = true;
  }

  takeUp(): Parcel | undefined {
    const parcel = this.#up.shift();
    if (parcel?.kind === "closed") this.#serverEnded = true;
    return parcel;
  }

  takeDown(): Parcel | undefined {
    const parcel = this.#down.shift();
    if (parcel?.kind === "closed") this.#clientEnded = true;
    return parcel;
  }
}
