/**
 * One document from its first connection until it is thrown away: the line to the server, the copy
 * on the device, and the account of what is saved. When the server refuses an edit it yields the
 * words that would be lost; making the next document is not its business.
 */
import { fromBase64, toBase64 } from "lib0/buffer";
import * as Y from "yjs";
import { sectionIdOfRoot } from "../../shared/document/layout.ts";
import type { AfterClose } from "./closeCodes.ts";
import { type DeviceCopy, openDeviceCopy } from "./deviceCopy.ts";
import type { DeviceMemory } from "./deviceMemory.ts";
import { FrameCount } from "./frameCount.ts";
import { type LineEvents, MeetingLine } from "./meetingLine.ts";
import type { DeviceCopyState } from "./meetingSession.ts";
import { WritingDoc } from "./writingDoc.ts";
import { type UnsentText, unsentTextOf } from "./unsentText.ts";

export interface DocumentOptions {
  readonly documentId: string;
  readonly address: string;
  readonly as: string | null;
  readonly writes: boolean;
  readonly memory: DeviceMemory;
  readonly onChange: () => void;
  readonly onClosed: (after: AfterClose) => void;
  readonly onRefused: (reason: string, section: string | null) => void;
  readonly onOtherEpoch: () => void;
  readonly onRightsChanged: (message: string | undefined) => void;
  readonly onLockPending: () => void;
  readonly onLost: (section: string, text: string) => void;
}

/** Where the document stands; `failed`: no connection since the last attempt. */
export type LineState = "opening" | "synced" | "failed" | "stopped";

/** By then the browser's database has written what it was given. */
const NEWEST_KEPT_MS = 3000;

export class OneDocument {
  readonly doc = new WritingDoc();
  readonly line: MeetingLine;
  state: LineState = "opening";
  /** The server said that it cannot write, and has acknowledged nothing since. */
  cannotSave = false;
  deviceCopy: DeviceCopyState = "none";
  readonly #options: DocumentOptions;
  readonly #frames: FrameCount;
  /** Own clocks at each frame of this connection; a frame's acknowledgement confirms them. */
  #clocksAt: { readonly frame: number; readonly clocks: ReadonlyMap<number, number> }[] = [];
  readonly #confirmed = new Map<number, number>();
  #copy: DeviceCopy | undefined;
  #newest: { readonly atMs: number; readonly update: string }[] = [];
  #opened = false;
  #flushedDue = false;

