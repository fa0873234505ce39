/**
 * The connection to one meeting as one person, for as long as any screen shows it: what the server
 * and the network say becomes one session for the screens. Which document that is, and how it is
 * left without losing a word, is its DocumentSuccession's.
 */
import { equalityDeep } from "lib0/function";
import type { DeclaredMode } from "../../shared/protocol/messages.ts";
import type { AfterClose } from "./closeCodes.ts";
import type { ConnectionOptions } from "./connectionOptions.ts";
import { DeviceMemory } from "./deviceMemory.ts";
import { DocumentSuccession } from "./documentSuccession.ts";
import type {
  Connection,
  ConnectionWatch,
  EndReason,
  MeetingSession,
  PutBackNews,
  RefusedEdit,
} from "./meetingSession.ts";
import { OneDocument } from "./oneDocument.ts";
import { PendingLock } from "./pendingLock.ts";
import { othersOf } from "./presence.ts";
import type { Recovery } from "./recovery.ts";
import { SectionLink } from "./sectionLink.ts";
import { connectionOf, isSameSession, kept, stageOf } from "./sessionParts.ts";

const NO_EDITS: readonly RefusedEdit[] = [];
const NO_NEWS: readonly PutBackNews[] = [];

export class MeetingConnection {
  readonly #options: ConnectionOptions;
  readonly #memory: DeviceMemory;
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Set<() => void>();
  #now: Connection = { state: "opening" };
  readonly #documents: DocumentSuccession;
  #link: SectionLink;
  #session: MeetingSession;
  #ended: EndReason | undefined;
  readonly #recovery: Recovery | undefined;
  readonly #lock = new PendingLock(() => {
    this.#changed();
  });
  #rightsRound = 0;
  #mode: DeclaredMode = "skriv";
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
    this.#documents = new DocumentSuccession({
      memory: this.#memory,
      recovery: this.#recovery,
      makeDocument: () => this.#newDocument(),
      mayConnect: () => !this.#offlineByHand,
      onFollow: () => {
        // The old document takes no more words, so a pretended break must not hold up the new one.
        this.#offlineByHand = false;
      },
      onChange: this.#changed,
    });
    this.#link = new SectionLink(this.#documents.current.line, { ...options, onKept: this.#keepKeys });
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
    void this.#documents.current.open();
  }

  close(): void {
    this.#open = false;
    window.removeEventListener("online", this.#retryNow);
    window.removeEventListener("offline", this.#onNetworkGone);
    this.#documents.destroy();
    this.#recovery?.close();
  }

  #newDocument(): OneDocument {
    const document: OneDocument = new OneDocument({
      ...this.#options,
      memory: this.#memory,
      mode: () => this.#mode,
      onChange: this.#changed,
      onSynced: () => {
        this.#isNews = true;
      },
      onSaved: () => {
        this.#recovery?.confirm(this.#documents.current);
      },
      onLeftByOther: this.#leaveWithOther,
      onClosed: (after) => {
        this.#afterClose(after);
      },
      onRefused: (reason, section) => {
        this.#documents.startAnew({ reason, section });
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
        this.#documents.startAnew({ reason: "tooLarge", section: null });
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
    this.#documents.startAnew({ reason: "staleClient", section: null });
    this.#memory.epoch = undefined;
  }

  readonly #leaveWithOther = (): void => {
    this.#documents.leaveWithOther();
  };

  /** What waits is put back or offered each time that the document has come. */
  #settleWhenSynced(): void {
    if (!this.#isNews || this.#documents.current.state !== "synced") return;
    this.#isNews = false;
    this.#recovery?.settle(this.#documents.current);
  }

  /** Takes the new document once it has its content. */
  #swapWhenReady(): void {
    const old = this.#documents.takeNextWhenReady();
    if (old === undefined) return;
    this.#link.awareness.off("change", this.#changed);
    this.#link = new SectionLink(this.#documents.current.line, { ...this.#options, onKept: this.#keepKeys });
    this.#link.awareness.on("change", this.#changed);
    old.destroy();
  }

  readonly #retryNow = (): void => {
    this.#offlineByHand = false;
    void this.#documents.latest.open();
    this.#changed();
  };

  /** The socket may seem open for half a minute more; what is typed now shall be shown as waiting. */
  readonly #onNetworkGone = (): void => {
    this.#documents.latest.line.reconnect();
  };

  readonly #simulateOffline = (on: boolean): void => {
    if (!on) {
      this.#retryNow();
      return;
    }
    this.#offlineByHand = true;
    this.#documents.latest.line.disconnect();
    this.#changed();
  };

  /** Keys that were pressed while a lock was pending, and then it came. */
  readonly #keepKeys = (section: string, text: string): void => {
    this.#recovery?.offer(section, text, "locked");
  };

  readonly #setMode = (mode: DeclaredMode): void => {
    this.#mode = mode;
    this.#documents.latest.line.sayMode();
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
      this.#documents.leaveWhenQuiet();
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
      doc: this.#documents.current.doc,
      connection: kept(stageOf(this.#now), before?.connection),
      watch: this.#watch,
      presence: kept(othersOf(this.#link.awareness, this.#options.who.person), before?.presence),
      refusedEdits: this.#recovery?.offered ?? NO_EDITS,
      putBack: this.#recovery?.news ?? NO_NEWS,
      lock: this.#lock.notice,
      deviceCopy: this.#documents.current.deviceCopy,
      rightsRound: this.#rightsRound,
      text: this.#link,
      dismissRefused: this.#dismissRefused,
      dismissLock: this.#lock.dismiss,
      retryNow: this.#retryNow,
      simulateOffline: this.#simulateOffline,
      setFocus: this.#link.setFocus,
      setMode: this.#setMode,
    };
  }

  #connectionNow(): Connection {
    if (this.#ended !== undefined) return { state: "ended", why: this.#ended };
    if (this.#documents.isReplacing) return { state: "refused" };
    return connectionOf(this.#documents.current);
  }
}
