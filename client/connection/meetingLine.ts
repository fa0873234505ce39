/**
 * One Y.Doc on one socket after another, from its first connection until it is thrown away. It
 * speaks y-websocket with our own messages beside, counts what was saved, and comes back by
 * itself. It knows nothing of screens, of stored copies or of what to do about a refused edit.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { SCHEMA_HASH } from "../../shared/document/schemaHash.ts";
import { type DeclaredMode, MESSAGE, PARAM, PROTOCOL_VERSION } from "../../shared/protocol/messages.ts";
import { type AfterClose, afterClose, comeBackDelayMs } from "./closeCodes.ts";
import {
  type DocumentFrame,
  countField,
  peekStateVector,
  readBody,
  tellingSocket,
  textField,
} from "./wire.ts";

export interface LineOptions {
  readonly documentId: string;
  /** `ws://host/collab` */
  readonly address: string;
  /** The demo person in the page's address. */
  readonly as: string | null;
  /** False: this line only reads, and is not seen by others. */
  readonly writes: boolean;
  readonly epoch: () => string | undefined;
  /** Client ids with unsent edits on this device. */
  readonly otherClients: () => Iterable<number>;
  /** How what is written now is meant. */
  readonly mode: () => DeclaredMode;
  /** Something that waits was written in Skriv and must be judged as that. */
  readonly waitsFromSkriv: () => boolean;
  readonly events: LineEvents;
}

export interface LineEvents {
  onConnecting(): void;
  onSynced(): void;
  /** Will it come back by itself? It does for all that is called `comeBack…`. */
  onClosed(after: AfterClose): void;
  onDocumentFrame(kind: DocumentFrame): void;
  onSaved(frames: number): void;
  onServerState(clocks: ReadonlyMap<number, number>): void;
  onRefused(reason: string, section: string | null): void;
  /** `message`: why a lock that was announced does not come. */
  onRightsChanged(message: string | undefined): void;
  onLockPending(): void;
  onHello(epoch: string): void;
  onLost(section: string, text: string): void;
}

type Handler = (encoder: encoding.Encoder, decoder: decoding.Decoder, emitSynced: boolean) => void;

export class MeetingLine {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly #provider: WebsocketProvider;
  readonly #options: LineOptions;
  #wanted = false;
  #attempt = 0;
  /** The server could not write to its disk: meeting it again proves nothing before it has saved. */
  #cannotSave = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the server believes on this connection; undefined before its step 1 is answered. */
  #toldMode: DeclaredMode | undefined;

