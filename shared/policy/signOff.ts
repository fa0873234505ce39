/**
 * The rules of approving an item. A sign-off holds for exactly one text, told by its hash, and for
 * one role of one person: two people must have read what both approve.
 */
import type { CommitteeSettings } from "../meeting/committee.ts";
import { danishDayOf } from "../meeting/dates.ts";
import { roleLabel } from "../meeting/labels.ts";
import type { Approval } from "../meeting/meeting.ts";
import { CHAIR_ROLES } from "../meeting/vocabulary.ts";
import type { ChairRole, Phase, Role } from "../meeting/vocabulary.ts";
import { mayI, refused } from "./permissions.ts";
import type { Permission } from "./permissions.ts";
import { refusalOf } from "./refusal.ts";
import type { Refusal } from "./refusal.ts";

interface Signer {
  readonly person: string;
  readonly roles: readonly Role[];
  readonly phase: Phase;
  readonly settings: CommitteeSettings;
  /** Of this item. */
  readonly approvals: readonly Approval[];
}

export interface SignOffQuestion extends Signer {
  /** The item's number, for the refusal, and how many suggestions in it wait for a verdict. */
  readonly itemNumber: number;
  readonly openSuggestions: number;
  /** Of the text on the signer's screen. */
  readonly hashShown: string;
  /** Of the text now. */
  readonly hashNow: string;
}

export type SignOffAnswer =
  | { readonly allowed: true; readonly role: ChairRole }
  | { readonly allowed: false; readonly refusal: Refusal };

/**
 * Whether this person may approve this text of the item now, and in which role. Approving the same
 * text again is allowed: it is the way to complete a referat whose last stale item became valid
 * again by an undo.
 */
export function maySignOff(question: SignOffQuestion): SignOffAnswer {
  const right = mayApprove(question);
  if (!right.allowed) return right;
  const role = signingRoleOf(question.roles);
  if (role === undefined) return standInsLater;
  if (question.hashShown !== question.hashNow) return { allowed: false, refusal: refusalOf("textChanged") };
  if (question.openSuggestions > 0) return { allowed: false, refusal: openSuggestionsRefusal(question) };
  const signedInOtherRole = question.approvals.some(
    (approval) => approval.role !== role && approval.person === question.person && approval.state === "valid",
  );
  if (signedInOtherRole) return { allowed: false, refusal: refusalOf("onePersonOneRole") };
  return { allowed: true, role };
}

function openSuggestionsRefusal({ openSuggestions: count, itemNumber }: SignOffQuestion): Refusal {
  const [what, advice] =
    count === 1 ? ["1 åbent forslag", "Afklar det først."] : [`${count} åbne forslag`, "Afklar dem først."];
  return refusalOf("openSuggestions", `${what} i punkt ${itemNumber}`, advice);
}

/** Own approvals can be withdrawn until the referat is approved, stale ones too. */
export function mayWithdraw(question: Signer): SignOffAnswer {
  const right = mayApprove(question);
  if (!right.allowed) return right;
  const own = question.approvals.find(
    (approval) => approval.person === question.person && approval.state !== "withdrawn",
  );
  if (own === undefined) return { allowed: false, refusal: refusalOf("nothingToWithdraw") };
  return { allowed: true, role: own.role };
}

/** Whether an approval may be given or taken back at all: what a screen asks before it shows the button. */
export function mayApprove({
  phase,
  roles,
  settings,
}: Pick<Signer, "phase" | "roles" | "settings">): Permission {
  // The agenda is approved as a whole, by another command.
  if (phase === "dagsordenTilGodkendelse") return refused(refusalOf("wrongPhase"));
  return mayI({ phase, area: "godkendelse", roles, act: "sign", settings });
}

/** One role for each person: who is both signs as the first, and somebody else must be the other. */
export function signingRoleOf(roles: readonly Role[]): ChairRole | undefined {
  return CHAIR_ROLES.find((role) => roles.includes(role));
}

const standInsLater: SignOffAnswer = {
  allowed: false,
  refusal: refusalOf("notYet", "Godkendelse ved stedfortræder kommer"),
};

interface ApprovalLineFacts {
  /** All approvals that count, of all items. */
  readonly approvals: readonly Pick<Approval, "role" | "name">[];
  /** UTC, ISO 8601: when the last of them was given. */
  readonly at: string;
  readonly settings: CommitteeSettings;
}

/** The sentence that the approved referat carries. */
export function approvalLineOf({ approvals, at, settings }: ApprovalLineFacts): string {
  const signers = CHAIR_ROLES.map((role) => {
    const names = approvals.filter((approval) => approval.role === role).map((approval) => approval.name);
    return `${roleLabel(role, settings.terms.chair)} ${[...new Set(names)].join(" og ")}`;
  });
  return `Referatet er godkendt af ${signers.join(" og ")} d. ${danishDayOf(at)}.`;
}
