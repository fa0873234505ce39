/**
 * The connection to one meeting as one person, for as long as any screen shows it. Holds one
 * document at a time; when the server refuses an edit it first puts the person's words on the
 * device, then fetches the document anew and throws the old one away. A reload at any step loses
 * nothing.
 */
import { equalityDeep } from "lib0/function";
import type { AfterClose } from "./closeCodes.ts";
import { deleteDeviceCopy } from "./deviceCopy.ts";
import { DeviceMemory } from "./deviceMemory.ts";
import type {
  Connection,
  ConnectionStage,
  ConnectionWatch,
  EndReason,
  MeetingSession,
  RefusedEdit,
  Who,
} from "./meetingSession.ts";
import { OneDocument } from "./oneDocument.ts";
import { PendingLock } from "./pendingLock.ts";
import { othersOf } from "./presence.ts";
import { SectionLink } from "./sectionLink.ts";

export interface ConnectionOptions {
  readonly documentId: string;
  readonly who: Who;
  readonly address: string;
  readonly as: string | null;
  readonly writes: boolean;
  readonly memory?: DeviceMemory;
  /** Loads the page anew, once; false when that has been tried. */
  readonly reloadPage: () => boolean;
}

/** After so many refusals in a row something is wrong that trying again does not mend; then we wait longer. */
const RECOVERIES_AT_ONCE_MAX = 3;
const RECOVERY_PAUSE_MS = 5000;

