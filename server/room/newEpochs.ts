/**
 * Lets every meeting go on under a new epoch, after the database was exchanged for another copy: what
 * clients hold may be ahead of it in ways that nobody can put together again. They keep their own unsaved
 * words, fetch the document anew, and nothing of the old epoch mixes in.
 */
import { randomInt } from "node:crypto";
import * as Y from "yjs";
import type { EpochStart, Store } from "../store/store.ts";
import { openDoc } from "./openDoc.ts";

interface NewEpochs {
  readonly store: Store;
  readonly newId: () => string;
  /** UTC, ISO 8601. */
  readonly now: string;
}

export interface Renewed {
  readonly meetings: number;
  /** They refuse to open anyway, and keep their epoch. */
  readonly damaged: readonly { readonly documentId: string; readonly error: unknown }[];
}

export async function startNewEpochs({ store, newId, now }: NewEpochs): Promise<Renewed> {
  const starts: EpochStart[] = [];
  const damaged: { readonly documentId: string; readonly error: unknown }[] = [];
  for (const { id: documentId } of await store.listMeetings()) {
    try {
      const stored = await store.load(documentId);
      if (stored === undefined) continue;
      const doc = openDoc(stored, randomInt(1, 0xffff_ffff));
      const bytes = Y.encodeStateAsUpdate(doc);
      doc.destroy();
      const whole = { at: now, person: "server", clientId: 0, bytes };
      starts.push({ documentId, from: stored.epoch, epoch: newId(), whole });
    } catch (error) {
      damaged.push({ documentId, error });
    }
  }
  await store.startEpochs(starts);
  return { meetings: starts.length, damaged };
}
