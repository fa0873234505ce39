/**
 * A meeting as plain data: what an importer makes, what the server hands out and what a printer
 * needs. Section text is ProseMirror JSON (richText.ts). Knows nothing of Yjs, time or storage.
 */
import type { RichText } from "./richText.ts";
import type { AttendanceState, ChairRole, MeetingKind, Outcome, Phase, SectionKind } from "./vocabulary.ts";

export interface Participant {
  readonly name: string;
  /** What stood in the parenthesis: role, place of work. Empty when nothing did. */
  readonly detail: string;
}

export interface Attachment {
  readonly id?: string;
  readonly name: string;
}

export interface Section {
  readonly id?: string;
  readonly kind: SectionKind;
  readonly content: RichText;
}

export type ApprovalState = "valid" | "stale" | "withdrawn";

export interface Approval {
  readonly role: ChairRole;
  readonly person: string;
  readonly name: string;
  /** UTC, ISO 8601. */
  readonly at: string;
  /** Hex SHA-256 of the canonical content that was signed. */
  readonly hash: string;
  readonly state: ApprovalState;
}

export interface AgendaItem {
  readonly id?: string;
  /** The printed number. Computed from order and the meeting's first number, never stored in the document. */
  readonly number: number;
  readonly title: string;
  /** Free text; KLE form is a hint only. Empty when the item has none. */
  readonly journalNumber: string;
  /** In printed order. */
  readonly sections: readonly Section[];
  readonly attachments: readonly Attachment[];
  readonly outcome?: Outcome;
  readonly contentHash?: string;
  readonly approvals?: readonly Approval[];
}

export interface Attendance {
  readonly id?: string;
  readonly name: string;
  readonly person?: string;
  readonly state: AttendanceState;
  /** Whose deputy, when `suppleant`. */
  readonly for?: string;
  /** HH:MM. */
  readonly from?: string;
  readonly to?: string;
  /** Set for a guest of one item. */
  readonly itemId?: string;
}

export interface Meeting {
  readonly kind: MeetingKind;
  readonly committee: string;
  /** YYYY-MM-DD, or empty when the source has none. */
  readonly date: string;
  /** The date and time as printed, kept only when it says more or other than `date` and `startTime` do. */
  readonly dateText?: string;
  /** HH:MM, or empty. */
  readonly startTime: string;
  readonly place: string;
  readonly participants: readonly Participant[];
  /** Text before the first item that is no header field; kept so that no word is lost. */
  readonly preamble: RichText;
  readonly items: readonly AgendaItem[];
  readonly attendance?: readonly Attendance[];
  /** Present when the referat is approved by both chairs. */
  readonly approvalLine?: string;
  readonly phase?: Phase;
}

/** Something the importer kept as text but could not place with certainty. */
export interface Doubt {
  /** Closed list in formats/import. */
  readonly code: string;
  /** 1-based line of the source. */
  readonly line: number;
  /** The words of the source that the doubt is about. */
  readonly text: string;
  /** A Danish sentence for the referent. */
  readonly message: string;
}
