/** The list buttons and Enter in an empty item, in Skriv. */
import type { Editor } from "@tiptap/core";
import { expect, test } from "vitest";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { doc, h, li, mark, ol, p, plainEditor, read, ul } from "../support/structureBench.ts";

function written(content: readonly RichNode[], act: (editor: Editor) => unknown): readonly RichNode[] {
  const written = plainEditor(doc(...content));
  act(written.editor);
  return read(written).content;
}

const bullets = (from: string, to: string) => (editor: Editor) => {
  mark(editor, from, to);
  return editor.commands.toggleBulletList();
};
const [one, two, three] = [li(p("Et")), li(p("To")), li(p("Tre"))];

test.each<[string, readonly RichNode[], (editor: Editor) => unknown, readonly RichNode[]]>([
  [
    "a paragraph joins the list that is selected with it",
    [p("Et"), ul(two, three)],
    bullets("Et", "To"),
    [ul(one, two, three)],
  ],
  [
    "two lists and what is between them become one",
    [ul(one), p("To"), ol(three)],
    bullets("Et", "Tre"),
    [ul(one, two, three)],
  ],
  ["numbers beside bullets join them", [ul(one), ol(two)], bullets("To", "To"), [ul(one, two)]],
  ["a heading becomes an item", [h("Et"), p("To")], bullets("Et", "Et"), [ul(li(h("Et"))), p("To")]],
  ["one item leaves its list", [ul(one, two, three)], bullets("To", "To"), [ul(one), p("To"), ul(three)]],
  [
    "items leave two lists",
    [ul(one, li(p("x"))), h("y"), ul(two)].toSpliced(1, 1),
    bullets("x", "To"),
    [ul(one), p("x"), p("To")],
  ],
  [
    "an item and what hangs on it leave",
    [ul(li(p("Et"), ul(two)), three)],
    bullets("Et", "Et"),
    [p("Et"), ul(two), ul(three)],
  ],
])("[EDIT10] %s", (_title, before, act, after) => {
  expect(written(before, act)).toEqual(after);
});

const press = (words: string, place: "before" | "after", key: string) => (editor: Editor) => {
  mark(editor, words, words);
  const { from, to } = editor.state.selection;
  editor.commands.setTextSelection(place === "before" ? from : to);
  return editor.view.dom.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
  );
};
const inner = ul(li(p("Et"), ul(li(p("To"), ul(one)), three)));

test.each<[string, readonly RichNode[], (editor: Editor) => unknown, readonly RichNode[]]>([
  [
    "Backspace takes the first item out, with what hangs on it",
    [ul(li(p("To"), ul(one)), three)],
    press("To", "before", "Backspace"),
    [p("To"), ul(one), ul(three)],
  ],
  [
    "Backspace takes the first inner item out one level",
    [inner],
    press("To", "before", "Backspace"),
    [ul(one, li(p("To"), ul(one, three)))],
  ],
  [
    "Backspace joins any other with the one before",
    [ul(one, two)],
    press("To", "before", "Backspace"),
    [ul(li(p("Et"), p("To")))],
  ],
  [
    "Delete before a list takes its first item out",
    [p("Et"), ul(li(p("To"), ul(one)), three)],
    press("Et", "after", "Delete"),
    [p("Et"), p("To"), ul(one), ul(three)],
  ],
])("[EDIT11] %s", (_title, before, act, after) => {
  expect(written(before, act)).toEqual(after);
});

test("[EDIT10] Enter in an inner item without words takes it out one level, with those after it", () => {
  const after = written([ul(li(p("Et"), ul(two, li(p()), three)))], (editor) => {
    mark(editor, "To");
    editor.commands.setTextSelection(editor.state.selection.from + 4);
    const event = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
    return editor.view.dom.dispatchEvent(event);
  });
  expect(after).toEqual([ul(li(p("Et"), ul(two)), li(p(), ul(three)))]);
});
