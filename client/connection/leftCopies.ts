/**
 * Device copies that were left because they hold a refused edit. When no tab uses one any more, what
 * lies in it and in no journal (a tab may have gone before it could keep its words) is kept, and
 * then the copy is deleted.
 */
import { fromBase64 } from "lib0/buffer";
import * as Y from "yjs";
import { deleteDeviceCopy, readDeviceCopy } from "./deviceCopy.ts";
import type { DeviceMemory, LeftCopy } from "./deviceMemory.ts";
import { type GoneWords, goneWordsOf } from "./goneWords.ts";
import type { RecoveredDocument } from "./keptEntries.ts";
import { holdLock } from "./tabLocks.ts";
import type { IsUnsent } from "./unsentText.ts";

interface Keeper {
  keep(from: RecoveredDocument): void;
  /** This generation is over on this device. */
  forget(generation: number): void;
}

export async function clearLeftCopies(memory: DeviceMemory, keeper: Keeper): Promise<void> {
  await Promise.all(memory.leftCopies().map((left) => clear(memory, left, keeper)));
}

async function clear(memory: DeviceMemory, left: LeftCopy, keeper: Keeper): Promise<void> {
  const { name, generation } = left;
  const hold = holdLock(memory.lockName(generation), "exclusive");
  try {
    // Another tab may have cleared it while this one waited.
    if (!(await hold.granted) || !memory.isLeft(generation)) return;
    await keepRest(memory, left, keeper);
    if (name !== "") await deleteDeviceCopy(name);
    memory.forgetLeft(generation);
    keeper.forget(generation);
  } catch (error) {
    // The copy stays, with all that is in it; the next page tries again.
    console.info("En tidligere kopi på enheden kunne ikke læses", error);
  } finally {
    hold.release();
  }
}

async function keepRest(memory: DeviceMemory, { name, generation }: LeftCopy, keeper: Keeper): Promise<void> {
  const unsent = memory.unsentClients(generation);
  if (unsent.size === 0) return;
  const isUnsent: IsUnsent = (client, clock) => {
    const known = unsent.get(client);
    return known !== undefined && clock >= known.confirmed;
  };
  const goneWords: GoneWords[] = [];
  const doc = new Y.Doc();
  doc.on("afterTransaction", (transaction) => {
    goneWords.push(...goneWordsOf(transaction, isUnsent));
  });
  if (name !== "") await readDeviceCopy(name, doc);
  for (const update of memory.newest(generation)) Y.applyUpdate(doc, fromBase64(update));
  keeper.keep({ doc, generation, isUnsent, goneWords, unsavedSections: [], saved: false });
  doc.destroy();
}
