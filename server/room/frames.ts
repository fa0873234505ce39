/** The bytes of a document socket: y-websocket's frames and our own from 100 on. Knows no rights and no room. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MESSAGE, SYNC } from "../../shared/protocol/messages.ts";

export type InboundFrame =
  | { readonly kind: "step1"; readonly stateVector: Uint8Array }
  /** A sync step 2 or an update: both carry changes and are counted alike. */
  | { readonly kind: "document"; readonly update: Uint8Array }
  | { readonly kind: "awareness"; readonly update: Uint8Array }
  | { readonly kind: "queryAwareness" }
  | { readonly kind: "mode"; readonly mode: "skriv" | "foreslaa" }
  | { readonly kind: "flushed" }
  | { readonly kind: "unknown" };

const UNKNOWN: InboundFrame = { kind: "unknown" };

/** Reads one frame; whatever is no whole frame of ours is `unknown`. */
export function readFrame(bytes: Uint8Array): InboundFrame {
  try {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.sync) return readSync(decoder);
    if (type === MESSAGE.awareness) return { kind: "awareness", update: decoding.readVarUint8Array(decoder) };
    if (type === MESSAGE.queryAwareness) return { kind: "queryAwareness" };
    if (type === MESSAGE.flushed) return { kind: "flushed" };
    if (type === MESSAGE.mode) return readMode(decoding.readVarString(decoder));
    return UNKNOWN;
  } catch {
    // A frame that ends too early is as unknown as one of a type we never heard of.
    return UNKNOWN;
  }
}

/** Is this plainly a change of the document? Looks at two bytes, so that what is dropped anyway costs nothing. */
export function isDocumentFrame(bytes: Uint8Array): boolean {
  return bytes[0] === MESSAGE.sync && (bytes[1] === SYNC.step2 || bytes[1] === SYNC.update);
}

function readSync(decoder: decoding.Decoder): InboundFrame {
  const type = decoding.readVarUint(decoder);
  const payload = decoding.readVarUint8Array(decoder);
  if (type === SYNC.step1) return { kind: "step1", stateVector: payload };
  return type === SYNC.step2 || type === SYNC.update ? { kind: "document", update: payload } : UNKNOWN;
}

function readMode(body: string): InboundFrame {
  const value: unknown = JSON.parse(body);
  if (typeof value !== "object" || value === null || !("mode" in value)) return UNKNOWN;
  return value.mode === "skriv" || value.mode === "foreslaa" ? { kind: "mode", mode: value.mode } : UNKNOWN;
}

export function syncFrame(type: keyof typeof SYNC, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, SYNC[type]);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}

/** One of our own messages; its body is JSON. */
export function ownFrame(
  type: "saved" | "refused" | "rightsChanged" | "hello" | "lost" | "lockPending",
  body: object,
): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE[type]);
  encoding.writeVarString(encoder, JSON.stringify(body));
  return encoding.toUint8Array(encoder);
}

export interface AwarenessEntry {
  readonly client: number;
  readonly clock: number;
  /** JSON of the state; `null` in JSON means that the client left. */
  readonly json: string;
}

export function awarenessFrame(entries: readonly AwarenessEntry[]): Uint8Array {
  const body = encoding.createEncoder();
  encoding.writeVarUint(body, entries.length);
  for (const entry of entries) {
    encoding.writeVarUint(body, entry.client);
    encoding.writeVarUint(body, entry.clock);
    encoding.writeVarString(body, entry.json);
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.awareness);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(body));
  return encoding.toUint8Array(encoder);
}

/** The entry of one client in an awareness update; all others are passed over unread. */
export function readOwnEntry(update: Uint8Array, ids: ReadonlySet<number>): AwarenessEntry | undefined {
  try {
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    for (let index = 0; index < count; index += 1) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      if (ids.has(client)) return { client, clock, json: decoding.readVarString(decoder) };
      // Others' words are stepped over, not read: a frame may be full of ghosts.
      const sizeBytes = decoding.readVarUint(decoder);
      decoder.pos += sizeBytes;
    }
    return undefined;
  } catch {
    // Presence is never worth a broken connection: a damaged entry is passed over.
    return undefined;
  }
}
