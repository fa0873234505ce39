import { afterEach, expect, test } from "vitest";
import type * as Y from "yjs";
import { sectionText } from "../../shared/document/layout.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";
import {
  closeWriters,
  docWith,
  idsIn,
  keepsAll,
  placeOf,
  press,
  SECTION,
  select,
  selectWords,
  shownWords,
  textIn,
  type,
  type Writer,
  writerOf,
} from "../support/suggestingEditor.ts";

afterEach(closeWriters);

const textOf = (words: string): readonly RichNode[] => [{ type: "text", text: words }];
const p = (words: string): RichNode => ({ type: "paragraph", content: textOf(words) });

function open(...content: readonly RichNode[]): Writer {
  return writerOf(docWith(...content));
}

const ids = ({ y }: Writer) => [
  ...new Set([...JSON.stringify(textIn(y)).matchAll(/"id":"([^"]+)"/gu)].map(([, id]) => id)),
];

test("[SUG80] a letter typed beside an equal one is exactly the new one", () => {
  const writer = open(p("aaaa"));
  const before = idsIn(writer.y);
  select(writer, 3);
  type(writer, "aa");
  expect(shownWords(writer)).toBe("aa[+aa+]aa");
  expect(keepsAll(before, idsIn(writer.y))).toBe(true);
  expect(ids(writer)).toHaveLength(1);
});

test("[SUG80] replacing words by equal words leaves the old ones where they are", () => {
  const writer = open(p("et par par"));
  const before = idsIn(writer.y);
  selectWords(writer, "par");
  type(writer, "par");
  expect(shownWords(writer)).toBe("et [-par-][+par+] par");
  expect(keepsAll(before, idsIn(writer.y))).toBe(true);
  expect(ids(writer)).toHaveLength(1);
});

test("[SUG80] own words go for real and base words are marked, in one act", () => {
  const writer = open(p("aa bb"));
  const before = idsIn(writer.y);
  select(writer, 3);
  type(writer, "aaa");
  select(writer, 2, 8);
  writer.editor.commands.deleteSelection();
  expect(shownWords(writer)).toBe("a[-a b-]b");
  expect(keepsAll(before, idsIn(writer.y))).toBe(true);
});

test("[SUG81] Backspace and Delete move on over what is deleted already", () => {
  const writer = open(p("abcdefgh"));
  select(writer, placeOf(writer, "e"));
  for (const key of ["Backspace", "Backspace", "Backspace"] as const) press(writer, key);
  expect(shownWords(writer)).toBe("a[-bcd-]efgh");
  expect(writer.editor.state.selection.head).toBe(2);
  for (const key of ["Delete", "Delete", "Delete"] as const) press(writer, key);
  expect(shownWords(writer)).toBe("a[-bcdefg-]h");
  expect(ids(writer)).toHaveLength(1);
});

const KAREN = { id: "k1", author: "karen", at: "2026-02-01T10:00:00.000Z" };

const karens = (words: string): RichNode => ({
  type: "paragraph",
  content: [{ type: "text", text: words, marks: [{ type: "insertion", attrs: KAREN }] }],
});

const OF_BLOCKS: readonly (readonly [name: string, act: (writer: Writer) => void])[] = [
  [
    "a paragraph is parted",
    (writer) => {
      select(writer, placeOf(writer, "tre") + 1);
      press(writer, "Enter");
    },
  ],
  [
    "paragraphs are joined by a deletion",
    (writer) => {
      select(writer, placeOf(writer, "tre") + 1, placeOf(writer, "fire") + 1);
      writer.editor.commands.deleteSelection();
    },
  ],
  [
    "a paragraph goes into a list",
    (writer) => {
      select(writer, placeOf(writer, "fem"));
      press(writer, "Backspace");
    },
  ],
  [
    "paragraphs become a list",
    (writer) => {
      select(writer, placeOf(writer, "tre"), placeOf(writer, "fire") + 1);
      writer.editor.commands.toggleBulletList();
    },
  ],
  [
    "a list becomes paragraphs",
    (writer) => {
      select(writer, placeOf(writer, "en"), placeOf(writer, "to") + 1);
      writer.editor.commands.toggleBulletList();
    },
  ],
];

test.each(
  OF_BLOCKS.flatMap(([name, act]) => [
    { name: `${name} in Foreslå`, act, as: "karen" },
    { name: `${name} in Skriv`, act, as: undefined },
  ]),
)("[SUG80] a block whose words lie in two texts is left alone when $name", ({ act, as }) => {
  const sIns = [KAREN];
  const items = ["en", "to"].map((words) => ({ type: "listItem", content: [karens(words)] }));
  const y = docWith(
    { type: "paragraph", content: [...textOf("Nul"), { type: "hardBreak" }, ...textOf("komma")] },
    { ...karens("tre"), attrs: { sIns } },
    { ...karens("fire"), attrs: { sIns } },
    { type: "bulletList", attrs: { sIns }, content: items },
    { ...karens("fem"), attrs: { sIns } },
    p("seks"),
  );
  const parted = sectionText(y, SECTION).get(0) as Y.XmlElement;
  parted.delete(1, 1);
  // The letters, two texts, and the block that holds them.
  const before = idsIn(y).slice(0, "Nulkomma".length + 3);
  const text = textIn(y);
  const writer = writerOf(y, { as });
  act(writer);
  expect(writer.refused).toEqual([]);
  expect(textIn(y)).not.toEqual(text);
  expect(parted.length).toBe(2);
  expect(idsIn(y).slice(0, before.length)).toEqual(before);
});
