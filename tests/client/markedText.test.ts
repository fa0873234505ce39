/** Still text and live editor must mark a suggestion alike, so each case is drawn by both. */
import type { Editor } from "@tiptap/core";
import { afterEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { openSectionEditor } from "../../client/editor/sectionEditor.ts";
import { StaticText } from "../../client/follow/renderStatic.ts";
import { writeRichText } from "../../shared/document/fragmentWrite.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { SUGGESTED_BREAK, SUGGESTED_LINE } from "../../shared/document/stamps.ts";
import type { Mark, RichNode, RichText } from "../../shared/meeting/richText.ts";
import { textLinkTo } from "../support/textLink.ts";

const opened: Editor[] = [];
afterEach(() => {
  for (const editor of opened.splice(0)) editor.destroy();
});

const stamp = (id: string, author = "jonas") => ({ id, author, at: "2026-03-19T10:00:00Z" });
const mark = (type: string, id: string, more: object = {}): Mark => ({
  type,
  attrs: { ...stamp(id), ...more },
});
const words = (text: string, ...marks: readonly Mark[]): RichNode => ({ type: "text", text, marks });
const block = (attrs: object, ...content: readonly RichNode[]): RichNode => ({
  type: "paragraph",
  attrs: { ...attrs },
  content: content.length === 0 ? [words("Ord")] : content,
});
const textWith = (...content: readonly RichNode[]): RichText => ({ type: "doc", content });

interface Shown {
  readonly tag: string;
  readonly role: string | null;
  readonly suggestion: string | null;
  readonly by: string | null;
  readonly className: string;
}

function still(text: RichText): HTMLElement {
  const place = document.createElement("div");
  new StaticText(place).render(text);
  return place;
}

function live(text: RichText): HTMLElement {
  const doc = new Y.Doc();
  writeRichText(sectionText(doc, "s1"), text);
  const element = document.body.appendChild(document.createElement("div"));
  const editor = openSectionEditor({
    element,
    link: textLinkTo(doc),
    section: "s1",
    label: "Beslutning",
    onLeave: () => undefined,
    onToolbar: () => undefined,
    onLink: () => undefined,
    onTooMuch: () => undefined,
  });
  opened.push(editor);
  return editor.view.dom;
}

function markedIn(place: HTMLElement): readonly Shown[] {
  return [...place.querySelectorAll("[data-suggestion], .suggested-break, .suggested-line")].map(
    (element) => ({
      tag: element.localName,
      role: element.getAttribute("role"),
      suggestion: element.getAttribute("data-suggestion"),
      by: element.getAttribute("data-by"),
      className: element.className,
    }),
  );
}

const shown = (tag: string, className: string, suggestion: string | null = "a", by = "jonas"): Shown => ({
  tag,
  role: tag === "ins" ? "insertion" : tag === "del" ? "deletion" : null,
  suggestion,
  by: suggestion === null ? null : by,
  className,
});

const CASES: readonly (readonly [string, RichText, readonly Shown[]])[] = [
  ["an insertion", textWith(block({}, words("12", mark("insertion", "a")))), [shown("ins", "")]],
  ["a deletion", textWith(block({}, words("et par", mark("deletion", "a")))), [shown("del", "")]],
  [
    "a deletion in another's insertion",
    textWith(
      block(
        {},
        words("inden ", mark("insertion", "a")),
        words("jul", mark("insertion", "a"), mark("deletion", "b")),
      ),
    ),
    [shown("ins", ""), shown("del", "", "b")],
  ],
  [
    "a word that is to be bold and no longer a link",
    textWith(
      block({}, words("Ord", mark("formatChange", "a", { add: [{ type: "bold" }], remove: ["link"] }))),
    ),
    [shown("span", "format-change adds-bold drops-link")],
  ],
  [
    "a suggested paragraph and a suggested line",
    textWith(block({}, words(`a${SUGGESTED_BREAK}b${SUGGESTED_LINE}`, mark("insertion", "a")))),
    [shown("ins", ""), shown("span", "suggested-break", null), shown("span", "suggested-line", null)],
  ],
  ["a new block", textWith(block({ sIns: [stamp("a")] })), [shown("p", "marked is-added")]],
  [
    "a block that two people delete and one joins",
    textWith(block({ sDel: [stamp("a"), stamp("b", "karen")], sJoin: [stamp("c")] })),
    [shown("p", "marked is-deleted is-joined", "a b c")],
  ],
  [
    "a block of another type",
    textWith(block({ sFmt: [{ ...stamp("a"), type: "heading", attrs: { level: 4 } }] })),
    [shown("p", "marked to-heading")],
  ],
  [
    "a block that becomes a list item",
    textWith(block({ sWrap: [{ ...stamp("a"), list: "bulletList" }] })),
    [shown("p", "marked to-bulletList")],
  ],
  [
    "list items that go in and out",
    textWith({
      type: "bulletList",
      content: [1, -1].map((depth) => ({
        type: "listItem",
        attrs: { sMove: [{ ...stamp(`m${depth}`), depth }] },
        content: [block({})],
      })),
    }),
    [shown("li", "marked is-deeper", "m1"), shown("li", "marked is-lifted", "m-1")],
  ],
  [
    "a row that goes",
    textWith({
      type: "table",
      content: [
        {
          type: "tableRow",
          attrs: { sDel: [stamp("a")] },
          content: [{ type: "tableCell", attrs: { colspan: 1, rowspan: 1 }, content: [block({})] }],
        },
      ],
    }),
    [shown("tr", "marked is-deleted")],
  ],
  [
    "a line break that goes",
    textWith(block({}, words("a"), { type: "hardBreak", attrs: { sDel: [stamp("a")] } }, words("b"))),
    [shown("span", "marked is-deleted")],
  ],
];

describe.each(CASES)("%s", (_name, text, expected) => {
  test("[SUG92] is marked with its kind, its suggestion and its author in still text", () => {
    expect(markedIn(still(text))).toEqual(expected);
  });

  test("[SUG92] is marked alike in the live editor, and shows the same words", () => {
    const editor = live(text);
    const place = still(text);
    expect(markedIn(editor).toSorted(byShown)).toEqual(markedIn(place).toSorted(byShown));
    expect(editor.textContent).toBe(place.textContent);
  });
});

const byShown = (a: Shown, b: Shown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

test("[SUG92] a stamp list that is none marks nothing", () => {
  expect(markedIn(still(textWith(block({ sDel: "alt", sIns: [] }))))).toEqual([]);
});
