/** What a document's store holds under an id. */
import * as Y from "yjs";

/** Undefined for what the document has not heard of, and for what went with the block around it. */
export function storedItem({ store }: Y.Doc, id: Y.ID): Y.Item | undefined {
  const structs = store.clients.get(id.client);
  if (structs === undefined || id.clock >= Y.getState(store, id.client)) return undefined;
  const struct = structs[Y.findIndexSS(structs, id.clock)];
  return struct instanceof Y.Item ? struct : undefined;
}
