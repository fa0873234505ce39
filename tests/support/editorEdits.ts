/**
 * One random act of a person in the product's own live editor: typing, splitting, joining, lists,
 * tables, headings, figures, links, marks, deleting across blocks, moving a block, pasting, undo.
 */
import type { Editor } from "@tiptap/core";
// For the names of their commands.
import "@tiptap/extension-hard-break";
import "@tiptap/extension-heading";
import "@tiptap/extension-list";
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import type * as Y from "yjs";
import { changeWholeTable, insertTable } from "../../client/editor/tableExtension.ts";
import { redo, undo } from "../../client/editor/undo.ts";
import type { Random } from "./random.ts";

const WORDS = ["Godkendt.", " Udsat", "ø", " MED-udvalget ", "1", "😀", " "] as const;
const PASTED = [
  "<p>Indsat</p>",
  "<ul><li>et</li><li>to<ul><li>indre</li></ul></li></ul>",
  '<ol type="a"><li>at</li></ol><h2>Overskrift</h2>',
  '<figure data-alt="Kort"><figcaption>Figur</figcaption></figure>',
  "<table><tr><th>Uge</th></tr><tr><td>23</td></tr></table>",
  '<p>se <a href="https://nordsund.example/">her</a> og <b>der</b><br>ny linje</p>',
  "<li>løst punkt</li>",
] as const;

/** Makes one act; it may come to nothing, as a join at the very beginning does. */
export function actAtRandom(random: Random, editor: Editor, doc: Y.Doc): void {
  random.pick(ACTS)(random, editor, doc);
}

type Act = (random: Random, editor: Editor, doc: Y.Doc) => unknown;

const type: Act = (random, editor) => {
  const { state, view } = placed(random, editor);
  view.dispatch(state.tr.insertText(random.pick(WORDS)));
};

const eraseSome: Act = (random, editor) => {
  marked(random, editor, 1 + random.below(6));
  const { $from, $to } = editor.state.selection;
  return $from.sameParent($to) && editor.commands.deleteSelection();
};

const eraseAcross: Act = (random, editor) => {
  marked(random, editor);
  return editor.commands.deleteSelection();
};

const split: Act = (random, editor) => {
  placed(random, editor);
  return editor.commands.splitListItem("listItem") || editor.commands.splitBlock();
};

/** Backspace at the beginning of a block. */
const join: Act = (random, editor) => {
  const { state, view } = placed(random, editor);
  const { $from } = state.selection;
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, $from.start())));
  return editor.commands.keyboardShortcut("Backspace");
};

const joinForward: Act = (random, editor) => {
  const { state, view } = placed(random, editor);
  const { $from } = state.selection;
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, $from.end())));
  return editor.commands.keyboardShortcut("Delete");
};

const list: Act = (random, editor) => {
  marked(random, editor);
  return random.chance(0.5) ? editor.commands.toggleBulletList() : editor.commands.toggleOrderedList();
};

const indent: Act = (random, editor) => {
  placed(random, editor);
  return random.chance(0.6)
    ? editor.commands.sinkListItem("listItem")
    : editor.commands.liftListItem("listItem");
};

const format: Act = (random, editor) => {
  marked(random, editor);
  const mark = random.pick(["bold", "italic", "link"] as const);
  if (mark !== "link") return editor.commands.toggleMark(mark);
  const href = random.pick([null, "https://nordsund.example/", "mailto:amira@nordsund.example"]);
  return random.chance(0.7) ? editor.commands.setMark("link", { href }) : editor.commands.unsetMark("link");
};

const heading: Act = (random, editor) => {
  placed(random, editor);
  return editor.commands.toggleHeading({ level: 4 });
};

const breakLine: Act = (random, editor) => {
  placed(random, editor);
  return editor.commands.setHardBreak();
};

const paste: Act = (random, editor) => {
  marked(random, editor);
  return editor.view.pasteHTML(random.pick(PASTED));
};

const addTable: Act = (random, editor) => {
  placed(random, editor);
  insertTable(editor);
};

