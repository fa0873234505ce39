/**
 * How long would Yjs search for the places of an update's structs? A struct that finds others at
 * its spot is compared with each of them, so a few thousand structs made for it stall the server
 * for seconds. This counts at least as many steps as Yjs would take, without taking them.
 */
import * as Y from "yjs";
import type { Struct } from "./decoded.ts";
import type { Parentage, Place } from "./parentage.ts";
import { storedItem } from "./storedItem.ts";

interface Account {
  readonly parentage: Parentage;
  /** Counting ends when there are more. */
  readonly stepsMax: number;
}

/** At least as many steps as Yjs will take; above `stepsMax` any number above it. */
export function stepsToPlace(
  doc: Y.Doc,
  structs: readonly Struct[],
  { parentage, stepsMax }: Account,
): number {
  const items = structs.filter((struct) => struct instanceof Y.Item);
  if (items.length <= FEW) return stepsOfFew(doc, items, { parentage, stepsMax });
  const spots = items.map((item) => spotOf(item, parentage.placeOf(item)));
  const inList = countsOf(spots.map(({ list }) => list));
  const stacks = stacksOf(items, spots);
  /** All of a stack walk past the same stored items, from the same spot to where the first landed. */
  const storedSteps = new Map<Y.Item, number>();
  let steps = 0;
  for (const [index, item] of items.entries()) {
    const spot = spots[index];
    if (spot === undefined || spot.place.kind === "gone") continue;
    steps += stepsOfCuts(doc, item, structs.length);
    const first = stacks.firstOf.get(item);
    const stored =
      storedSteps.get(first ?? item) ?? stepsInStore(doc, first ?? item, { place: spot.place, stepsMax });
    storedSteps.set(first ?? item, stored);
    steps += stored;
    const isAlone = stored === 0 && !stacks.contested.has(spot.spot) && parentage.isBehindWhole(item);
    // Each struct of the same list may be met once, and once more when it is cut in two. But where nothing
    // else was written, or on the one before of its stack, Yjs puts it without looking around.
    if (first === undefined && !isAlone) steps += 2 * (inList.get(spot.list) ?? 0);
    if (steps > stepsMax) break;
  }
  return steps;
}

/** So few cannot meet each other often; for a keystroke the exact account would cost more than Yjs' search. */
const FEW = 20;

/** As if each met all others. */
function stepsOfFew(doc: Y.Doc, items: readonly Y.Item[], { parentage, stepsMax }: Account): number {
  let steps = 2 * items.length * items.length;
  for (const item of items) {
    steps += stepsOfCuts(doc, item, items.length);
    steps += stepsInStore(doc, item, { place: parentage.placeOf(item), stepsMax: stepsMax - steps });
    if (steps > stepsMax) break;
  }
  return steps;
}

/** A client's structs are one list. Cutting one of them moves all that follow, so many in the time of a step. */
const MOVED_PER_STEP = 256;

export function stepsOfCut(listLength: number): number {
  return Math.ceil(listLength / MOVED_PER_STEP);
}

/** Whoever is written within stored items cuts them; `others` may have made the list longer by then. */
function stepsOfCuts(doc: Y.Doc, { origin, rightOrigin }: Y.Item, others: number): number {
  const left = origin === null ? undefined : storedItem(doc, origin);
  const right = rightOrigin === null ? undefined : storedItem(doc, rightOrigin);
  const lengthOf = (client: number) => (doc.store.clients.get(client)?.length ?? 0) + others;
  const cutsLeft = left !== undefined && origin !== null && origin.clock < left.id.clock + left.length - 1;
  const cutsRight = right !== undefined && rightOrigin !== null && rightOrigin.clock > right.id.clock;
  return (
    (cutsLeft ? stepsOfCut(lengthOf(left.id.client)) : 0) +
    (cutsRight ? stepsOfCut(lengthOf(right.id.client)) : 0)
  );
}

interface Stacks {
  /** Spots where structs do not stand on each other. */
  readonly contested: ReadonlySet<string>;
  /** The first of the stack, for structs that name the one before at their spot as their right neighbour. */
  readonly firstOf: ReadonlyMap<Y.Item, Y.Item>;
}

