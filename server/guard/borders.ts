/**
 * What others have written just outside the words that somebody strikes or formats at the same moment
 * may come to stand inside: Yjs orders what two people put at one spot by their clients' numbers. A
 * proposal reaches as far as its author saw, so it is taken off those words.
 */
import * as Y from "yjs";
import { markNameOfKey } from "../../shared/document/markKeys.ts";
import { mendsOfStrays, type Mends } from "./mending.ts";
import { isNewItem, type View } from "./pieces.ts";
import type { Stray } from "./projection.ts";

/** What is to be taken off in the texts that these transactions have changed. */
export function mendsOfBorders(transactions: readonly Y.Transaction[], view: View): readonly Mends[] {
  const changed = new Set(transactions.flatMap((transaction) => [...transaction.changed.keys()]));
  return [...changed].flatMap((type) => {
    if (!(type instanceof Y.XmlText)) return [];
    const strays = newBordersIn(type, view).flatMap((border) => straysAt(border, type, view));
    return strays.length === 0 ? [] : [{ marks: mendsOfStrays(strays), stamps: [] }];
  });
}

interface Border {
  readonly item: Y.Item;
  readonly key: string;
  readonly side: "left" | "right";
}

function newBordersIn(text: Y.XmlText, view: View): readonly Border[] {
  const borders: Border[] = [];
  for (let item = text._start; item !== null; item = item.right) {
    const { content } = item;
    if (item.deleted || !(content instanceof Y.ContentFormat) || !isNewItem(item, view)) continue;
    const key: string = content.key;
    const kind = markNameOfKey(key);
    if (kind !== "deletion" && kind !== "formatChange") continue;
    borders.push({ item, key, side: content.value === null ? "left" : "right" });
  }
  return borders;
}

/** The words between an end and what stood before it when it was set, or between a beginning and what stood behind it. */
function straysAt({ item: border, key, side }: Border, text: Y.XmlText, view: View): readonly Stray[] {
  const strays: Stray[] = [];
  const seenAt = ({ origin, rightOrigin }: Y.Item) => (side === "left" ? origin : rightOrigin);
  let seen = seenAt(border);
  for (let item = border[side]; item !== null; item = item[side]) {
    const unseen = lettersBeyond(item, seen, side);
    if (!isNewItem(item, view) && item.countable && !item.deleted && unseen.length > 0) {
      const at = placeOf(item, text) + unseen.from;
      strays.push({ run: { text, at, length: unseen.length }, key, value: null });
    }
    if (unseen.length === item.length) continue;
    if (!isNewItem(item, view)) break;
    seen = seenAt(item);
  }
  return strays;
}

/** The part of an item between the border and the letter with this id; Yjs joins what one client writes in a row. */
function lettersBeyond(
  { id, length }: Y.Item,
  seen: Y.ID | null,
  side: Border["side"],
): { readonly from: number; readonly length: number } {
  const isHere = seen !== null && seen.client === id.client;
  const index = isHere ? seen.clock - id.clock : -1;
  if (index < 0 || index >= length) return { from: 0, length };
  return side === "left" ? { from: index + 1, length: length - index - 1 } : { from: 0, length: index };
}

function placeOf(item: Y.Item, text: Y.XmlText): number {
  let at = 0;
  for (let before = text._start; before !== null && before !== item; before = before.right)
    if (!before.deleted && before.countable) at += before.length;
  return at;
}
