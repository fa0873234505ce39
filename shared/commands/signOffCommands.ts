/**
 * Approving an item, and taking that back. Each leaves a record in the document, where every screen
 * derives what it is worth, and an entry in the ledger, where nobody alters it unseen.
 */
import type * as Y from "yjs";
import { approvalsOf, isApproved, isFullyApproved } from "../canonical/approvals.ts";
import { contentHash } from "../canonical/canonicalItem.ts";
import { ledgerEntry } from "../canonical/ledger.ts";
import type { LedgerAct, LedgerEntry } from "../canonical/ledger.ts";
import { approvalKey, approvalsRoot } from "../document/layout.ts";
import { listItems, phaseOf } from "../document/read.ts";
import { putApproval, setMeetingField } from "../document/write.ts";
import { itemsText } from "../meeting/labels.ts";
import type { ChairRole } from "../meeting/vocabulary.ts";
import { refusalOf } from "../policy/refusal.ts";
import type { Refusal } from "../policy/refusal.ts";
import { approvalLineOf, maySignOff, mayWithdraw } from "../policy/signOff.ts";
import type { SignOff, WithdrawSignOff } from "./command.ts";
import { countOf, itemsWithSuggestions, openSuggestionsOfItem } from "../suggestion/openSuggestions.ts";
import { livingItem } from "./itemCommands.ts";
import { refuse } from "./plan.ts";
import type { CommandContext, Judged } from "./plan.ts";

export function judgeSignOff(doc: Y.Doc, command: SignOff, context: CommandContext): Judged {
  const item = listItems(doc).find(({ id }) => id === command.itemId);
  if (item === undefined) return refuse("unknownItem");
  const hashNow = contentHash(doc, command.itemId);
  const answer = maySignOff({
    ...signerOf(doc, command.itemId, context),
    hashShown: command.hash,
    hashNow,
    itemNumber: item.number,
    openSuggestions: countOf(openSuggestionsOfItem(doc, command.itemId)),
  });
  if (!answer.allowed) return { kind: "refused", refusal: answer.refusal };
  const signature = { item: command.itemId, role: answer.role, hash: hashNow };
  const entry = entryOf("signOff", signature, context);
  const isLast = isFullyApproved(doc, signature);
  const waiting = isLast ? whySuggestionsWait(doc) : undefined;
  const completes = isLast && waiting === undefined;
  return {
    kind: "plan",
    effect: `signOff ${command.itemId} ${answer.role}`,
    result: {
      ...receiptOf(entry, answer.role, hashNow),
      ...(waiting === undefined ? {} : { notLocked: waiting }),
    },
    ...(completes ? { movesTo: "godkendt" } : {}),
    apply: () => {
      sign(doc, signature, entry, context);
      if (completes) approve(doc, context);
      return [entry];
    },
  };
}

export function judgeWithdrawSignOff(doc: Y.Doc, command: WithdrawSignOff, context: CommandContext): Judged {
  if (livingItem(doc, command.itemId) === undefined) return refuse("unknownItem");
  const answer = mayWithdraw(signerOf(doc, command.itemId, context));
  if (!answer.allowed) return { kind: "refused", refusal: answer.refusal };
  const record = approvalsRoot(doc).get(approvalKey(command.itemId, answer.role));
  if (record === undefined) return refuse("nothingToWithdraw");
  const entry = entryOf("withdraw", record, context);
  return {
    kind: "plan",
    effect: `withdrawSignOff ${command.itemId} ${answer.role}`,
    result: receiptOf(entry, answer.role, record.hash),
    apply: () => {
      putApproval(doc, { ...record, withdrawnAt: context.now });
      return [entry];
    },
  };
}

/** Which items keep the referat from being approved, for somebody who believed that theirs was the last signature. */
export function whyNotApproved(doc: Y.Doc): Refusal {
  const open = listItems(doc).filter((item) => !isApproved(doc, item.id));
  const changed = open.filter((item) => approvalsOf(doc, item.id).some(({ state }) => state === "stale"));
  const reason = "changedWhileLocking";
  if (changed.length > 0)
    return refusalOf(reason, `${itemsText(changed)} blev ændret, mens referatet blev låst`);
  const waiting = open.length === 0 ? whySuggestionsWait(doc) : undefined;
  if (waiting !== undefined) return waiting;
  return refusalOf(
    reason,
    `${itemsText(open)} mangler en godkendelse`,
    "Referatet er ikke låst endnu. Godkend det, der mangler.",
  );
}

/** Every item is approved, and still something may change. */
function whySuggestionsWait(doc: Y.Doc): Refusal | undefined {
  const items = itemsWithSuggestions(doc).map(({ item }) => item);
  if (items.length === 0) return undefined;
  return refusalOf(
    "openSuggestions",
    `${itemsText(items)} har åbne forslag`,
    "Referatet er ikke låst endnu. Afklar forslagene, og godkend igen.",
  );
}

function signerOf(doc: Y.Doc, itemId: string, { actor, settings }: CommandContext) {
  return {
    person: actor.person,
    roles: actor.roles,
    settings,
    phase: phaseOf(doc),
    approvals: approvalsOf(doc, itemId),
  };
}

interface Signature {
  readonly item: string;
  readonly role: ChairRole;
  readonly hash: string;
}

function entryOf(act: LedgerAct, { item, role, hash }: Signature, context: CommandContext): LedgerEntry {
  const { now, actor, meetingId, nextSeq, ledger } = context;
  const facts = {
    n: ledger.n + 1,
    at: now,
    person: actor.person,
    role,
    authLevel: actor.authLevel ?? "demo",
    meeting: meetingId,
    item,
    hash,
    seq: nextSeq,
    act,
  };
  return ledgerEntry(facts, ledger.hash);
}

function receiptOf(entry: LedgerEntry, role: ChairRole, hash: string) {
  return { role, hash, receipt: { entry: entry.n, hash, chain: entry.hash } };
}

function sign(doc: Y.Doc, signature: Signature, entry: LedgerEntry, { now, actor }: CommandContext): void {
  putApproval(doc, {
    ...signature,
    person: actor.person,
    name: actor.name,
    at: now,
    entry: entry.n,
    chain: entry.hash,
  });
}

function approve(doc: Y.Doc, { now, settings }: CommandContext): void {
  const approvals = listItems(doc)
    .flatMap((item) => approvalsOf(doc, item.id))
    .filter((approval) => approval.state === "valid");
  setMeetingField(doc, "phase", "godkendt");
  setMeetingField(doc, "approved", { at: now, line: approvalLineOf({ approvals, at: now, settings }) });
}
