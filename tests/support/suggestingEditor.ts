/** A live editor in Foreslå over a document of its own, and what must hold after each act in it. */
import type { Editor } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import * as Y from "yjs";
import { WritingDoc } from "../../client/connection/writingDoc.ts";
import { openSectionEditor } from "../../client/editor/sectionEditor.ts";
import { richTextOf } from "../../shared/document/fragmentText.ts";
import { writeRichText } from "../../shared/document/fragmentWrite.ts";
import { sectionText } from "../../shared/document/layout.ts";
import type { RichNode, RichText } from "../../shared/meeting/richText.ts";
import { resolveIn } from "../../shared/suggestion/resolve.ts";
import { resolvedText } from "../../shared/suggestion/resolvedText.ts";
import { suggestionsIn } from "../../shared/suggestion/suggestion.ts";
import { textLinkTo } from "./textLink.ts";

export const SECTION = "s1";

export interface Writer {
  readonly y: Y.Doc;
  readonly editor: Editor;
  /** Whose suggestions it makes; undefined: Skriv. */
  readonly mode: { as: string | undefined };
  /** The messages that were shown. */
  readonly refused: string[];
}

export function docWith(...content: readonly RichNode[]): Y.Doc {
  const y = new WritingDoc();
  y.transact(() => {
    writeRichText(sectionText(y, SECTION), { type: "doc", content });
  });
  return y;
}

const opened = new Set<Editor>();

/** In `afterEach`: the editors that the test has opened. */
export function closeWriters(): void {
  for (const editor of opened) if (!editor.isDestroyed) editor.destroy();
  opened.clear();
}

/** Karen's editor in Foreslå, or one in Skriv. */
export function writerOf(y: Y.Doc, mode: Writer["mode"] = { as: "karen" }): Writer {
  const element = document.createElement("div");
  document.body.append(element);
  const refused: string[] = [];
  const editor = openSectionEditor({
    element,
    link: textLinkTo(y, { suggestsAs: () => mode.as }),
    section: SECTION,
    label: "Beslutning, punkt 8",
    onLeave: () => undefined,
    onToolbar: () => undefined,
    onLink: () => undefined,
    onTooMuch: () => undefined,
    onCannotSuggest: (message) => refused.push(message),
  });
  opened.add(editor);
  return { y, editor, mode, refused };
}

export const textIn = (y: Y.Doc): RichText => richTextOf(sectionText(y, SECTION));

export function select({ editor }: Writer, anchor: number, head = anchor): void {
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, anchor, head)));
}

/** The place before the words, which stand in one run of text. */
export function placeOf({ editor }: Writer, words: string): number {
  let found = -1;
  editor.state.doc.descendants((node, position) => {
    if (found !== -1 || !node.isTextblock) return found === -1;
    const inside = node.textBetween(0, node.content.size, undefined, "\n").indexOf(words);
    if (inside !== -1) found = position + 1 + inside;
    return false;
  });
  if (found === -1) throw new Error(`No «${words}» in the text`);
  return found;
}

export function selectWords(writer: Writer, words: string): void {
  const at = placeOf(writer, words);
  select(writer, at, at + words.length);
}

/** As ProseMirror does it for a key that writes. */
export function type({ editor }: Writer, words: string): void {
  for (const letter of words) {
    const { from, to } = editor.state.selection;
    const plain = () => editor.state.tr.insertText(letter, from, to);
    const isTaken = editor.view.someProp("handleTextInput", (handle) =>
      handle(editor.view, from, to, letter, plain),
    );
    if (isTaken !== true) editor.view.dispatch(plain());
  }
}

/** As the browser does it where no key map has an answer: one character goes. */
export function press({ editor }: Writer, key: "Backspace" | "Delete" | "Enter", shiftKey = false): void {
  const event = new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true });
  if (editor.view.someProp("handleKeyDown", (handle) => handle(editor.view, event)) === true) return;
  const { head } = editor.state.selection;
  if (key !== "Enter") editor.view.dispatch(editor.state.tr.delete(...besides(head, key)));
}

