/** Where each item stands for the person who reads: derived from the document at each change, never kept. */
import { approvalsOf } from "../../shared/canonical/approvals.ts";
import { type ListedItem, listItems } from "../../shared/document/read.ts";
import type { Approval } from "../../shared/meeting/meeting.ts";
import { CHAIR_ROLES } from "../../shared/meeting/vocabulary.ts";

export interface ItemApprovals {
  readonly item: ListedItem;
  readonly approvals: readonly Approval[];
}

export interface Groups {
  readonly waiting: readonly ItemApprovals[];
  readonly done: readonly ItemApprovals[];
}

type Doc = Parameters<typeof listItems>[0];

export function readOverview(doc: Doc): readonly ItemApprovals[] {
  return listItems(doc).map((item) => ({ item, approvals: approvalsOf(doc, item.id) }));
}

export function ownApproval({ approvals }: ItemApprovals, person: string): Approval | undefined {
  return approvals.find((approval) => approval.person === person && approval.state !== "withdrawn");
}

export function isByBoth({ approvals }: ItemApprovals): boolean {
  return CHAIR_ROLES.every((role) =>
    approvals.some((approval) => approval.role === role && approval.state === "valid"),
  );
}

/** For a signer by the own approvals; for a reader by whether both have approved. */
export function groupsFor(overview: readonly ItemApprovals[], signer: string | undefined): Groups {
  const isDone = (one: ItemApprovals) =>
    signer === undefined ? isByBoth(one) : ownApproval(one, signer)?.state === "valid";
  return { waiting: overview.filter((one) => !isDone(one)), done: overview.filter(isDone) };
}

/** Whether this signature would complete the referat: everything else is approved by both already. */
export function isLastSignature(overview: readonly ItemApprovals[], itemId: string, person: string): boolean {
  return overview.every((one) => {
    if (one.item.id !== itemId) return isByBoth(one);
    const others = one.approvals.filter((approval) => approval.person !== person);
    return others.some((approval) => approval.state === "valid");
  });
}
