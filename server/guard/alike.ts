/** Whether a block in one document and the same one in another hold the same, without reading what that says. */
import * as Y from "yjs";
import type { SharedType } from "./parentage.ts";

/**
 * The same living items in the same order, cut alike: then both read the same. False also where only
 * the cuts differ.
 */
export function areAlike(one: SharedType, other: SharedType): boolean {
  if (one._map.size !== other._map.size) return false;
  for (const [key, item] of one._map) {
    const twin = other._map.get(key);
    if (twin?.deleted !== item.deleted || !isSameItem(item, twin)) return false;
  }
  let [item, twin] = [living(one._start), living(other._start)];
  while (item !== null && twin !== null) {
    if (!isSameItem(item, twin)) return false;
    [item, twin] = [living(item.right), living(twin.right)];
  }
  return item === twin;
}

function living(item: Y.Item | null): Y.Item | null {
  let next = item;
  while (next?.deleted === true) next = next.right;
  return next;
}

function isSameItem(item: Y.Item, twin: Y.Item): boolean {
  const [{ client, clock }, other] = [item.id, twin.id];
  return (
    client === other.client &&
    clock === other.clock &&
    item.length === twin.length &&
    isSameContent(item, twin)
  );
}

/** An id says what an item holds, but for letters that were cut in two, and what stands in a block. */
function isSameContent({ content }: Y.Item, { content: twin }: Y.Item): boolean {
  if (content instanceof Y.ContentType)
    return twin instanceof Y.ContentType && areAlike(content.type, twin.type);
  if (content instanceof Y.ContentString) return twin instanceof Y.ContentString && content.str === twin.str;
  return true;
}
