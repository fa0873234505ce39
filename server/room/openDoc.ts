/** Builds a room's Y.Doc from what is stored. */
import * as Y from "yjs";
import { sectionsRoot, sectionText } from "../../shared/document/layout.ts";
import { leaveFormatting } from "../../shared/document/leaveFormatting.ts";
import type { StoredDocument } from "../store/store.ts";

/** `clientId` is fresh each time: one that is used again after restoring a backup parts client and server for ever. */
export function openDoc(stored: StoredDocument, clientId: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  leaveFormatting(doc);
  const snapshot = stored.snapshot === undefined ? [] : [stored.snapshot.bytes];
  doc.transact(() => {
    for (const update of [...snapshot, ...stored.tail.map((record) => record.bytes)])
      Y.applyUpdate(doc, update);
  });
  // A root has its type from the first who asks; text must never be taken for a plain type.
  for (const sectionId of sectionsRoot(doc).keys()) sectionText(doc, sectionId);
  return doc;
}
