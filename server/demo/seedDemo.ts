/**
 * Plays the demo's meetings into an empty store: text, current item, comments and signatures, the
 * last by the same command that people use. Does nothing when there are meetings already.
 */
import { contentHash } from "../../shared/canonical/canonicalItem.ts";
import { LEDGER_START } from "../../shared/canonical/ledger.ts";
import { executeCommand } from "../../shared/commands/execute.ts";
import { replaceRichText } from "../../shared/document/fragmentWrite.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { placeOfWords } from "../../shared/document/placeOfWords.ts";
import { listItems, sectionsOfItem } from "../../shared/document/read.ts";
import { putComment, setLive } from "../../shared/document/write.ts";
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import { storeNewDocument, type NewDocument } from "../room/newDocument.ts";
import type { NewLedgerEntry, Store } from "../store/store.ts";
import {
  demoMeetings,
  meetingWhenSigned,
  type DemoApproval,
  type DemoComment,
  type DemoMeeting,
} from "./demoMeetings.ts";
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
  doc.transact(() => {
    for (const comment of demo.comments) writeComment(doc, comment, newId());
  });
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
  const now = demo.meeting.items[itemIndex]?.sections.find(({ kind }) => kind === "beslutning");
  if (now === undefined) throw new Error(`item ${itemIndex} of the demo has no decision`);
  doc.transact(() => replaceRichText(sectionText(doc, decisionOf(doc, itemIndex)), now.content));
}

function writeComment(doc: Doc, { itemIndex, quote, messages }: DemoComment, threadId: string): void {
  const section = decisionOf(doc, itemIndex);
  const place = placeOfWords(sectionText(doc, section), quote);
  if (place === undefined) throw new Error(`the demo has no words «${quote}»`);
  const anchor = { kind: "words", ...place, quote } as const;
  const named = messages.map((message) => ({ ...message, name: demoPersonOf(message.person)?.name ?? "" }));
  putComment(doc, threadId, { section, anchor, messages: named });
}

/** The id of the section. */
function decisionOf(doc: Doc, itemIndex: number): string {
  const item = listItems(doc)[itemIndex];
  const sections = item === undefined ? [] : sectionsOfItem(doc, item.id);
  const section = sections.find(({ kind }) => kind === "beslutning");
  if (section === undefined) throw new Error(`item ${itemIndex} of the demo has no decision`);
  return section.id;
}
