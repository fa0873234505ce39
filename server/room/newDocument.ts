/** A meeting becomes a stored document: one record, one commit. */
import * as Y from "yjs";
import { createMeeting, type CreateOptions } from "../../shared/document/write.ts";
import type { Meeting } from "../../shared/meeting/meeting.ts";
import type { NewLedgerEntry, Store } from "../store/store.ts";
import { summaryOf } from "./summary.ts";

export interface NewDocument extends CreateOptions {
  readonly store: Store;
  readonly documentId: string;
  readonly person: string;
  /** UTC, ISO 8601. */
  readonly now: string;
  /** What else happened before the meeting is first stored; answers the ledger of it. */
  readonly prepare?: (doc: Y.Doc) => readonly NewLedgerEntry[];
}

/** Stores a new meeting. Fails with a StoreError when it cannot be saved or the id is taken. */
export async function storeNewDocument(meeting: Meeting, options: NewDocument): Promise<void> {
  const doc = new Y.Doc();
  doc.transact(() => createMeeting(doc, meeting, options));
  const ledger = options.prepare?.(doc) ?? [];
  await options.store.create({
    documentId: options.documentId,
    epoch: options.newId(),
    records: [
      { seq: 1, at: options.now, person: options.person, clientId: 0, bytes: Y.encodeStateAsUpdate(doc) },
    ],
    summary: summaryOf(doc),
    ...(ledger.length > 0 ? { ledger } : {}),
  });
}
