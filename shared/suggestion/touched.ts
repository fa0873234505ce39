/** Which blocks of a text a change has touched: the smallest stretch of neighbours, as far in as it lies in one place. */
import * as Y from "yjs";
import { nodeSpecOf } from "../document/schema.ts";
import type { RichNode } from "../meeting/richText.ts";

/** A stretch of blocks in one place of the text, as they were and as they are. */
export interface Touched {
  readonly parent: Y.XmlFragment;
  readonly index: number;
  readonly was: readonly RichNode[];
  readonly is: readonly RichNode[];
}

/**
 * Between what children of the parent, from that place on, were and what they are. As narrow as can
 * be: the row of a table that changed, not the table. Undefined when nothing changed.
 */
export function touchedIn(
  parent: Y.XmlFragment,
  before: readonly RichNode[],
  after: readonly RichNode[],
  from = 0,
): Touched | undefined {
  const [start, end] = commonEnds(before, after);
  const was = before.slice(start, before.length - end);
  const is = after.slice(start, after.length - end);
  if (was.length === 0 && is.length === 0) return undefined;
  const index = from + start;
  return containerOf(parent, index, was, is) ?? { parent, index, was, is };
}

function commonEnds(before: readonly RichNode[], after: readonly RichNode[]): readonly [number, number] {
  const [left, right] = [
    before.map((node) => JSON.stringify(node)),
    after.map((node) => JSON.stringify(node)),
  ];
  const most = Math.min(left.length, right.length);
  let start = 0;
  while (start < most && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < most - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  return [start, end];
}

/** The stretch inside the one block that changed, when that is a list, an item, a table, a row or a cell. */
function containerOf(
  parent: Y.XmlFragment,
  index: number,
  [was, ...others]: readonly RichNode[],
  [is, ...more]: readonly RichNode[],
): Touched | undefined {
  if (was === undefined || is === undefined || others.length > 0 || more.length > 0) return undefined;
  if (was.type !== is.type || nodeSpecOf(is.type)?.content === "inline*") return undefined;
  if (JSON.stringify(was.attrs) !== JSON.stringify(is.attrs)) return undefined;
  const element = parent.get(index);
  return element instanceof Y.XmlElement
    ? touchedIn(element, was.content ?? [], is.content ?? [])
    : undefined;
}
