/**
 * The connection to one meeting as one person, for as long as any screen shows it. Holds one
 * document at a time; when the server refuses an edit it first has the person's words kept on the
 * device, then leaves the device copy, and throws the old document away when a new one is here. A
 * reload at any step loses nothing.
 */
import { equalityDeep } from "lib0/function";
import type { AfterClose } from "./closeCodes.ts";
import { DeviceMemory } from "./deviceMemory.ts";
import type { WhyLeft } from "./keptEntries.ts";
import type {
  Connection,
  ConnectionWatch,
  EndReason,
  MeetingSession,
  PutBackNews,
  RefusedEdit,
  Who,
} from "./meetingSession.ts";
import { OneDocument } from "./oneDocument.ts";
import { PendingLock } from "./pendingLock.ts";
import { othersOf } from "./presence.ts";
import type { Recovery, RecoveryOptions } from "./recovery.ts";
import { SectionLink } from "./sectionLink.ts";
import { connectionOf, isSameSession, kept, stageOf } from "./sessionParts.ts";

export interface ConnectionOptions {
  readonly documentId: string;
  readonly who: Who;
  readonly address: string;
  readonly as: string | null;
  readonly writes: boolean;
  /** For whoever may write; a reader has nothing to keep and does not load it. */
  readonly makeRecovery?: (options: RecoveryDeps) => Recovery;
  readonly memory?: DeviceMemory;
  /** Loads the page anew, once; false when that has been tried. */
  readonly reloadPage: () => boolean;
}

type RecoveryDeps = Pick<RecoveryOptions, "memory" | "onChange" | "onLeftByOther">;

/** After so many refusals in a row something is wrong that trying again does not mend; then we wait longer. */
const RECOVERIES_AT_ONCE_MAX = 3;
const RECOVERY_PAUSE_MS = 5000;

/** When another tab leaves the device copy, what is under way to the server gets so long to arrive. */
const LEAVE_MS = 2000;

const NO_EDITS: readonly RefusedEdit[] = [];
const NO_NEWS: readonly PutBackNews[] = [];

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
  readonly #recovery: Recovery | undefined;
  /** Set while the current document is about to be left because another tab has left its copy. */
  #leaving: ReturnType<typeof setTimeout> | undefined;
  readonly #lock = new PendingLock(() => {
    this.#changed();
  });
  #rightsRound = 0;
  #recoveries = 0;
  #offlineByHand = false;
  #open = false;
  #isNews = false;
  #due = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#memory = options.memory ?? new DeviceMemory(options.who.person, options.documentId);
    this.#recovery = options.makeRecovery?.({
      memory: this.#memory,
      onChange: this.#changed,
      onLeftByOther: this.#leaveWithOther,
    });
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
    this.#recovery?.open();
    void this.#current.open();
  }

  close(): void {
    this.#open = false;
    window.removeEventListener("online", this.#retryNow);
    window.removeEventListener("offline", this.#onNetworkGone);
    clearTimeout(this.#leaving);
    this.#next?.destroy();
    this.#current.destroy();
    this.#recovery?.close();
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
      onSynced: () => {
        this.#isNews = true;
      },
      onSaved: () => {
        this.#recovery?.confirm(this.#current);
      },
      onLeftByOther: this.#leaveWithOther,
      onClosed: (after) => {
        this.#afterClose(after);
      },
      onRefused: (reason, section) => {
        this.#startAnew({ reason, section });
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
        this.#recovery?.offerLost(section, text);
      },
      onUntold: (words) => {
        this.#recovery?.offerUntold(words);
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
        this.#startAnew({ reason: "tooLarge", section: null });
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
    this.#startAnew({ reason: "staleClient", section: null });
    this.#memory.epoch = undefined;
  }

  /** Words first, then the device copy, then the document; the old one is shown until the new one has its content. */
  #startAnew(why?: WhyLeft): void {
    const old = this.#next ?? this.#current;
    if (old.state === "stopped") return;
    clearTimeout(this.#leaving);
    this.#leaving = undefined;
    this.#recovery?.keep(old, why);
    this.#memory.leaveCopy(old.generation);
    old.stop();
    if (old !== this.#current) old.destroy();
    this.#recovery?.clearLeft();
    this.#next = this.#newDocument();
    const next = this.#next;
    this.#recoveries += 1;
    const pauseMs = this.#recoveries > RECOVERIES_AT_ONCE_MAX ? RECOVERY_PAUSE_MS : 0;
    setTimeout(() => {
      if (this.#next === next && !this.#offlineByHand) void next.open();
    }, pauseMs);
    this.#changed();
  }

  /** A tab of the same person had to leave the device copy, and what this one writes into it would be left too. */
  readonly #leaveWithOther = (): void => {
    const { generation } = this.#next ?? this.#current;
    if (generation >= this.#memory.generation || this.#leaving !== undefined) return;
    this.#leaving = setTimeout(this.#leaveNow, LEAVE_MS);
    this.#changed();
  };

  readonly #leaveNow = (): void => {
    // The old document takes no more words, so a pretended break must not hold up the new one.
    this.#offlineByHand = false;
    this.#startAnew();
  };

  /** Nothing is under way to the server that might still arrive. */
  #leaveWhenQuiet(): void {
    if (this.#leaving === undefined) return;
    const { state, saved } = this.#next ?? this.#current;
    if (state !== "synced" || saved) this.#leaveNow();
  }

  /** What waits is put back or offered each time that the document has come. */
  #settleWhenSynced(): void {
    if (!this.#isNews || this.#current.state !== "synced") return;
    this.#isNews = false;
    this.#recovery?.settle(this.#current);
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
    void (this.#next ?? this.#current).open();
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
    this.#recovery?.offer(section, text, "locked");
  };

  readonly #dismissRefused = (id: string): void => {
    this.#recovery?.dismiss(id);
  };

  /** Many things change within one task (a frame, its acknowledgement, thirty carets); the screens hear once. */
  readonly #changed = (): void => {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.#leaveWhenQuiet();
      this.#swapWhenReady();
      this.#settleWhenSynced();
      this.#tellWatchers();
      const session = this.#take();
      if (isSameSession(session, this.#session)) return;
      this.#session = session;
      for (const listener of this.#listeners) listener();
    });
  };

  #tellWatchers(): void {
    const now = this.#connectionNow();
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
      refusedEdits: this.#recovery?.offered ?? NO_EDITS,
      putBack: this.#recovery?.news ?? NO_NEWS,
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

  #connectionNow(): Connection {
    if (this.#ended !== undefined) return { state: "ended", why: this.#ended };
    if (this.#next !== undefined) return { state: "refused" };
    return connectionOf(this.#current);
  }
}