  constructor(options: DocumentOptions) {
    this.#options = options;
    const { memory } = options;
    this.#frames = new FrameCount(options.writes ? memory.waiting : 0);
    for (const [client, { confirmed }] of memory.unsentClients()) this.#confirmed.set(client, confirmed);
    // Before the provider's own handler: the device must know of a change before it is sent.
    this.doc.on("update", this.#onUpdate);
    this.line = new MeetingLine(this.doc, {
      documentId: options.documentId,
      address: options.address,
      as: options.as,
      writes: options.writes,
      epoch: () => (options.writes ? memory.epoch : undefined),
      otherClients: () => memory.unsentClients().keys(),
      events: this.#events(),
    });
  }

  get waiting(): number {
    return this.#frames.waiting;
  }

  get saved(): boolean {
    return !this.#options.writes || this.#frames.saved;
  }

  /** Reads the device copy, then connects. */
  async open(): Promise<void> {
    const { epoch } = this.#options.memory;
    if (this.#options.writes && epoch !== undefined) await this.#attachCopy(epoch);
    if (this.state !== "stopped") this.line.connect();
    this.#options.onChange();
  }

  /** Once this connection has brought the server what it lacked: all that I had is sent. */
  sayFlushed(): void {
    this.#flushedDue = this.state !== "synced";
    if (!this.#flushedDue) this.line.sayFlushed();
  }

  /** Own words, section by section, that the server has not acknowledged. */
  unsentText(): readonly UnsentText[] {
    return unsentTextOf(this.doc, (client) =>
      client === this.doc.clientID ? (this.#confirmed.get(client) ?? 0) : this.#confirmed.get(client),
    );
  }

  /** Connects no more and writes no more to the device; the text stays readable. */
  stop(): void {
    if (this.state === "stopped") return;
    this.state = "stopped";
    this.doc.off("update", this.#onUpdate);
    this.#copy?.close();
    this.line.destroy();
  }

  destroy(): void {
    this.stop();
    this.doc.destroy();
  }

  async #attachCopy(epoch: string): Promise<void> {
    if (this.#opened) return;
    this.#opened = true;
    const copy = await openDeviceCopy(this.#options.memory.copyName(epoch), this.doc);
    if (this.state === "stopped") {
      copy?.close();
      return;
    }
    for (const update of this.#options.memory.newest()) Y.applyUpdate(this.doc, fromBase64(update), this);
    this.#copy = copy;
    this.deviceCopy = copy === undefined || this.#options.memory.denied ? "denied" : "kept";
    this.#options.onChange();
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown, _doc: Y.Doc, change: Y.Transaction): void => {
    // What came over the line or from the device copy has an object as its origin and is not local.
    if (!change.local || !this.#options.writes) return;
    const { memory } = this.#options;
    const client = this.doc.clientID;
    const highest = Y.getState(this.doc.store, client);
    const confirmed = this.#confirmed.get(client) ?? 0;
    this.#confirmed.set(client, confirmed);
    if (highest > confirmed) memory.wrote(client, { confirmed, highest });
    this.#keepNewest(update);
    this.#frames.changed(sectionOf(change), performance.now());
    memory.waiting = this.#frames.waiting;
    this.#options.onChange();
  };

  #keepNewest(update: Uint8Array): void {
    const nowMs = performance.now();
    this.#newest = this.#newest.filter(({ atMs }) => nowMs - atMs < NEWEST_KEPT_MS);
    this.#newest.push({ atMs: nowMs, update: toBase64(update) });
    this.#options.memory.keepNewest(
      this.doc.clientID,
      this.#newest.map((each) => each.update),
    );
  }

  #ownClocks(): ReadonlyMap<number, number> {
    const clients = [...this.#confirmed.keys(), this.doc.clientID];
    return new Map(clients.map((client) => [client, Y.getState(this.doc.store, client)]));
  }

  #confirm(clocks: ReadonlyMap<number, number>): void {
    for (const client of this.#confirmed.keys()) {
      const clock = clocks.get(client) ?? 0;
      if (clock > (this.#confirmed.get(client) ?? 0)) this.#confirmed.set(client, clock);
    }
    this.#options.memory.confirm(clocks);
  }

  #onSaved(frames: number): void {
    this.cannotSave = false;
    this.#frames.acknowledged(frames);
    const covered = this.#clocksAt.findLast((entry) => entry.frame <= frames);
    this.#clocksAt = this.#clocksAt.filter((entry) => entry.frame > frames);
    if (covered !== undefined) this.#confirm(covered.clocks);
    this.#options.memory.waiting = this.#frames.waiting;
    this.#options.onChange();
  }

  #onHello(epoch: string): void {
    const { memory, onOtherEpoch, writes } = this.#options;
    if (!writes) return;
    if (memory.epoch !== undefined && memory.epoch !== epoch) {
      onOtherEpoch();
      return;
    }
    memory.epoch = epoch;
    void this.#attachCopy(epoch);
  }

  #events(): LineEvents {
    const { onChange, onClosed, onRefused, onRightsChanged, onLockPending, onLost, writes } = this.#options;
    return {
      onConnecting: () => {
        this.#frames.begin();
        this.#clocksAt = [];
      },
      onSynced: () => {
        this.state = "synced";
        if (this.#flushedDue) this.sayFlushed();
        onChange();
      },
      onClosed: (after) => {
        if (this.state === "stopped") return;
        this.state = "failed";
        this.#flushedDue = false;
        this.cannotSave = after.kind === "comeBackToSave";
        onClosed(after);
        onChange();
      },
      onDocumentFrame: (kind) => {
        const frame = this.#frames.sent(kind);
        if (writes) this.#clocksAt.push({ frame, clocks: this.#ownClocks() });
        onChange();
      },
      onSaved: (frames) => {
        this.#onSaved(frames);
      },
      onServerState: (clocks) => {
        this.#confirm(clocks);
      },
      onRefused,
      onRightsChanged,
      onLockPending,
      onHello: (epoch) => {
        this.#onHello(epoch);
      },
      onLost,
    };
  }
}

/** The section that a transaction changed, as far as one can tell; only used to group changes for counting. */
function sectionOf(change: Y.Transaction): string | null {
  for (const [root, type] of change.doc.share) {
    if (change.changedParentTypes.has(type)) return sectionIdOfRoot(root) ?? null;
  }
  return null;
}
