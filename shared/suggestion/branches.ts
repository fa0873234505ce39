/**
 * A text as a tree whose branches know what they hang on, for changes that carry blocks from one
 * place to another. It lives for the length of one such change.
 */
import type { RichNode } from "../meeting/richText.ts";
import { nodeSpecOf } from "../document/schema.ts";
import { NESTING_MAX } from "../document/validate.ts";
import { stampsOn, stampsTogether, withAttribute, withContent } from "./stampsOn.ts";

export interface Branch {
  /** Of a text block its words as well; of others the content is in `branches`. */
  node: RichNode;
  parent: Branch | undefined;
  readonly branches: Branch[];
}

export function branchOf(node: RichNode, parent?: Branch): Branch {
  const branch: Branch = { node, parent, branches: [] };
  if (!isTextBlock(node)) {
    for (const child of node.content ?? []) branch.branches.push(branchOf(child, branch));
  }
  return branch;
}

export function nodeOf({ node, branches }: Branch): RichNode {
  if (isTextBlock(node)) return node;
  return withContent(
    node,
    branches.map((child) => nodeOf(child)),
  );
}

export const isTextBlock = (node: RichNode): boolean => nodeSpecOf(node.type)?.content === "inline*";

/** It and all that hangs on it, in reading order, as it is now. */
export function allBranches(branch: Branch): readonly Branch[] {
  return [branch, ...branch.branches.flatMap((child) => allBranches(child))];
}

/** From the root down to the branch that it hangs on. */
export function trunkOf(branch: Branch): readonly Branch[] {
  return branch.parent === undefined ? [] : [...trunkOf(branch.parent), branch.parent];
}

export function placeOf(branch: Branch): number {
  return branch.parent?.branches.indexOf(branch) ?? -1;
}

export function takeOff(branch: Branch): void {
  branch.parent?.branches.splice(placeOf(branch), 1);
  branch.parent = undefined;
}

export function hangOn(parent: Branch, index: number, branches: readonly Branch[]): void {
  for (const branch of branches) branch.parent = parent;
  parent.branches.splice(index, 0, ...branches);
}

/** Whether it may go so many levels deeper, with all that hangs on it. */
export function mayGoDeeper(branch: Branch, levels: number): boolean {
  return trunkOf(branch).length + levels + heightOf(nodeOf(branch)) <= NESTING_MAX;
}

/** How many levels there are below a node. */
export function heightOf({ content = [] }: RichNode): number {
  return content.reduce((height, child) => Math.max(height, 1 + heightOf(child)), 0);
}

/** What leaves a suggested or deleted block stays suggested or deleted. */
export function inherit(branches: readonly Branch[], from: Branch): void {
  for (const name of ["sIns", "sDel"] as const) {
    const stamps = stampsOn(from.node, name);
    if (stamps.length === 0) continue;
    for (const branch of branches) {
      const all = stampsTogether([...stamps, ...stampsOn(branch.node, name)]);
      branch.node = withAttribute(branch.node, name, all);
    }
  }
}
