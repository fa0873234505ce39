/** How each server wants the y-protocol on the wire: ours and y-websocket's are plain, Hocuspocus puts the room's name first. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MESSAGE, SYNC } from "../../../shared/protocol/messages.ts";

/** Hocuspocus' own types (its src/types.ts). */
const HOCUSPOCUS = { auth: 2, syncReply: 4, syncStatus: 8, token: 0 } as const;
const PROVIDER_VERSION = "4.7.0";

export type Heard =
  | { readonly kind: "step1"; readonly stateVector: Uint8Array }
  | { readonly kind: "content"; readonly update: Uint8Array; readonly answersStep1: boolean }
  /** So many document frames of this connection are taken in, as far as this server says so. */
  | { readonly kind: "acknowledged"; readonly frames: number | "one more" }
  | { readonly kind: "other" };

export class Dialect {
  readonly #withName: boolean;

  constructor(kind: "plain" | "withName") {
    this.#withName = kind === "withName";
  }

  /** What a client says before anything else. */
  greeting(room: string): readonly Uint8Array[] {
    if (!this.#withName) return [];
    const encoder = this.#begin(room, HOCUSPOCUS.auth);
    encoding.writeVarUint(encoder, HOCUSPOCUS.token);
    encoding.writeVarString(encoder, "");
    encoding.writeVarString(encoder, PROVIDER_VERSION);
    return [encoding.toUint8Array(encoder)];
  }

  sync(room: string, type: keyof typeof SYNC, bytes: Uint8Array): Uint8Array {
    const encoder = this.#begin(room, MESSAGE.sync);
    encoding.writeVarUint(encoder, SYNC[type]);
    encoding.writeVarUint8Array(encoder, bytes);
    return encoding.toUint8Array(encoder);
  }

  awareness(room: string, client: number, clock: number, state: unknown): Uint8Array {
    const entry = encoding.createEncoder();
    encoding.writeVarUint(entry, 1);
    encoding.writeVarUint(entry, client);
    encoding.writeVarUint(entry, clock);
    encoding.writeVarString(entry, JSON.stringify(state));
    const encoder = this.#begin(room, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(entry));
    return encoding.toUint8Array(encoder);
  }

  /** Where the type stands in each message of this room: read without a decoder by those who only count. */
  typeAt(room: string): number {
    return this.#withName ? 1 + Buffer.byteLength(room) : 0;
  }

  read(payload: Uint8Array): Heard {
    const decoder = decoding.createDecoder(payload);
    if (this.#withName) decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.sync || (this.#withName && type === HOCUSPOCUS.syncReply)) return readSync(decoder);
    if (this.#withName && type === HOCUSPOCUS.syncStatus) return { kind: "acknowledged", frames: "one more" };
    if (!this.#withName && type === MESSAGE.saved) {
      // Our own message: {frames}.
      const { frames } = JSON.parse(decoding.readVarString(decoder)) as { frames: number };
      return { kind: "acknowledged", frames };
    }
    if (!this.#withName && type === MESSAGE.refused)
      throw new Error(`refused: ${decoding.readVarString(decoder)}`);
    return { kind: "other" };
  }

  #begin(room: string, type: number): encoding.Encoder {
    const encoder = encoding.createEncoder();
    if (this.#withName) encoding.writeVarString(encoder, room);
    encoding.writeVarUint(encoder, type);
    return encoder;
  }
}

function readSync(decoder: decoding.Decoder): Heard {
  const type = decoding.readVarUint(decoder);
  const bytes = decoding.readVarUint8Array(decoder);
  if (type === SYNC.step1) return { kind: "step1", stateVector: bytes };
  return { kind: "content", update: bytes, answersStep1: type === SYNC.step2 };
}
