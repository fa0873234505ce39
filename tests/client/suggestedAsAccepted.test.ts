/** Acts where their author has suggested something before: they mean what they mean in the text as it will be. */
import type { Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { expect, test } from "vitest";
import { act } from "../../client/editor/acting.ts";
import { insertTable } from "../../client/editor/tableExtension.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { sentenceOf } from "../../shared/suggestion/sentence.ts";
import { suggestionsIn } from "../../shared/suggestion/suggestion.ts";
import { Hands } from "../support/suggesting/hands.ts";
import { inTable } from "../support/structureActs.ts";
import {
  accepted,
  type Act,
  doc,
  key,
  li,
  nested,
  on,
  p,
  Pair,
  read,
  suggestingEditor,
  table,
  td,
  text,
  three,
  tr,
  ul,
  write,
} from "../support/structureBench.ts";

const letter =
  (words: string): Act =>
  ({ state, view }) => {
    const plain = () => view.state.tr.insertText(words);
    const { from, to } = state.selection;
    if (view.someProp("handleTextInput", (handle) => handle(view, from, to, words, plain)) !== true)
      view.dispatch(plain());
  };
const paste =
  (html: string): Act =>
  ({ view }) =>
    view.pasteHTML(html);
const before =
  (words: string, then: Act): Act =>
  (editor) => {
    new Hands(editor).before(words);
    return then(editor);
  };
/** Up to the first place of the other words. */
const fromTo =
  (from: string, to: string, then: Act): Act =>
  (editor) => {
    const [start, end] = [from, to].map((words) => {
      new Hands(editor).before(words);
      return editor.state.selection.head;
    });
    new Hands(editor).at(start ?? 0, end);
    return then(editor);
  };
const inBlock =
  (isMeant: (block: Node) => boolean, then: Act): Act =>
  (editor) => {
    let place = 0;
    editor.state.doc.descendants((node, position) => {
      if (node.isTextblock && isMeant(node)) place = position + 1;
    });
    new Hands(editor).at(place);
    return then(editor);
  };
const inEmptyBlock = (then: Act) => inBlock(({ content }) => content.size === 0, then);
const inFigure = (then: Act) => inBlock(({ type }) => type.name === "figure", then);
/** With what a browser does of itself. */
const press =
  (name: string, times = 1): Act =>
  (editor) =>
    new Hands(editor).press(name, times);
const button =
  (command: (commands: Editor["commands"]) => boolean): Act =>
  (editor) =>
    act(editor, ({ commands }) => command(commands));
const bullets = button((commands) => commands.toggleBulletList());
const numbers = button((commands) => commands.toggleOrderedList());
const heading = button((commands) => commands.toggleHeading({ level: 4 }));
const lift = button((commands) => commands.liftListItem("listItem"));
const sink = button((commands) => commands.sinkListItem("listItem"));
const bold = button((commands) => commands.toggleBold());
const link = button((commands) => commands.setMark("link", { href: "https://nordsund.example/" }));
const unlink = button((commands) => commands.unsetMark("link"));
const withoutTable = button((commands) => commands.deleteTable());

const cells = table(tr(td(p("Celle"))));
const hours = table(
  tr(td(p("Uge nu")), td(p("Timer"))),
  tr(td(p("23")), td(p("46"))),
  tr(td(p("24")), td(p("40"))),
);
const figure: RichNode = { type: "figure", attrs: { alt: "" }, content: [text("Figur")] };

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
  ["a link goes that was only proposed", [p("Et to tre")], [on("Et", "to", link), on("to", "tre", unlink)]],
  [
    "Tab behind an item that was only proposed",
    [p("Et"), ul(li(p("To")))],
    [on("Et", undefined, bullets), on("To", undefined, key("Tab"))],
  ],
  [
    "an item goes in again that went out",
    [nested],
    [on("Midt", undefined, lift), on("Midt", undefined, sink)],
  ],
  [
    "a heading of what two paragraphs become, from the second",
    [p("Et to"), p("Tre fire")],
    [on("to", "Tre", key("Delete")), on("fire", undefined, heading)],
  ],
  [
    "Backspace behind a table that is struck, which stood behind a list",
    [three, cells, p("Fire")],
    [on("Celle", undefined, withoutTable), before("Fire", press("Backspace"))],
  ],
  [
    "Delete before a list that is struck and one that is not",
    [p("Nul"), nested],
    [on("Midt", undefined, lift), on("Inde", "To", letter("x")), on("Nul", undefined, press("Delete"))],
  ],
  [
    "Delete twice before a paragraph of one's own",
    [p("Et")],
    [on("Et", undefined, key("Enter")), write("ab"), on("Et", undefined, press("Delete", 2))],
  ],
  [
    "Delete goes on behind items without words",
    [ul(li(p("Et")), li(p("To"))), p("Tre")],
    [on("To", "To", key("Delete")), on("Et", "Et", press("Delete", 4))],
  ],
  [
    "Backspace once more behind a table that it has struck",
    [three, cells, p("Fire")],
    [before("Fire", press("Backspace", 3))],
  ],
  [
    "all words go of an item that is joined",
    [three],
    [on("To", undefined, press("Delete")), on("To", "To", press("Delete"))],
  ],
  [
    "the caret is in what stands once more, not in what is struck",
    [nested, p("Tre")],
    [
      on("Midt", undefined, lift),
      on("Inde", "To", letter("x")),
      on("x", undefined, press("Delete", 2)),
      letter("y"),
    ],
  ],
  [
    "Backspace over a struck table to one that is not",
    [cells, table(tr(td(p("To")))), p("Fire")],
    [on("To", undefined, withoutTable), before("Fire", press("Backspace", 2))],
  ],
  [
    "the last letter goes before a figure that is joined",
    [p("Et to"), figure],
    [on("Et to", "Et to", write("x")), on("x", undefined, press("Delete")), before("x", press("Delete"))],
  ],
  [
    "Delete twice for an item of one's own that has no words",
    [three, cells],
    [on("Tre", undefined, key("Enter")), on("Tre", undefined, key("Delete")), inEmptyBlock(key("Delete"))],
  ],
  [
    "the last letter goes before what shall be an item and is joined",
    [p("Et"), p("To nu")],
    [
      on("To", undefined, bullets),
      on("t", "To", key("Delete")),
      on("E", undefined, press("Backspace")),
      letter("x"),
    ],
  ],
  [
    "Backspace goes on before a cell that is joined",
    [p("Et to"), hours],
    [on("to", "Uge", key("Delete")), before(" nu", press("Backspace", 2))],
  ],
  [
    "a row before one that will be a cell short",
    [p("Et to"), hours],
    [on("to", "Uge", key("Delete")), on("23", undefined, inTable("addRowBefore"))],
  ],
  [
    "a row goes below one that will be a cell short",
    [p("Et to"), hours],
    [on("to", "Uge", key("Delete")), on("23", undefined, inTable("deleteRow"))],
  ],
  [
    "words go from a cell to a figure, where nothing was suggested before",
    [hours, p("Tre"), figure],
    [fromTo("40", "Figur", press("Delete"))],
  ],
  [
    "the last letter goes before words that are joined, from before what is struck",
    [figure, p("To nu")],
    [on("Figur", "To", letter("x")), inFigure(press("Delete"))],
  ],
])("[SUG103] %s", (_title, content, acts) => {
  const pair = new Pair(content);
  for (const act of acts) {
    pair.make(act);
    expect(accepted(pair.suggesting)).toEqual(read(pair.plain));
  }
  pair.expectBaseKept();
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
    [on("to", undefined, press("Delete")), before("Tre", write("x"))],
  ],
])("[SUG103] a word is typed: %s", (_title, content, acts) => {
  const suggesting = suggestingEditor(doc(...content));
  for (const act of acts) suggesting.act(act);
  const runs = accepted(suggesting).content[0]?.content ?? [];
  expect(runs.find(({ text: words = "" }) => words.includes("x"))?.marks).toEqual([{ type: "bold" }]);
});

test("[SUG103] what is struck, to stand once more as it shall be, keeps no other proposal of its author", () => {
  const pair = new Pair([p("Et"), p("To"), p("Tre")]);
  pair.make(on("Et", "Tre", bullets));
  pair.make(on("To", undefined, key("Tab")));
  expect(accepted(pair.suggesting)).toEqual(read(pair.plain));
  expect(suggestionsIn(read(pair.suggesting)).map(sentenceOf)).toEqual([
    "Slet afsnit ‹Et›, slet afsnit ‹To›, slet afsnit ‹Tre› og 1 ændring til",
  ]);
  pair.expectBaseKept();
});
