/**
 * What leaves for many at once: some messages, and beside them the same as finished WebSocket frames
 * in one buffer, so that a socket takes all of it in one write. Framed once for everybody, by hand:
 * what a server sends is not masked, and nothing here is compressed or in pieces.
 */

export interface Flush {
  readonly messages: readonly Uint8Array[];
  /** All messages as WebSocket frames, one after the other. */
  readonly framed: Uint8Array;
}

/** The first byte of a whole binary message: FIN, no extension, opcode 2. */
const WHOLE_BINARY = 0x82;
/** Lengths up to here stand in the second byte; above, one of these two says how many bytes follow. */
const SHORT_MAX = 125;
const TWO_BYTES = 126;
const EIGHT_BYTES = 127;
const TWO_BYTES_MAX = 0xffff;

export function flushOf(messages: readonly Uint8Array[]): Flush {
  const sizeBytes = messages.reduce((sum, { length }) => sum + headerBytesOf(length) + length, 0);
  const framed = new Uint8Array(sizeBytes);
  let at = 0;
  for (const message of messages) {
    at = writeHeader(framed, at, message.length);
    framed.set(message, at);
    at += message.length;
  }
  return { messages, framed };
}

function headerBytesOf(length: number): number {
  return length <= SHORT_MAX ? 2 : length <= TWO_BYTES_MAX ? 4 : 10;
}

/** Answers where the message itself begins. */
function writeHeader(framed: Uint8Array, at: number, length: number): number {
  const view = new DataView(framed.buffer);
  view.setUint8(at, WHOLE_BINARY);
  if (length <= SHORT_MAX) view.setUint8(at + 1, length);
  else if (length <= TWO_BYTES_MAX) {
    view.setUint8(at + 1, TWO_BYTES);
    view.setUint16(at + 2, length);
  } else {
    view.setUint8(at + 1, EIGHT_BYTES);
    view.setBigUint64(at + 2, BigInt(length));
  }
  return at + headerBytesOf(length);
}
