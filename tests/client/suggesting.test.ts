import { afterEach, beforeAll, expect, test } from "vitest";
import type * as Y from "yjs";
import { sectionText } from "../../shared/document/layout.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { withoutLayout } from "../support/layoutless.ts";
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

beforeAll(withoutLayout);
afterEach(closeWriters);

const p = (words: string): RichNode => ({ type: "paragraph", content: [{ type: "text", text: words }] });

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

test.each(["karen", undefined])(
  "[SUG80] blocks that go into others leave a block alone that lies in two texts: as %s",
  (as) => {
    const own = { type: "paragraph", attrs: { sIns: [KAREN] } };
    const said = (text: string) => [{ type: "text", text, marks: [{ type: "insertion", attrs: KAREN }] }];
    const item = { type: "listItem", content: [{ type: "paragraph", content: said("tre") }] };
    const y = docWith(
      { type: "paragraph", content: [...said("Et"), { type: "hardBreak" }, ...said("to")] },
      { type: "bulletList", attrs: { sIns: [KAREN] }, content: [item] },
      { ...own, content: said("fire") },
      p("fem"),
    );
    const first = sectionText(y, SECTION).firstChild as Y.XmlElement;
    first.delete(1, 1);
    // The paragraph, two texts, and two letters in each.
    const ofFirst = idsIn(y).slice(0, 7);
    const writer = writerOf(y, { as });
    select(writer, placeOf(writer, "fire"));
    press(writer, "Backspace");
    expect(writer.refused).toEqual([]);
    expect(sectionText(y, SECTION).length).toBe(3);
    expect(idsIn(y).slice(0, ofFirst.length)).toEqual(ofFirst);
    expect(first.length).toBe(2);
  },
);
