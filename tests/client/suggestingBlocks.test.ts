import { expect, test } from "vitest";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { type Act, outcomeOf, placeOf, press, select, textIn, type } from "../support/suggestingEditor.ts";

const text = (words: string): RichNode => ({ type: "text", text: words });
const p = (words = ""): RichNode =>
  words === "" ? { type: "paragraph" } : { type: "paragraph", content: [text(words)] };
const h = (words: string): RichNode => ({ type: "heading", attrs: { level: 4 }, content: [text(words)] });
const list = (...items: RichNode[][]): RichNode => ({
  type: "bulletList",
  content: items.map((content) => ({ type: "listItem", content })),
});

const at =
  (words: string, offset = 0): Act =>
  (writer) => {
    select(writer, placeOf(writer, words) + offset);
  };
const place =
  (position: number): Act =>
  (writer) => {
    select(writer, position);
  };
const over =
  (from: string, to: string): Act =>
  (writer) => {
    select(writer, placeOf(writer, from), placeOf(writer, to) + to.length);
  };
const words =
  (typed: string): Act =>
  (writer) => {
    type(writer, typed);
  };
const key =
  (...pressed: ("Backspace" | "Delete" | "Enter")[]): Act =>
  (writer) => {
    for (const each of pressed) press(writer, each);
  };
const shiftEnter: Act = (writer) => {
  press(writer, "Enter", true);
};
const paste =
  (html: string): Act =>
  ({ editor }) => {
    editor.view.pasteHTML(html);
  };
const all: Act = ({ editor }) => {
  editor.commands.selectAll();
};

type Case = readonly [name: string, content: readonly RichNode[], ...acts: Act[]];

