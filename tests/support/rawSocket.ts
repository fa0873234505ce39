/** A TCP connection whose bytes the test writes by hand: what no browser and no library would send. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { ServerProcess } from "./serverProcess.ts";

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8 } as const;

interface FrameForm {
  readonly opcode?: number;
  /** Is this the last piece of its message? */
  readonly isLast?: boolean;
  readonly isMasked?: boolean;
}

export class RawSocket {
  readonly #socket: Socket;
  readonly #gone: Promise<unknown>;
  #received = Buffer.alloc(0);
  #wake: (() => void)[] = [];

  static async open(server: ServerProcess): Promise<RawSocket> {
    const { hostname, port } = new URL(server.address);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    return new RawSocket(socket);
  }

  /** A document socket that was let through the upgrade; `path` stands in the request as it is. */
  static async upgraded(server: ServerProcess, path: string, cookie: string): Promise<RawSocket> {
    const raw = await RawSocket.open(server);
    raw.write(upgradeRequest(server, path, [`Origin: ${server.address}`, `Cookie: ${cookie}`]));
    const head = await raw.head();
    if (!head.startsWith("HTTP/1.1 101")) throw new Error(`not upgraded: ${head}`);
    return raw;
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#gone = once(socket, "close");
    socket.on("data", (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wakeAll();
    });
    socket.on("close", () => this.#wakeAll());
    // The server may cut us off in mid-sentence; that is what many of these tests want to see.
    socket.on("error", () => this.#wakeAll());
  }

  /** False when the server does not take more just now. */
  write(bytes: Uint8Array | string): boolean {
    return !this.#socket.destroyed && this.#socket.write(bytes);
  }

  /** Writes when the server took what was written before; false when it is gone. */
  async pour(bytes: Uint8Array): Promise<boolean> {
    if (this.write(bytes)) return true;
    if (this.#socket.destroyed) return false;
    await Promise.race([once(this.#socket, "drain").catch(() => undefined), this.#gone]);
    return !this.#socket.destroyed;
  }

  /** Status line and headers of the answer. */
  async head(): Promise<string> {
    const end = await this.#until(() => {
      const at = this.#received.indexOf("\r\n\r\n");
      return at < 0 ? undefined : at + 4;
    });
    const head = this.#received.subarray(0, end).toString("latin1");
    this.#received = this.#received.subarray(end);
    return head;
  }

  /** The code with which the server closes; what it says before is passed over. Says goodbye in return. */
  async closeCode(): Promise<number> {
    const code = await this.#until(() => {
      for (let frame = this.#nextFrame(); frame !== undefined; frame = this.#nextFrame())
        if (frame.opcode === OPCODE.close) return frame.payload.readUInt16BE(0);
      return undefined;
    });
    this.write(webSocketFrame(new Uint8Array(), { opcode: OPCODE.close }));
    return code;
  }

  end(): void {
    this.#socket.destroy();
  }

  #nextFrame(): { readonly opcode: number; readonly payload: Buffer } | undefined {
    const bytes = this.#received;
    if (bytes.length < 2) return undefined;
    const short = bytes.readUInt8(1);
    const headLength = short === 127 ? 10 : short === 126 ? 4 : 2;
    if (bytes.length < headLength) return undefined;
    const length =
      short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
    if (bytes.length < headLength + length) return undefined;
    this.#received = bytes.subarray(headLength + length);
    return { opcode: bytes.readUInt8(0) & 0x0f, payload: bytes.subarray(headLength, headLength + length) };
  }

  async #until<T>(look: () => T | undefined): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (this.#socket.destroyed) throw new Error("the server ended the connection without an answer");
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake.push(resolve);
      await promise;
    }
  }

  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

/** The bytes of an upgrade; `headers` are lines that follow the usual ones. */
export function upgradeRequest(server: ServerProcess, path: string, headers: readonly string[]): string {
  return [
    `GET ${path} HTTP/1.1`,
    `Host: ${new URL(server.address).host}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
    "",
    "",
  ].join("\r\n");
}

/** One WebSocket frame; masked with zeros unless told otherwise, as a client must mask. */
export function webSocketFrame(
  payload: Uint8Array,
  { opcode = OPCODE.binary, isLast = true, isMasked = true }: FrameForm = {},
): Buffer {
  const length = payload.length;
  const size = length < 126 ? length : length < 65_536 ? 126 : 127;
  const head = Buffer.alloc(2 + (size === 127 ? 8 : size === 126 ? 2 : 0));
  head.writeUInt8((isLast ? 0x80 : 0) | opcode, 0);
  head.writeUInt8((isMasked ? 0x80 : 0) | size, 1);
  if (size === 126) head.writeUInt16BE(length, 2);
  if (size === 127) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, Buffer.alloc(isMasked ? 4 : 0), payload]);
}
