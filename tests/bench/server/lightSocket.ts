/**
 * A WebSocket client of few instructions: a thousand of them share one process with the clocks that
 * measure. It knows frames, not Yjs. Its mask is zero, which the standard allows and which costs a
 * server the same as any other.
 */
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

/** Sockets are read one after the other, so that one buffer serves all. */
const READ_BUFFER = Buffer.allocUnsafe(256 * 1024);
const HEAD_END = "\r\n\r\n";
const OPCODE = { continuation: 0, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface Door {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface SocketEars {
  opened(): void;
  /** One message; the bytes are only lent. */
  message(payload: Buffer): void;
  closed(why: string): void;
}

export class LightSocket {
  readonly #socket: Socket;
  readonly #ears: SocketEars;
  #head: string | undefined = "";
  /** What has come of a frame that is not whole yet, and how long it must be to be worth looking at. */
  #parts: Buffer[] = [];
  #partBytes = 0;
  #wantedBytes = 0;
  #gone = false;
  /** How often something came: about as often as the other side wrote. */
  reads = 0;

  constructor(door: Door, ears: SocketEars) {
    this.#ears = ears;
    this.#socket = connect({
      host: "127.0.0.1",
      port: door.port,
      noDelay: true,
      onread: {
        buffer: READ_BUFFER,
        callback: (count, buffer) => {
          this.reads += 1;
          this.#take(Buffer.from(buffer.buffer, buffer.byteOffset, count));
          return true;
        },
      },
    });
    this.#socket.on("error", (error) => this.#end(error.message));
    this.#socket.on("close", () => this.#end("gone"));
    this.#socket.write(upgradeRequest(door));
  }

  /** False: more is waiting here than the other side reads. */
  send(framed: Uint8Array): boolean {
    return this.#socket.write(framed);
  }

  onDrain(listener: () => void): void {
    this.#socket.once("drain", listener);
  }

  /** As when a cable is pulled: no goodbye. */
  drop(): void {
    this.#gone = true;
    this.#socket.destroy();
  }

  #end(why: string): void {
    if (this.#gone) return;
    this.drop();
    this.#ears.closed(why);
  }

  #take(chunk: Buffer): void {
    if (this.#head !== undefined) return this.#takeHead(chunk);
    if (this.#partBytes === 0) return this.#takeFrames(chunk);
    this.#keep(chunk);
    if (this.#partBytes < this.#wantedBytes) return;
    const whole = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#partBytes = 0;
    this.#takeFrames(whole);
  }

  #takeHead(chunk: Buffer): void {
    const head = this.#head + chunk.toString("latin1");
    const end = head.indexOf(HEAD_END);
    if (end < 0) {
      this.#head = head;
      return;
    }
    this.#head = undefined;
    if (!head.startsWith("HTTP/1.1 101")) return this.#end(head.slice(0, head.indexOf("\r\n")));
    this.#ears.opened();
    const rest = head.slice(end + HEAD_END.length);
    if (rest !== "") this.#take(Buffer.from(rest, "latin1"));
  }

  #takeFrames(bytes: Buffer): void {
    let at = 0;
    while (!this.#gone && at < bytes.length) {
      const size = sizeOf(bytes, at);
      if (size === undefined || at + size.header + size.payload > bytes.length) {
        this.#wantedBytes = size === undefined ? 0 : size.header + size.payload;
        this.#keep(bytes.subarray(at));
        return;
      }
      const from = at + size.header;
      at = from + size.payload;
      this.#takeFrame(bytes[from - size.header] ?? 0, bytes.subarray(from, at));
    }
  }

  #takeFrame(first: number, payload: Buffer): void {
    const opcode = first & 0x0f;
    if (opcode === OPCODE.binary && (first & 0x80) !== 0) this.#ears.message(payload);
    else if (opcode === OPCODE.ping) this.#socket.write(framed(payload, OPCODE.pong));
    else if (opcode === OPCODE.close)
      this.#end(payload.length >= 2 ? `closed with ${payload.readUInt16BE(0)}` : "closed");
    else if (opcode !== OPCODE.pong) this.#end(`a frame that these servers do not send: ${first}`);
  }

  /** Copied, since the buffer is lent. */
  #keep(bytes: Buffer): void {
    this.#parts.push(Buffer.from(bytes));
    this.#partBytes += bytes.length;
  }
}

/** A message as a finished frame, so that one that is sent often is made once. */
export function framed(payload: Uint8Array, opcode: number = OPCODE.binary): Buffer {
  const long = payload.length < 126 ? 0 : payload.length < 65_536 ? 2 : 8;
  const bytes = Buffer.alloc(2 + long + 4 + payload.length);
  bytes[0] = 0x80 | opcode;
  bytes[1] = 0x80 | (long === 0 ? payload.length : long === 2 ? 126 : 127);
  if (long === 2) bytes.writeUInt16BE(payload.length, 2);
  if (long === 8) bytes.writeBigUInt64BE(BigInt(payload.length), 2);
  bytes.set(payload, 2 + long + 4);
  return bytes;
}

function sizeOf(
  bytes: Buffer,
  at: number,
): { readonly header: number; readonly payload: number } | undefined {
  if (at + 2 > bytes.length) return undefined;
  const short = (bytes[at + 1] ?? 0) & 0x7f;
  if (short < 126) return { header: 2, payload: short };
  if (short === 126)
    return at + 4 > bytes.length ? undefined : { header: 4, payload: bytes.readUInt16BE(at + 2) };
  return at + 10 > bytes.length ? undefined : { header: 10, payload: Number(bytes.readBigUInt64BE(at + 2)) };
}

function upgradeRequest({ port, path, headers }: Door): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    "Sec-WebSocket-Version: 13",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return lines.join("\r\n") + HEAD_END;
}
