/** Blocks that are joined with the one before, where the suggestion to do so was accepted. */
import type { RichNode } from "../meeting/richText.ts";
import {
  allBranches,
  type Branch,
  branchOf,
  hangOn,
  inherit,
  isTextBlock,
  nodeOf,
  placeOf,
  takeOff,
  trunkOf,
} from "./branches.ts";
import { type Ids, withAttribute, withContent, withoutStamps } from "./stampsOn.ts";
import { areAlike } from "./types.ts";
import { isList } from "./wraps.ts";

export function withBlocksJoined(root: RichNode, ids: Ids): RichNode {
  const tree = branchOf(root);
  let text: Branch | undefined;
  for (const branch of allBranches(tree)) {
    const rest = withoutStamps(branch.node, ["sJoin"], ids);
    const isJoined = rest !== branch.node;
    branch.node = rest;
    if (isJoined && (rest.type === "listItem" || isList(rest.type))) joinSibling(branch);
    if (!isTextBlock(rest)) continue;
    if (!isJoined || text === undefined) text = branch;
    else joinText(text, branch);
  }
  return nodeOf(tree);
}

/** An item with the item before, a list with the list before: it takes the kind of that one. */
function joinSibling(branch: Branch): void {
  const before = branch.parent?.branches[placeOf(branch) - 1];
  if (before === undefined || isList(before.node.type) !== isList(branch.node.type)) return;
  takeOff(branch);
  carry(branch, before);
}

/** All that hangs on one goes to the end of the other. */
function carry(from: Branch, to: Branch): void {
  const carried = from.branches.splice(0);
  inherit(carried, from);
  hangOn(to, to.branches.length, carried);
}

/**
 * The words of the second go to the end of the first. Of all that the second stood in alone, what is
 * empty now goes: lists and items, cells and tables. The rest goes on in what the first stands in, as
 * far as both are nested alike, as after a deletion from the one into the other.
 */
function joinText(first: Branch, second: Branch): void {
  first.node = wordsOfBoth(first.node, second.node);
  const [firstTrunk, secondTrunk] = [trunkOf(first), trunkOf(second)];
  const shared = secondTrunk.findIndex((branch, depth) => branch !== firstTrunk[depth]);
  takeOff(second);
  if (shared < 0) return;
  const [goals, left] = [firstTrunk.slice(shared), secondTrunk.slice(shared)];
  const unlike = left.findIndex((branch, depth) => !holdTheSame(goals[depth], branch));
  for (let depth = left.length - 1; depth >= 0; depth -= 1) {
    const [goal, branch] = [goals[depth], left[depth]];
    if (branch === undefined) continue;
    const isAlike = unlike < 0 || depth < unlike;
    if (goal !== undefined && isAlike) carry(branch, goal);
    if (branch.branches.length === 0) takeOff(branch);
  }
}

function holdTheSame(left: Branch | undefined, { node: { type } }: Branch): boolean {
  return left !== undefined && (left.node.type === type || areAlike(left.node.type, type));
}

/** Before an empty block, as for Backspace, it is the second that stays. */
function wordsOfBoth(first: RichNode, second: RichNode): RichNode {
  const [words = [], more = []] = [first.content, second.content];
  if (words.length === 0) return withAttribute(second, "sJoin", first.attrs?.["sJoin"]);
  return withContent(first, [...words, ...more]);
}
