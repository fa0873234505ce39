/**
 * A second document that holds one section of the first, item for item under the same ids. Whatever
 * else the clients have written is in it as something deleted long ago, so an update that fits the
 * one fits the other, and copying takes time for the section only, however long the meeting.
 */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { leaveFormatting } from "../../shared/document/leaveFormatting.ts";
import type { SharedType } from "./parentage.ts";

export function copyOfSection(doc: Y.Doc, root: string): Y.Doc {
  const copy = new Y.Doc();
  leaveFormatting(copy);
  copy.getXmlFragment(root);
  Y.applyUpdate(copy, sectionAlone(doc, root));
  return copy;
}

function sectionAlone(doc: Y.Doc, root: string): Uint8Array {
  const kept = new Map<number, Y.Item[]>();
  keepAllIn(doc.getXmlFragment(root), kept);
  const encoder = new Y.UpdateEncoderV1();
  // Yjs writes the highest client first.
  const clients = [...doc.store.clients.keys()].toSorted((a, b) => b - a);
  encoding.writeVarUint(encoder.restEncoder, clients.length);
  for (const client of clients) {
    const structs = withoutGaps(client, kept.get(client) ?? [], Y.getState(doc.store, client));
    encoding.writeVarUint(encoder.restEncoder, structs.length);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, 0);
    for (const struct of structs) struct.write(encoder, 0);
  }
  const NO_DELETES = 0;
  encoding.writeVarUint(encoder.restEncoder, NO_DELETES);
  return encoder.toUint8Array();
}

/** Deleted ones as well: others name them as their neighbours. */
function keepAllIn(type: SharedType, kept: Map<number, Y.Item[]>): void {
  for (let item = type._start; item !== null; item = item.right) keep(item, kept);
  for (const latest of type._map.values()) {
    for (let item: Y.Item | null = latest; item !== null; item = item.left) keep(item, kept);
  }
}

function keep(item: Y.Item, kept: Map<number, Y.Item[]>): void {
  const items = kept.get(item.id.client);
  if (items === undefined) kept.set(item.id.client, [item]);
  else items.push(item);
  if (item.content instanceof Y.ContentType) keepAllIn(item.content.type, kept);
}

function withoutGaps(client: number, items: readonly Y.Item[], end: number): readonly (Y.Item | Y.GC)[] {
  const structs: (Y.Item | Y.GC)[] = [];
  let clock = 0;
  const fillUpTo = (next: number) => {
    if (next > clock) structs.push(new Y.GC(Y.createID(client, clock), next - clock));
  };
  for (const item of items.toSorted((a, b) => a.id.clock - b.id.clock)) {
    fillUpTo(item.id.clock);
    structs.push(item);
    clock = item.id.clock + item.length;
  }
  fillUpTo(end);
  return structs;
}