  constructor(doc: Y.Doc, options: LineOptions) {
    this.doc = doc;
    this.#options = options;
    this.awareness = new Awareness(doc);
    if (!options.writes) this.awareness.setLocalState(null);
    this.#provider = new WebsocketProvider(options.address, encodeURIComponent(options.documentId), doc, {
      connect: false,
      disableBc: true,
      awareness: this.awareness,
      // What to do after a close is decided in #onClose, for all codes.
      shouldReconnect: () => true,
      WebSocketPolyfill: tellingSocket(WebSocket, (kind) => {
        options.events.onDocumentFrame(kind);
      }),
    });
    this.#sendOwnAwarenessOnly();
    this.#installHandlers();
    this.#provider.on("connection-close", (event) => {
      this.#onClose(event?.code);
    });
    this.#provider.on("sync", (synced: boolean) => {
      if (!synced) return;
      if (!this.#cannotSave) this.#attempt = 0;
      options.events.onSynced();
    });
    doc.on("afterTransactionCleanup", this.#followRename);
  }

  /** Did a transaction come over this line? */
  isOrigin(origin: unknown): boolean {
    return origin === this.#provider;
  }

  /** Connects, or comes back now instead of later. */
  connect(): void {
    clearTimeout(this.#timer);
    this.#wanted = true;
    if (this.#provider.ws !== null) return;
    this.#options.events.onConnecting();
    this.#provider.params = this.#params();
    this.#provider.connect();
  }

  disconnect(): void {
    clearTimeout(this.#timer);
    this.#wanted = false;
    this.#provider.disconnect();
  }

  /** Drops a socket that may be dead, and tries again soon. */
  reconnect(): void {
    if (this.#provider.ws === null) return;
    // The close handler makes the next attempt, since the connection is still wanted.
    this.#provider.disconnect();
  }

  /** All that I had is sent. */
  sayFlushed(): void {
    this.#say(MESSAGE.flushed, {});
  }

  /** Between the edits of before and those of now: the server judges what follows by it. */
  sayMode(): void {
    const mode = this.#options.mode();
    if (this.#toldMode === undefined || this.#toldMode === mode) return;
    if (this.#say(MESSAGE.mode, { mode })) this.#toldMode = mode;
  }

  #say(type: number, body: object): boolean {
    if (!this.#provider.wsconnected || this.#provider.ws === null) return false;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, type);
    encoding.writeVarString(encoder, JSON.stringify(body));
    this.#provider.ws.send(encoding.toUint8Array(encoder));
    return true;
  }

  /** The answer to step 1 carries all that waits; the server takes a new connection for one in Skriv. */
  #sayModeAround(answer: () => void): void {
    this.#toldMode ??= "skriv";
    if (!this.#options.waitsFromSkriv()) this.sayMode();
    answer();
    // y-websocket sends the answer when this handler is over.
    queueMicrotask(() => {
      this.sayMode();
    });
  }

  destroy(): void {
    this.doc.off("afterTransactionCleanup", this.#followRename);
    this.disconnect();
    this.#provider.destroy();
    this.awareness.destroy();
  }

  #params(): Record<string, string> {
    const { as, writes, otherClients, epoch } = this.#options;
    const ids = new Set([this.doc.clientID, ...otherClients()]);
    const known = epoch();
    return {
      [PARAM.version]: PROTOCOL_VERSION,
      [PARAM.schema]: SCHEMA_HASH,
      ...(writes && { [PARAM.client]: [...ids].join(",") }),
      ...(as !== null && { [PARAM.as]: as }),
      ...(known !== undefined && { [PARAM.epoch]: known }),
    };
  }

  #onClose(code: number | undefined): void {
    // y-websocket looks at this before it tries by itself; the next attempt is ours.
    this.#provider.shouldConnect = false;
    this.#toldMode = undefined;
    // It forgets the others' states but not their clocks, so it would not see them again before they change.
    for (const client of this.awareness.meta.keys()) {
      if (client !== this.awareness.clientID) this.awareness.meta.delete(client);
    }
    const after = afterClose(code);
    this.#cannotSave = after.kind === "comeBackToSave";
    if (this.#wanted && after.kind.startsWith("comeBack")) {
      const attempt = after.kind === "comeBackSoon" ? 0 : this.#attempt++;
      this.#timer = setTimeout(
        () => {
          this.connect();
        },
        comeBackDelayMs(attempt, Math.random()),
      );
    } else {
      this.#wanted = false;
    }
    this.#options.events.onClosed(after);
  }

  /** Yjs takes another client id, without an event, when it meets its own; the server must be told before it writes. */
  readonly #followRename = (): void => {
    const { awareness, doc } = this;
    if (awareness.clientID === doc.clientID) return;
    const state = awareness.getLocalState();
    awareness.setLocalState(null);
    awareness.meta.delete(awareness.clientID);
    awareness.clientID = doc.clientID;
    awareness.setLocalState(state);
    this.reconnect();
  };

  /** The stock handler sends on every entry that it hears: with n people each caret would travel n² times. */
  #sendOwnAwarenessOnly(): void {
    // y-websocket has no option for this; its version is pinned.
    // oxlint-disable-next-line no-underscore-dangle
    this.awareness.off("update", this.#provider._awarenessUpdateHandler);
    this.awareness.on("update", (_changes: unknown, origin: unknown) => {
      const socket = this.#provider.ws;
      if (origin !== "local" || !this.#options.writes || !this.#provider.wsconnected || socket === null)
        return;
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, MESSAGE.awareness);
      this.#writeOwnAwareness(encoder);
      socket.send(encoding.toUint8Array(encoder));
    });
  }

  #writeOwnAwareness(encoder: encoding.Encoder): void {
    const update = encodeAwarenessUpdate(this.awareness, [this.awareness.clientID]);
    encoding.writeVarUint8Array(encoder, update);
  }

  #installHandlers(): void {
    const { events, writes } = this.#options;
    const stockSync = this.#provider.messageHandlers[MESSAGE.sync];
    this.#handle(MESSAGE.sync, (encoder, decoder, emitSynced) => {
      const state = peekStateVector(decoder);
      if (state !== undefined) events.onServerState(Y.decodeStateVector(state));
      // Whoever only reads has nothing to answer a step 1 with.
      if (state !== undefined && !writes) return;
      const take = () => stockSync?.(encoder, decoder, this.#provider, emitSynced, MESSAGE.sync);
      if (state === undefined) take();
      else this.#sayModeAround(take);
    });
    this.#handle(MESSAGE.queryAwareness, (encoder) => {
      if (!writes) return;
      encoding.writeVarUint(encoder, MESSAGE.awareness);
      this.#writeOwnAwareness(encoder);
    });
    this.#handle(MESSAGE.saved, (_encoder, decoder) => {
      this.#cannotSave = false;
      events.onSaved(countField(readBody(decoder), "frames"));
    });
    this.#handle(MESSAGE.refused, (_encoder, decoder) => {
      const body = readBody(decoder);
      events.onRefused(textField(body, "reason") ?? "malformed", textField(body, "section") ?? null);
    });
    this.#handle(MESSAGE.rightsChanged, (_encoder, decoder) => {
      events.onRightsChanged(textField(readBody(decoder), "message"));
    });
    this.#handle(MESSAGE.lockPending, () => {
      events.onLockPending();
    });
    this.#handle(MESSAGE.hello, (_encoder, decoder) => {
      const epoch = textField(readBody(decoder), "epoch");
      if (epoch !== undefined) events.onHello(epoch);
    });
    this.#handle(MESSAGE.lost, (_encoder, decoder) => {
      const body = readBody(decoder);
      events.onLost(textField(body, "section") ?? "", textField(body, "text") ?? "");
    });
  }

  #handle(type: number, handler: Handler): void {
    this.#provider.messageHandlers[type] = (encoder, decoder, _provider, emitSynced) => {
      handler(encoder, decoder, emitSynced);
    };
  }
}
