/**
 * Two live editors on the same text: one makes an act for real, in the other it becomes a
 * suggestion of structure. What accepting and rejecting gives is read from the shared document.
 */
import type { Editor } from "@tiptap/core";
import { expect, onTestFinished } from "vitest";
import * as Y from "yjs";
import type { TextLink } from "../../client/connection/meetingSession.ts";
import { openSectionEditor } from "../../client/editor/sectionEditor.ts";
import { richTextOf } from "../../shared/document/fragmentText.ts";
import { writeRichText } from "../../shared/document/fragmentWrite.ts";
import { sectionText } from "../../shared/document/layout.ts";
import type { RichNode, RichText } from "../../shared/meeting/richText.ts";
import { resolvedText } from "../../shared/suggestion/resolvedText.ts";
import { textLinkTo } from "./textLink.ts";

export type Act = (editor: Editor) => unknown;

export type Said = "suggested" | "refused" | "nothing";

export interface Written {
  readonly doc: Y.Doc;
  readonly fragment: Y.XmlFragment;
  readonly editor: Editor;
}

export interface Suggesting extends Written {
  /** Makes the act, and says what became of it. */
  readonly act: (act: Act) => Said;
}

const nothing = () => undefined;

export function plainEditor(text: RichText): Written {
  return open(written(text), { suggestsAs: nothing }, nothing);
}

function written(text: RichText): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    writeRichText(sectionText(doc, "s1"), text);
  });
  return doc;
}

function open(doc: Y.Doc, link: Pick<TextLink, "suggestsAs">, onCannotSuggest: () => unknown): Written {
  const editor = openSectionEditor({
    element: document.createElement("div"),
    link: textLinkTo(doc, link),
    section: "s1",
    label: "Beslutning, punkt 8",
    onLeave: nothing,
    onToolbar: nothing,
    onLink: nothing,
    onTooMuch: nothing,
    onCannotSuggest,
  });
  onTestFinished(() => {
    if (!editor.isDestroyed) editor.destroy();
  });
  return { doc, fragment: sectionText(doc, "s1"), editor };
}

export function suggestingEditor(text: RichText, author = "karen"): Suggesting {
  return suggestingIn(written(text), author);
}

export function suggestingIn(doc: Y.Doc, author: string): Suggesting {
  let [refused, updates] = [0, 0];
  doc.on("update", () => (updates += 1));
  const opened = open(doc, { suggestsAs: () => author }, () => (refused += 1));
  return {
    ...opened,
    act: (act) => {
      [refused, updates] = [0, 0];
      act(opened.editor);
      if (refused > 0) return "refused";
      return updates > 0 ? "suggested" : "nothing";
    },
  };
}

/** The same acts made for real and as suggestions. */
export class Pair {
  readonly base: RichText;
  readonly plain: Written;
  readonly suggesting: Suggesting;
  readonly #ids: ReadonlySet<string>;

  constructor(content: readonly RichNode[]) {
    this.base = doc(...content);
    this.plain = plainEditor(this.base);
    this.suggesting = suggestingEditor(this.base);
    this.#ids = itemIds(this.suggesting.fragment);
  }

  make(act: Act): void {
    act(this.plain.editor);
    expect(this.suggesting.act(act)).toBe("suggested");
  }

  expectBaseKept(): void {
    expect(rejected(this.suggesting)).toEqual(this.base);
    const now = itemIds(this.suggesting.fragment);
    expect([...this.#ids].filter((id) => !now.has(id))).toEqual([]);
  }
}

export const read = ({ fragment }: Written): RichText => richTextOf(fragment);
export const accepted = (written: Written): RichText => resolvedText(read(written), "all", "accept");
export const rejected = (written: Written): RichText => resolvedText(read(written), "all", "reject");

/** Every element and every letter that is there, by the id that Yjs gave it. */
export function itemIds(fragment: Y.XmlFragment): ReadonlySet<string> {
  const ids = new Set<string>();
  const walk = (start: Y.Item | null) => {
    for (let item = start; item !== null; item = item.right) {
      if (item.deleted) continue;
      const { client, clock } = item.id;
      const length = item.countable ? item.length : 0;
      for (let offset = 0; offset < length; offset++) ids.add(`${client}:${clock + offset}`);
      if (item.content instanceof Y.ContentType) walk(item.content.type._start);
    }
  };
  walk(fragment._start);
  return ids;
}

export const text = (words: string, ...marks: string[]): RichNode => ({
  type: "text",
  text: words,
  ...(marks.length > 0 && { marks: marks.map((type) => ({ type })) }),
});
export const p = (words = ""): RichNode => ({
  type: "paragraph",
  ...(words !== "" && { content: [text(words)] }),
});
export const h = (words: string): RichNode => ({
  type: "heading",
  attrs: { level: 4 },
  content: [text(words)],
});
export const li = (...content: RichNode[]): RichNode => ({ type: "listItem", content });
export const ul = (...content: RichNode[]): RichNode => ({ type: "bulletList", content });
export const ol = (...content: RichNode[]): RichNode => ({
  type: "orderedList",
  attrs: { start: 1 },
  content,
});
const ONE = { colspan: 1, rowspan: 1 };
export const td = (...content: RichNode[]): RichNode => ({ type: "tableCell", attrs: ONE, content });
export const th = (...content: RichNode[]): RichNode => ({ type: "tableHeader", attrs: ONE, content });
export const tr = (...content: RichNode[]): RichNode => ({ type: "tableRow", content });
export const table = (...content: RichNode[]): RichNode => ({ type: "table", content });
export const doc = (...content: RichNode[]): RichText => ({ type: "doc", content });

export const three = ul(li(p("Et")), li(p("To")), li(p("Tre")));
export const nested = ul(li(p("Et"), ul(li(p("Inde")), li(p("Midt")), li(p("Ude")))), li(p("To")));

/** Selects from the first place of some words to the end of others; the same words are a caret at their end. */
export function mark(editor: Editor, from: string, to?: string): void {
  const start = placeOf(editor, from);
  const end = placeOf(editor, to ?? from) + (to ?? from).length;
  editor.commands.setTextSelection({ from: to === undefined ? end : start, to: end });
}

/** After `mark`. */
export const on =
  (from: string, to: string | undefined, act: Act): Act =>
  (editor) => {
    mark(editor, from, to);
    return act(editor);
  };

export const key =
  (name: string): Act =>
  ({ view }) =>
    view.dom.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));

export const write =
  (words: string): Act =>
  ({ state, view }) =>
    view.dispatch(state.tr.insertText(words));

function placeOf({ state }: Editor, words: string): number {
  let found: number | undefined;
  state.doc.descendants((node, pos) => {
    const at = node.text?.indexOf(words) ?? -1;
    if (at !== -1) found ??= pos + at;
  });
  if (found === undefined) throw new Error(`Nowhere: ${words}`);
  return found;
}
