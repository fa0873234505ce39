import type { Editor } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { KeyHold } from "../../client/editor/keyHold.ts";
import { caretOf, openSectionEditor, placeCaret } from "../../client/editor/sectionEditor.ts";
import { insertTable } from "../../client/editor/tableExtension.ts";
import { placeOfPoint, placeOfRelative, pointOfPlace } from "../../client/editor/textPlace.ts";
import { redo, undo } from "../../client/editor/undo.ts";
import { StaticText } from "../../client/follow/renderStatic.ts";
import { richTextOf } from "../../shared/document/fragmentText.ts";
import { writeRichText } from "../../shared/document/fragmentWrite.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { problemsOf } from "../../shared/document/validate.ts";
import type { RichNode, RichText } from "../../shared/meeting/richText.ts";
import { plainTextOf } from "../../shared/meeting/richText.ts";
import { Hands } from "../support/suggesting/hands.ts";
import { textLinkTo } from "../support/textLink.ts";

const opened: Editor[] = [];

// jsdom has neither layout nor clipboard; ProseMirror only needs them to exist.
beforeAll(() => {
  Range.prototype.getClientRects = () => document.createElement("div").getClientRects();
  Range.prototype.getBoundingClientRect = () => new DOMRect();
  HTMLElement.prototype.scrollIntoView = () => undefined;
  vi.stubGlobal("ClipboardEvent", Event);
});
afterAll(() => {
  vi.unstubAllGlobals();
});
afterEach(() => {
  for (const editor of opened.splice(0)) editor.destroy();
});

const text = (words: string, ...marks: string[]): RichNode => ({
  type: "text",
  text: words,
  ...(marks.length > 0 && { marks: marks.map((type) => ({ type })) }),
});
const p = (...content: (string | RichNode)[]): RichNode => ({
  type: "paragraph",
  content: content.map((each) => (typeof each === "string" ? text(each) : each)),
});
const list = (...items: RichNode[][]): RichNode => ({
  type: "bulletList",
  content: items.map((content) => ({ type: "listItem", content })),
});
const cell = (type: string, words: string): RichNode => ({ type, content: [p(words)] });
const table = (...rows: RichNode[][]): RichNode => ({
  type: "table",
  content: rows.map((content) => ({ type: "tableRow", content })),
});
const doc = (...content: RichNode[]): RichText => ({ type: "doc", content });

const RICH = doc(
  { type: "heading", attrs: { level: 4 }, content: [text("Baggrund")] },
  p("Punktet blev ", text("drøftet", "bold"), " kort.", { type: "hardBreak" }, "Ny linje."),
  list([p("Et"), list([p("Indre")])], [p("To")]),
  table(
    [cell("tableHeader", "Uge"), cell("tableHeader", "Timer")],
    [cell("tableCell", "23"), cell("tableCell", "46")],
  ),
  { type: "figure", attrs: { alt: "Kort over hallen" }, content: [text("Figur 1")] },
  p(),
);

function write(y: Y.Doc, section: string, content: RichText): void {
  y.transact(() => {
    writeRichText(sectionText(y, section), content);
  });
}

function edit(y: Y.Doc, section = "s1", link = textLinkTo(y)): Editor {
  const element = document.createElement("div");
  document.body.append(element);
  const editor = openSectionEditor({
    element,
    link,
    section,
    label: "Beslutning, punkt 8",
    onLeave: () => undefined,
    onToolbar: () => undefined,
    onLink: () => undefined,
    onTooMuch: () => undefined,
  });
  opened.push(editor);
  return editor;
}

const read = (y: Y.Doc, section = "s1") => richTextOf(sectionText(y, section));
const words = (y: Y.Doc, section = "s1") => plainTextOf(read(y, section));
const typeAtEnd = (editor: Editor, more: string) => {
  placeCaret(editor, "end");
  editor.view.dispatch(editor.state.tr.insertText(more));
};

test("[EDIT2] mounting an editor on valid text of every kind writes nothing", () => {
  const y = new Y.Doc();
  write(y, "s1", RICH);
  const before = read(y);
  const state = Y.encodeStateVector(y);
  let updates = 0;
  y.on("update", () => updates++);
  const editor = edit(y);
  placeCaret(editor, "end");
  expect(updates).toBe(0);
  expect(Y.encodeStateVector(y)).toEqual(state);
  expect(read(y)).toEqual(before);
  expect(editor.view.dom.getAttribute("role")).toBe("textbox");
  expect(editor.view.dom.getAttribute("aria-label")).toBe("Beslutning, punkt 8");
  expect(editor.view.dom.lang).toBe("da");
});

