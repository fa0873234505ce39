/**
 * The named acts that change a meeting in any other way than by typing. Types only, so that the
 * client can name a command without loading its parser. `id` makes a repeat harmless: the same id
 * answers the first result.
 */
import type { RelativePlace } from "../document/layout.ts";
import type { Participant } from "../meeting/meeting.ts";
import type { AttendanceState, HeaderField, Outcome, Phase, SectionKind } from "../meeting/vocabulary.ts";

interface Identified {
  readonly id: string;
}

type TextHeaderField = Exclude<HeaderField, "participants">;

export interface SetHeaderText extends Identified {
  readonly type: "setHeader";
  readonly field: TextHeaderField;
  readonly value: string;
}
export interface SetParticipants extends Identified {
  readonly type: "setHeader";
  readonly field: "participants";
  readonly value: readonly Participant[];
}
export type SetHeader = SetHeaderText | SetParticipants;

export interface AddItem extends Identified {
  readonly type: "addItem";
  readonly title: string;
  readonly journalNumber?: string;
  /** The item that it follows; without it, the last place. */
  readonly after?: string;
  readonly closed?: boolean;
}

export interface SetItem extends Identified {
  readonly type: "setItem";
  readonly itemId: string;
  readonly title?: string;
  readonly journalNumber?: string;
  readonly ready?: boolean;
  readonly closed?: boolean;
}

/** One of `before` and `after`. */
export interface MoveItem extends Identified {
  readonly type: "moveItem";
  readonly itemId: string;
  readonly before?: string;
  readonly after?: string;
}

export interface RemoveItem extends Identified {
  readonly type: "removeItem";
  readonly itemId: string;
}

export interface RestoreItem extends Identified {
  readonly type: "restoreItem";
  readonly itemId: string;
}

export interface AddSection extends Identified {
  readonly type: "addSection";
  readonly itemId: string;
  readonly kind: SectionKind;
}

export interface AddAttachment extends Identified {
  readonly type: "addAttachment";
  readonly itemId: string;
  readonly name: string;
}

export interface RemoveAttachment extends Identified {
  readonly type: "removeAttachment";
  readonly attachmentId: string;
}

/** At least one of `person` and `name`; with `itemId` a guest of that item. */
export interface SetAttendance extends Identified {
  readonly type: "setAttendance";
  readonly person?: string;
  readonly name?: string;
  readonly state: AttendanceState;
  /** Whose deputy; only with the state `suppleant`. */
  readonly for?: string;
  /** HH:MM. */
  readonly from?: string;
  readonly to?: string;
  readonly itemId?: string;
}

export interface SetOutcome extends Identified {
  readonly type: "setOutcome";
  readonly itemId: string;
  /** Null takes the outcome away. */
  readonly outcome: Outcome | null;
}

export interface SetCurrentItem extends Identified {
  readonly type: "setCurrentItem";
  readonly itemId: string;
}

export interface Advance extends Identified {
  readonly type: "advance";
  readonly to: Phase;
  readonly reason?: string;
}

export interface SignOff extends Identified {
  readonly type: "signOff";
  readonly itemId: string;
  /** Of the text that the signer saw. */
  readonly hash: string;
}

export interface WithdrawSignOff extends Identified {
  readonly type: "withdrawSignOff";
  readonly itemId: string;
}

export interface TickDoubt extends Identified {
  readonly type: "tickDoubt";
  readonly index: number;
  /** The words of the doubt that was seen, so that two ticks at once never remove another one. */
  readonly text?: string;
}

/** Those that are open get the verdict; the answer says which had one already. */
export interface ResolveSuggestions extends Identified {
  readonly type: "resolveSuggestions";
  readonly ids: readonly string[];
  readonly verdict: "accept" | "reject";
  /** What the person saw of each (shownAs), by id: one that reads otherwise by now stays open. */
  readonly shown?: Readonly<Record<string, string>>;
}

/** Own suggestions only. */
export interface WithdrawSuggestions extends Identified {
  readonly type: "withdrawSuggestions";
  readonly ids: readonly string[];
}

/** Takes a verdict back while the text is as the verdict left it. */
export interface ReopenSuggestion extends Identified {
  readonly type: "reopenSuggestion";
  readonly suggestionId: string;
}

/** One of `suggestionId` and `anchor`. */
export interface AddComment extends Identified {
  readonly type: "addComment";
  readonly sectionId: string;
  readonly suggestionId?: string;
  readonly anchor?: WordsAnchor;
  readonly text: string;
}

interface WordsAnchor {
  readonly from: RelativePlace;
  readonly to: RelativePlace;
  readonly quote: string;
}

export interface ReplyComment extends Identified {
  readonly type: "replyComment";
  readonly threadId: string;
  readonly text: string;
}

export interface ResolveComment extends Identified {
  readonly type: "resolveComment";
  readonly threadId: string;
}

export interface ReopenComment extends Identified {
  readonly type: "reopenComment";
  readonly threadId: string;
}

/** Known by name and form, and refused until their issues come. */
export interface ApproveAgenda extends Identified {
  readonly type: "approveAgenda";
  readonly hash: string;
}
export interface ReturnItem extends Identified {
  readonly type: "returnItem";
  readonly itemId: string;
  readonly comment: string;
}
export type LaterCommand = ApproveAgenda | ReturnItem;

export type Command =
  | SetHeader
  | AddItem
  | SetItem
  | MoveItem
  | RemoveItem
  | RestoreItem
  | AddSection
  | AddAttachment
  | RemoveAttachment
  | SetAttendance
  | SetOutcome
  | SetCurrentItem
  | Advance
  | SignOff
  | WithdrawSignOff
  | TickDoubt
  | ResolveSuggestions
  | WithdrawSuggestions
  | ReopenSuggestion
  | AddComment
  | ReplyComment
  | ResolveComment
  | ReopenComment
  | LaterCommand;

export type CommandType = Command["type"];

type WithoutId<C> = C extends Command ? Omit<C, "id"> : never;
/** A command before it gets its id; what a screen writes down. */
export type CommandBody = WithoutId<Command>;
