/**
 * Backspace and Delete at a paragraph break that one has only suggested take just that break away: Enter and
 * then Backspace leaves nothing (SUG9). In Skriv the same keys may do something else first, as making the
 * second half of an item a paragraph of the first; the plain edit to compare with is then the join of the two.
 */
import type { Editor } from "@tiptap/core";
import { joinTextblockBackward, joinTextblockForward } from "@tiptap/pm/commands";
import type { Node as ProseMirrorNode, ResolvedPos } from "@tiptap/pm/model";
import { SUGGESTED_BREAK } from "../../../shared/document/stamps.ts";
import { isGoing, isStruck, joins } from "./addresses.ts";
import type { Deed } from "./randomActs.ts";

type Side = "nodeBefore" | "nodeAfter";

/** Undefined when the deed is not about such a break. */
export function joinInstead({ state }: Editor, { what }: Deed): ((plain: Editor) => void) | undefined {
  const side = SIDES[what];
  const { $head, empty } = state.selection;
  if (side === undefined || !empty || !isAtBreak($head.doc, $head.pos, side)) return undefined;
  const join = side === "nodeBefore" ? joinTextblockBackward : joinTextblockForward;
  return ({ state: plain, view }) => join(plain, view.dispatch.bind(view));
}

const SIDES: Readonly<Record<string, Side>> = { Backspace: "nodeBefore", Delete: "nodeAfter" };

function isAtBreak(doc: ProseMirrorNode, place: number, side: Side): boolean {
  const $place = doc.resolve(place);
  const node = $place[side];
  if (node === null) {
    const next = joinedPlace($place, side);
    return next !== undefined && isAtBreak(doc, next, side);
  }
  const { nodeSize } = node;
  if (isStruck(node)) return isAtBreak(doc, place + (side === "nodeBefore" ? -nodeSize : nodeSize), side);
  const isAdded = node.marks.some(({ type }) => type.name === "insertion");
  return isAdded && node.text?.at(side === "nodeBefore" ? -1 : 0) === SUGGESTED_BREAK;
}

/** The near edge of the block that goes on with this one. */
function joinedPlace({ doc, parent }: ResolvedPos, side: Side): number | undefined {
  const blocks: { node: ProseMirrorNode; pos: number }[] = [];
  doc.descendants((node, pos) => {
    if (node.isTextblock && (node === parent || !isGoing(doc, pos))) blocks.push({ node, pos });
  });
  const here = blocks.findIndex(({ node }) => node === parent);
  const [left, right] = side === "nodeBefore" ? [here - 1, here] : [here, here + 1];
  const block = blocks[right];
  if (block === undefined || !joins(block.node)) return undefined;
  return side === "nodeBefore" ? placeAtEnd(blocks[left]) : block.pos + 1;
}

const placeAtEnd = (block?: { readonly node: ProseMirrorNode; readonly pos: number }) =>
  block && block.pos + 1 + block.node.content.size;