test("[EDIT2] a ragged table is not repaired by looking at it", () => {
  const y = new Y.Doc();
  write(y, "s1", doc(table([cell("tableCell", "a"), cell("tableCell", "b")], [cell("tableCell", "c")])));
  let updates = 0;
  y.on("update", () => updates++);
  edit(y);
  expect(updates).toBe(0);
});

/** Each caret place of the editor is the same place in still text and shared document; answers how many there are. */
function checkPlaces(editor: Editor, y: Y.Doc): number {
  const still = document.createElement("div");
  new StaticText(still).render(read(y));
  let seen = 0;
  editor.state.doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    for (let offset = 0; offset <= node.content.size; offset++) {
      const at = position + 1 + offset;
      editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, at)));
      const place = placeOfRelative(sectionText(y, "s1"), caretOf(editor, sectionText(y, "s1"))?.head);
      if (place === undefined) throw new Error(`No place for ${at}`);
      const point = pointOfPlace(still, place);
      if (point === undefined) throw new Error(`Not drawn: ${JSON.stringify(place)}`);
      expect(placeOfPoint(still, point.node, point.offset)).toEqual(place);
      placeCaret(editor, { anchor: place, head: place });
      expect(editor.state.selection.head).toBe(at);
      seen++;
    }
    return false;
  });
  return seen;
}

test("[EDIT3] every letter has the same place in still text, live editor and shared document", () => {
  const y = new Y.Doc();
  write(y, "s1", RICH);
  expect(checkPlaces(edit(y), y)).toBeGreaterThan(60);
});

test("[EDIT3] so has every letter behind a line break of a paragraph that has just been parted", () => {
  const y = new Y.Doc();
  const line: RichNode[] = [
    { type: "text", text: "Et og" },
    { type: "hardBreak" },
    { type: "text", text: "to" },
    { type: "hardBreak" },
  ];
  write(y, "s1", doc({ type: "paragraph", content: line }, p("Tre")));
  const editor = edit(y);
  editor.view.dispatch(editor.state.tr.split(4));
  expect(checkPlaces(editor, y)).toBe(4 + 7 + 4);
});

test("[EDIT4] one history over all sections undoes what was typed in the other one too", () => {
  const y = new Y.Doc();
  write(y, "s1", doc(p("Et")));
  write(y, "s2", doc(p("To")));
  const first = edit(y, "s1");
  typeAtEnd(first, " her");
  first.destroy();
  typeAtEnd(edit(y, "s2"), " der");
  expect([words(y, "s1"), words(y, "s2")]).toEqual(["Et her", "To der"]);
  undo(y, () => true);
  expect([words(y, "s1"), words(y, "s2")]).toEqual(["Et her", "To"]);
  undo(y, () => true);
  expect([words(y, "s1"), words(y, "s2")]).toEqual(["Et", "To"]);
  redo(y, () => true);
  expect(words(y, "s1")).toBe("Et her");
});

test("[EDIT4] only my own words are undone, and not the paragraph that others write in", () => {
  const y = new Y.Doc();
  write(y, "s1", doc(p("Start")));
  const editor = edit(y);
  placeCaret(editor, "end");
  editor.commands.splitBlock();
  editor.view.dispatch(editor.state.tr.insertText("mit"));
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(y));
  const paragraph = sectionText(other, "s1").get(1);
  if (paragraph instanceof Y.XmlElement) paragraph.insert(1, [new Y.XmlText(" andres")]);
  Y.applyUpdate(y, Y.encodeStateAsUpdate(other), "remote");
  while (undo(y, () => true));
  expect(words(y)).toContain("andres");
  expect(words(y)).not.toContain("mit");
});

test("[EDIT4] what was typed in a section that is locked by now is passed over", () => {
  const y = new Y.Doc();
  write(y, "s1", doc(p("Et")));
  write(y, "s2", doc(p("To")));
  typeAtEnd(edit(y, "s1"), " her");
  typeAtEnd(edit(y, "s2"), " der");
  undo(y, (section) => section === "s1");
  expect([words(y, "s1"), words(y, "s2")]).toEqual(["Et", "To der"]);
});