const CASES: readonly Case[] = [
  ["delete across two paragraphs", [p("Et to"), p("tre fire")], over("to", "tre"), key("Backspace")],
  ["type over two paragraphs", [p("Et to"), p("tre fire"), p("fem")], over("to", "tre"), words("x")],
  ["delete across three", [p("Et to"), p("tre"), p("fire fem")], over("to", "fire"), key("Backspace")],
  ["delete to the end of another", [p("Et to"), p("tre"), p("fire")], over("to", "tre"), key("Backspace")],
  [
    "delete from paragraph into a list",
    [p("Et to"), list([p("tre fire")], [p("fem")])],
    over("to", "tre"),
    key("Backspace"),
  ],
  [
    "delete from an item into another",
    [list([p("Et to")], [p("tre fire")], [p("fem")])],
    over("to", "tre"),
    key("Backspace"),
  ],
  [
    "delete from an item to a paragraph",
    [list([p("Et")], [p("to tre")]), p("fire fem")],
    over("tre", "fire"),
    key("Backspace"),
  ],
  [
    "delete over a whole list",
    [p("Et to"), list([p("a")], [p("b")]), p("fem seks")],
    over("to", "fem"),
    key("Backspace"),
  ],
  ["select-all and delete", [h("Et"), p("to"), list([p("tre")])], all, key("Backspace")],
  ["select-all and type", [h("Et"), p("to"), list([p("tre")])], all, words("n")],
  ["Enter in the middle", [p("Et to")], at("to"), key("Enter")],
  ["Enter in the middle and type", [p("Et to")], at("to"), key("Enter"), words("x")],
  ["Enter at the start", [p("Et to")], at("Et"), key("Enter")],
  ["Enter at the end", [p("Et"), p("to")], at("Et", 2), key("Enter")],
  ["Enter at the end and type", [p("Et"), p("to")], at("Et", 2), key("Enter"), words("nyt")],
  ["Enter at the end before an empty one", [p("Et"), p(), p("to")], at("Et", 2), key("Enter"), words("nyt")],
  ["Enter twice at the end and type", [p("Et")], at("Et", 2), key("Enter", "Enter"), words("nyt")],
  ["Enter after a heading", [h("Et"), p("to")], at("Et", 2), key("Enter"), words("nyt")],
  ["Enter in a heading", [h("Et to")], at("to"), key("Enter")],
  ["Enter in an item", [list([p("Et to")], [p("tre")])], at("to"), key("Enter")],
  ["Enter at the end of an item", [list([p("Et")], [p("to")])], at("Et", 2), key("Enter"), words("nyt")],
  [
    "Enter at the end of an item with a list in it",
    [list([p("Et"), list([p("indre")])], [p("to")])],
    at("Et", 2),
    key("Enter"),
    words("nyt"),
  ],
  ["Enter over selected words", [p("Et to tre")], over("to", "to"), key("Enter")],
  ["Enter over two paragraphs", [p("Et to"), p("tre fire")], over("to", "tre"), key("Enter")],
  [
    "Enter inside an own insertion",
    [p("Et to")],
    at("to"),
    words("abcd"),
    at("cd"),
    key("Enter"),
    words("x"),
  ],
  ["Enter, then Backspace", [p("Et to")], at("to"), key("Enter", "Backspace")],
  ["Enter at the end, then Backspace", [p("Et"), p("to")], at("Et", 2), key("Enter", "Backspace")],
  [
    "Enter at the end, words, then Delete before",
    [p("Et"), p("to")],
    at("Et", 2),
    key("Enter"),
    words("x"),
    at("Et", 2),
    key("Delete"),
  ],
  ["Shift+Enter", [p("Et to")], at("to"), shiftEnter, words("x")],
  ["Backspace at a paragraph's start", [p("Et"), p("to")], at("to"), key("Backspace")],
  ["Backspace at a paragraph's start, and on", [p("Et"), p("to")], at("to"), key("Backspace", "Backspace")],
  ["Delete at a paragraph's end", [p("Et"), p("to")], at("Et", 2), key("Delete")],
  ["Delete at a paragraph's end, and on", [p("Et"), p("to")], at("Et", 2), key("Delete", "Delete")],
  ["Backspace in an empty paragraph", [p("Et"), p(), p("to")], at("Et", 2), place(5), key("Backspace")],
  ["Backspace at an item's start", [list([p("Et")], [p("to")])], at("to"), key("Backspace")],
  ["paste words", [p("Et to")], at("to"), paste("nye <b>fede</b> ord ")],
  ["paste over a selection", [p("Et to tre")], over("to", "to"), paste("nyt")],
  ["paste two paragraphs in the middle", [p("Et to")], at("to"), paste("<p>a</p><p>b</p>")],
  [
    "paste two paragraphs over two",
    [p("Et to"), p("tre fire")],
    over("to", "tre"),
    paste("<p>a</p><p>b</p>"),
  ],
  [
    "paste three paragraphs over two",
    [p("Et to"), p("tre fire")],
    over("to", "tre"),
    paste("<p>a</p><p>b</p><p>c</p>"),
  ],
  ["paste two paragraphs at the end", [p("Et"), p("to")], at("Et", 2), paste("<p>a</p><p>b</p>")],
  ["paste a list at the end", [p("Et"), p("to")], at("Et", 2), paste("<ul><li>a</li><li>b</li></ul>")],
  [
    "paste a list in an empty paragraph",
    [p("Et"), p(), p("to")],
    place(5),
    paste("<ul><li>a</li><li>b</li></ul>"),
  ],
  [
    "paste a heading and a list at the start",
    [p("Et"), p("to")],
    at("to"),
    paste("<h2>a</h2><ul><li>b</li></ul><p>c</p>"),
  ],
  ["paste a table at the end", [p("Et"), p("to")], at("Et", 2), paste("<table><tr><td>23</td></tr></table>")],
  ["paste a list in the middle", [p("Et to")], at("to"), paste("<ul><li>a</li><li>b</li></ul>")],
  ["paste a heading in the middle", [p("Et to")], at("to"), paste("<p>a</p><h2>b</h2><p>c</p>")],
  [
    "paste a table over words",
    [p("Et to tre")],
    over("to", "to"),
    paste("<table><tr><td>23</td></tr></table>"),
  ],
  ["paste items in an item", [list([p("Et to")])], at("to"), paste("<ul><li>a</li><li>b</li></ul>")],
  [
    "a line break deleted",
    [{ type: "paragraph", content: [text("Et"), { type: "hardBreak" }, text("to")] }],
    place(3),
    key("Delete"),
  ],
  [
    "words before and behind a line break",
    [{ type: "paragraph", content: [text("Et"), { type: "hardBreak" }, text("to")] }],
    place(3),
    words("x"),
    place(5),
    words("y"),
  ],
  [
    "a caption",
    [{ type: "figure", attrs: { alt: "Kort" }, content: [text("Figur 1")] }, p("to")],
    over("1", "1"),
    words("2"),
  ],
  [
    "a picture deleted",
    [p("Et"), { type: "figure", attrs: { alt: "Kort" }, content: [text("Figur 1")] }, p("to")],
    over("Et", "Figur 1"),
    key("Backspace"),
  ],
  [
    "a picture pasted",
    [p("Et")],
    at("Et", 2),
    paste('<figure data-alt="Kort"><figcaption>Figur 1</figcaption></figure><p>to</p>'),
  ],
  [
    "a block dragged to another place",
    [p("Et"), p("to"), p("tre")],
    ({ editor: { view, state } }) => {
      const block = state.doc.child(0);
      view.dispatch(state.tr.delete(0, block.nodeSize).insert(block.nodeSize, block));
    },
  ],
  [
    "words dragged to another place",
    [p("Et to tre"), p("fire")],
    ({ editor: { view, state } }) => {
      const moved = state.doc.slice(4, 6);
      view.dispatch(state.tr.delete(4, 6).replace(14, 14, moved));
    },
  ],
  [
    "a paragraph struck and one of another kind before words",
    [p("Et"), h("to tre")],
    ({ editor: { view, state } }) => {
      const { paragraph } = state.schema.nodes;
      const block = paragraph?.create(null, state.schema.text("tre"));
      if (block) view.dispatch(state.tr.replaceWith(4, state.doc.content.size, block));
    },
  ],
  [
    "cut and paste as a move",
    [p("Et to"), p("tre")],
    over("to", "to"),
    key("Backspace"),
    at("tre", 3),
    paste("to"),
  ],
];

test.each(CASES.map(([name, content, ...acts]) => ({ name, content, acts })))(
  "[SUG82] $name",
  ({ content, acts }) => {
    const { writer, before, isKept, rejected, accepted, plain, faults } = outcomeOf(content, acts);
    try {
      expect({ refused: writer.refused, faults }).toEqual({ refused: [], faults: 0 });
      expect(rejected).toEqual(before);
      expect(accepted, JSON.stringify(textIn(writer.y))).toEqual(plain);
      expect(isKept).toBe(true);
    } finally {
      writer.editor.destroy();
    }
  },
);