/**
 * Who writes several times at one spot, alone, stacks: each struct names the one before as its
 * right neighbour. A spot where two name the same neighbour, or two name none of the others, is
 * contested.
 */
function stacksOf(items: readonly Y.Item[], spots: readonly Spot[]): Stacks {
  const atSpot = Map.groupBy(items.keys(), (index) => spots[index]?.spot ?? "");
  const contested = new Set<string>();
  const firstOf = new Map<Y.Item, Y.Item>();
  for (const [spot, indexes] of atSpot) {
    if (indexes.length === 1) continue;
    const members = indexes.flatMap((index) => items[index] ?? []);
    const ids = new Set(members.map(({ id }) => nameOf(id)));
    const rightOf = ({ rightOrigin }: Y.Item) => rightOrigin && nameOf(rightOrigin);
    const later = new Set(members.filter((member) => ids.has(rightOf(member) ?? "")));
    const rights = new Set([...later].map(rightOf));
    const first = members.find((member) => !later.has(member));
    if (first === undefined || later.size !== members.length - 1 || rights.size !== later.size)
      contested.add(spot);
    else for (const item of later) firstOf.set(item, first);
  }
  return { contested, firstOf };
}

function nameOf({ client, clock }: Y.ID): string {
  return `${client} ${clock}`;
}

interface Spot {
  readonly place: Place;
  /** The list of siblings that it is placed in. */
  readonly list: string;
  /** What it was written behind. */
  readonly spot: string;
}

function spotOf(item: Y.Item, place: Place): Spot {
  const list = listOf(place);
  const { origin } = item;
  return { place, list, spot: origin === null ? `start ${list}` : nameOf(origin) };
}

function listOf(place: Place): string {
  switch (place.kind) {
    case "root":
      return JSON.stringify([place.root, place.key]);
    case "node":
      return JSON.stringify([place.id.client, place.id.clock, place.key]);
    case "gone":
    case "unknown":
      return place.kind;
  }
}

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** The search as Yjs does it, among the items that are in the store already. */
function stepsInStore(
  doc: Y.Doc,
  item: Y.Item,
  { place, stepsMax }: { readonly place: Place; readonly stepsMax: number },
): number {
  const left = item.origin === null ? undefined : storedItem(doc, item.origin);
  if (item.origin !== null && left === undefined) return 0;
  const right = item.rightOrigin === null ? undefined : storedItem(doc, item.rightOrigin);
  const passed = new Set<Y.Item>();
  let { steps, other } = left === undefined ? firstIn(doc, place, stepsMax) : { steps: 0, other: left.right };
  if (left !== undefined && item.origin !== null && item.origin.clock < left.lastId.clock) {
    // It lands within one stored item, whose rest will stand behind it; a right neighbour that lies before is never met.
    if (right === left && item.rightOrigin !== null && item.rightOrigin.clock > item.origin.clock) return 0;
    passed.add(left);
    steps += 1;
  }
  while (other !== null && other !== right && steps <= stepsMax) {
    const isSibling = Y.compareIDs(other.origin, item.origin);
    const before = other.origin === null ? undefined : storedItem(doc, other.origin);
    if (!isSibling && (before === undefined || !passed.has(before))) break;
    passed.add(other);
    steps += 1;
    other = other.right;
  }
  return steps;
}

/** An attribute's list is entered at its end, and Yjs walks to its beginning. */
function firstIn(doc: Y.Doc, place: Place, stepsMax: number): { steps: number; other: Y.Item | null } {
  const parent = parentOf(doc, place);
  if (parent === undefined || place.kind === "gone" || place.kind === "unknown")
    return { steps: 0, other: null };
  if (place.key === null) return { steps: 0, other: parent._start };
  let other = parent._map.get(place.key) ?? null;
  let steps = 0;
  for (; other !== null && other.left !== null && steps <= stepsMax; steps += 1) other = other.left;
  return { steps, other };
}

function parentOf(doc: Y.Doc, place: Place) {
  if (place.kind === "root") return doc.share.get(place.root);
  const holder = place.kind === "node" ? storedItem(doc, place.id) : undefined;
  return holder?.content instanceof Y.ContentType ? holder.content.type : undefined;
}