export class MeetingConnection {
  readonly #options: ConnectionOptions;
  readonly #memory: DeviceMemory;
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Set<() => void>();
  #now: Connection = { state: "opening" };
  #current: OneDocument;
  /** The document that shall take the current one's place once it has its content. */
  #next: OneDocument | undefined;
  #link: SectionLink;
  #session: MeetingSession;
  #ended: EndReason | undefined;
  /** Also in memory, for a browser that keeps nothing. */
  #refused: readonly RefusedEdit[];
  readonly #lock = new PendingLock(() => {
    this.#changed();
  });
  #rightsRound = 0;
  #recoveries = 0;
  #offlineByHand = false;
  #open = false;
  #due = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#memory = options.memory ?? new DeviceMemory(options.who.person, options.documentId);
    this.#refused = this.#memory.refusedEdits();
    this.#current = this.#newDocument();
    this.#link = new SectionLink(this.#current.line, { ...options, onKept: this.#keepKeys });
    this.#session = this.#take();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly session = (): MeetingSession => this.#session;

  readonly #watch: ConnectionWatch = {
    connection: () => this.#now,
    subscribe: (listener) => {
      this.#watchers.add(listener);
      return () => {
        this.#watchers.delete(listener);
      };
    },
  };

  open(): void {
    if (this.#open) return;
    this.#open = true;
    window.addEventListener("online", this.#retryNow);
    window.addEventListener("offline", this.#onNetworkGone);
    this.#link.awareness.on("change", this.#changed);
    void this.#current.open();
  }

  close(): void {
    this.#open = false;
    window.removeEventListener("online", this.#retryNow);
    window.removeEventListener("offline", this.#onNetworkGone);
    this.#next?.destroy();
    this.#current.destroy();
  }

  #newDocument(): OneDocument {
    const { documentId, address, as, writes } = this.#options;
    const document: OneDocument = new OneDocument({
      documentId,
      address,
      as,
      writes,
      memory: this.#memory,
      onChange: this.#changed,
      onClosed: (after) => {
        this.#afterClose(after);
      },
      onRefused: (reason, section) => {
        this.#startAnew(reason, section);
      },
      onOtherEpoch: () => {
        this.#meetOtherEpoch();
      },
      onRightsChanged: (message) => {
        this.#rightsRound += 1;
        this.#lock.ended(message);
        this.#changed();
      },
      onLockPending: () => {
        void this.#lock.announced(this.#link.lastWords(), () => {
          document.sayFlushed();
        });
      },
      onLost: (section, text) => {
        this.#keep([{ section, text, reason: "paragraphGone" }]);
      },
    });
    return document;
  }

  #afterClose(after: AfterClose): void {
    this.#lock.ended();
    switch (after.kind) {
      case "comeBack":
      case "comeBackToSave":
        return;
      case "comeBackSoon":
        this.#rightsRound += 1;
        return;
      case "startAnew":
        this.#meetOtherEpoch();
        return;
      case "keepWords":
        this.#startAnew("tooLarge", null);
        return;
      case "reload":
        if (!this.#options.reloadPage()) this.#ended = "reload";
        return;
      case "end":
        this.#ended = after.why;
        return;
    }
  }

  /** The log that the device copy belongs to is gone: restored from a backup, purged, or a closed item. */
  #meetOtherEpoch(): void {
    this.#startAnew("staleClient", null);
    this.#memory.epoch = undefined;
  }

  /** Words first, then the device copy, then the document; the old one is shown until the new one has its content. */
  #startAnew(reason: string, section: string | null): void {
    const old = this.#next ?? this.#current;
    if (old.state === "stopped") return;
    this.#keepUnsent(old, reason, section);
    const { epoch } = this.#memory;
    if (epoch !== undefined) deleteDeviceCopy(this.#memory.copyName(epoch));
    this.#memory.nextGeneration();
    this.#memory.forgetUnsent();
    old.stop();
    if (old !== this.#current) old.destroy();
    this.#next = this.#newDocument();
    const next = this.#next;
    this.#recoveries += 1;
    const pauseMs = this.#recoveries > RECOVERIES_AT_ONCE_MAX ? RECOVERY_PAUSE_MS : 0;
    setTimeout(() => {
      if (this.#next === next && !this.#offlineByHand) void next.open();
    }, pauseMs);
    this.#changed();
  }

  #keepUnsent(from: OneDocument, reason: string, section: string | null): void {
    const texts = from.unsentText();
    // A refused deletion has no words, but the person must hear of it where it happened.
    const silent = section !== null && !texts.some((text) => text.section === section);
    this.#keep([
      ...texts.map(({ section, text }) => ({ section, text, reason })),
      ...(silent ? [{ section, text: "", reason }] : []),
    ]);
  }

  #keep(edits: readonly Omit<RefusedEdit, "id">[]): void {
    this.#memory.addRefused(edits.map((edit) => ({ ...edit, id: crypto.randomUUID() })));
    const known = new Set(this.#refused.map((edit) => edit.id));
    const kept = this.#memory.denied
      ? edits.map((edit) => ({ ...edit, id: crypto.randomUUID() }))
      : this.#memory.refusedEdits().filter((edit) => !known.has(edit.id));
    this.#refused = [...this.#refused, ...kept];
    this.#changed();
  }

  /** Takes the new document once it has its content. */
  #swapWhenReady(): void {
    const next = this.#next;
    if (next?.state !== "synced") return;
    this.#link.awareness.off("change", this.#changed);
    const old = this.#current;
    this.#current = next;
    this.#next = undefined;
    this.#recoveries = 0;
    this.#link = new SectionLink(next.line, { ...this.#options, onKept: this.#keepKeys });
    this.#link.awareness.on("change", this.#changed);
    old.destroy();
  }

  readonly #retryNow = (): void => {
    this.#offlineByHand = false;
    (this.#next ?? this.#current).line.connect();
    this.#changed();
  };

  /** The socket may seem open for half a minute more; what is typed now shall be shown as waiting. */
  readonly #onNetworkGone = (): void => {
    (this.#next ?? this.#current).line.reconnect();
  };

  readonly #simulateOffline = (on: boolean): void => {
    if (!on) {
      this.#retryNow();
      return;
    }
    this.#offlineByHand = true;
    (this.#next ?? this.#current).line.disconnect();
    this.#changed();
  };

  /** Keys that were pressed while a lock was pending, and then it came. */
  readonly #keepKeys = (section: string, text: string): void => {
    this.#keep([{ section, text, reason: "locked" }]);
  };

  readonly #dismissRefused = (id: string): void => {
    this.#memory.dismissRefused(id);
    this.#refused = this.#refused.filter((edit) => edit.id !== id);
    this.#changed();
  };

  /** Many things change within one task (a frame, its acknowledgement, thirty carets); the screens hear once. */
  readonly #changed = (): void => {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.#swapWhenReady();
      this.#tellWatchers();
      const session = this.#take();
      if (isSameSession(session, this.#session)) return;
      this.#session = session;
      for (const listener of this.#listeners) listener();
    });
  };

  #tellWatchers(): void {
    const now = this.#connectionState();
    if (equalityDeep(now, this.#now)) return;
    this.#now = now;
    for (const watcher of this.#watchers) watcher();
  }

  #take(): MeetingSession {
    const before: MeetingSession | undefined = this.#session;
    return {
      doc: this.#current.doc,
      connection: kept(stageOf(this.#now), before?.connection),
      watch: this.#watch,
      presence: kept(othersOf(this.#link.awareness, this.#options.who.person), before?.presence),
      refusedEdits: this.#refused,
      lock: this.#lock.notice,
      deviceCopy: this.#current.deviceCopy,
      rightsRound: this.#rightsRound,
      text: this.#link,
      dismissRefused: this.#dismissRefused,
      dismissLock: this.#lock.dismiss,
      retryNow: this.#retryNow,
      simulateOffline: this.#simulateOffline,
      setFocus: this.#link.setFocus,
    };
  }

  #connectionState(): Connection {
    if (this.#ended !== undefined) return { state: "ended", why: this.#ended };
    if (this.#next !== undefined) return { state: "refused" };
    const { state, saved, waiting, cannotSave } = this.#current;
    if (cannotSave) return { state: "cannotSave", waiting };
    if (state === "synced") return { state: "live", saving: !saved };
    if (state === "opening") return { state: "opening" };
    return { state: "offline", waiting };
  }
}

function stageOf(connection: Connection): ConnectionStage {
  return connection.state === "ended" ? connection : { state: connection.state };
}

function kept<T>(value: T, before: T | undefined): T {
  return before !== undefined && equalityDeep(value, before) ? before : value;
}

function isSameSession(a: MeetingSession, b: MeetingSession): boolean {
  return (
    a.doc === b.doc &&
    a.connection === b.connection &&
    a.presence === b.presence &&
    a.refusedEdits === b.refusedEdits &&
    a.lock === b.lock &&
    a.deviceCopy === b.deviceCopy &&
    a.rightsRound === b.rightsRound
  );
}