function besides(head: number, key: "Backspace" | "Delete"): [number, number] {
  return key === "Backspace" ? [head - 1, head] : [head, head + 1];
}

/** The ids of all letters, blocks and attribute values that stand in the section, in text order. */
export function idsIn(y: Y.Doc): readonly string[] {
  const ids: string[] = [];
  const walk = (type: Y.XmlFragment | Y.XmlText): void => {
    for (let item = type._start; item !== null; item = item.right) {
      if (item.deleted) continue;
      const { client, clock } = item.id;
      if (item.content instanceof Y.ContentString)
        for (let at = 0; at < item.length; at += 1) ids.push(`${client}:${clock + at}`);
      if (!(item.content instanceof Y.ContentType)) continue;
      ids.push(`${client}:${clock}`);
      const inner = item.content.type;
      if (inner instanceof Y.XmlFragment || inner instanceof Y.XmlText) walk(inner);
    }
  };
  walk(sectionText(y, SECTION));
  return ids;
}

/** Whether all that stood there stands there still, in its order. */
export function keepsAll(before: readonly string[], after: readonly string[]): boolean {
  const now = after.values();
  return before.every((id) => {
    for (const each of now) if (each === id) return true;
    return false;
  });
}

/** Another person's copy of the document. */
export function copyOf(y: Y.Doc): Y.Doc {
  const copy = new WritingDoc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(y));
  return copy;
}

/** Suggestions that were dropped, since they would have changed the text itself. */
export function faultsOf({ editor }: Writer): number {
  // Tiptap types the storage of its own extensions only.
  const { suggesting } = editor.storage as unknown as { suggesting: { faults: number } };
  return suggesting.faults;
}

export type Act = (writer: Writer) => void;

/** What an act came to in Foreslå, and what the same one came to in Skriv. */
export interface Outcome {
  readonly writer: Writer;
  readonly before: RichText;
  /** Whether letters, blocks and values of before all stand there still. */
  readonly isKept: boolean;
  readonly rejected: RichText;
  readonly accepted: RichText;
  readonly plain: RichText;
  readonly faults: number;
}

export function outcomeOf(content: readonly RichNode[], acts: readonly Act[]): Outcome {
  const y = docWith(...content);
  const plain = writerOf(copyOf(y), { as: undefined });
  const writer = writerOf(y);
  const before = textIn(y);
  const ids = idsIn(y);
  for (const act of acts) {
    act(plain);
    act(writer);
  }
  const now = textIn(y);
  const own = new Set(suggestionsIn(now).map(({ id }) => id));
  const resolved = copyOf(y);
  resolved.transact(() => {
    resolveIn(sectionText(resolved, SECTION), own, "accept");
  });
  const outcome = {
    writer,
    before,
    isKept: keepsAll(ids, idsIn(y)),
    rejected: resolvedText(now, "all", "reject"),
    accepted: textIn(resolved),
    plain: textIn(plain.y),
    faults: faultsOf(writer),
  };
  plain.editor.destroy();
  return outcome;
}

/** Words as «kept [+added+] [-deleted-]», blocks parted by a slash. */
export function shownWords({ y }: Writer): string {
  return textIn(y).content.map(shownNode).join(" / ");
}

function shownNode(node: RichNode): string {
  const isHolder = node.content?.every((child) => child.type !== "text") === true;
  if (node.type !== "text") return (node.content ?? []).map(shownNode).join(isHolder ? " / " : "");
  const names = new Set((node.marks ?? []).map((mark) => mark.type));
  const text = (node.text ?? "").replaceAll("\u2029", "¶").replaceAll("\u2028", "↵");
  const added = names.has("insertion") ? `[+${text}+]` : text;
  return names.has("deletion") ? `[-${added}-]` : added;
}
