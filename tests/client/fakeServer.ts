/**
 * The server's side of a document socket, for tests of the client's connection: no port, no time.
 * It holds a Y.Doc, and the test says what it acknowledges, refuses and when it closes.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as syncProtocol from "y-protocols/sync";
import * as Y from "yjs";
import { sectionText } from "../../shared/document/layout.ts";
import { MESSAGE } from "../../shared/protocol/messages.ts";

export class FakeServer {
  readonly doc = new Y.Doc();
  readonly sockets: FakeSocket[] = [];
  epoch = "epoch-1";
  /** Every awareness frame that clients have sent, as the client ids in it. */
  readonly awarenessIds: number[][] = [];
  /** The types of all frames that clients have sent, in their order. */
  readonly heard: number[] = [];
  /** Document frames and declared modes, in the order in which clients have sent them. */
  readonly story: string[] = [];
  /** False: frames are counted and ignored, as after a refused one. */
  accepts = true;
  answersSync = true;
  /** Whether a document frame is taken, as a guard would say. */
  onFrame: (update: Uint8Array) => boolean = () => true;
  /** Was a frame not taken? */
  refusedOne = false;

  /** A WebSocket class whose sockets end here. */
  socketClass(): typeof WebSocket {
    const { sockets } = this;
    const server = this as FakeServer;
    const Class = class extends FakeSocket {
      constructor(url: string | URL) {
        super(String(url), server);
        sockets.push(this);
      }
    };
    // It has the few members that y-websocket uses.
    return Class as unknown as typeof WebSocket;
  }

  get last(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error("No client has connected.");
    return socket;
  }

  forgetRefused(): void {
    this.refusedOne = false;
    this.accepts = true;
  }

  /** Somebody else deletes a block, and the clients hear of it. */
  deliverDeletion(section: string, index: number): void {
    const before = Y.encodeStateVector(this.doc);
    sectionText(this.doc, section).delete(index, 1);
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.sync);
    syncProtocol.writeUpdate(encoder, Y.encodeStateAsUpdate(this.doc, before));
    this.last.deliver(encoding.toUint8Array(encoder));
  }

  receive(socket: FakeSocket, bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    this.heard.push(type);
    if (type === MESSAGE.awareness) this.awarenessIds.push(idsOf(decoding.readVarUint8Array(decoder)));
    if (type === MESSAGE.mode) this.story.push(decoding.readVarString(decoder));
    if (type !== MESSAGE.sync) return;
    if (bytes[1] !== syncProtocol.messageYjsSyncStep1)
      this.story.push(bytes[1] === syncProtocol.messageYjsSyncStep2 ? "step 2" : "update");
    if (bytes[1] !== syncProtocol.messageYjsSyncStep1) {
      socket.documentFrames += 1;
      if (!this.accepts) return;
      if (!this.onFrame(updateIn(bytes))) {
        this.refusedOne = true;
        this.accepts = false;
        return;
      }
    }
    if (bytes[1] === syncProtocol.messageYjsSyncStep1) socket.step1 = bytes;
    if (bytes[1] === syncProtocol.messageYjsSyncStep1 && !this.answersSync) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.sync);
    syncProtocol.readSyncMessage(decoder, encoder, this.doc, socket);
    if (encoding.length(encoder) > 1) socket.deliver(encoding.toUint8Array(encoder));
  }
}

export class FakeSocket {
  static readonly OPEN = 1;
  readonly OPEN = 1;
  readonly url: string;
  readyState = 0;
  binaryType = "";
  documentFrames = 0;
  /** What the client last asked for. */
  step1: Uint8Array | undefined;
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly #server: FakeServer;

  constructor(url: string, server: FakeServer) {
    this.url = url;
    this.#server = server;
  }

  get params(): URLSearchParams {
    return new URL(this.url).searchParams;
  }

  /** Opens, says hello and asks for what the client has. */
  open({ hello = true }: { hello?: boolean } = {}): void {
    this.readyState = 1;
    this.onopen?.();
    if (hello) this.tell(MESSAGE.hello, { epoch: this.#server.epoch });
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.sync);
    syncProtocol.writeSyncStep1(encoder, this.#server.doc);
    this.deliver(encoding.toUint8Array(encoder));
  }

  /** Answers late what was asked while `answersSync` was false. */
  answerStep1(): void {
    if (this.step1 !== undefined) this.#server.receive(this, this.step1);
  }

  tell(type: number, body: unknown): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, type);
    encoding.writeVarString(encoder, JSON.stringify(body));
    this.deliver(encoding.toUint8Array(encoder));
  }

  /** Everything received so far is judged and on disk. */
  saveAll(): void {
    this.tell(MESSAGE.saved, { frames: this.documentFrames });
  }

  deliver(bytes: Uint8Array): void {
    this.onmessage?.({ data: bytes.slice().buffer });
  }

  drop(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code, reason: "" });
  }

  send(bytes: Uint8Array): void {
    if (this.readyState === 1) this.#server.receive(this, bytes);
  }

  close(): void {
    this.readyState = 3;
  }
}

function updateIn(bytes: Uint8Array): Uint8Array {
  const decoder = decoding.createDecoder(bytes);
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
  return decoding.readVarUint8Array(decoder);
}

function idsOf(update: Uint8Array): number[] {
  const decoder = decoding.createDecoder(update);
  const count = decoding.readVarUint(decoder);
  return Array.from({ length: count }, () => {
    const id = decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    decoding.readVarString(decoder);
    return id;
  });
}
