/** Blocks that somebody adds: the outermost carry the stamp, and all words in them the mark. */
import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { ReplaceStep } from "@tiptap/pm/transform";
import type { Act } from "./act.ts";
import { isPartOfOwn } from "./structures/ownership.ts";
import { freeAttributes } from "./suggestionFree.ts";
import { suggestedWords } from "./words.ts";

/** Puts blocks between blocks. They keep their size, so places in them are those of the plain change. */
export function insertBlocks(act: Act, at: number, blocks: readonly Node[]): void {
  if (blocks.length === 0) return;
  const { out, author, stamped } = act;
  const sIns = isPartOfOwn(out.doc.resolve(at), author) ? null : [stamped];
  const made = blocks.map((block) => suggestedBlock(act, block, sIns));
  out.step(new ReplaceStep(at, at, new Slice(Fragment.from(made), 0, 0)));
}

function suggestedBlock(act: Act, block: Node, sIns: unknown): Node {
  const content = block.isTextblock
    ? suggestedWords(act, block.content)
    : block.content.content.map((child) => suggestedBlock(act, child, null));
  return block.type.create({ ...freeAttributes(block), sIns }, content);
}
