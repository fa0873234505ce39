/** Which suggestions are about the same words: whoever judges one must see the other beside it. */
import type { Mark, RichNode, RichText } from "../meeting/richText.ts";

/** Groups of two or more ids; nobody is in two groups. */
export function sameWordsIn(text: RichText): readonly (readonly string[])[] {
  let groups: readonly (readonly string[])[] = [];
  for (const ids of meetingsIn(text.content)) groups = joined(groups, ids);
  return groups;
}

/** The ids on each run of words, and on each block, where there are several. */
function* meetingsIn(nodes: readonly RichNode[]): Generator<readonly string[]> {
  for (const node of nodes) {
    const ids = new Set([...idsOfMarks(node.marks ?? []), ...idsOfBlock(node)]);
    if (ids.size > 1) yield [...ids];
    yield* meetingsIn(node.content ?? []);
  }
}

const SUGGESTION_MARKS = new Set(["insertion", "deletion", "formatChange"]);

function idsOfMarks(marks: readonly Mark[]): readonly string[] {
  return marks.filter(({ type }) => SUGGESTION_MARKS.has(type)).map(({ attrs }) => String(attrs?.["id"]));
}

const BLOCK_STAMPS = ["sIns", "sDel", "sJoin", "sFmt", "sWrap", "sMove"];

function idsOfBlock({ attrs = {} }: RichNode): readonly string[] {
  return BLOCK_STAMPS.flatMap((name) => {
    const stamps = attrs[name];
    if (!Array.isArray(stamps)) return [];
    return stamps.map((stamp: { readonly id?: unknown }) => String(stamp.id));
  });
}

function joined(
  groups: readonly (readonly string[])[],
  ids: readonly string[],
): readonly (readonly string[])[] {
  const touched = groups.filter((group) => group.some((id) => ids.includes(id)));
  const rest = groups.filter((group) => !touched.includes(group));
  return [...rest, [...new Set([...touched.flat(), ...ids])]];
}
