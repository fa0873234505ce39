import { afterEach, beforeAll, expect, test } from "vitest";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { withoutLayout } from "../support/layoutless.ts";
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
