/**
 * Is there room in a section for what an update writes? Counting a long section takes longer than
 * judging a keystroke, so what is remembered is how much is left at least; only when that is used
 * up is the section counted again.
 */
import * as Y from "yjs";
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { Place, SharedType } from "./parentage.ts";

/** By document and root. What is deleted gives room only at the next count. */
const leastLeft = new WeakMap<Y.Doc, Map<string, number>>();

/** May the section grow by so many characters? A block counts as one, too. */
export function hasRoomFor(doc: Y.Doc, root: string, growth: number): boolean {
  if (growth <= 0) return true;
  const left = leastLeft.get(doc) ?? new Map<string, number>();
  leastLeft.set(doc, left);
  let room = left.get(root) ?? 0;
  if (growth > room) room = LIMITS.charactersPerSection - sizeOf(doc.share.get(root));
  left.set(root, growth > room ? 0 : room - growth);
  return growth <= room;
}

/** What a new item takes. Formatting and attributes are no characters, but they fill the memory as well. */
export function roomFor({ content, countable, length, parentSub }: Y.Item, place: Place): number {
  if (content instanceof Y.ContentDeleted) return 0;
  const isAttribute = parentSub !== null || ("key" in place && place.key !== null);
  if (isAttribute || content instanceof Y.ContentFormat) return LIMITS.charactersPerFormat;
  return countable ? length : 0;
}

function sizeOf(type: SharedType | undefined): number {
  let size = type?._length ?? 0;
  for (let item = type?._start ?? null; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentType) size += sizeOf(item.content.type);
    else if (item.content instanceof Y.ContentFormat) size += LIMITS.charactersPerFormat;
  }
  for (const item of type?._map.values() ?? []) if (!item.deleted) size += LIMITS.charactersPerFormat;
  return size;
}
