/** What no stamp can tell: the blocks are struck and stand once more, as the change leaves them. */
import type { Transaction } from "@tiptap/pm/state";
import { Selection } from "@tiptap/pm/state";
import type { Plain } from "../plain.ts";
import type { ChangedPart } from "./changedPart.ts";
import { acceptedBlocks } from "./outcome.ts";
import { holdsForeign, ownIds } from "./ownership.ts";
import { deleteBlock, insertBlocks, sheetFor } from "./sheet.ts";

/** Undefined when somebody else has a suggestion there: it would have to be in both. */
export function replacement(context: Plain, part: ChangedPart): Transaction | undefined {
  const { plain, author, state } = context;
  const { pos, gone, come } = part;
  if ([...gone, ...come].some((node) => holdsForeign(node, author))) return undefined;
  if (!part.parent.type.validContent(part.parent.content)) return undefined;
  const sheet = sheetFor(context);
  const end = pos + gone.reduce((sum, node) => sum + node.nodeSize, 0);
  const blocks = come.flatMap((node) => acceptedBlocks(node, ownIds(node, author)));
  const at = sheet.out.mapping.map(end);
  insertBlocks(sheet, end, blocks);
  let place = end;
  for (const node of gone.toReversed()) {
    place -= node.nodeSize;
    deleteBlock(sheet, place);
  }
  const offset = plain.selection.from - pos;
  const moved = sheet.out.mapping.slice(1).map(at + Math.max(0, offset));
  const $near = sheet.out.doc.resolve(Math.min(sheet.out.doc.content.size, moved));
  return state.doc === sheet.out.doc ? undefined : sheet.out.setSelection(Selection.near($near));
}
