/**
 * After applying: did the document change only as predicted? A false answer is a bug of the guard,
 * and the caller drops its document and reads it from the log again. It asks the document itself and
 * shares no code with the prediction.
 */
import * as Y from "yjs";
import type { SharedType } from "./parentage.ts";
import type { Asker, Roots } from "./verdict.ts";

export function appliedAsPredicted(
  doc: Y.Doc,
  transactions: readonly Y.Transaction[],
  asker: Asker,
  roots: Roots,
): boolean {
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return false;
  const predicted = new Set<unknown>();
  for (const root of roots.keys()) predicted.add(doc.share.get(root));
  return transactions.every((transaction) => isAsPredicted(transaction, asker, predicted));
}

/** `predicted` are root types; what hangs nowhere has no root that could be among them. */
function isAsPredicted(
  { doc, beforeState, afterState, changed }: Y.Transaction,
  asker: Asker,
  predicted: ReadonlySet<unknown>,
): boolean {
  for (const type of changed.keys()) {
    if (!predicted.has(rootOf(type))) return false;
  }
  for (const [client, end] of afterState) {
    const begin = beforeState.get(client) ?? 0;
    if (end === begin) continue;
    if (!asker.clientIds.has(client) || !newItemsAreIn(doc, { client, begin, predicted })) return false;
  }
  return true;
}

/** Follows the real chain of parents of everything that a client wrote from a clock on. */
function newItemsAreIn(
  { store }: Y.Doc,
  { client, begin, predicted }: { client: number; begin: number; predicted: ReadonlySet<unknown> },
): boolean {
  const structs = store.clients.get(client) ?? [];
  let last: unknown;
  for (let index = Y.findIndexSS(structs, begin); index < structs.length; index += 1) {
    const struct = structs[index];
    // What was written into something deleted for good is a GC, and stands nowhere.
    if (!(struct instanceof Y.Item) || struct.parent === last) continue;
    last = struct.parent;
    if (!(last instanceof Y.AbstractType) || !predicted.has(rootOf(last))) return false;
  }
  return true;
}

function rootOf(type: SharedType): unknown {
  let top: unknown = type;
  while (top instanceof Y.AbstractType && top._item !== null) top = top._item.parent;
  return top;
}
