/**
 * Taking away the boundary before a block: the block gets a stamp that says so. Where one of the two
 * is the person's own proposal, it is joined for real.
 */
import type { ResolvedPos } from "@tiptap/pm/model";
import type { Act } from "./act.ts";
import { deleteBlock } from "./deletion.ts";
import { isAllOwn, ownStamp, stampsOf } from "./ownWords.ts";
import { insertWords } from "./words.ts";

/** The textblock around `right` joins the one around `left`. Returns where the left one's words end. */
export function joinTextblocks(act: Act, left: number, right: number): number {
  const { out, author } = act;
  const $left = out.doc.resolve(left);
  const $right = out.doc.resolve(right);
  const own = ownOutermost(act, $left, $right);
  if (own !== undefined) {
    const words = $right.parent.content;
    deleteBlock(act, own);
    insertWords(act, $left.end(), words);
  } else if ($left.parent.content.size === 0 && ownStamp($left.parent, "sIns", author) !== undefined) {
    deleteBlock(act, $left.before());
  } else stampJoin(act, $right.before());
  return $left.end();
}

function stampJoin({ out, author, stamped }: Act, position: number): void {
  const block = out.doc.nodeAt(position);
  if (block === null || ownStamp(block, "sJoin", author) !== undefined) return;
  out.setNodeAttribute(position, "sJoin", [...stampsOf(block, "sJoin"), stamped]);
}

/** Where the person's own block begins that holds nothing but the right-hand words. */
function ownOutermost({ author }: Act, $left: ResolvedPos, $right: ResolvedPos): number | undefined {
  let found: number | undefined;
  for (let depth = $right.depth; depth > $left.sharedDepth($right.pos); depth -= 1) {
    const node = $right.node(depth);
    if (depth < $right.depth && node.childCount > 1) break;
    if (ownStamp(node, "sIns", author) !== undefined && isAllOwn(node, author)) found = $right.before(depth);
  }
  return found;
}
