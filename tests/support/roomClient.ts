/** A person's Y.Doc at the other end of a socket: speaks the wire contract, without a network. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { Connection, RoomSocket, Welcome, Who } from "../../server/room/connection.ts";
import type { Flush } from "../../server/room/flush.ts";
import { syncFrame } from "../../server/room/frames.ts";
import type { Room } from "../../server/room/room.ts";
import { sectionTextOf } from "../../shared/document/read.ts";
import { plainTextOf } from "../../shared/meeting/richText.ts";
import { MESSAGE, SYNC } from "../../shared/protocol/messages.ts";

interface JoinOptions {
  readonly speaksOurs?: boolean;
  readonly reads?: boolean;
  readonly doc?: Y.Doc;
  readonly clientIds?: readonly number[];
  readonly epoch?: string;
  readonly stillWelcome?: () => Promise<Welcome>;
}

let nextConnection = 0;

export class RoomClient implements RoomSocket {
  readonly doc: Y.Doc;
  readonly room: Room;
  connection: Connection | undefined;
  readonly heard: number[] = [];
  /** All that came, and what of it came as a flush. */
  readonly sent: Uint8Array[] = [];
  readonly flushes: Flush[] = [];
  readonly own: { readonly type: number; readonly body: Record<string, unknown> }[] = [];
  closedWith: number | undefined;
  /** Does the room read nothing of this socket just now? */
  paused = false;
  sentFrames = 0;
  savedFrames = 0;
  /** Says `flushed` as soon as it is told of a lock; false: the test says it, or never does. */
  answersLocks = true;
  /** What the test says is still queued at this reader. */
  queued = 0;
  /** Answers to what the room sent while it was still letting this client in. */
  readonly #early: Uint8Array[] = [];
  #onDrained: (() => void) | undefined;

  static async join(room: Room, who: Who, options: JoinOptions = {}): Promise<RoomClient> {
    const client = new RoomClient(room, options.doc ?? new Y.Doc());
    const ids = options.reads === true ? [] : (options.clientIds ?? [client.doc.clientID]);
    nextConnection += 1;
    client.connection = await room.join({
      id: `c${nextConnection}`,
      socket: client,
      who,
      clientIds: ids,
      speaksOurs: options.speaksOurs ?? true,
      epoch: options.epoch,
      stillWelcome: options.stillWelcome ?? (() => Promise.resolve("welcome")),
    });
    for (const frame of client.#early.splice(0)) client.pass(frame);
    client.pass(syncFrame("step1", Y.encodeStateVector(client.doc)));
    client.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "server") client.sendUpdate(update);
    });
    return client;
  }

  private constructor(room: Room, doc: Y.Doc) {
    this.room = room;
    this.doc = doc;
  }

  get allSaved(): boolean {
    return this.savedFrames === this.sentFrames;
  }

  get refusals(): readonly Record<string, unknown>[] {
    return this.own.filter(({ type }) => type === MESSAGE.refused).map(({ body }) => body);
  }

  sendUpdate(update: Uint8Array): void {
    this.sentFrames += 1;
    this.pass(syncFrame("update", update));
  }

  sayFlushed(): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.flushed);
    encoding.writeVarString(encoder, "{}");
    this.pass(encoding.toUint8Array(encoder));
  }

  pass(frame: Uint8Array): void {
    if (this.connection === undefined) this.#early.push(frame);
    else this.room.receive(this.connection, frame);
  }

  leave(): void {
    if (this.connection !== undefined) this.room.leave(this.connection);
  }

  send(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    this.heard.push(type);
    this.sent.push(bytes);
    if (type === MESSAGE.sync)
      this.#takeSync(decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder));
    else if (type >= 100) {
      // The server's own messages are JSON objects.
      const body = JSON.parse(decoding.readVarString(decoder)) as Record<string, unknown>;
      this.own.push({ type, body });
      if (type === MESSAGE.lockPending && this.answersLocks) this.sayFlushed();
      if (type === MESSAGE.saved) this.savedFrames = Number(body["frames"]);
    }
  }

  sendFlush(flush: Flush): void {
    this.flushes.push(flush);
    for (const message of flush.messages) this.send(message);
  }

  close(code: number): void {
    this.closedWith = code;
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  queuedBytes(): number {
    return this.queued;
  }

  onDrained(run: () => void): void {
    this.#onDrained = run;
  }

  /** The reader has read all that was queued. */
  drain(): void {
    this.queued = 0;
    this.#onDrained?.();
  }

  #takeSync(type: number, payload: Uint8Array): void {
    if (type === SYNC.step1) {
      this.sentFrames += 1;
      this.pass(syncFrame("step2", Y.encodeStateAsUpdate(this.doc, payload)));
    } else Y.applyUpdate(this.doc, payload, "server");
  }
}

/** The text of a section as one string. */
export function textIn(doc: Y.Doc, sectionId: string): string {
  return plainTextOf(sectionTextOf(doc, sectionId));
}

/** Types at the end of a section's first paragraph, as a browser would. */
export function typeIn(doc: Y.Doc, sectionId: string, words: string): void {
  const paragraph = doc.getXmlFragment(`s:${sectionId}`).get(0);
  if (!(paragraph instanceof Y.XmlElement)) throw new Error("the section has no paragraph");
  doc.transact(() => {
    let text = paragraph.get(0);
    if (!(text instanceof Y.XmlText)) {
      text = new Y.XmlText();
      paragraph.insert(0, [text]);
    }
    text.insert(text.length, words);
  });
}
