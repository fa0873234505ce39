/**
 * Words of somebody who edits are the text's own, wherever they land: a mark that another person has
 * left open reaches over what is written behind it at the same moment, and a rejection would take
 * those words away. Marks that the update writes itself are copies and stay.
 */
import * as Y from "yjs";
import { markNameOfKey } from "../../shared/document/markKeys.ts";
import { mendsOfStrays, type Mends } from "./mending.ts";
import { isNewItem, type View } from "./pieces.ts";
import type { Stray } from "./projection.ts";
import { isStampValue } from "./stampValues.ts";

/** What is to be taken off the new words in the texts that these transactions have changed; not under roots where the writer suggests. */
export function mendsOfLanded(
  transactions: readonly Y.Transaction[],
  view: View,
  suggested: ReadonlySet<unknown>,
): readonly Mends[] {
  const changed = new Set(transactions.flatMap((transaction) => [...transaction.changed.keys()]));
  return [...changed].flatMap((type) => {
    if (!(type instanceof Y.XmlText) || suggested.has(rootOf(type))) return [];
    const strays = straysOnNew(type, view);
    return strays.length === 0 ? [] : [{ marks: mendsOfStrays(strays), stamps: [] }];
  });
}

function rootOf(text: Y.XmlText): unknown {
  let top: unknown = text;
  while (top instanceof Y.AbstractType && top._item !== null) top = top._item.parent;
  return top;
}

function straysOnNew(text: Y.XmlText, view: View): readonly Stray[] {
  const open = new Map<string, Y.Item>();
  const strays: Stray[] = [];
  let at = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const { content } = item;
    if (content instanceof Y.ContentFormat) {
      if (isStampValue(content.value) && !isNewItem(item, view)) open.set(content.key, item);
      else open.delete(content.key);
    } else if (item.countable) {
      if (open.size > 0 && isNewItem(item, view)) strays.push(...straysOver({ text, at, item, open }, view));
      at += item.length;
    }
  }
  return strays;
}

interface Landed {
  readonly text: Y.XmlText;
  readonly at: number;
  readonly item: Y.Item;
  readonly open: ReadonlyMap<string, Y.Item>;
}

/** Within an insertion that the writer has seen, as when a deletion there is undone, words belong to it. */
function straysOver({ text, at, item, open }: Landed, view: View): readonly Stray[] {
  const run = { text, at, length: item.length };
  return [...open].flatMap(([key, format]) => {
    const isMeant =
      markNameOfKey(key) === "insertion" &&
      (isWrittenBehind(item, format, view) || isWrittenBeforeEnd(item, key, view));
    return isMeant ? [] : [{ run, key, value: null }];
  });
}

/** Was what stood before the words, when they were written, behind this piece of formatting, and does anything of it stand? */
function isWrittenBehind(words: Y.Item, format: Y.Item, view: View): boolean {
  let item: Y.Item | null = words;
  let { origin } = words;
  for (; item !== null && item !== format; item = item.left) {
    if (origin === null || !holds(item, origin)) continue;
    if (!isNewItem(item, view)) return standsBetween(format, item);
    ({ origin } = item);
  }
  return false;
}

/** Right before where the suggestion ends: whoever means words of the text's own writes them behind that. */
function isWrittenBeforeEnd({ right, rightOrigin }: Y.Item, key: string, view: View): boolean {
  if (rightOrigin === null) return false;
  let end = right;
  while (end !== null && !holds(end, rightOrigin)) end = end.right;
  if (end === null || end.deleted || isNewItem(end, view)) return false;
  const { content } = end;
  return content instanceof Y.ContentFormat && content.key === key && content.value === null;
}

/** Where no word of the suggestion stands, its end may have gone together with them. */
function standsBetween(format: Y.Item, last: Y.Item): boolean {
  for (let item: Y.Item | null = last; item !== null && item !== format; item = item.left)
    if (item.countable && !item.deleted) return true;
  return false;
}

function holds({ id, length }: Y.Item, { client, clock }: Y.ID): boolean {
  return id.client === client && clock >= id.clock && clock < id.clock + length;
}
