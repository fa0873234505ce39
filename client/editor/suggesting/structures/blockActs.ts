/** Whole blocks that came, went or took another type, as suggestions: rows, columns, items, tables, figures. */
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import { NodeSelection, Selection, type Transaction } from "@tiptap/pm/state";
import type { Plain } from "../plain.ts";
import type { BlockEdit } from "./edits.ts";
import { acceptedBlocks } from "./outcome.ts";
import { ownIds, ownStampOn } from "./ownership.ts";
import { propose } from "./proposals.ts";
import { typeOf } from "./reshape.ts";
import { deleteBlock, deleteWords, insertBlocks, setStamp, type Sheet, sheetFor } from "./sheet.ts";
import { NEEDS_A_LINE, textblocksOf } from "./textblocks.ts";

export function editsAsSuggested(context: Plain, edits: readonly BlockEdit[]): Transaction | "refused" {
  if (edits.some((edit) => edit.kind === "type" && hasNewSpan(edit))) return "refused";
  const next = nextItem(context, edits);
  if (next !== undefined) return next;
  const sheet = sheetFor(context);
  for (const edit of edits.toReversed()) make(sheet, edit);
  const types = edits.flatMap((edit) => (edit.kind === "type" ? (typeOf(edit, edit.to) ?? []) : []));
  propose(sheet, types, textblocksOf(context.state.doc));
  const added = edits.find((edit) => edit.kind === "insert");
  if (added !== undefined) placeInside(context, sheet, added);
  else leaveStruckNode(sheet);
  return sheet.out;
}

/** What was selected as a whole is still there, and the next key is about what stands beside it. */
function leaveStruckNode({ out, author }: Sheet): void {
  const { selection } = out;
  if (!(selection instanceof NodeSelection) || ownStampOn(selection.node, "sDel", author) === undefined)
    return;
  out.setSelection(Selection.near(selection.$to));
}

/** Enter in a paragraph that the author makes an item goes on with an item; in an empty one it ends the list. */
function nextItem(context: Plain, [edit, ...more]: readonly BlockEdit[]): Transaction | undefined {
  const { state, author, stamp } = context;
  if (edit?.kind !== "insert" || more.length > 0 || edit.nodes.length > 1) return undefined;
  const line = edit.nodes[0];
  const { nodeBefore } = state.doc.resolve(edit.pos);
  const own = nodeBefore === null ? undefined : ownStampOn(nodeBefore, "sWrap", author);
  if (line?.isTextblock !== true || line.content.size > 0 || nodeBefore === null || own === undefined)
    return undefined;
  const sheet = sheetFor(context);
  if (nodeBefore.content.size === 0) {
    setStamp(sheet, edit.pos - nodeBefore.nodeSize, { name: "sWrap", stamp: undefined });
    return sheet.out;
  }
  insertBlocks(sheet, edit.pos, edit.nodes);
  sheet.out.setNodeAttribute(edit.pos, "sWrap", [{ ...stamp(), list: own.list }]);
  placeInside(context, sheet, edit);
  return sheet.out;
}

/** A cell that grows over others is not told by a stamp. */
function hasNewSpan({ node, to }: BlockEdit & { readonly kind: "type" }): boolean {
  return ["colspan", "rowspan"].some((name) => node.attrs[name] !== to.attrs[name]);
}

/** Types are proposed all together, after this. */
function make(sheet: Sheet, edit: BlockEdit): void {
  if (edit.kind === "insert") {
    insertBlocks(
      sheet,
      edit.pos,
      edit.nodes.flatMap((node) => acceptedBlocks(node, ownIds(node, sheet.author))),
    );
  }
  if (edit.kind !== "delete") return;
  if (edit.emptied !== undefined && NEEDS_A_LINE.has(edit.emptied.type.name)) emptyOut(sheet, edit);
  else strike(sheet, edit.pos, edit.nodes);
}

function strike(sheet: Sheet, pos: number, nodes: readonly ProseMirrorNode[]): void {
  let at = pos + nodes.reduce((sum, node) => sum + node.nodeSize, 0);
  for (const node of nodes.toReversed()) {
    at -= node.nodeSize;
    deleteBlock(sheet, at);
  }
}

/** A cell whose content goes keeps a line: its first paragraph, or a new one. */
function emptyOut(sheet: Sheet, { pos, nodes }: BlockEdit & { readonly kind: "delete" }): void {
  const [first, ...rest] = nodes;
  if (first === undefined) return;
  if (first.type.name !== "paragraph") {
    insertBlocks(sheet, pos, [sheet.state.schema.node("paragraph")]);
    strike(sheet, pos, nodes);
    return;
  }
  strike(sheet, pos + first.nodeSize, rest);
  deleteWords(sheet, pos + 1, pos + first.nodeSize - 1);
}

/** The caret goes where the plain act has it, when that is in what it added. */
function placeInside({ plain }: Plain, { out }: Sheet, added: BlockEdit): void {
  const offset = plain.selection.from - added.pos;
  const size = added.kind === "insert" ? added.nodes.reduce((sum, node) => sum + node.nodeSize, 0) : 0;
  if (offset <= 0 || offset >= size) return;
  const at = out.mapping.map(added.pos, -1) + offset;
  out.setSelection(Selection.near(out.doc.resolve(at)));
}
