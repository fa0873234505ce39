/**
 * Plays the demo's meetings into an empty store: text, current item and signatures, the latter by
 * the same command that people use. Does nothing when the demo is there already.
 */
import * as Y from "yjs";
import { executeCommand } from "../../shared/commands/execute.ts";
import { replaceRichText } from "../../shared/document/fragmentText.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { listItems, sectionsOfItem, sectionTextOf } from "../../shared/document/read.ts";
import { createMeeting, setLive } from "../../shared/document/write.ts";
import { contentHash } from "../../shared/canonical/canonicalItem.ts";
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import type { RichText } from "../../shared/meeting/richText.ts";
import { summaryOf } from "../room/summary.ts";
import type { NewLedgerEntry, Store } from "../store/store.ts";
import { demoMeetings, type DemoApproval, type DemoMeeting } from "./demoMeetings.ts";
import { demoPersonOf } from "./demoPeople.ts";

interface SeedDeps {
  readonly store: Store;
  readonly newId: () => string;
  /** UTC, ISO 8601. */
  readonly now: string;
}

export async function seedDemo({ store, newId, now }: SeedDeps): Promise<void> {
  const known = new Set((await store.listMeetings()).map(({ id }) => id));
  if (known.size > 0) return;
  for (const demo of demoMeetings()) {
    const { doc, ledger } = play(demo, newId);
    await store.create({
      documentId: demo.id,
      epoch: newId(),
      records: [{ seq: 1, at: now, person: "referent", clientId: 0, bytes: Y.encodeStateAsUpdate(doc) }],
      summary: summaryOf(doc),
      ...(ledger.length > 0 ? { ledger } : {}),
    });
  }
}

function play(
  demo: DemoMeeting,
  newId: () => string,
): { readonly doc: Y.Doc; readonly ledger: readonly NewLedgerEntry[] } {
  const doc = new Y.Doc();
  doc.transact(() => createMeeting(doc, demo.meeting, { phase: demo.phase, newId }));
  const current = demo.currentItemIndex === undefined ? undefined : listItems(doc)[demo.currentItemIndex];
  if (current !== undefined) {
    const live = {
      currentItem: current.id,
      ...(demo.currentSince === undefined ? {} : { currentSince: demo.currentSince }),
    };
    doc.transact(() => setLive(doc, live));
  }
  const ledger: NewLedgerEntry[] = [];
  for (const approval of demo.approvals) sign(doc, demo, approval, ledger, newId);
  return { doc, ledger };
}

function sign(
  doc: Y.Doc,
  demo: DemoMeeting,
  approval: DemoApproval,
  ledger: NewLedgerEntry[],
  newId: () => string,
): void {
  const item = listItems(doc)[approval.itemIndex];
  const actor = demoPersonOf(approval.role);
  if (item === undefined || actor === undefined)
    throw new Error(`the demo has no item ${approval.itemIndex} or no ${approval.role}`);
  const decision = sectionsOfItem(doc, item.id).find(({ kind }) => kind === "beslutning");
  const now = decision === undefined ? undefined : sectionTextOf(doc, decision.id);
  const rewrite = (text: RichText | undefined) => {
    if (decision !== undefined && text !== undefined)
      doc.transact(() => replaceRichText(sectionText(doc, decision.id), text));
  };
  rewrite(approval.signedDecision);
  const last = ledger.at(-1);
  const outcome = executeCommand(
    doc,
    { type: "signOff", id: newId(), itemId: item.id, hash: contentHash(doc, item.id) },
    {
      now: approval.at,
      newId,
      actor,
      settings: DEMO_SETTINGS,
      meetingId: demo.id,
      nextSeq: 1,
      ledger: { n: last?.n ?? 0, hash: last?.hash ?? "" },
    },
  );
  if (outcome.kind === "refused")
    throw new Error(`the demo's signature was refused: ${outcome.refusal.message}`);
  ledger.push(...outcome.ledger);
  if (approval.signedDecision !== undefined) rewrite(now);
}