/** In a table when there is one: rows, columns and the whole. */
const changeTable: Act = (random, editor, doc) => {
  const cells = placesIn(editor, (names) => names.includes("table"));
  if (cells.length === 0) return addTable(random, editor, doc);
  select(editor, random.pick(cells));
  const act = random.pick([
    "addRowAfter",
    "addColumnAfter",
    "deleteRow",
    "deleteColumn",
    "toggleHeaderRow",
    "deleteTable",
  ] as const);
  return changeWholeTable(editor, (commands) => commands[act]());
};

/** Cut and paste of a whole block: to Yjs a deletion and a new block. */
const moveBlock: Act = (random, editor) => {
  const { state, view } = editor;
  if (state.doc.childCount < 2) return;
  const from = random.below(state.doc.childCount);
  const block = state.doc.child(from);
  const start = childStart(editor, from);
  const change = state.tr.delete(start, start + block.nodeSize);
  const rest = change.doc;
  let target = 0;
  for (let index = random.below(rest.childCount + 1); index > 0; index -= 1)
    target += rest.child(index - 1).nodeSize;
  view.dispatch(change.insert(target, block));
};

const deleteBlock: Act = (random, editor) => {
  const { state, view } = editor;
  if (state.doc.childCount === 0) return;
  const index = random.below(state.doc.childCount);
  const start = childStart(editor, index);
  view.dispatch(state.tr.delete(start, start + state.doc.child(index).nodeSize));
};

const deleteAll: Act = (random, editor) => {
  if (random.chance(0.2)) editor.chain().selectAll().deleteSelection().run();
};

const takeBack: Act = (random, _editor, doc) =>
  random.chance(0.7) ? undo(doc, () => true) : redo(doc, () => true);

const ACTS: readonly Act[] = [
  type,
  type,
  type,
  type,
  eraseSome,
  eraseSome,
  eraseAcross,
  split,
  split,
  split,
  join,
  join,
  joinForward,
  list,
  list,
  indent,
  indent,
  format,
  format,
  heading,
  breakLine,
  paste,
  addTable,
  changeTable,
  changeTable,
  moveBlock,
  deleteBlock,
  deleteAll,
  takeBack,
  takeBack,
];

/** Puts the caret somewhere in a text. */
function placed(random: Random, editor: Editor): Editor {
  const places = placesIn(editor, () => true);
  if (places.length > 0) select(editor, random.pick(places));
  return editor;
}

/** Marks something, often within one block, sometimes across many. */
function marked(random: Random, editor: Editor, far = random.chance(0.3) ? 1000 : 12): void {
  const places = placesIn(editor, () => true);
  if (places.length === 0) return;
  const from = random.below(places.length);
  const to = Math.min(places.length - 1, from + random.below(far));
  select(editor, places[from] ?? 0, places[to] ?? 0);
}

function select({ view, state }: Editor, anchor: number, head = anchor): void {
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, anchor, head)));
}

/** All caret places in blocks whose ancestors are wanted. */
function placesIn({ state }: Editor, isWanted: (ancestors: readonly string[]) => boolean): number[] {
  const places: number[] = [];
  state.doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const $at = state.doc.resolve(position);
    const names = Array.from({ length: $at.depth + 1 }, (_, depth) => $at.node(depth).type.name);
    if (isWanted(names)) for (const offset of caretOffsets(node)) places.push(position + 1 + offset);
    return false;
  });
  return places;
}

function childStart({ state }: Editor, index: number): number {
  let start = 0;
  for (let before = 0; before < index; before += 1) start += state.doc.child(before).nodeSize;
  return start;
}

/** Never in the middle of a character that is two code units long: no caret gets there. */
function caretOffsets(block: ProseMirrorNode): number[] {
  const units = block.textBetween(0, block.content.size, undefined, " ");
  return Array.from({ length: units.length + 1 }, (_, offset) => offset).filter(
    (offset) => !/[\uDC00-\uDFFF]/u.test(units.charAt(offset)),
  );
}
