/**
 * A place in a section's text as "textblock number, character in it": the one measure that static
 * text, live editor and shared document agree on. It carries a click into an editor that is not
 * there yet, and other people's carets onto whichever of the two is drawn.
 */
import * as Y from "yjs";
import type { RelativePlace } from "../../shared/document/layout.ts";

export interface TextPlace {
  readonly block: number;
  readonly offset: number;
}

export interface TextSpan {
  readonly anchor: TextPlace;
  readonly head: TextPlace;
}

/** The element of the page around a section's text, still or live. */
export const textIdOf = (section: string) => `afsnit-${section}`;

const TEXTBLOCKS = "p, h4, figcaption";
const TEXTBLOCK_NODES = new Set(["paragraph", "heading", "figure"]);

/** Where a point of the drawn text is, or undefined when it is in no textblock. */
export function placeOfPoint(container: Element, node: Node, offset: number): TextPlace | undefined {
  const inside = node instanceof Element ? node : node.parentElement;
  const block = inside?.closest(TEXTBLOCKS);
  if (block === null || block === undefined || !container.contains(block)) return undefined;
  const number = textblocksOf(container).indexOf(block);
  if (number === -1) return undefined;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, offset);
  return { block: number, offset: lengthOf(before.cloneContents()) };
}

/** The drawn point of a place; a place past the end of its block is the end. */
export function pointOfPlace(
  container: Element,
  place: TextPlace,
): { readonly node: Node; readonly offset: number } | undefined {
  const block = textblocksOf(container)[place.block];
  if (block === undefined) return undefined;
  let rest = place.offset;
  let last: { node: Node; offset: number } = { node: block, offset: 0 };
  for (const leaf of leavesOf(block)) {
    const length = lengthOfLeaf(leaf);
    if (leaf instanceof Text) {
      if (rest <= length) return { node: leaf, offset: rest };
      last = { node: leaf, offset: length };
    } else {
      const index = indexInParent(leaf);
      if (rest === 0) return { node: leaf.parentNode ?? block, offset: index };
      last = { node: leaf.parentNode ?? block, offset: index + length };
    }
    rest -= length;
  }
  return last;
}

/** Where a relative position of the shared document is now, or undefined when its text is gone. */
export function placeOfRelative(section: Y.XmlFragment, relative: unknown): TextPlace | undefined {
  const { doc } = section;
  if (doc === null || typeof relative !== "object" || relative === null) return undefined;
  const found = absoluteOf(relative, doc);
  if (found === null) return undefined;
  const { type, index } = found;
  const owner = type instanceof Y.XmlText ? type.parent : type;
  if (!(owner instanceof Y.XmlElement) || !TEXTBLOCK_NODES.has(owner.nodeName)) return undefined;
  const block = textblockTypesOf(section).indexOf(owner);
  if (block === -1) return undefined;
  if (!(type instanceof Y.XmlText)) return { block, offset: lengthBefore(owner, index) };
  return { block, offset: lengthBefore(owner, owner.toArray().indexOf(type)) + index };
}

/** Another person's client has made it, so it may name anything; Yjs throws at what is no place. */
function absoluteOf(
  relative: object,
  doc: Y.Doc,
): ReturnType<typeof Y.createAbsolutePositionFromRelativePosition> {
  try {
    return Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(relative), doc);
  } catch {
    // As good as a place that is gone.
    return null;
  }
}

/** A place as the shared document names it, so that it stays with the letter on that side; undefined when it is not there. */
export function relativeOfPlace(
  section: Y.XmlFragment,
  { block, offset }: TextPlace,
  side: "before" | "behind",
): RelativePlace | undefined {
  const owner = textblockTypesOf(section)[block];
  let rest = offset;
  for (const child of owner?.toArray() ?? []) {
    const length = child instanceof Y.XmlText ? child.length : 1;
    if (child instanceof Y.XmlText && rest <= length) {
      const relative = Y.createRelativePositionFromTypeIndex(child, rest, side === "before" ? -1 : 0);
      // Yjs types its own JSON as any; the layout spells out what is in it.
      return Y.relativePositionToJSON(relative) as RelativePlace;
    }
    rest -= length;
  }
  return undefined;
}

/** An empty caption is drawn by the editor only, so it does not count. */
function textblocksOf(container: Element): readonly Element[] {
  return [...container.querySelectorAll(TEXTBLOCKS)].filter(
    (block) => block.localName !== "figcaption" || block.textContent !== "",
  );
}

function textblockTypesOf(parent: Y.XmlFragment): readonly Y.XmlElement[] {
  return parent.toArray().flatMap((child) => {
    if (!(child instanceof Y.XmlElement)) return [];
    if (!TEXTBLOCK_NODES.has(child.nodeName)) return textblockTypesOf(child);
    return child.nodeName === "figure" && lengthBefore(child, child.length) === 0 ? [] : [child];
  });
}

/** Characters before the child with this index; a line break is one. */
function lengthBefore(block: Y.XmlElement, index: number): number {
  return block
    .toArray()
    .slice(0, index)
    .reduce((sum, child) => sum + (child instanceof Y.XmlText ? child.length : 1), 0);
}

function* leavesOf(parent: Node): Generator<Node> {
  for (const child of parent.childNodes) {
    if (child.hasChildNodes()) yield* leavesOf(child);
    else yield child;
  }
}

/** A filler gives an empty line its height and stands for no character. */
function lengthOfLeaf(leaf: Node): number {
  if (leaf instanceof Text) return leaf.length;
  if (!(leaf instanceof Element) || leaf.localName !== "br") return 0;
  return leaf.matches(".filler, .ProseMirror-trailingBreak") ? 0 : 1;
}

function lengthOf(fragment: DocumentFragment): number {
  let length = 0;
  for (const leaf of leavesOf(fragment)) length += lengthOfLeaf(leaf);
  return length;
}

function indexInParent(node: Node): number {
  return node.parentNode === null ? 0 : [...node.parentNode.childNodes].indexOf(node as ChildNode);
}
