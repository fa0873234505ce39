/** Which suggestions are about the same words: whoever judges one must see the other beside it. */
import { markSpecOf } from "../document/schema.ts";
import type { Mark, RichNode, RichText } from "../meeting/richText.ts";
import { STAMP_NAMES, stampOf, stampsOn } from "./stampsOn.ts";

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

function idsOfMarks(marks: readonly Mark[]): readonly string[] {
  return marks.filter(({ type }) => markSpecOf(type)?.suggestion === true).map((mark) => stampOf(mark).id);
}

function idsOfBlock(node: RichNode): readonly string[] {
  return STAMP_NAMES.flatMap((name) => stampsOn(node, name).map(({ id }) => id));
}

function joined(
  groups: readonly (readonly string[])[],
  ids: readonly string[],
): readonly (readonly string[])[] {
  const touched = groups.filter((group) => group.some((id) => ids.includes(id)));
  const rest = groups.filter((group) => !touched.includes(group));
  return [...rest, [...new Set([...touched.flat(), ...ids])]];
}
