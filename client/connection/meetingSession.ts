/**
 * What the screens see of the connection to one meeting's document. The document holds the text;
 * these are the facts around it: am I connected, is it saved, who else is here, what was refused.
 */
import type * as Y from "yjs";
import type { LockNotice } from "./pendingLock.ts";
import type { Role } from "../../shared/meeting/vocabulary.ts";
import type { WrittenAs } from "../../shared/policy/writingMode.ts";
import type { DeclaredMode } from "../../shared/protocol/messages.ts";

export interface Who {
  readonly person: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

export type EndReason = "login" | "noRight" | "unknown" | "reload";

export type Connection =
  | { readonly state: "opening" }
  /** `saving`: something is not yet acknowledged as on disk. Only `saving: false` is «Alt er gemt». */
  | { readonly state: "live"; readonly saving: boolean }
  /** `waiting` changes are kept on this device only. */
  | { readonly state: "offline"; readonly waiting: number }
  /** The server is there and cannot write: all is as offline, only the reason is another. */
  | { readonly state: "cannotSave"; readonly waiting: number }
  /** An edit was refused; its words are in `refusedEdits` and the document is being fetched anew. */
  | { readonly state: "refused" }
  | { readonly state: "ended"; readonly why: EndReason };

/** The part of `Connection` that does not change with every word. */
export type ConnectionStage =
  | { readonly state: Exclude<Connection["state"], "ended"> }
  | { readonly state: "ended"; readonly why: EndReason };

/** All of `Connection`, for the few places that show it: the rest of the page is not drawn again for each word. */
export interface ConnectionWatch {
  readonly connection: () => Connection;
  readonly subscribe: (listener: () => void) => () => void;
}

export interface Presence {
  readonly person: string;
  readonly name: string;
  readonly role: string;
  readonly colour: string;
  readonly section: string | null;
}

/** Words that did not become part of the minutes; kept on the device until the person lets them go. */
export interface RefusedEdit {
  readonly id: string;
  readonly section: string;
  /** Empty when the change had no words of its own, as when it only deleted. */
  readonly text: string;
  /** A RefusalReason, or one of the recovery's own: `paragraphGone`, `besideRefused`, `baseChanged`. */
  readonly reason: string;
}

/** A section whose unsent text was put back after the document had to be fetched anew. */
export interface PutBackNews {
  readonly id: string;
  readonly section: string;
}

/** Where somebody's caret is; anchor and head are Yjs relative positions as JSON. */
export interface CaretPlace {
  readonly anchor: unknown;
  readonly head: unknown;
}

export interface RemoteCaret extends CaretPlace {
  readonly client: number;
  readonly name: string;
  readonly colour: string;
}

/** What the text of a section needs; the same object as long as the document is the same. */
export interface TextLink {
  readonly doc: Y.Doc;
  /** The one section that has the live editor, or null. */
  readonly focus: () => string | null;
  readonly setFocus: (section: string | null) => void;
  readonly setCaret: (section: string, place: CaretPlace | null) => void;
  /** Whether this person may write in a section now; an undo asks, since it may reach another section. */
  readonly isWritable: (section: string) => boolean;
  /** Whose suggestions edits in this section are now; undefined when they are plain edits. */
  readonly suggestsAs: (section: string) => string | undefined;
  readonly setWritable: (section: string, as: WrittenAs | undefined) => void;
  /** Called at once when a lock is announced; the answer resolves when all that was typed is in the document. */
  readonly onLockPending: (hold: () => Promise<void>) => () => void;
  /** Words that are in no document, because the lock came: kept as a refused edit. */
  readonly keepWords: (section: string, words: string) => void;
  readonly caretsIn: (section: string) => readonly RemoteCaret[];
  /** Told of every change of focus and of remote carets. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Whether unsent text outlives this page. */
export type DeviceCopyState = "none" | "kept" | "denied";

export interface MeetingSession {
  readonly doc: Y.Doc;
  readonly connection: ConnectionStage;
  /** Whether all is saved and how much waits: read it with useConnectionNow. */
  readonly watch: ConnectionWatch;
  /** The others; one entry a person. */
  readonly presence: readonly Presence[];
  readonly refusedEdits: readonly RefusedEdit[];
  readonly putBack: readonly PutBackNews[];
  readonly lock: LockNotice;
  readonly deviceCopy: DeviceCopyState;
  /** Rises when the server says that rights have changed. */
  readonly rightsRound: number;
  readonly text: TextLink;
  /** Lets go of refused words, or of the news that they were put back. */
  readonly dismissRefused: (id: string) => void;
  readonly dismissLock: () => void;
  readonly retryNow: () => void;
  readonly simulateOffline: (on: boolean) => void;
  readonly setFocus: (sectionId: string | null) => void;
  /** How what is written from now on is meant; the server is told before it hears of any of it. */
  readonly setMode: (mode: DeclaredMode) => void;
}
