/**
 * Somebody at a screen: the product's own document and live editor at the other end of a room's
 * socket. Speaks the wire contract as client/connection does; the test decides when the line is
 * there and when it only holds back what was sent.
 */
import type { Editor } from "@tiptap/core";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { WritingDoc } from "../../../client/connection/writingDoc.ts";
import { richTextOf } from "../../../shared/document/fragmentText.ts";
import { sectionText } from "../../../shared/document/layout.ts";
import type { RichText } from "../../../shared/meeting/richText.ts";
import { MESSAGE, SYNC } from "../../../shared/protocol/messages.ts";
import type { Connection, RoomSocket, Who } from "../../../server/room/connection.ts";
import type { Flush } from "../../../server/room/flush.ts";
import { syncFrame } from "../../../server/room/frames.ts";
import type { Room } from "../../../server/room/room.ts";
import { Hands } from "./hands.ts";
import { mountedEditor } from "./mountedEditor.ts";

export type Mode = "skriv" | "foreslaa";

interface PersonOptions {
  readonly who: Who;
  readonly mode: Mode;
  readonly section: string;
  readonly clientId: number;
  /** Names for suggestions. */
  readonly newId?: (() => string) | undefined;
}

const FROM_LINE = "line";

export class Person implements RoomSocket {
  readonly who: Who;
  readonly mode: Mode;
  readonly section: string;
  doc = new WritingDoc();
  /** Reasons of refused edits, oldest first. */
  readonly refusals: string[] = [];
  /** Sentences on what could not be suggested. */
  readonly notes: string[] = [];
  /** Words that came back because their paragraph is gone. */
  readonly lost: string[] = [];
  closedWith: number | undefined;
  #clientId: number;
  readonly #newId: (() => string) | undefined;
  #editor: Editor | undefined;
  #room: Room | undefined;
  #connection: Connection | undefined;
  #hasAnswered = false;
  #isHeld = false;
  #isPaused = false;
  readonly #outbox: Uint8Array[] = [];
  readonly #inbox: Uint8Array[] = [];

  constructor({ who, mode, section, clientId, newId }: PersonOptions) {
    this.who = who;
    this.mode = mode;
    this.section = section;
    this.#clientId = clientId;
    this.#newId = newId;
    this.#begin();
  }

  get fragment(): Y.XmlFragment {
    return sectionText(this.doc, this.section);
  }

  get text(): RichText {
    return richTextOf(this.fragment);
  }

  get isOnline(): boolean {
    return this.#connection !== undefined;
  }

  get editor(): Editor {
    this.#editor ??= this.#mount();
    return this.#editor;
  }

  get hands(): Hands {
    return new Hands(this.editor);
  }

  get openEditor(): Editor | undefined {
    return this.#editor;
  }

  unmount(): void {
    this.#editor?.destroy();
    this.#editor = undefined;
  }

  async goOnline(room: Room): Promise<void> {
    this.#room = room;
    this.#outbox.length = 0;
    this.#inbox.length = 0;
    this.#hasAnswered = false;
    this.#connection = await room.join({
      id: `${this.who.person}-${this.#clientId}-${(connections += 1)}`,
      socket: this,
      who: this.who,
      clientIds: [this.#clientId],
      speaksOurs: true,
      epoch: undefined,
      stillWelcome: () => Promise.resolve("welcome"),
    });
    this.sendFrame(syncFrame("step1", Y.encodeStateVector(this.doc)));
    this.deliver();
  }

  /** What is under way in either direction is lost with the line. */
  goOffline(): void {
    if (this.#connection !== undefined) this.#room?.leave(this.#connection);
    this.#connection = undefined;
    this.#hasAnswered = false;
  }

  /** The line is there and slow: nothing arrives, at either end, before `release`. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.deliver();
  }

  /** Passes on what waits in both directions. */
  deliver(): void {
    if (this.#isHeld || this.#connection === undefined) return;
    for (let frame = this.#inbox.shift(); frame !== undefined; frame = this.#inbox.shift()) this.#take(frame);
    this.#sendAll();
  }

  sendFrame(frame: Uint8Array): void {
    this.#outbox.push(frame);
    if (!this.#isHeld) this.#sendAll();
  }

  send(bytes: Uint8Array): void {
    this.#inbox.push(bytes);
    // While joining the connection is not known yet, and what came is read right after.
    this.deliver();
  }

  sendFlush(flush: Flush): void {
    for (const message of flush.messages) this.send(message);
  }

  close(code: number): void {
    this.closedWith = code;
    this.#connection = undefined;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.deliver();
  }

  queuedBytes(): number {
    return 0;
  }

  /** A page that was refused fetches the document anew; what it had not sent is kept aside elsewhere. */
  startAnew(clientId: number): void {
    this.goOffline();
    this.unmount();
    this.#clientId = clientId;
    this.doc = new WritingDoc();
    this.#begin();
  }

  #begin(): void {
    this.doc.clientID = this.#clientId;
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== FROM_LINE && this.#hasAnswered) this.sendFrame(syncFrame("update", update));
    });
  }

  #mount(): Editor {
    return mountedEditor(this.doc, this.section, {
      suggestsAs: () => (this.mode === "foreslaa" ? this.who.person : undefined),
      onCannotSuggest: (note) => this.notes.push(note),
      newId: this.#newId,
    });
  }

  #sendAll(): void {
    while (!this.#isPaused && this.#connection !== undefined) {
      const frame = this.#outbox.shift();
      if (frame === undefined) return;
      this.#room?.receive(this.#connection, frame);
    }
  }

  #take(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.sync)
      this.#takeSync(decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder));
    // The server's own messages are JSON objects.
    else if (type >= 100) this.#takeOwn(type, JSON.parse(decoding.readVarString(decoder)) as Body);
  }

  #takeSync(type: number, payload: Uint8Array): void {
    if (type !== SYNC.step1) {
      Y.applyUpdate(this.doc, payload, FROM_LINE);
      return;
    }
    this.sendFrame(ownFrame(MESSAGE.mode, { mode: this.mode }));
    this.sendFrame(syncFrame("step2", Y.encodeStateAsUpdate(this.doc, payload)));
    this.#hasAnswered = true;
  }

  #takeOwn(type: number, body: Body): void {
    if (type === MESSAGE.refused) this.refusals.push(String(body["reason"]));
    else if (type === MESSAGE.lost) this.lost.push(String(body["text"]));
    // All that was typed here is sent at once.
    else if (type === MESSAGE.lockPending) this.sendFrame(ownFrame(MESSAGE.flushed, {}));
  }
}

let connections = 0;

type Body = Readonly<Record<string, unknown>>;

function ownFrame(type: number, body: Body): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  encoding.writeVarString(encoder, JSON.stringify(body));
  return encoding.toUint8Array(encoder);
}