test("[EDIT4] an editor that goes leaves the history alive", () => {
  const y = new Y.Doc();
  write(y, "s1", doc(p("Et")));
  const editor = edit(y);
  typeAtEnd(editor, " her");
  editor.destroy();
  undo(y, () => true);
  expect(words(y)).toBe("Et");
});

test("[EDIT5] deleting everything leaves one empty paragraph", () => {
  const y = new Y.Doc();
  write(y, "s1", RICH);
  const editor = edit(y);
  editor.chain().selectAll().deleteSelection().run();
  expect(read(y)).toEqual(doc({ type: "paragraph" }));
});

test("[EDIT5] a new table has a header row and a line in every cell, and the caret in the first", () => {
  const y = new Y.Doc();
  write(y, "s1", doc(p("Før")));
  const editor = edit(y);
  insertTable(editor);
  editor.view.dispatch(editor.state.tr.insertText("Uge"));
  editor.commands.addRowAfter();
  editor.commands.addColumnAfter();
  expect(problemsOf(read(y))).toEqual([]);
  const made = read(y).content[1];
  expect(made?.content?.map((row) => row.content?.length)).toEqual([3, 3, 3, 3]);
  expect(
    made?.content?.every((row) => row.content?.every((each) => each.content?.[0]?.type === "paragraph")),
  ).toBe(true);
  expect(plainTextOf(made?.content?.[0]?.content?.[0] ?? p())).toBe("Uge");
});

test("[EDIT5] Tab nests a list item and Shift+Tab takes it out again", () => {
  const y = new Y.Doc();
  write(y, "s1", doc(list([p("Et")], [p("To")])));
  const editor = edit(y);
  placeCaret(editor, "end");
  editor.commands.sinkListItem("listItem");
  expect(read(y)).toEqual(doc(list([p("Et"), list([p("To")])])));
  editor.commands.liftListItem("listItem");
  expect(read(y)).toEqual(doc(list([p("Et")], [p("To")])));
});

function withLetter({ state }: Editor, place: number): unknown {
  return state.tr.insertText("x", place).doc.toJSON();
}

test("[EDIT12] what is typed behind a line break is as bold after a reload as before it", () => {
  const y = new Y.Doc();
  write(y, "s1", doc(p("Et", { type: "hardBreak" }, "To")));
  const editor = edit(y);
  editor.chain().selectAll().toggleBold().run();
  expect(withLetter(edit(y), 4)).toEqual(withLetter(editor, 4));
});

test("[EDIT12] Shift+Enter amid bold words goes on in bold", () => {
  const y = new Y.Doc();
  write(y, "s1", doc(p(text("Et", "bold"))));
  const editor = edit(y);
  placeCaret(editor, "end");
  editor.commands.setHardBreak();
  editor.view.dispatch(editor.state.tr.insertText("To"));
  expect(read(y)).toEqual(doc(p(text("Et", "bold"), { type: "hardBreak" }, text("To", "bold"))));
});

test.each([
  ["<h1>Stor</h1>", "heading"],
  ['<ol type="I" start="-3"><li>et</li></ol>', "orderedList"],
  [
    '<p><ins data-id="x">nyt</ins> <del>gammelt</del> <a href="javascript:alert(1)">tryk</a></p>',
    "paragraph",
  ],
  ['<table><tr><td colspan="9999">a</td></tr></table>', "table"],
  ['<p>før</p><script>alert(1)</script><iframe src="x"></iframe><img src="x">', "paragraph"],
  ['<figure data-alt="Et kort"><figcaption>Figur</figcaption></figure>', "figure"],
])("[EDIT6] what is pasted keeps to the schema: %s", (html, kind) => {
  const y = new Y.Doc();
  write(y, "s1", doc(p()));
  const editor = edit(y);
  placeCaret(editor, "start");
  editor.view.pasteHTML(html);
  const pasted = read(y);
  expect(problemsOf(pasted)).toEqual([]);
  expect(pasted.content.some((block) => block.type === kind)).toBe(true);
  expect(JSON.stringify(pasted)).not.toMatch(/insertion|deletion|javascript|alert|script/u);
});

const TWO_PARAGRAPHS = "<p>en</p><p>to</p>";

