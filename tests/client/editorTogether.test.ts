/** What goes wrong only when others write too: found by random merges, each here in its smallest form. */
import type { Editor } from "@tiptap/core";
import { afterEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { WritingDoc } from "../../client/connection/writingDoc.ts";
import { openSectionEditor, placeCaret } from "../../client/editor/sectionEditor.ts";
import { changeWholeTable } from "../../client/editor/tableExtension.ts";
import { undo, undoManagerOf } from "../../client/editor/undo.ts";
import { richTextOf } from "../../shared/document/fragmentText.ts";
import { writeRichText } from "../../shared/document/fragmentWrite.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { problemsOf } from "../../shared/document/validate.ts";
import { plainTextOf, type RichNode } from "../../shared/meeting/richText.ts";
import { textLinkTo } from "../support/textLink.ts";

const opened: Editor[] = [];
afterEach(() => {
  for (const editor of opened.splice(0)) editor.destroy();
  vi.restoreAllMocks();
});

const p = (words: string): RichNode => ({
  type: "paragraph",
  ...(words === "" ? {} : { content: [{ type: "text", text: words }] }),
});
const cell = (words: string): RichNode => ({ type: "tableCell", content: [p(words)] });
const row = (...content: RichNode[]): RichNode => ({ type: "tableRow", content });

const nothing = () => undefined;

function edit(...content: RichNode[]) {
  const doc = new WritingDoc();
  const fragment = sectionText(doc, "s1");
  doc.transact(() => {
    writeRichText(fragment, { type: "doc", content });
  });
  return { doc, fragment, editor: open(doc) };
}

function open(doc: WritingDoc): Editor {
  const editor = openSectionEditor({
    element: document.createElement("div"),
    link: textLinkTo(doc, { focus: () => "s1" }),
    section: "s1",
    label: "Beslutning, punkt 8",
    onLeave: nothing,
    onToolbar: nothing,
    onLink: nothing,
    onTooMuch: nothing,
  });
  opened.push(editor);
  placeCaret(editor, "end");
  return editor;
}

/** Somebody else changes the text, and it comes in. */
function elsewhere(doc: Y.Doc, change: (fragment: Y.XmlFragment) => void): void {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  other.transact(() => {
    change(sectionText(other, "s1"));
  });
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), "server");
}

const words = (fragment: Y.XmlFragment) => plainTextOf(richTextOf(fragment));
const shown = (editor: Editor) => editor.state.doc.textBetween(0, editor.state.doc.content.size, "\n");

test("[EDIT8] an undo leaves no caret behind for the next change of somebody else", () => {
  const { doc, fragment, editor } = edit(p("Et"), p("To"), p("Tre, og det er længere end de andre"));
  editor.view.dispatch(editor.state.tr.insertText(" til"));
  placeCaret(editor, "start");
  undo(doc, () => true);
  elsewhere(doc, (theirs) => {
    theirs.delete(1, 2);
  });
  expect([words(fragment), shown(editor), editor.state.selection.anchor]).toEqual(["Et", "Et", 1]);
});

test("[EDIT8] an undo brings back a line whose break is gone, wherever the caret was meanwhile", () => {
  const line: RichNode[] = [
    { type: "text", text: "Et" },
    { type: "hardBreak" },
    { type: "text", text: "To" },
  ];
  const { doc, fragment, editor } = edit({ type: "paragraph", content: line });
  editor.view.dispatch(editor.state.tr.delete(3, 4));
  undoManagerOf(doc).stopCapturing();
  const longer = editor.schema.nodeFromJSON({
    ...p("Noget meget længere"),
    type: "heading",
    attrs: { level: 4 },
  });
  editor.view.dispatch(editor.state.tr.replaceWith(0, 6, longer));
  placeCaret(editor, "end");
  undo(doc, () => true);
  expect([words(fragment), shown(editor)]).toEqual(["EtTo", "EtTo"]);
});

const AT_ONCE: readonly (readonly [name: string, act: (editor: Editor) => void])[] = [
  [
    "a block that two people empty at once, with its line break,",
    ({ view, state }) => {
      view.dispatch(state.tr.delete(1, 4));
    },
  ],
  ["a line that two people begin at once", nothing],
];

test.each(AT_ONCE)("[MERGE1] %s has two texts that no editor joins", (_name, before) => {
  const line: RichNode = {
    type: "paragraph",
    content: [{ type: "text", text: "Et" }, { type: "hardBreak" }],
  };
  const { doc, fragment, editor } = edit(line);
  const theirs = new WritingDoc();
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc));
  const other = open(theirs);
  for (const [each, letter] of [
    [editor, "1"],
    [other, "2"],
  ] as const) {
    before(each);
    each.view.dispatch(each.state.tr.insertText(letter, each.state.doc.content.size - 1));
  }
  for (const each of opened.splice(0)) each.destroy();
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc), "server");
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs), "server");
  for (const each of [doc, theirs]) {
    const before = Y.encodeStateAsUpdate(each);
    open(each);
    expect(Y.encodeStateAsUpdate(each)).toEqual(before);
  }
  expect(words(fragment)).toMatch(/(?:12|21)$/u);
});

test("[MERGE1] a line break that is taken back from an empty block leaves it the text that it had", () => {
  const { doc, fragment, editor } = edit(p(""));
  editor.commands.setHardBreak();
  const theirs = new WritingDoc();
  // What it writes at one spot stands before what the other one writes there.
  theirs.clientID = 1;
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc));
  const other = open(theirs);
  other.view.dispatch(other.state.tr.insertText("1", 2));
  undo(doc, () => true);
  for (const each of opened.splice(0)) each.destroy();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs), "server");
  const before = Y.encodeStateAsUpdate(doc);
  open(doc);
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  expect(words(fragment)).toBe("1");
});

test("[EDIT9] a row added to a table with a row too short leaves a whole table", () => {
  const { fragment, editor } = edit(
    { type: "table", content: [row(cell("a"), cell("b")), row(cell("c"))] },
    p("efter"),
  );
  for (const act of ["addRowAfter", "toggleHeaderRow", "addColumnAfter"] as const) {
    editor.commands.setTextSelection(4);
    changeWholeTable(editor, (commands) => commands[act]());
    expect(problemsOf(richTextOf(fragment))).toEqual([]);
  }
  const table = richTextOf(fragment).content[0];
  expect(table?.content?.map((each) => each.content?.length)).toEqual([3, 3, 3]);
});

test("[EDIT9] what no editor may open is not written, whatever command asks for it", () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const { fragment, editor } = edit({ type: "table", content: [row(cell("a"))] });
  const { tableRow } = editor.schema.nodes;
  // As the stock table commands do: create asks nobody.
  const inner = tableRow?.create(null, tableRow.create());
  if (inner !== undefined) editor.view.dispatch(editor.state.tr.insert(1, inner));
  expect(richTextOf(fragment).content[0]?.content).toHaveLength(1);
  expect(problemsOf(richTextOf(fragment))).toEqual([]);
});
