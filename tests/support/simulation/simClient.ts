/**
 * An honest page at the other end of a socket. It does what client/connection does, in the same
 * order, and counts frames with the same account; transport, device and timers are played, since a
 * run must be repeatable.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { afterClose } from "../../../client/connection/closeCodes.ts";
import { FrameCount } from "../../../client/connection/frameCount.ts";
import { WritingDoc } from "../../../client/connection/writingDoc.ts";
import { MESSAGE, SYNC } from "../../../shared/protocol/messages.ts";
import { syncFrame } from "../../../server/room/frames.ts";
import type { Random } from "../random.ts";
import { hiddenWordsOf, homelessWordsOf, standingWordsOf, vanishedWordsOf } from "./ownWords.ts";
import type { SimDevice } from "./simDevice.ts";
import type { Ask, SimSocket, SocketEnd } from "./simSocket.ts";

export interface ClientDeps {
  readonly random: Random;
  readonly nowMs: () => number;
  newClientId(person: string): number;
  connect(ask: Ask, end: SocketEnd): SimSocket;
  /** Just after the page has taken everything in and says «Alt er gemt». */
  onAllSaved(client: SimClient): void;
  note(line: string): void;
  fail(why: string): void;
}

/** `opening`: the socket is open and the content not yet here. */
type Stage = "offline" | "connecting" | "opening" | "live" | "ended";

const LINE = { from: "line" };
const COPY = { from: "device copy" };
/** What no honest page should ever be refused for. */
const OUR_FAULT: ReadonlySet<string> = new Set([
  "malformed",
  "foreignClient",
  "foreignRoot",
  "staleClient",
  "notAllowed",
]);

type Clocks = ReadonlyMap<number, number>;
type Body = Readonly<Record<string, unknown>>;

export class SimClient implements SocketEnd {
  readonly name: string;
  readonly person: string;
  readonly device: SimDevice;
  readonly writes: boolean;
  readonly #deps: ClientDeps;
  doc = new WritingDoc();
  stage: Stage = "offline";
  socket: SimSocket | undefined;
  #clientId = 0;
  #frames = new FrameCount(0);
  #framesSent = 0;
  /** This connection has answered the server's step 1; before that nothing else of the document is sent. */
  #hasAnswered = false;
  #clocksAt: { readonly frame: number; readonly clocks: Clocks }[] = [];
  /** What the server said at step 1 that it has; it counts when all the rest is here too. */
  #serverHas: Clocks = new Map();
  /** Up to which clock of each own client the server has answered for every word. */
  #answered = new Map<number, number>();
  /** The server has asked for the last words before a lock: no more keys until it says what came of it. */
  takesNoKeys = false;
  #flushedDue = false;
  #hasCopy = false;
  /** Own words that the device copy has without what they stand on. */
  #hidden: readonly Y.Item[] = [];

  constructor(
    name: string,
    who: { readonly person: string; readonly writes: boolean; readonly device: SimDevice },
    deps: ClientDeps,
  ) {
    this.name = name;
    this.person = who.person;
    this.writes = who.writes;
    this.device = who.device;
    this.#deps = deps;
    this.#freshDocument(0);
  }

  get saved(): boolean {
    return !this.writes || this.#frames.saved;
  }

  /** The page is loaded anew: what was only in its memory is gone, the device has the rest. */
  load(): void {
    const { waiting } = this.#frames;
    this.leave();
    this.stage = "offline";
    this.device.lose(this.#deps.random, this.#deps.nowMs());
    this.#freshDocument(waiting);
    this.#openCopy();
  }

  connect(): void {
    this.leave();
    this.#openCopy();
    this.#frames.begin();
    this.#framesSent = 0;
    this.#clocksAt = [];
    this.stage = "connecting";
    const ids = new Set([this.doc.clientID, ...this.device.unsentClients]);
    this.socket = this.#deps.connect(
      {
        person: this.person,
        clientIds: this.writes ? [...ids] : [],
        epoch: this.writes ? this.device.epoch : undefined,
        speaksOurs: true,
      },
      this,
    );
  }

