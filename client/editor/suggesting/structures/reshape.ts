/**
 * A change that leaves all words and moves the blocks around them: read from where each textblock
 * stood and where it stands, and told as stamps on what stood there. Which command did it is not
 * asked; what the change meant is what can be said again on the text as others see it.
 */
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import type { MoveStamp, TypeStamp, WrapStamp } from "../../../../shared/document/stamps.ts";
import { ownAttributes } from "./edits.ts";
import { type Around, itemBegunBy, itemsAround, listsAround, type Textblock } from "./textblocks.ts";

type Bare<T> = Omit<T, "id" | "author" | "at">;

/** What shall become of the block that stands there. */
export type Proposal =
  | ({ readonly name: "sFmt" } & Bare<TypeStamp>)
  | ({ readonly name: "sWrap" } & Bare<WrapStamp>)
  | ({ readonly name: "sMove" } & Bare<MoveStamp>)
  | { readonly name: "sJoin" };

export interface Placed {
  readonly pos: number;
  readonly node: ProseMirrorNode;
  readonly proposal: Proposal;
}

/** Undefined when some block ends where no stamp can bring it. */
export function reshapes(
  before: readonly Textblock[],
  after: readonly Textblock[],
): readonly Placed[] | undefined {
  const moves = itemMoves(before, after);
  const joined = joinedLists(before, after);
  const found: Placed[] = [...joined];
  for (const [index, block] of before.entries()) {
    const then = after[index];
    if (then === undefined) return undefined;
    const retyped = typeOf(block, then.node);
    if (retyped !== undefined) found.push(retyped);
    const placed = placeOf(block, then, moves);
    if (placed === undefined) return undefined;
    found.push(...placed);
  }
  return once([
    ...withoutTypes(found, joined),
    ...stampedMoves(before, moves),
    ...joinedItems(before, after),
  ]);
}

export function typeOf(at: Pick<Around, "pos" | "node">, to: ProseMirrorNode): Placed | undefined {
  const { pos, node } = at;
  const attrs = ownAttributes(to);
  const isSame = node.type === to.type && JSON.stringify(ownAttributes(node)) === JSON.stringify(attrs);
  return isSame ? undefined : { pos, node, proposal: { name: "sFmt", type: to.type.name, attrs } };
}

const levelOf = (block: Textblock) => itemsAround(block).length;

/** How many levels the first block of each item has gone in, by the item's place. */
function itemMoves(before: readonly Textblock[], after: readonly Textblock[]): ReadonlyMap<number, number> {
  const moves = new Map<number, number>();
  for (const [index, block] of before.entries()) {
    const item = itemBegunBy(block);
    const then = after[index];
    if (item !== undefined && then !== undefined) moves.set(item.pos, levelOf(then) - levelOf(block));
  }
  return moves;
}

/** How far the innermost item around it that begins with words has gone. */
function moveAround(block: Textblock, moves: ReadonlyMap<number, number>): number {
  const item = itemsAround(block).findLast(({ pos }) => moves.has(pos));
  return item === undefined ? 0 : (moves.get(item.pos) ?? 0);
}

/** What brings the block to its new level, beyond what its items do. */
function placeOf(
  block: Textblock,
  then: Textblock,
  moves: ReadonlyMap<number, number>,
): readonly Placed[] | undefined {
  const further = levelOf(then) - levelOf(block) - moveAround(block, moves);
  const [lists, listsThen] = [listsAround(block), listsAround(then)];
  if (further === 0) return levelOf(then) === levelOf(block) ? retypedLists(lists, listsThen) : [];
  const list = listsThen.at(-1)?.node.type.name;
  if (further !== 1 || (list !== "bulletList" && list !== "orderedList")) return undefined;
  return [{ pos: block.pos, node: block.node, proposal: { name: "sWrap", list } }];
}

function retypedLists(lists: readonly Around[], then: readonly Around[]): readonly Placed[] {
  return lists.flatMap((list, level) => {
    const to = then[level]?.node;
    return to === undefined || to.type === list.node.type ? [] : (typeOf(list, to) ?? []);
  });
}

/** What lies in an item that moves goes along with it. */
function stampedMoves(before: readonly Textblock[], moves: ReadonlyMap<number, number>): readonly Placed[] {
  return before.flatMap((block): readonly Placed[] => {
    const item = itemBegunBy(block);
    if (item === undefined) return [];
    const outer = itemsAround(block)
      .slice(0, -1)
      .findLast(({ pos }) => moves.has(pos));
    const depth = (moves.get(item.pos) ?? 0) - (outer === undefined ? 0 : (moves.get(outer.pos) ?? 0));
    return depth === 0 ? [] : [{ pos: item.pos, node: item.node, proposal: { name: "sMove", depth } }];
  });
}

/** Items whose blocks are now among those of the item before. */
function joinedItems(before: readonly Textblock[], after: readonly Textblock[]): readonly Placed[] {
  return before.flatMap((block, index): readonly Placed[] => {
    const item = itemBegunBy(block);
    const then = after[index];
    if (item === undefined || then === undefined || item.index === 0 || then.index === 0) return [];
    const parent = then.around.at(-1);
    if (parent?.node.type.name !== "listItem" || levelOf(then) !== levelOf(block)) return [];
    return [{ pos: item.pos, node: item.node, proposal: { name: "sJoin" } }];
  });
}

/** Lists whose items are now among those of the list right before. */
function joinedLists(before: readonly Textblock[], after: readonly Textblock[]): readonly Placed[] {
  return before.flatMap((block, index): readonly Placed[] => {
    const item = itemBegunBy(block);
    const list = listsAround(block).at(-1);
    const then = itemsAround(after[index] ?? block).at(-1);
    if (item?.index !== 0 || list === undefined || then === undefined || then.index === 0) return [];
    const lists = listsAround(before[index - 1] ?? block);
    const isAfterList = lists.some(({ pos, node }) => pos + node.nodeSize === list.pos);
    return isAfterList ? [{ ...list, proposal: { name: "sJoin" } }] : [];
  });
}

/** A list that is joined takes the kind of the one before. */
function withoutTypes(found: readonly Placed[], joined: readonly Placed[]): readonly Placed[] {
  const isJoined = (pos: number) => joined.some((each) => each.pos === pos);
  return found.filter(({ pos, proposal }) => proposal.name !== "sFmt" || !isJoined(pos));
}

/** A list is met once for each of its items. */
function once(found: readonly Placed[]): readonly Placed[] {
  const seen = new Set<string>();
  return found.filter(({ pos, proposal }) => {
    const key = `${pos} ${proposal.name}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}
