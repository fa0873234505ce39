/**
 * First look at the raw bytes of an update: is it a whole, canonical V1 update of reasonable size?
 * Gives its structs and delete ranges, or nothing. Judges no right.
 */
import * as decoding from "lib0/decoding";
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

const NO_DELETES = Uint8Array.of(0);
/** The longest run of content that one struct may claim: more than a frame of one MiB can hold. */
const STRUCT_LENGTH_MAX = 1 << 20;
/** The low bits of a struct's first byte say what it holds. */
const CONTENT_BITS = 0b11111;
/** GC, deleted, string, format, type, any: section text holds nothing else, and a subdocument is costly even to decode. */
const CONTENT_KINDS: ReadonlySet<number> = new Set([0, 1, 4, 6, 7, 8]);

/** The update's parts, or undefined when the bytes are not exactly one V1 update. */
export function decodeWhole(update: Uint8Array): DecodedUpdate | undefined {
  const decoded = decodeOrNothing(update);
  if (decoded === undefined) return undefined;
  const { structs, ds } = decoded;
  if (!areSaneBlocks(structs, blockCount(update))) return undefined;
  for (const ranges of ds.clients.values()) {
    if (!isInOrder(ranges)) return undefined;
  }
  const deletesAt = deletesBeginAt(update, ds);
  return deletesAt === undefined ? undefined : { structs, deletes: ds, deletesAt };
}

/** Yjs keeps only the last block of a client that is listed twice, so such bytes say two things. */
function areSaneBlocks(structs: readonly Struct[], blocks: number): boolean {
  const clients = new Set<number>();
  for (const struct of structs) {
    if (!hasSaneExtent(struct)) return false;
    clients.add(struct.id.client);
  }
  return clients.size === blocks;
}

/**
 * Written again, the delete set must be the bytes' own end: this catches V2 bytes that happen to
 * decode, and clients listed twice in the delete set.
 */
function deletesBeginAt(update: Uint8Array, deletes: DeleteSet): number | undefined {
  const tail = deletes.clients.size === 0 ? NO_DELETES : encodeDeletes(deletes);
  const begin = update.length - tail.length;
  return begin >= 1 && tail.every((byte, index) => update[begin + index] === byte) ? begin : undefined;
}

function decodeOrNothing(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> | undefined {
  if (blockCount(update) > update.length) return undefined;
  try {
    const decoded = Y.decodeUpdateV2(update, StrictDecoder);
    return StrictDecoder.latest?.restDecoder.pos === update.length ? decoded : undefined;
  } catch {
    // Every decoding error means the same to us: these bytes are no update. The caller refuses.
    return undefined;
  } finally {
    StrictDecoder.latest = undefined;
  }
}

/** Yjs' own decoder, which also knows afterwards where it stopped reading. */
class StrictDecoder extends Y.UpdateDecoderV1 {
  /** Yjs makes its decoder itself and does not hand it out. */
  static latest: StrictDecoder | undefined;

  constructor(bytes: decoding.Decoder) {
    super(bytes);
    StrictDecoder.latest = this;
  }

  override readInfo(): number {
    const info = super.readInfo();
    if (!CONTENT_KINDS.has(info & CONTENT_BITS)) throw new Error("section text holds no such content");
    return info;
  }
}

/** A handful of bytes can claim 2^50 clients; each takes at least two bytes, so such a claim is a lie. */
function blockCount(update: Uint8Array): number {
  let value = 0;
  let factor = 1;
  for (const byte of update.subarray(0, 5)) {
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return value;
    factor *= 128;
  }
  return Number.POSITIVE_INFINITY;
}

/** Yjs writes ranges sorted and merged. Overlapping ones would cost a walk through the same items each. */
function isInOrder(ranges: readonly { readonly clock: number; readonly len: number }[]): boolean {
  let end = 0;
  return ranges.every(({ clock, len }) => {
    const follows = clock >= end && len >= 1;
    end = clock + len;
    return follows && Number.isSafeInteger(end);
  });
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
