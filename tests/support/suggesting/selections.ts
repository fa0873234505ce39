/** Where a random act is done: places of the caret in a text, chosen by the seed. */
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import type { Random } from "../random.ts";
import { placesOf, type Place } from "./addresses.ts";
import type { Reach } from "./randomActs.ts";

/** Two places, or undefined where the text has none of that kind. Always draws alike often from the seed. */
export function placesFor(
  random: Random,
  doc: ProseMirrorNode,
  reach: Reach,
): readonly [from: Place, to: Place] | undefined {
  const draws = [random.below(1_000_000), random.below(1_000_000)] as const;
  const places = placesOf(doc).filter(({ address }) => address !== undefined);
  const fitting = places.filter(({ position }) => fits(doc, position, reach));
  const from = fitting[draws[0] % Math.max(1, fitting.length)];
  if (from === undefined) return undefined;
  const to = otherEnd(doc, { places, from, draw: draws[1], reach });
  if (to === undefined) return undefined;
  // Over struck words alone nothing is selected that will be there.
  return to.address === from.address ? [from, from] : [from, to];
}

/** At most so many places from one end to the other. */
const LENGTHS: Partial<Record<Reach, number>> = { some: 12, wide: 80, overItems: 30 };

interface Begun {
  readonly places: readonly Place[];
  readonly from: Place;
  readonly draw: number;
  readonly reach: Reach;
}

function otherEnd(doc: ProseMirrorNode, { places, from, draw, reach }: Begun): Place | undefined {
  if (reach === "item") return lastPlaceOfItem(doc, places, from);
  const most = LENGTHS[reach];
  if (most === undefined) return from;
  const rest = places.slice(places.indexOf(from) + 1);
  const near =
    reach === "some" ? rest.filter(({ position }) => inSameBlock(doc, from.position, position)) : rest;
  return near[draw % Math.max(1, Math.min(near.length, most))];
}

function lastPlaceOfItem(doc: ProseMirrorNode, places: readonly Place[], from: Place): Place | undefined {
  const end = doc.resolve(from.position).end(-1);
  return places.findLast(({ position }) => position <= end);
}

const inSameBlock = (doc: ProseMirrorNode, one: number, other: number) =>
  doc.resolve(one).sameParent(doc.resolve(other));

function fits(doc: ProseMirrorNode, position: number, reach: Reach): boolean {
  const $at = doc.resolve(position);
  const isStart = $at.parentOffset === 0;
  const isEnd = $at.parentOffset === $at.parent.content.size;
  const isInItem = $at.depth > 1 && $at.node(-1).type.name === "listItem";
  switch (reach) {
    case "blockStart":
      return isStart;
    case "blockEnd":
      return isEnd;
    case "inItem":
    case "overItems":
      return isInItem;
    case "item":
      return isStart && isInItem && $at.index(-1) === 0;
    case "itemEnd":
      return isEnd && isInItem;
    case "cell":
      return isInTable($at);
    case "caret":
    case "some":
    case "wide":
      return true;
  }
}

function isInTable($at: ReturnType<ProseMirrorNode["resolve"]>): boolean {
  return Array.from({ length: $at.depth }, (_, depth) => $at.node(depth).type.name).includes("table");
}