  /** The page closes its socket, or the machine falls asleep. */
  leave(): void {
    this.socket?.closeByClient();
    this.socket = undefined;
    this.#hasAnswered = false;
    this.#onLockOver();
    if (this.stage !== "ended") this.stage = "offline";
  }

  onOpened(): void {
    this.stage = "opening";
    this.#send(syncFrame("step1", Y.encodeStateVector(this.doc)));
  }

  onClosed(code: number | undefined): void {
    this.socket = undefined;
    this.#hasAnswered = false;
    this.#onLockOver();
    this.stage = "offline";
    const after = afterClose(code);
    if (after.kind === "startAnew") this.#meetOtherEpoch();
    else if (after.kind === "end") this.stage = "ended";
  }

  onFrame(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.sync)
      this.#takeSync(decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder));
    // The server's own messages are JSON objects.
    else if (type >= 100) this.#takeOwn(type, JSON.parse(decoding.readVarString(decoder)) as Body);
  }

  #takeSync(type: number, payload: Uint8Array): void {
    if (type === SYNC.step1) {
      this.#serverHas = Y.decodeStateVector(payload);
      if (this.writes) this.#sendDocument("step2", Y.encodeStateAsUpdate(this.doc, payload));
      return;
    }
    Y.applyUpdate(this.doc, payload, LINE);
    if (type === SYNC.step2) {
      this.stage = "live";
      this.device.keepAside({ text: homelessWordsOf(this.doc, this.#hidden), reason: "paragraphGone" });
      this.#hidden = [];
      this.#answer(this.#serverHas);
      if (this.#flushedDue) this.#sayFlushed();
    }
    this.#followRename();
  }

  #takeOwn(type: number, body: Body): void {
    if (type === MESSAGE.saved) this.#onSaved(Number(body["frames"]));
    else if (type === MESSAGE.refused) this.#onRefused(String(body["reason"]));
    else if (type === MESSAGE.lockPending) this.#onLockPending();
    else if (type === MESSAGE.rightsChanged) this.#onLockOver();
    else if (type === MESSAGE.hello) this.#onHello(String(body["epoch"]));
    else if (type === MESSAGE.lost)
      this.device.keepAside({ text: String(body["text"]), reason: "paragraphGone" });
  }

  #onLockPending(): void {
    this.takesNoKeys = true;
    this.#flushedDue = this.stage !== "live";
    if (!this.#flushedDue) this.#sayFlushed();
  }

  #onLockOver(): void {
    this.takesNoKeys = false;
    this.#flushedDue = false;
  }

  #sayFlushed(): void {
    this.#flushedDue = false;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.flushed);
    encoding.writeVarString(encoder, "{}");
    this.#send(encoding.toUint8Array(encoder));
  }

  #onHello(epoch: string): void {
    if (!this.writes) return;
    if (this.device.epoch !== undefined && this.device.epoch !== epoch) return this.#meetOtherEpoch();
    this.device.epoch = epoch;
    this.#openCopy();
  }

  #onSaved(frames: number): void {
    if (frames > this.#framesSent)
      this.#deps.fail(`${this.name} was told that ${frames} frames are saved and sent ${this.#framesSent}`);
    this.#frames.acknowledged(frames);
    const covered = this.#clocksAt.findLast((entry) => entry.frame <= frames);
    this.#clocksAt = this.#clocksAt.filter((entry) => entry.frame > frames);
    if (covered !== undefined) this.#answer(covered.clocks);
    if (this.#frames.saved && this.stage === "live") this.#deps.onAllSaved(this);
  }

  #onRefused(reason: string): void {
    if (OUR_FAULT.has(reason)) this.#deps.fail(`${this.name} is honest and was refused: ${reason}`);
    this.#startAnew(reason);
  }

  #meetOtherEpoch(): void {
    this.#startAnew("otherEpoch");
    this.device.epoch = undefined;
  }

  /** Words first, then the device copy, then the document. */
  #startAnew(reason: string): void {
    this.#deps.note(`${this.name} starts anew: ${reason}`);
    const homeless = homelessWordsOf(this.doc, this.#hidden);
    this.device.keepAside({
      text: `${standingWordsOf(this.doc, this.#answeredOf)} ${homeless}`.trim(),
      reason,
    });
    this.device.forget();
    this.leave();
    this.#freshDocument(0);
  }

  #freshDocument(waiting: number): void {
    this.doc = new WritingDoc();
    this.#clientId = this.#deps.newClientId(this.person);
    this.doc.clientID = this.#clientId;
    this.#hasCopy = false;
    this.#hidden = [];
    this.#frames = new FrameCount(this.writes ? waiting : 0);
    this.#serverHas = new Map();
    this.#answered = new Map(this.device.unsentClients.map((client) => [client, 0]));
    this.doc.on("update", this.#onUpdate);
    this.doc.on("afterTransaction", this.#onTransaction);
  }

  /** There is a copy from the moment when its epoch is known. */
  #openCopy(): void {
    if (!this.writes || this.device.epoch === undefined || this.#hasCopy) return;
    this.device.fill(this.doc, COPY);
    this.#hidden = hiddenWordsOf(this.doc, this.#answeredOf);
    this.#hasCopy = true;
    this.device.store({ atMs: this.#deps.nowMs(), bytes: Y.encodeStateAsUpdate(this.doc), own: true });
  }

  readonly #onTransaction = (change: Y.Transaction): void => {
    if (change.doc !== this.doc || change.local || change.origin !== LINE || !this.writes) return;
    this.device.keepAside({ text: vanishedWordsOf(change, this.#answeredOf), reason: "paragraphGone" });
  };

  readonly #onUpdate = (bytes: Uint8Array, origin: unknown, doc: Y.Doc, change: Y.Transaction): void => {
    if (doc !== this.doc || !this.writes) return;
    const nowMs = this.#deps.nowMs();
    if (change.local) {
      // The device must know of a change before it is sent.
      this.device.wrote(doc.clientID, Y.getState(doc.store, doc.clientID));
      this.#frames.changed(null, nowMs);
    }
    if (this.#hasCopy) this.device.store({ atMs: nowMs, bytes, own: change.local });
    if (origin !== LINE && this.#hasAnswered) this.#sendDocument("update", bytes);
  };

  readonly #answeredOf = (client: number): number | undefined =>
    client === this.doc.clientID ? (this.#answered.get(client) ?? 0) : this.#answered.get(client);

  #sendDocument(kind: "step2" | "update", update: Uint8Array): void {
    this.#hasAnswered = true;
    this.#framesSent += 1;
    const own = [...this.#answered.keys(), this.doc.clientID];
    const clocks = new Map(own.map((client) => [client, Y.getState(this.doc.store, client)]));
    this.#clocksAt.push({ frame: this.#frames.sent(kind), clocks });
    this.#send(syncFrame(kind, update));
  }

  #send(bytes: Uint8Array): void {
    this.socket?.sendUp(bytes);
  }

  #answer(clocks: Clocks): void {
    for (const client of new Set([...this.#answered.keys(), this.doc.clientID])) {
      const clock = clocks.get(client) ?? 0;
      if (clock > (this.#answered.get(client) ?? 0)) this.#answered.set(client, clock);
    }
    this.device.confirm(clocks);
  }

  /** Yjs renames itself by its own chance; a run must be repeatable. */
  #followRename(): void {
    if (this.doc.clientID === this.#clientId) return;
    this.#clientId = this.#deps.newClientId(this.person);
    this.doc.clientID = this.#clientId;
    this.#deps.note(`${this.name} takes another id`);
    this.leave();
  }
}
