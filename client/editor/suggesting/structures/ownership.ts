/** Whose a block and all in it are: what is only the author's own proposal may be changed for real. */
import type { Node as ProseMirrorNode, ResolvedPos } from "@tiptap/pm/model";
import type { Stamp } from "../../../../shared/document/stamps.ts";
import { type BlockStamps, STAMP_NAMES, type StampName } from "../../../../shared/suggestion/stampsOn.ts";
import { isSuggestionMark, ownMark } from "../ownWords.ts";

export function stampsOn<Name extends StampName>(
  node: ProseMirrorNode,
  name: Name,
): readonly BlockStamps[Name][] {
  // The schema table checks the form of these attributes on the way in (stamps.ts).
  return (node.attrs[name] as readonly BlockStamps[Name][] | null | undefined) ?? [];
}

export function ownStampOn<Name extends StampName>(
  node: ProseMirrorNode,
  name: Name,
  author: string,
): BlockStamps[Name] | undefined {
  return stampsOn(node, name).find((stamp) => stamp.author === author);
}

/** Whether somebody else has a suggestion on it or in it. */
export function holdsForeign(node: ProseMirrorNode, author: string): boolean {
  return some(node, (one) => authorsOn(one).some((each) => each !== author));
}

/** Whether all words in it are the author's own pending ones. */
export function holdsOwnWordsOnly(node: ProseMirrorNode, author: string): boolean {
  const isBase = (one: ProseMirrorNode) => one.isText && ownMark(one, "insertion", author) === undefined;
  return !holdsForeign(node, author) && !some(node, isBase);
}

/** Whether a place goes with a block of the author's own. What others write and propose in one outlives it; what is new there must not. */
export function isPartOfOwn($at: ResolvedPos, author: string): boolean {
  for (let depth = 1; depth <= $at.depth; depth += 1) {
    const node = $at.node(depth);
    if (ownStampOn(node, "sIns", author) !== undefined) return holdsOwnWordsOnly(node, author);
  }
  return false;
}

/** All suggestions of the author in it. */
export function ownIds(node: ProseMirrorNode, author: string): ReadonlySet<string> {
  const ids = new Set<string>();
  some(node, (one) => {
    for (const stamp of allOn(one)) if (stamp.author === author) ids.add(stamp.id);
    return false;
  });
  return ids;
}

const authorsOn = (node: ProseMirrorNode) => allOn(node).map(({ author }) => author);

function allOn(node: ProseMirrorNode): readonly Pick<Stamp, "id" | "author">[] {
  const marks = node.marks.filter((mark) => isSuggestionMark(mark));
  return [
    ...marks.map(({ attrs }) => ({ id: String(attrs["id"]), author: String(attrs["author"]) })),
    ...STAMP_NAMES.flatMap((name) => stampsOn(node, name)),
  ];
}

/** Whether it is so of the node itself or of anything in it. */
export function some(node: ProseMirrorNode, is: (node: ProseMirrorNode) => boolean): boolean {
  return is(node) || node.children.some((child) => some(child, is));
}
