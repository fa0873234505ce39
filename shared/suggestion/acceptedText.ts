/**
 * A text with suggestions accepted. First words, marks and whole blocks, in one walk; what moves
 * blocks about comes after it, since it needs to see what is left.
 */
import type { RichNode, RichText } from "../meeting/richText.ts";
import { EMPTY_TEXT } from "../meeting/richText.ts";
import { acceptedRun } from "./acceptedRun.ts";
import { withBlocksJoined } from "./joins.ts";
import { withItemsMoved } from "./moves.ts";
import { piecesOfBlock, piecesOfItem } from "./splits.ts";
import { type Ids, isMeant, stampsOn, withContent, withoutStamps } from "./stampsOn.ts";
import { retyped } from "./types.ts";
import { counts, isCell, withoutEmptyParts } from "./whatCounts.ts";
import { isList, withBlocksWrapped } from "./wraps.ts";

export function acceptedText(text: RichText, ids: Ids): RichText {
  const content = text.content.flatMap((node) => acceptedBlock(node, ids));
  const root: RichNode = { type: "doc", content };
  const { content: blocks = [] } = withItemsMoved(withBlocksWrapped(withBlocksJoined(root, ids), ids), ids);
  return blocks.length === 0 ? EMPTY_TEXT : { type: "doc", content: blocks };
}

/** Several, where a suggested paragraph break became a real one; none, where the block is gone. */
function acceptedBlock(node: RichNode, ids: Ids): readonly RichNode[] {
  if (node.type === "text") return acceptedRun(node, ids);
  if (node.type === "hardBreak") return stampsOn(node, "sDel").some((one) => isMeant(ids, one)) ? [] : [node];
  const children = (node.content ?? []).map((child) => acceptedBlock(child, ids));
  const pieces = node.type === "listItem" ? piecesOfItem(node, children) : piecesOfBlock(node, children);
  return pieces
    .flatMap((piece) => {
      const left = notDeleted(withoutStamps(piece, ["sIns"], ids), ids);
      return left === undefined ? [] : (filled(left, node) ?? []);
    })
    .map((piece) => (isList(piece.type) ? piece : retyped(piece, ids)));
}

/** Words that came late, or from somebody else, keep a block whose deletion is accepted. */
function notDeleted(block: RichNode, ids: Ids): RichNode | undefined {
  const rest = withoutStamps(block, ["sDel"], ids);
  if (rest === block) return block;
  return counts(rest) ? withoutEmptyParts(rest) : undefined;
}

/** What lost all that was in it goes as well; a cell stays, with an empty paragraph. */
function filled(block: RichNode, before: RichNode): RichNode | undefined {
  const isEmptied = (before.content ?? []).length > 0 && (block.content ?? []).length === 0;
  if (!isEmptied || !HOLDS_BLOCKS.has(block.type)) return block;
  return isCell(block) ? withContent(block, [{ type: "paragraph" }]) : undefined;
}

const HOLDS_BLOCKS = new Set([
  "bulletList",
  "orderedList",
  "listItem",
  "table",
  "tableRow",
  "tableCell",
  "tableHeader",
]);
