import { type Editor, isActive } from "@tiptap/core";
import { afterEach, expect, test } from "vitest";
import { stateShown } from "../../client/editor/acting.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";
import {
  type Act,
  closeWriters,
  docWith,
  outcomeOf,
  placeOf,
  select,
  selectWords,
  textIn,
  type,
  writerOf,
} from "../support/suggestingEditor.ts";

afterEach(closeWriters);

const HREF = "https://nordsund.example/";
const run = (words: string, ...marks: NonNullable<RichNode["marks"]>): RichNode => ({
  type: "text",
  text: words,
  ...(marks.length > 0 && { marks }),
});
const p = (...content: RichNode[]): RichNode => ({ type: "paragraph", content });
const bold = { type: "bold" };
const link = { type: "link", attrs: { href: HREF } };

const over =
  (words: string): Act =>
  (writer) => {
    selectWords(writer, words);
  };
const typed =
  (before: string, words: string): Act =>
  (writer) => {
    select(writer, placeOf(writer, before));
    type(writer, words);
  };
const chain =
  (act: (editor: Editor) => boolean): Act =>
  ({ editor }) => {
    act(editor);
  };
const toggleBold = chain((editor) => editor.commands.toggleMark("bold"));
const toggleItalic = chain((editor) => editor.commands.toggleMark("italic"));
const setLink = chain((editor) =>
  editor
    .chain()
    .extendMarkRange("link")
    .setMark("link", { href: `${HREF}ny` })
    .run(),
);
const unsetLink = chain((editor) => editor.chain().extendMarkRange("link").unsetMark("link").run());

const CASES: readonly (readonly [name: string, content: RichNode, ...acts: Act[]])[] = [
  ["bold on words of the text", p(run("et to tre")), over("to"), toggleBold],
  ["bold taken off", p(run("et "), run("to", bold), run(" tre")), over("to"), toggleBold],
  [
    "bold over words with and without",
    p(run("et "), run("to", bold), run(" tre")),
    over("et to tre"),
    toggleBold,
  ],
  [
    "bold and italic on overlapping words",
    p(run("et to tre")),
    over("et to"),
    toggleBold,
    over("to tre"),
    toggleItalic,
  ],
  [
    "bold on an own insertion and around it",
    p(run("et tre")),
    typed("tre", "to "),
    over("et to tre"),
    toggleBold,
  ],
  ["words typed in what is to be bold", p(run("et to tre")), over("to"), toggleBold, typed("o tre", "x")],
  ["words typed behind what is to be bold", p(run("et to tre")), over("to"), toggleBold, typed(" tre", "x")],
  ["a link on words", p(run("et to tre")), over("to"), setLink],
  ["another address for a link", p(run("et "), run("to", link), run(" tre")), over("to"), setLink],
  ["a link removed", p(run("et "), run("to", link), run(" tre")), over("to"), unsetLink],
];

test.each(CASES.map(([name, content, ...acts]) => ({ name, content, acts })))(
  "[SUG83] $name",
  ({ content, acts }) => {
    const { writer, before, isKept, rejected, accepted, plain, faults } = outcomeOf([content], acts);
    writer.editor.destroy();
    expect({ refused: writer.refused, faults }).toEqual({ refused: [], faults: 0 });
    expect(rejected).toEqual(before);
    expect(accepted, JSON.stringify(textIn(writer.y))).toEqual(plain);
    expect(isKept).toBe(true);
  },
);

test("[SUG83] bold once more is no proposal any more", () => {
  const { writer, before } = outcomeOf(
    [p(run("et to tre"))],
    [over("to"), toggleBold, over("to"), toggleBold],
  );
  writer.editor.destroy();
  expect(textIn(writer.y)).toEqual(before);
});

test("[SUG83] an own insertion is bold for real", () => {
  const { writer } = outcomeOf([p(run("et tre"))], [typed("tre", "to"), over("to"), toggleBold]);
  writer.editor.destroy();
  const marks = textIn(writer.y).content[0]?.content?.[1]?.marks?.map((mark) => mark.type);
  expect(marks).toEqual(["bold", "insertion"]);
});

test.each([
  { name: "bold", act: toggleBold, on: ["bold"] },
  { name: "a link", act: setLink, on: ["link"] },
  { name: "a heading", act: chain(({ commands }) => commands.toggleHeading({ level: 4 })), on: ["heading"] },
  { name: "a list", act: chain(({ commands }) => commands.toggleBulletList()), on: ["bulletList"] },
  { name: "bold for the next letter", act: chain(({ commands }) => commands.toggleBold()), on: ["bold"] },
])("[SUG104] $name that is only proposed shows as on, and in Skriv as off", ({ name, act, on }) => {
  const writer = writerOf(docWith(p(run("før")), p(run("et to tre")), p(run("efter"))));
  const shown = () => {
    const state = stateShown(writer.editor);
    return ["bold", "link", "heading", "bulletList"].filter((each) => isActive(state, each));
  };
  over("to")(writer);
  if (name.endsWith("letter")) select(writer, placeOf(writer, "tre"));
  expect(shown()).toEqual([]);
  act(writer);
  expect(shown()).toEqual(on);
  if (!name.endsWith("letter")) {
    writer.mode.as = undefined;
    expect(shown()).toEqual([]);
  }
});
