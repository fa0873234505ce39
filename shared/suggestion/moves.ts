/**
 * List items that go deeper or out, where that was accepted: what the editor's own commands for
 * Tab and Shift+Tab do (prosemirror-schema-list), on plain data.
 */
import type { RichNode } from "../meeting/richText.ts";
import {
  allBranches,
  type Branch,
  branchOf,
  hangOn,
  inherit,
  mayGoDeeper,
  nodeOf,
  placeOf,
  takeOff,
} from "./branches.ts";
import { type Ids, isMeant, stampsOn, withContent, withoutStamps } from "./stampsOn.ts";
import { isList, LEVELS_OF_A_LIST, newList } from "./wraps.ts";

export function withItemsMoved(root: RichNode, ids: Ids): RichNode {
  const tree = branchOf(root);
  for (const item of allBranches(tree)) {
    const stamps = stampsOn(item.node, "sMove").filter((stamp) => isMeant(ids, stamp));
    item.node = withoutStamps(item.node, ["sMove"], ids);
    for (const { depth } of stamps) move(item, depth);
  }
  return nodeOf(tree);
}

function move(item: Branch, depth: number): void {
  for (let step = 0; step < Math.abs(depth); step += 1) {
    const list = item.parent;
    if (list === undefined || !isList(list.node.type)) return;
    if (depth > 0) sink(item, list);
    else lift(item, list);
  }
}

/** Into a list of the item before. The first item has none to go into, and the nesting has an end. */
function sink(item: Branch, list: Branch): void {
  const before = list.branches[placeOf(item) - 1];
  if (before === undefined || !mayGoDeeper(item, LEVELS_OF_A_LIST)) return;
  const last = before.branches.at(-1);
  const goal = last?.node.type === list.node.type ? last : branchOf(newList(list.node.type, []));
  if (goal !== last) hangOn(before, before.branches.length, [goal]);
  takeOff(item);
  inherit([item], list);
  hangOn(goal, goal.branches.length, [item]);
}

function lift(item: Branch, list: Branch): void {
  const outer = list.parent;
  if (outer?.node.type === "listItem" && outer.parent !== undefined) liftToOuterList(item, list, outer);
  else if (outer !== undefined) liftOutOfLists(item, list, outer);
}

/** The items after it become its own; what stood behind the list becomes an item of its own. */
function liftToOuterList(item: Branch, list: Branch, outer: Branch): void {
  const goal = outer.parent;
  if (goal === undefined) return;
  const followers = list.branches.splice(placeOf(item) + 1);
  if (followers.length > 0) giveItems(item, followers, list);
  takeOff(item);
  inherit([item], list);
  inherit([item], outer);
  const behind = outer.branches.splice(placeOf(list) + 1);
  if (list.branches.length === 0) takeOff(list);
  const place = placeOf(outer) + 1;
  const rest = branchOf(withContent(outer.node, []));
  hangOn(rest, 0, behind);
  hangOn(goal, place, behind.length > 0 ? [item, rest] : [item]);
  if (outer.branches.length === 0) takeOff(outer);
}

function giveItems(item: Branch, items: readonly Branch[], list: Branch): void {
  const last = item.branches.at(-1);
  const own = last?.node.type === list.node.type ? last : branchOf(withContent(list.node, []));
  if (own !== last) hangOn(item, item.branches.length, [own]);
  else inherit(items, list);
  hangOn(own, own.branches.length, items);
}

/** Its blocks stand between the items before and those after, which become a list of their own. */
function liftOutOfLists(item: Branch, list: Branch, outer: Branch): void {
  const followers = list.branches.splice(placeOf(item) + 1);
  const blocks = item.branches.splice(0);
  inherit(blocks, item);
  inherit(blocks, list);
  takeOff(item);
  const rest = branchOf(withContent(list.node, []));
  hangOn(rest, 0, followers);
  hangOn(outer, placeOf(list) + 1, followers.length > 0 ? [...blocks, rest] : blocks);
  if (list.branches.length === 0) takeOff(list);
}
