/**
 * One document from its first connection until it is thrown away: the line to the server, the copy
 * on the device, and the account of what is saved. It tells which letters the server has not
 * acknowledged; what becomes of them when it is thrown away is not its business.
 */
import type * as Y from "yjs";
import { sectionIdOfRoot } from "../../shared/document/layout.ts";
import type { DeclaredMode } from "../../shared/protocol/messages.ts";
import type { AfterClose } from "./closeCodes.ts";
import type { DeviceCopy } from "./deviceCopy.ts";
import type { DeviceMemory } from "./deviceMemory.ts";
import { FrameCount } from "./frameCount.ts";
import type { GoneWords } from "./goneWords.ts";
import type { RecoveredDocument } from "./keptEntries.ts";
import { type LineEvents, MeetingLine } from "./meetingLine.ts";
import type { DeviceCopyState } from "./meetingSession.ts";
import type { LettersOptions, OwnLetters } from "./ownLetters.ts";
import { type Hold, holdLock } from "./tabLocks.ts";
import type { IsUnsent } from "./unsentText.ts";
import { WritingDoc } from "./writingDoc.ts";

export interface DocumentOptions {
  readonly documentId: string;
  readonly address: string;
  readonly as: string | null;
  readonly writes: boolean;
  /** For whoever may write. */
  readonly makeLetters?: (options: LettersOptions) => OwnLetters;
  readonly memory: DeviceMemory;
  /** How what is written now is meant. */
  readonly mode: () => DeclaredMode;
  readonly onChange: () => void;
  readonly onSynced: () => void;
  readonly onSaved: () => void;
  /** The copy that was opened has been left by another tab meanwhile. */
  readonly onLeftByOther: () => void;
  readonly onClosed: (after: AfterClose) => void;
  readonly onRefused: (reason: string, section: string | null) => void;
  readonly onOtherEpoch: () => void;
  readonly onRightsChanged: (message: string | undefined) => void;
  readonly onLockPending: () => void;
  readonly onLost: (section: string, text: string) => void;
  /** Words that are gone, and the server will not tell of them. */
  readonly onUntold: (words: readonly GoneWords[]) => void;
}

/** Where the document stands; `failed`: no connection since the last attempt. */
export type LineState = "opening" | "synced" | "failed" | "stopped";

export class OneDocument implements RecoveredDocument {
  readonly doc = new WritingDoc();
  readonly line: MeetingLine;
  /** Of the device copy; all of one generation is left at once. */
  readonly generation: number;
  state: LineState = "opening";
  /** The server said that it cannot write, and has acknowledged nothing since. */
  cannotSave = false;
  deviceCopy: DeviceCopyState = "none";
  readonly #options: DocumentOptions;
  readonly #frames: FrameCount;
  readonly #letters: OwnLetters | undefined;
  #copy: DeviceCopy | undefined;
  #user: Hold | undefined;
  /** What the server said at step 1 that it has. */
  #serverHas: ReadonlyMap<number, number> | undefined;
  #opened = false;
  /** Something that the server has not acknowledged was written in Skriv. */
  #waitsFromSkriv: boolean;
  #flushedDue = false;

