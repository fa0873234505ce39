/** Blocks that fall apart where a suggested paragraph break was accepted. */
import type { RichNode } from "../meeting/richText.ts";
import { BREAK } from "./acceptedRun.ts";
import { withAttribute, withContent } from "./stampsOn.ts";

/** The block with what each of its children became. */
export function piecesOfBlock(
  block: RichNode,
  children: readonly (readonly RichNode[])[],
): readonly RichNode[] {
  const lines: { readonly head: RichNode; readonly content: RichNode[] }[] = [{ head: block, content: [] }];
  for (const node of children.flat()) {
    if (node.type !== BREAK) lines.at(-1)?.content.push(node);
    else lines.push({ head: withAttribute(block, "sJoin", node.attrs?.["sJoin"]), content: [] });
  }
  return lines.map(({ head, content }, nth) => {
    const isEmptyFirst = nth === 0 && lines.length > 1 && content.length === 0;
    return withContent(isEmptyFirst && head.type !== "paragraph" ? paragraphLike(head) : head, content);
  });
}

/** What Enter at the very start of a heading leaves above it is no heading. */
function paragraphLike({ attrs }: RichNode): RichNode {
  return withAttribute({ type: "paragraph", ...(attrs === undefined ? {} : { attrs }) }, "sFmt", null);
}

/** A text right in a list item takes the item apart with it, as Enter does. */
export function piecesOfItem(
  item: RichNode,
  children: readonly (readonly RichNode[])[],
): readonly RichNode[] {
  const items: RichNode[][] = [[]];
  children.forEach((pieces, index) => {
    const isText = TEXT_BLOCKS.has(item.content?.[index]?.type ?? "");
    pieces.forEach((piece, nth) => {
      if (isText && nth > 0) items.push([]);
      items.at(-1)?.push(piece);
    });
  });
  return items.map((content, nth) =>
    withContent(nth === 0 ? item : withAttribute(item, "sJoin", null), content),
  );
}

const TEXT_BLOCKS = new Set(["paragraph", "heading", "figure"]);