test("[EDIT6] what stands behind pasted paragraphs is not lost: a line that was pasted before", () => {
  const y = new Y.Doc();
  write(y, "s1", doc(p("Før.")));
  const editor = edit(y);
  const hands = new Hands(editor).after("Før.").paste("<p>Et<br>linje</p>");
  hands.after("E").paste(TWO_PARAGRAPHS);
  expect(words(y)).toBe("Før.Een\ntot\nlinje");
});

test("[EDIT6] what stands behind pasted blocks is not lost: an item's own list", () => {
  const y = new Y.Doc();
  write(y, "s1", doc(list([p("Et"), list([p("Indre")])], [p("To")])));
  new Hands(edit(y)).select("E").paste("<h2>en</h2><p>to</p>");
  expect(words(y)).toBe("en\ntot\nIndre\nTo");
});

test("[EDIT7] a line that begins with a date does not become a list, one that begins with 1. does", () => {
  const y = new Y.Doc();
  write(y, "s1", doc(p()));
  const editor = edit(y);
  placeCaret(editor, "start");
  const key = (char: string) => {
    const { from, to } = editor.state.selection;
    const taken = editor.view.someProp("handleTextInput", (handle) =>
      handle(editor.view, from, to, char, () => editor.state.tr.insertText(char, from, to)),
    );
    if (taken !== true) editor.view.dispatch(editor.state.tr.insertText(char, from, to));
  };
  for (const char of "24. marts") key(char);
  expect(read(y)).toEqual(doc(p("24. marts")));
  editor.commands.splitBlock();
  for (const char of "1. at") key(char);
  expect(read(y).content[1]?.type).toBe("orderedList");
});

function press(editor: Editor, key: string, init: KeyboardEventInit = {}): boolean {
  return editor.view.dom.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }),
  );
}

async function held(content: RichText) {
  const y = new Y.Doc();
  write(y, "s1", content);
  const editor = edit(y);
  placeCaret(editor, "end");
  const hold = new KeyHold(editor);
  await hold.begin();
  return { y, editor, hold };
}

test("[LOCK7] a held editor changes nothing by key, paste or command, and still shows what others write", async () => {
  const { y, editor } = await held(doc(p("Et")));
  expect(press(editor, "x")).toBe(false);
  expect(press(editor, "z", { ctrlKey: true })).toBe(false);
  expect(press(editor, "ArrowLeft")).toBe(true);
  expect(editor.view.dom.dispatchEvent(new Event("paste", { bubbles: true, cancelable: true }))).toBe(false);
  editor.commands.insertContent("kommando");
  expect([words(y), editor.view.dom.getAttribute("aria-readonly")]).toEqual(["Et", "true"]);
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(y));
  const paragraph = sectionText(other, "s1").get(0);
  if (paragraph instanceof Y.XmlElement) paragraph.insert(1, [new Y.XmlText(" andres")]);
  Y.applyUpdate(y, Y.encodeStateAsUpdate(other), "remote");
  expect(editor.state.doc.textContent).toBe("Et andres");
});

test("[LOCK7] what was typed before, and read late, is in before the editor is held", async () => {
  const y = new Y.Doc();
  write(y, "s1", doc(p("Et")));
  const editor = edit(y);
  const begun = new KeyHold(editor).begin();
  editor.view.dispatch(editor.state.tr.insertText(" sent", 3));
  await begun;
  editor.view.dispatch(editor.state.tr.insertText(" for sent"));
  expect(words(y)).toBe("Et sent");
});

test("[LOCK8] keys pressed meanwhile are written when the lock does not come", async () => {
  const { y, editor, hold } = await held(doc(p("Et")));
  for (const key of [" ", "t", "o", "x", "Backspace", "Shift", "å"]) press(editor, key);
  press(editor, "@", { ctrlKey: true, altKey: true, modifierAltGraph: true });
  expect(words(y)).toBe("Et");
  hold.end();
  expect([words(y), editor.view.dom.hasAttribute("aria-readonly")]).toEqual(["Et toå@", false]);
  typeAtEnd(editor, "!");
  expect(words(y)).toBe("Et toå@!");
});

test("[LOCK8] and are handed over when it comes", async () => {
  const { hold, editor } = await held(doc(p("Et")));
  for (const key of ["a", "b"]) press(editor, key);
  editor.destroy();
  expect([hold.takeKept(), hold.takeKept()]).toEqual(["ab", ""]);
});