  constructor(options: DocumentOptions) {
    this.#options = options;
    const { memory } = options;
    this.#frames = new FrameCount(options.writes ? memory.waiting : 0);
    this.generation = memory.generation;
    this.#waitsFromSkriv = memory.waitsFromSkriv;
    this.#letters = options.makeLetters?.({
      doc: this.doc,
      memory,
      generation: this.generation,
      isLine: (origin) => this.line.isOrigin(origin),
    });
    // Before the provider's own handler: the device must know of a change before it is sent.
    this.doc.on("update", this.#onUpdate);
    this.line = new MeetingLine(this.doc, {
      documentId: options.documentId,
      address: options.address,
      as: options.as,
      writes: options.writes,
      epoch: () => (options.writes ? memory.epoch : undefined),
      mode: options.mode,
      waitsFromSkriv: () => this.#waitsFromSkriv,
      otherClients: () => memory.unsentClients(this.generation).keys(),
      events: this.#events(),
    });
  }

  get waiting(): number {
    return this.#frames.waiting;
  }

  get saved(): boolean {
    return !this.#options.writes || this.#frames.saved;
  }

  get unsavedSections(): readonly string[] {
    return this.#frames.sections;
  }

  /** Once this connection has brought the server what it lacked: all that I had is sent. */
  sayFlushed(): void {
    this.#flushedDue = this.state !== "synced";
    if (!this.#flushedDue) this.line.sayFlushed();
  }

  get goneWords(): readonly GoneWords[] {
    return this.#letters?.goneWords ?? [];
  }

  readonly isUnsent: IsUnsent = (client, clock) => this.#letters?.isUnsent(client, clock) === true;

  /** Reads the device copy, then connects. */
  async open(): Promise<void> {
    const { memory, writes } = this.#options;
    if (writes) this.#user ??= holdLock(memory.lockName(this.generation), "shared");
    const { epoch } = memory;
    if (writes && epoch !== undefined) await this.#attachCopy(epoch);
    if (this.state !== "stopped") this.line.connect();
    this.#options.onChange();
  }

  /** Connects no more and writes no more to the device; the text stays readable. */
  stop(): void {
    if (this.state === "stopped") return;
    this.state = "stopped";
    this.doc.off("update", this.#onUpdate);
    this.#letters?.close();
    this.line.destroy();
    const written = this.#copy?.close() ?? Promise.resolve();
    void written.finally(() => this.#user?.release());
  }

  destroy(): void {
    this.stop();
    this.doc.destroy();
  }

  async #attachCopy(epoch: string): Promise<void> {
    if (this.#opened) return;
    this.#opened = true;
    const { memory } = this.#options;
    // A copy without its generation could not be left.
    const name = memory.denied ? undefined : memory.copyName(epoch, this.generation);
    const copy = name === undefined ? undefined : await this.#letters?.openCopy(name);
    if (this.state === "stopped") {
      void copy?.close();
      return;
    }
    this.#letters?.addNewest();
    this.#copy = copy;
    this.deviceCopy = copy === undefined ? "denied" : "kept";
    this.#options.onChange();
    if (memory.generation > this.generation) this.#options.onLeftByOther();
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown, _doc: Y.Doc, change: Y.Transaction): void => {
    // What came over the line or from the device copy has an object as its origin and is not local.
    if (!change.local || !this.#options.writes) return;
    if (this.#options.mode() === "skriv") this.#setWaitsFromSkriv(true);
    this.#letters?.wrote(update);
    this.#frames.changed(sectionOf(change), performance.now());
    this.#options.memory.waiting = this.#frames.waiting;
    this.#options.onChange();
  };

  #meetServerState(): void {
    const has = this.#serverHas;
    if (has === undefined || this.state !== "synced") return;
    this.#serverHas = undefined;
    this.#letters?.meetServerState(has, this.#options.onUntold);
  }

  #onSaved(frames: number): void {
    this.cannotSave = false;
    this.#frames.acknowledged(frames);
    this.#letters?.acknowledged(frames);
    if (this.state === "synced") this.#letters?.settleAcknowledged();
    this.#options.memory.waiting = this.#frames.waiting;
    if (this.#frames.saved) this.#setWaitsFromSkriv(false);
    this.#options.onSaved();
    this.#options.onChange();
  }

  #setWaitsFromSkriv(waits: boolean): void {
    this.#waitsFromSkriv = waits;
    this.#options.memory.waitsFromSkriv = waits;
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
    const { onChange, onClosed, onRefused, onRightsChanged, onLockPending, onLost, onSynced } = this.#options;
    return {
      onConnecting: () => {
        this.#frames.begin();
        this.#serverHas = undefined;
        this.#letters?.connecting();
      },
      onSynced: () => {
        this.state = "synced";
        this.#meetServerState();
        if (this.#flushedDue) this.sayFlushed();
        onSynced();
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
        this.#letters?.sends(frame);
        onChange();
      },
      onSaved: (frames) => {
        this.#onSaved(frames);
      },
      onServerState: (clocks) => {
        this.#serverHas = clocks;
        this.#meetServerState();
      },
      onRefused,
      onRightsChanged,
      onLockPending,
      onHello: (epoch) => {
        this.#onHello(epoch);
      },
      onLost: (section, text) => {
        onLost(this.#letters?.told(section, text) ?? section, text);
      },
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
