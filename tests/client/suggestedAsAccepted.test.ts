/** Acts where their author has suggested something before: they mean what they mean in the text as it will be. */
import type { Editor } from "@tiptap/core";
import { afterEach, beforeAll, expect, test } from "vitest";
import { insertTable } from "../../client/editor/tableExtension.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { withoutLayout } from "../support/layoutless.ts";
import { Hands } from "../support/suggesting/hands.ts";
import {
  accepted,
  doc,
  itemIds,
  li,
  mark,
  p,
  plainEditor,
  read,
  rejected,
  suggestingEditor,
  table,
  td,
  text,
  tr,
  ul,
} from "../support/structureBench.ts";

beforeAll(withoutLayout);
const opened: Editor[] = [];
afterEach(() => {
  for (const editor of opened.splice(0)) editor.destroy();
});

type Act = (editor: Editor) => unknown;

const on =
  (from: string, to: string | undefined, act: Act): Act =>
  (editor) => {
    mark(editor, from, to);
    return act(editor);
  };
const before =
  (words: string, then: Act): Act =>
  (editor) => {
    new Hands(editor).before(words);
    return then(editor);
  };
const key =
  (name: string): Act =>
  ({ view }) =>
    view.dom.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
const letter =
  (words: string): Act =>
  ({ state, view }) => {
    const plain = () => view.state.tr.insertText(words);
    const { from, to } = state.selection;
    if (view.someProp("handleTextInput", (handle) => handle(view, from, to, words, plain)) !== true)
      view.dispatch(plain());
  };
const write =
  (words: string): Act =>
  ({ state, view }) =>
    view.dispatch(state.tr.insertText(words));
const paste =
  (html: string): Act =>
  ({ view }) =>
    view.pasteHTML(html);
const bullets: Act = (editor) => editor.commands.toggleBulletList();
const numbers: Act = (editor) => editor.commands.toggleOrderedList();
const heading: Act = (editor) => editor.commands.toggleHeading({ level: 4 });
const lift: Act = (editor) => editor.commands.liftListItem("listItem");
const bold: Act = (editor) => editor.commands.toggleBold();
const withoutTable: Act = (editor) => editor.commands.deleteTable();

const three = ul(li(p("Et")), li(p("To")), li(p("Tre")));
const nested = ul(li(p("Et"), ul(li(p("Inde")), li(p("Midt")), li(p("Ude")))), li(p("To")));
const cells = table(tr(td(p("Celle"))));

test.each<[string, readonly RichNode[], readonly Act[]]>([
  ["Enter behind an item that goes out", [nested], [on("Inde", undefined, lift), key("Enter")]],
  ["Enter in an item that is struck", [three], [on("To", "To", key("Delete")), key("Enter")]],
  [
    "a heading of one half of what Enter parts",
    [p("Et to tre")],
    [on("Et to", undefined, key("Enter")), on("Et", undefined, heading)],
  ],
  [
    "a table behind paragraphs that are joined",
    [p("Et to"), p("Tre fire")],
    [on("to", "Tre", key("Delete")), on("Et", undefined, insertTable)],
  ],
  [
    "a table goes from between a list and what becomes one",
    [three, cells, p("Fire")],
    [on("Fire", undefined, bullets), on("Celle", undefined, withoutTable)],
  ],
  [
    "words over items that go out",
    [nested],
    [on("Midt", undefined, lift), on("Inde", "To", letter("x")), letter("y")],
  ],
  [
    "a proposed list joins one of the text",
    [p("Nul"), three],
    [on("Nul", undefined, key("Enter")), write("Ny"), numbers, bullets],
  ],
  [
    "a list is pasted into a paragraph that becomes an item",
    [three, p("Fire fem")],
    [on("Fire", undefined, bullets), on("Fire", undefined, paste("<ul><li>en</li><li>to</li></ul>"))],
  ],
  [
    "paragraphs are pasted into what becomes a heading",
    [p("Et to")],
    [on("Et", undefined, heading), on("Et", undefined, paste("<p>en</p><p>og</p>"))],
  ],
])("[SUG103] %s", (_title, content, acts) => {
  const base = doc(...content);
  const plain = plainEditor(base);
  const suggesting = suggestingEditor(base);
  opened.push(plain.editor, suggesting.editor);
  const ids = itemIds(suggesting.fragment);
  for (const act of acts) {
    act(plain.editor);
    expect(suggesting.act(act)).toBe("suggested");
    expect(accepted(suggesting)).toEqual(read(plain));
  }
  expect(rejected(suggesting)).toEqual(base);
  expect([...ids].filter((id) => !itemIds(suggesting.fragment).has(id))).toEqual([]);
});

test.each<[string, readonly RichNode[], readonly Act[]]>([
  [
    "behind struck words it is as bold as what stands before them",
    [{ type: "paragraph", content: [text("Et "), text("to", "bold"), text(" tre fire")] }],
    [on(" tre", " tre", key("Delete")), on(" tre", undefined, write("x"))],
  ],
  [
    "in the midst of what shall be bold it is bold",
    [p("Et to tre")],
    [on("Et to", "Et to", bold), on("Et", undefined, write("x"))],
  ],
  [
    "behind a boundary that is struck it is as bold as what stands before that",
    [{ type: "paragraph", content: [text("Et "), text("to", "bold")] }, p("Tre fire")],
    [on("to", undefined, key("Delete")), before("Tre", write("x"))],
  ],
])("[SUG103] a word is typed: %s", (_title, content, acts) => {
  const suggesting = suggestingEditor(doc(...content));
  opened.push(suggesting.editor);
  for (const act of acts) suggesting.act(act);
  const runs = accepted(suggesting).content[0]?.content ?? [];
  expect(runs.find(({ text: words = "" }) => words.includes("x"))?.marks).toEqual([{ type: "bold" }]);
});
