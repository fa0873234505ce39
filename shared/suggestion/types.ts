/** Blocks that take the type proposed for them, where it still fits. */
import type { RichNode } from "../meeting/richText.ts";
import { nodeSpecOf } from "../document/schema.ts";
import { type Ids, isMeant, stampsOn, withAttribute, withoutStamps } from "./stampsOn.ts";

export function retyped(block: RichNode, ids: Ids): RichNode {
  const latest = stampsOn(block, "sFmt").findLast((stamp) => isMeant(ids, stamp));
  if (latest === undefined) return block;
  const rest = withoutStamps(block, ["sFmt"], ids);
  if (!areAlike(block.type, latest.type)) return rest;
  const specs = nodeSpecOf(latest.type)?.attrs ?? {};
  const attrs = Object.entries(specs).map(([name, spec]) => {
    if (spec.suggestion === true) return [name, rest.attrs?.[name]];
    const value = latest.attrs[name] ?? rest.attrs?.[name];
    return [name, spec.check(value) ? value : spec.default];
  });
  // Written once more, so that they stand in the order of the new type.
  return withAttribute(
    { ...rest, type: latest.type, attrs: Object.fromEntries(attrs) },
    "sFmt",
    rest.attrs?.["sFmt"],
  );
}

const ALIKE: readonly (readonly string[])[] = [
  ["paragraph", "heading"],
  ["bulletList", "orderedList"],
  ["tableCell", "tableHeader"],
];

/** Types that may stand in each other's place with the same content. */
export function areAlike(left: string, right: string): boolean {
  return ALIKE.some((types) => types.includes(left) && types.includes(right));
}
