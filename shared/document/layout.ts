/**
 * The only file that knows the names of roots in the shared document. One Y.Doc holds one meeting.
 * `s:<sectionId>` fragments hold text that clients write; everything else is written by the server
 * alone. Values in the server's maps are plain JSON objects that are replaced whole.
 */
import type * as Y from "yjs";
import type { Doubt, Participant } from "../meeting/meeting.ts";
import type { RichText } from "../meeting/richText.ts";
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
export const liveRoot = (doc: Y.Doc) => doc.getMap<unknown>("live");

/** One record for each item and role: the latest signature. */
export function approvalKey(itemId: string, role: ChairRole): string {
  return `${itemId}:${role}`;
}
