/**
 * Plays the demo's meetings into an empty store: text, current item and signatures, the latter by
 * the same command that people use. Does nothing when there are meetings already.
 */
import { contentHash } from "../../shared/canonical/canonicalItem.ts";
import { LEDGER_START } from "../../shared/canonical/ledger.ts";
import { executeCommand } from "../../shared/commands/execute.ts";
import { replaceRichText } from "../../shared/document/fragmentText.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { listItems, sectionsOfItem } from "../../shared/document/read.ts";
import { setLive } from "../../shared/document/write.ts";
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import { storeNewDocument, type NewDocument } from "../room/newDocument.ts";
import type { NewLedgerEntry, Store } from "../store/store.ts";
import { demoMeetings, meetingWhenSigned, type DemoApproval, type DemoMeeting } from "./demoMeetings.ts";
import { demoPersonOf } from "./demoPeople.ts";

interface SeedDeps {
  readonly store: Store;
  readonly newId: () => string;
  /** UTC, ISO 8601. */
  readonly now: string;
}

type Doc = Parameters<NonNullable<NewDocument["prepare"]>>[0];

export async function seedDemo({ store, newId, now }: SeedDeps): Promise<void> {
  if ((await store.listMeetings()).length > 0) return;
  for (const demo of demoMeetings()) {
    await storeNewDocument(meetingWhenSigned(demo), {
      store,
      newId,
      now,
      documentId: demo.id,
      person: "referent",
      phase: demo.phase,
      prepare: (doc) => play(doc, demo, { newId, now }),
    });
  }
}

function play(
  doc: Doc,
  demo: DemoMeeting,
  { newId, now }: Pick<SeedDeps, "newId" | "now">,
): readonly NewLedgerEntry[] {
  const current = demo.currentItemIndex === undefined ? undefined : listItems(doc)[demo.currentItemIndex];
  if (current !== undefined) {
    const sinceMs = Date.parse(now) - (demo.currentItemMinutes ?? 0) * 60_000;
    const live = { currentItem: current.id, currentSince: new Date(sinceMs).toISOString() };
    doc.transact(() => setLive(doc, live));
  }
  const ledger: NewLedgerEntry[] = [];
  for (const approval of demo.approvals) ledger.push(...sign(doc, demo, approval, ledger.at(-1), newId));
  for (const { itemIndex, signedDecision } of demo.approvals) {
    if (signedDecision !== undefined) rewriteDecision(doc, demo, itemIndex);
  }
  return ledger;
}

function sign(
  doc: Doc,
  demo: DemoMeeting,
  approval: DemoApproval,
  last: NewLedgerEntry | undefined,
  newId: () => string,
): readonly NewLedgerEntry[] {
  const item = listItems(doc)[approval.itemIndex];
  const actor = demoPersonOf(approval.role);
  if (item === undefined || actor === undefined)
    throw new Error(`the demo has no item ${approval.itemIndex}`);
  const command = { type: "signOff", id: newId(), itemId: item.id, hash: contentHash(doc, item.id) } as const;
  const outcome = executeCommand(doc, command, {
    now: approval.at,
    newId,
    actor,
    settings: DEMO_SETTINGS,
    meetingId: demo.id,
    nextSeq: 1,
    ledger: last ?? LEDGER_START,
  });
  if (outcome.kind === "refused")
    throw new Error(`a signature of the demo was refused: ${outcome.refusal.message}`);
  return outcome.ledger;
}

/** The decision as it reads now; the signatures of before are stale from here on. */
function rewriteDecision(doc: Doc, demo: DemoMeeting, itemIndex: number): void {
  const item = listItems(doc)[itemIndex];
  const section =
    item === undefined ? undefined : sectionsOfItem(doc, item.id).find(({ kind }) => kind === "beslutning");
  const now = demo.meeting.items[itemIndex]?.sections.find(({ kind }) => kind === "beslutning");
  if (section === undefined || now === undefined)
    throw new Error(`item ${itemIndex} of the demo has no decision`);
  doc.transact(() => replaceRichText(sectionText(doc, section.id), now.content));
}
