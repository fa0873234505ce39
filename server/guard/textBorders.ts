/**
 * Two texts of one block must not touch. Where a person's own text stands right behind another's,
 * y-tiptap moves its words over while it draws the block; with the other text they could then be
 * deleted. What is deleted between the two keeps them apart.
 */
import * as Y from "yjs";
import { isNewItem, type View } from "./pieces.ts";

/** A text, and a new one or the one that stood there, right behind it. */
export function touchingTexts(transactions: readonly Y.Transaction[], view: View): readonly Y.XmlText[] {
  const changed = new Set(transactions.flatMap((transaction) => [...transaction.changed.keys()]));
  return [...changed].flatMap((type) => (type instanceof Y.XmlFragment ? touchingIn(type, view) : []));
}

/** Of a block that is new itself Yjs does not say that something in it has changed. */
function touchingIn(block: Y.XmlFragment, view: View): readonly Y.XmlText[] {
  const found: Y.XmlText[] = [];
  for (let item = block._start; item !== null; item = item.right) {
    const [left, right] = [livingType(item), livingType(item.right)];
    const isNew = isNewItem(item, view);
    if (isNew && left instanceof Y.XmlElement) found.push(...touchingIn(left, view));
    if (!(left instanceof Y.XmlText) || !(right instanceof Y.XmlText) || item.right === null) continue;
    if (isNew || isNewItem(item.right, view)) found.push(left);
  }
  return found;
}

function livingType(item: Y.Item | null): unknown {
  if (item === null || item.deleted || !(item.content instanceof Y.ContentType)) return undefined;
  return item.content.type;
}

/** Call it in a transaction. */
export function keepApart(left: Y.XmlText): void {
  const { parent } = left;
  if (!(parent instanceof Y.XmlElement)) return;
  const place = parent.toArray().indexOf(left) + 1;
  parent.insert(place, [new Y.XmlText()]);
  parent.delete(place, 1);
}
