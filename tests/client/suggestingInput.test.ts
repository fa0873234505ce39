import { afterEach, expect, test } from "vitest";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { problemsOf } from "../../shared/document/validate.ts";
import {
  closeWriters,
  docWith,
  idsIn,
  keepsAll,
  placeOf,
  press,
  select,
  selectWords,
  shownWords,
  textIn,
  type,
  type Writer,
  writerOf,
} from "../support/suggestingEditor.ts";

afterEach(closeWriters);

const AT = "2026-03-12T10:00:00.000Z";
const stamp = (author: string, id = `${author}-1`) => ({ id, author, at: AT });
const run = (words: string, ...marks: NonNullable<RichNode["marks"]>): RichNode => ({
  type: "text",
  text: words,
  ...(marks.length > 0 && { marks }),
});
const p = (...content: readonly (string | RichNode)[]): RichNode => ({
  type: "paragraph",
  content: content.map((each) => (typeof each === "string" ? run(each) : each)),
});
const added = (words: string, author: string) => run(words, { type: "insertion", attrs: stamp(author) });
const deleted = (words: string, author: string) => run(words, { type: "deletion", attrs: stamp(author) });

function open(as: string | undefined, ...content: readonly RichNode[]): Writer {
  return writerOf(docWith(...content), { as });
}

const marksAt = (writer: Writer, words: string) => {
  const found = textIn(writer.y).content.flatMap((block) => block.content ?? []);
  return found
    .find((node) => node.text === words)
    ?.marks?.map(({ type: name, attrs }) => [name, attrs?.["author"]]);
};

test("[SUG81] words inside another's insertion carry the writer's mark alone", () => {
  const writer = open("karen", p("et ", added("to tre", "jonas"), " fire"));
  const before = idsIn(writer.y);
  select(writer, placeOf(writer, "o tre"));
  type(writer, "xx");
  expect(marksAt(writer, "xx")).toEqual([["insertion", "karen"]]);
  expect(marksAt(writer, "o tre")).toEqual([["insertion", "jonas"]]);
  expect(keepsAll(before, idsIn(writer.y))).toBe(true);
});

test("[SUG81] deleting in another's insertion marks it and leaves it", () => {
  const writer = open("karen", p("et ", added("to tre", "jonas"), " fire"));
  selectWords(writer, "tre");
  press(writer, "Backspace");
  expect(marksAt(writer, "tre")).toEqual([
    ["insertion", "jonas"],
    ["deletion", "karen"],
  ]);
});

test.each(["karen", "jonas"])("[SUG81] words inside a deletion of %s stand at its end", (author) => {
  const writer = open("karen", p("et ", deleted("to tre", author), " fire"));
  select(writer, placeOf(writer, "o tre"));
  type(writer, "xx");
  expect(shownWords(writer)).toBe("et [-to tre-][+xx+] fire");
});

test("[SUG100] an editor who types inside a pending insertion writes text of the minutes", () => {
  const writer = open(undefined, p("et ", added("to tre", "jonas"), " fire"));
  select(writer, placeOf(writer, "o tre"));
  type(writer, "xx");
  expect(shownWords(writer)).toBe("et [+t+]xx[+o tre+] fire");
});

test("[SUG100] an editor deletes marked words for real, and a split carries the marks along", () => {
  const writer = open(undefined, p("et ", added("to tre", "jonas"), " fire"));
  select(writer, placeOf(writer, "tre"));
  press(writer, "Enter");
  expect(shownWords(writer)).toBe("et [+to +] / [+tre+] fire");
  selectWords(writer, "tre");
  press(writer, "Backspace");
  expect(shownWords(writer)).toBe("et [+to +] /  fire");
});

test.each([undefined, "karen"])("[SUG100] what is pasted is nobody else's suggestion (%s)", (as) => {
  const writer = open(as, p("et ", added("to\u2029tre", "jonas"), " fire"), p("fem"));
  const { editor } = writer;
  const slice = editor.state.doc.slice(1, editor.state.doc.firstChild?.nodeSize);
  let pasted = slice;
  editor.view.someProp("transformPasted", (transform) => {
    pasted = transform(pasted, editor.view, false);
  });
  select(writer, placeOf(writer, "fem"));
  editor.view.dispatch(editor.state.tr.replaceSelection(pasted));
  const last = JSON.stringify(textIn(writer.y).content.slice(1));
  expect(last).toContain("et to tre fire");
  expect(last).not.toContain("jonas");
  expect(last.includes("karen")).toBe(as === "karen");
});

test("[SUG100] «1. » is just words in Foreslå", () => {
  const writer = open("karen", { type: "paragraph" });
  select(writer, 1);
  type(writer, "1. at");
  expect(shownWords(writer)).toBe("[+1. at+]");
  expect(problemsOf(textIn(writer.y))).toEqual([]);
});

test("[SUG101] what a composition replaces is suggested deleted first, and its words have their mark from the start", () => {
  const writer = open("karen", p("et to tre"));
  const { editor } = writer;
  selectWords(writer, "to");
  editor.view.dom.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
  expect(shownWords(writer)).toBe("et [-to-] tre");
  expect(editor.state.storedMarks?.map((mark) => mark.type.name)).toEqual(["insertion"]);
  const before = editor.state.tr.insertText("é");
  const drawn = before.doc.toString();
  editor.view.dispatch(before);
  expect(editor.state.doc.toString()).toBe(drawn);
  expect(shownWords(writer)).toBe("et [-to-][+é+] tre");
});

test("[SUG101] words that are composed anew at each key stay one suggestion", () => {
  const writer = open("karen", p("et tre"));
  const { editor } = writer;
  select(writer, placeOf(writer, "tre"));
  editor.view.dom.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
  const at = editor.state.selection.head;
  editor.view.dispatch(editor.state.tr.insertText("´", at, at));
  const before = textIn(writer.y);
  editor.view.dispatch(editor.state.tr.insertText("é", at, at + 1));
  expect(JSON.stringify(textIn(writer.y))).toBe(JSON.stringify(before).replace("´", "é"));
});

test("[SUG101] an editor who composes inside a pending insertion writes text of the minutes", () => {
  const writer = open(undefined, p("et ", added("to tre", "jonas"), " fire"));
  const { editor } = writer;
  select(writer, placeOf(writer, "o tre"));
  editor.view.dom.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
  editor.view.dispatch(editor.state.tr.insertText("é"));
  expect(shownWords(writer)).toBe("et [+t+]é[+o tre+] fire");
});

test("[SUG100] looking at a text with an empty list item writes nothing in Foreslå", () => {
  const writer = open("karen", p("et"), { type: "bulletList", content: [{ type: "listItem" }] });
  const before = textIn(writer.y);
  select(writer, 3);
  type(writer, "x");
  expect(shownWords(writer)).toBe("et[+x+] / ");
  expect(textIn(writer.y).content[1]).toEqual(before.content[1]);
});
