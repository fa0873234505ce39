/**
 * Blocks that become items of a list, and lists that become another kind of list, where that was
 * accepted. A list made so joins its neighbours of the same kind, as the editor's button does.
 */
import type { RichNode } from "../meeting/richText.ts";
import { nodeSpecOf } from "../document/schema.ts";
import { NESTING_MAX } from "../document/validate.ts";
import { heightOf } from "./branches.ts";
import {
  type Ids,
  isMeant,
  stampsOn,
  stampsTogether,
  withAttribute,
  withContent,
  withoutStamps,
} from "./stampsOn.ts";
import { retyped } from "./types.ts";

export function isList(type: string): boolean {
  return type === "bulletList" || type === "orderedList";
}

interface Made {
  readonly node: RichNode;
  /** What just happened to it. */
  readonly how: "wrapped" | "retyped" | "left";
}

/** The root stands at depth 0; the nesting has an end, and what would go beyond it stays what it is. */
export function withBlocksWrapped(node: RichNode, ids: Ids, depth = 0): RichNode {
  const children = node.content ?? [];
  if (nodeSpecOf(node.type)?.content === "inline*" || children.length === 0) return node;
  const joined: Made[] = [];
  for (const child of children) {
    const next = madeOf(withBlocksWrapped(child, ids, depth + 1), ids, depth + 1);
    const last = joined.at(-1);
    if (last === undefined || !areOneList(last, next)) joined.push(next);
    else joined[joined.length - 1] = madeOfBoth(last, next);
  }
  const blocks = joined.map((made) => made.node);
  return withContent(node, blocks);
}

function madeOf(block: RichNode, ids: Ids, depth: number): Made {
  if (isList(block.type)) {
    const list = retyped(block, ids);
    return { node: list, how: list.type === block.type ? "left" : "retyped" };
  }
  const stamp = stampsOn(block, "sWrap").findLast((one) => isMeant(ids, one));
  const rest = withoutStamps(block, ["sWrap"], ids);
  const hasRoom = depth + LEVELS_OF_A_LIST + heightOf(rest) <= NESTING_MAX;
  if (stamp === undefined || !hasRoom) return { node: rest, how: "left" };
  return { node: listAround(rest, stamp.list), how: "wrapped" };
}

/** The list and the item. */
export const LEVELS_OF_A_LIST = 2;

/** A block that is itself suggested or deleted makes its item so, and its list. */
function listAround(block: RichNode, type: "bulletList" | "orderedList"): RichNode {
  const inner = withAttribute(withAttribute(block, "sIns", null), "sDel", null);
  const like = (node: RichNode) =>
    withAttribute(withAttribute(node, "sIns", block.attrs?.["sIns"]), "sDel", block.attrs?.["sDel"]);
  return like(newList(type, [like(withContent({ type: "listItem" }, [inner]))]));
}

/** With the attributes of the schema's defaults that are not null. */
export function newList(type: string, items: readonly RichNode[]): RichNode {
  const start = nodeSpecOf(type)?.attrs["start"]?.default;
  return withContent(withAttribute({ type }, "start", start), items);
}

/** A list that is itself suggested or deleted stays apart from those that are not. */
function areOneList(left: Made, right: Made): boolean {
  if (!isList(left.node.type) || left.node.type !== right.node.type) return false;
  if (countingOf(left.node) !== countingOf(right.node)) return false;
  if (left.how === "wrapped" && right.how === "wrapped") return true;
  return (left.how !== "left" || right.how !== "left") && !isStamped(left.node) && !isStamped(right.node);
}

/** Numbers or letters; numbers may be said or left unsaid. */
const countingOf = (list: RichNode) => (list.attrs?.["type"] === "a" ? "letters" : "numbers");
const isStamped = (list: RichNode) => stampsOn(list, "sIns").length > 0 || stampsOn(list, "sDel").length > 0;

/** A list that was there already ends the joining: what stands behind it was not beside the new one. */
function madeOfBoth(left: Made, right: Made): Made {
  return { node: listOfBoth(left.node, right.node), how: right.how };
}

/** Their items carry what is said of each; of the list it is said when it is true of both. */
function listOfBoth(left: RichNode, right: RichNode): RichNode {
  const list = (["sIns", "sDel"] as const).reduce((rest, name) => {
    const [mine, theirs] = [stampsOn(left, name), stampsOn(right, name)];
    const isOfBoth = mine.length > 0 && theirs.length > 0;
    return withAttribute(rest, name, isOfBoth ? stampsTogether([...mine, ...theirs]) : null);
  }, left);
  return withContent(list, [...(left.content ?? []), ...(right.content ?? [])]);
}
