/** The items of a meeting: add, change, move, remove, restore. */
import type * as Y from "yjs";
import { itemsRoot } from "../document/layout.ts";
import type { ItemRecord } from "../document/layout.ts";
import { findItem, listItems, listRemovedItems } from "../document/read.ts";
import { orderBetween, putItem } from "../document/write.ts";
import { byOrder } from "../meeting/numbering.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { AddItem, MoveItem, RemoveItem, RestoreItem, SetItem } from "./command.ts";
import { planOf, refuse } from "./plan.ts";
import type { CommandContext, Judged } from "./plan.ts";

export function judgeAddItem(doc: Y.Doc, command: AddItem, context: CommandContext): Judged {
  if (command.closed === true) return refuse("closedItems");
  if (isFull(doc)) return refuseFull();
  const neighbours = command.after === undefined ? lastPlace(doc) : placeAfter(doc, command.after);
  if (neighbours === undefined) return refuse("unknownItem");
  const itemId = context.newId();
  return planOf({
    effect: `addItem ${itemId}`,
    result: { itemId },
    write: () => {
      putItem(doc, itemId, {
        order: orderBetween(neighbours.before, neighbours.after),
        title: command.title,
        journalNumber: command.journalNumber ?? "",
      });
    },
  });
}

export function judgeSetItem(doc: Y.Doc, command: SetItem): Judged {
  if (command.closed === true) return refuse("closedItems");
  if (command.ready !== undefined) return refuse("notYet", "Markeringen Klar kommer");
  const record = livingItem(doc, command.itemId);
  if (record === undefined) return refuse("unknownItem");
  const { title = record.title, journalNumber = record.journalNumber } = command;
  return planOf({
    effect: `setItem ${command.itemId} ${changedFields(command)}`,
    write: () => {
      putItem(doc, command.itemId, { ...record, title, journalNumber });
    },
  });
}

function changedFields({ title, journalNumber }: SetItem): string {
  return [title === undefined ? "" : "title", journalNumber === undefined ? "" : "journalNumber"]
    .join(" ")
    .trim();
}

export function judgeMoveItem(doc: Y.Doc, command: MoveItem): Judged {
  const record = livingItem(doc, command.itemId);
  if (record === undefined) return refuse("unknownItem");
  const neighbours = newPlaceOf(doc, command);
  if (neighbours === undefined) return refuse("unknownItem");
  return planOf({
    effect: `moveItem ${command.itemId}`,
    write: () => {
      putItem(doc, command.itemId, { ...record, order: orderBetween(neighbours.before, neighbours.after) });
    },
  });
}

function newPlaceOf(doc: Y.Doc, { itemId, before, after }: MoveItem): Neighbours | undefined {
  if (after !== undefined) return placeAfter(doc, after, itemId);
  return before === undefined ? undefined : placeBefore(doc, before, itemId);
}

/** Leaves a tombstone: text typed at this moment survives, and the item can come back. */
export function judgeRemoveItem(doc: Y.Doc, command: RemoveItem, context: CommandContext): Judged {
  const record = livingItem(doc, command.itemId);
  if (record === undefined) return refuse("unknownItem");
  return planOf({
    effect: `removeItem ${command.itemId}`,
    write: () => {
      putItem(doc, command.itemId, { ...record, deletedAt: context.now });
    },
  });
}

export function judgeRestoreItem(doc: Y.Doc, command: RestoreItem): Judged {
  const removed = itemsRoot(doc).get(command.itemId);
  if (removed === undefined)
    return refuse("unknownItem", "Punktet findes ikke", "Genindlæs siden, og prøv igen.");
  if (removed.deletedAt === undefined) return refuse("notRemoved");
  if (isFull(doc)) return refuseFull();
  const { deletedAt: _gone, ...record } = removed;
  return planOf({
    effect: `restoreItem ${command.itemId}`,
    write: () => {
      putItem(doc, command.itemId, record);
    },
  });
}

/** The record of an item that is not removed, without its id. */
export function livingItem(doc: Y.Doc, itemId: string): ItemRecord | undefined {
  const record = itemsRoot(doc).get(itemId);
  return record?.deletedAt === undefined ? record : undefined;
}

function isFull(doc: Y.Doc): boolean {
  return listItems(doc).length >= LIMITS.itemsPerMeeting;
}

function refuseFull(): Judged {
  return refuse("tooMany", `Et møde kan højst have ${LIMITS.itemsPerMeeting} punkter`);
}

interface Neighbours {
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * All items in order but the one that moves, removed ones too: a key between two living items could
 * be the key of a removed one between them, and the two would stand at one place after a restore.
 */
function placesOf(doc: Y.Doc, moving?: string) {
  return [...listItems(doc), ...listRemovedItems(doc)].filter((item) => item.id !== moving).toSorted(byOrder);
}

function lastPlace(doc: Y.Doc): Neighbours {
  return { before: placesOf(doc).at(-1)?.order ?? null, after: null };
}

function placeAfter(doc: Y.Doc, itemId: string, moving?: string): Neighbours | undefined {
  const places = placesOf(doc, moving);
  const index = livingIndexOf(doc, places, itemId);
  if (index === undefined) return undefined;
  return { before: places[index]?.order ?? null, after: places[index + 1]?.order ?? null };
}

function placeBefore(doc: Y.Doc, itemId: string, moving?: string): Neighbours | undefined {
  const places = placesOf(doc, moving);
  const index = livingIndexOf(doc, places, itemId);
  if (index === undefined) return undefined;
  return { before: places[index - 1]?.order ?? null, after: places[index]?.order ?? null };
}

function livingIndexOf(
  doc: Y.Doc,
  places: readonly { readonly id: string }[],
  itemId: string,
): number | undefined {
  if (findItem(doc, itemId)?.deletedAt !== undefined) return undefined;
  const index = places.findIndex((place) => place.id === itemId);
  return index === -1 ? undefined : index;
}
