/**
 * The only file that knows the names of roots in the shared document. One Y.Doc holds one meeting.
 * `s:<sectionId>` fragments hold text that clients write; everything else is written by the server
 * alone. Values in the server's maps are plain JSON objects that are replaced whole.
 */
import type * as Y from "yjs";
import type { Doubt, Participant } from "../meeting/meeting.ts";
import type { RichNode, RichText } from "../meeting/richText.ts";
import type {
  AttendanceState,
  ChairRole,
  MeetingKind,
  Outcome,
  Phase,
  SectionKind,
} from "../meeting/vocabulary.ts";

export const SECTION_ROOT_PREFIX = "s:";

export interface ItemRecord {
  readonly order: string;
  readonly title: string;
  readonly journalNumber: string;
  readonly outcome?: Outcome;
  /** UTC, ISO 8601; a removed item is a tombstone so that text typed meanwhile can come back. */
  readonly deletedAt?: string;
}

export interface SectionRecord {
  readonly item: string;
  readonly kind: SectionKind;
  readonly order: string;
}

export interface AttachmentRecord {
  readonly item: string;
  readonly name: string;
  readonly order: string;
}

export interface AttendanceRecord {
  readonly name: string;
  readonly person?: string;
  readonly state: AttendanceState;
  readonly for?: string;
  readonly from?: string;
  readonly to?: string;
  readonly item?: string;
  /** The printed place of an imported list; entries without one follow, by name. */
  readonly order?: string;
}

export interface ApprovalRecord {
  readonly item: string;
  readonly role: ChairRole;
  readonly person: string;
  readonly name: string;
  readonly at: string;
  readonly hash: string;
  /** Number and chain head of the ledger entry: the signer's receipt. */
  readonly entry: number;
  readonly chain: string;
  readonly withdrawnAt?: string;
}

/** What a suggestion consisted of, as `shared/suggestion/suggestion.ts` lists it. */
export type ResolvedPart = Readonly<Record<string, unknown>> & { readonly kind: string };

/** One verdict on one suggestion; a suggestion that was opened again has several, counted from 1. */
export interface ResolutionRecord {
  readonly id: string;
  readonly section: string;
  readonly author: string;
  readonly authorName: string;
  /** UTC, ISO 8601: when it was suggested. */
  readonly at: string;
  readonly parts: readonly ResolvedPart[];
  /** Words of the touched blocks, without suggestions, before the verdict and after it. */
  readonly before: string;
  readonly after: string;
  readonly verdict: ResolutionVerdict;
  readonly by: string;
  readonly byName: string;
  readonly resolvedAt: string;
  readonly reopenedAt?: string;
  readonly reopenedBy?: string;
  /** What opening it again needs; missing when that would be too much to keep. */
  readonly place?: ResolutionPlace;
}

export type ResolutionVerdict = "accept" | "reject" | "withdraw";

export interface ResolutionPlace {
  /** The first touched block, or what stands behind the place where it was: a Yjs relative position. */
  readonly first: RelativePlace;
  /** The touched blocks as they were. */
  readonly blocks: readonly RichNode[];
  /** How many blocks stand there now, and the hash of what they hold. */
  readonly count: number;
  readonly hash: string;
}

/** A Yjs relative position as JSON. */
export interface RelativePlace {
  readonly type?: YjsId;
  readonly tname?: string;
  readonly item?: YjsId;
  readonly assoc?: number;
}
interface YjsId {
  readonly client: number;
  readonly clock: number;
}

export interface CommentRecord {
  readonly section: string;
  readonly anchor: CommentAnchor;
  readonly messages: readonly CommentMessage[];
  /** UTC, ISO 8601. */
  readonly resolvedAt?: string;
  readonly resolvedBy?: string;
}

export type CommentAnchor =
  | { readonly kind: "suggestion"; readonly id: string }
  | {
      readonly kind: "words";
      readonly from: RelativePlace;
      readonly to: RelativePlace;
      /** The words as they were, for when they are gone. */
      readonly quote: string;
    };

export interface CommentMessage {
  readonly person: string;
  readonly name: string;
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly text: string;
}

/** Keys of the `meeting` root. */
export interface MeetingRecord {
  readonly kind: MeetingKind;
  readonly committee: string;
  readonly date: string;
  readonly dateText?: string;
  readonly startTime: string;
  readonly place: string;
  readonly participants: readonly Participant[];
  readonly preamble: RichText;
  readonly phase: Phase;
  readonly firstNumber: number;
  readonly doubts?: readonly Doubt[];
  /** Set by the signature that completes the referat. */
  readonly approved?: { readonly at: string; readonly line: string };
}

/** Keys of the `live` root. */
export interface LiveRecord {
  readonly currentItem?: string;
  /** UTC, ISO 8601: when the current item was begun. Never a tick. */
  readonly currentSince?: string;
}

export function sectionRootOf(sectionId: string): string {
  return SECTION_ROOT_PREFIX + sectionId;
}

/** The section whose text lives in this root, or undefined for any other root. */
export function sectionIdOfRoot(root: string): string | undefined {
  return root.startsWith(SECTION_ROOT_PREFIX) ? root.slice(SECTION_ROOT_PREFIX.length) : undefined;
}

export function sectionText(doc: Y.Doc, sectionId: string): Y.XmlFragment {
  return doc.getXmlFragment(sectionRootOf(sectionId));
}

export const meetingRoot = (doc: Y.Doc) => doc.getMap<unknown>("meeting");
export const itemsRoot = (doc: Y.Doc) => doc.getMap<ItemRecord>("items");
export const sectionsRoot = (doc: Y.Doc) => doc.getMap<SectionRecord>("sections");
export const attachmentsRoot = (doc: Y.Doc) => doc.getMap<AttachmentRecord>("attachments");
export const attendanceRoot = (doc: Y.Doc) => doc.getMap<AttendanceRecord>("attendance");
/** Key: `<itemId>:<role>`. */
export const approvalsRoot = (doc: Y.Doc) => doc.getMap<ApprovalRecord>("approvals");
/** Key: `<suggestionId>:<n>`. */
export const resolutionsRoot = (doc: Y.Doc) => doc.getMap<ResolutionRecord>("resolutions");
/** Key: the id of the thread. */
export const commentsRoot = (doc: Y.Doc) => doc.getMap<CommentRecord>("comments");
export const liveRoot = (doc: Y.Doc) => doc.getMap<unknown>("live");

/** One record for each item and role: the latest signature. */
export function approvalKey(itemId: string, role: ChairRole): string {
  return `${itemId}:${role}`;
}

export function resolutionKey(suggestionId: string, n: number): string {
  return `${suggestionId}:${n}`;
}
