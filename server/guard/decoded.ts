/**
 * First look at the raw bytes of an update: is it a whole, canonical V1 update of reasonable size?
 * Gives its structs and delete ranges, or nothing. Judges no right.
 */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

export type Struct = ReturnType<typeof Y.decodeUpdate>["structs"][number];
export type DeleteSet = ReturnType<typeof Y.decodeUpdate>["ds"];

export interface DecodedUpdate {
  readonly structs: readonly Struct[];
  readonly deletes: DeleteSet;
  /** Where the delete set begins in the bytes. */
  readonly deletesAt: number;
}

/** The longest run of content that one struct may claim: more than a frame of one MiB can hold. */
const STRUCT_LENGTH_MAX = 1 << 20;

/** The update's parts, or undefined when the bytes are not exactly one V1 update. */
export function decodeWhole(update: Uint8Array): DecodedUpdate | undefined {
  const decoded = decodeOrNothing(update);
  if (decoded === undefined) return undefined;
  if (decoded.structs.some((struct) => !hasSaneExtent(struct))) return undefined;
  const tail = encodeDeletes(decoded.ds);
  const deletesAt = update.length - tail.length;
  // Written again, the delete set must be the bytes' own end: this catches trailing garbage, V2
  // bytes that happen to decode, and clients listed twice.
  if (deletesAt < 1 || tail.some((byte, index) => update[deletesAt + index] !== byte)) return undefined;
  return { structs: decoded.structs, deletes: decoded.ds, deletesAt };
}

function decodeOrNothing(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> | undefined {
  if (!countsFit(update)) return undefined;
  try {
    return Y.decodeUpdate(update);
  } catch {
    // Every decoding error means the same to us: these bytes are no update. The caller refuses.
    return undefined;
  }
}

/** A handful of bytes can claim 2^50 clients; each client takes at least two bytes, so such a claim is a lie. */
function countsFit(update: Uint8Array): boolean {
  let value = 0;
  let factor = 1;
  for (const byte of update.subarray(0, 5)) {
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return value <= update.length;
    factor *= 128;
  }
  return false;
}

function hasSaneExtent(struct: Struct): boolean {
  const { client, clock } = struct.id;
  return (
    Number.isSafeInteger(client) &&
    client > 0 &&
    client <= 0xffff_ffff &&
    Number.isSafeInteger(clock) &&
    clock <= 0x7fff_ffff &&
    struct.length >= 1 &&
    struct.length <= STRUCT_LENGTH_MAX
  );
}

/** A V1 delete set in the order in which it was read. */
export function encodeDeletes(deletes: DeleteSet): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, deletes.clients.size);
  for (const [client, ranges] of deletes.clients) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const range of ranges) {
      encoding.writeVarUint(encoder, range.clock);
      encoding.writeVarUint(encoder, range.len);
    }
  }
  return encoding.toUint8Array(encoder);
}
