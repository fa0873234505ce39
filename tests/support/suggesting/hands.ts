/**
 * What a person does at an editor: caret, selection, keys, clipboard. jsdom does by itself none of
 * what a browser does with a key that nobody handles, so deleting letters is played here, in the
 * transactions that ProseMirror makes of it.
 */
import type { Editor } from "@tiptap/core";
import { act } from "../../../client/editor/acting.ts";
// For the names of their commands.
import "@tiptap/extension-bold";
import "@tiptap/extension-hard-break";
import "@tiptap/extension-heading";
import "@tiptap/extension-italic";
import "@tiptap/extension-list";
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";

export class Hands {
  readonly editor: Editor;

  constructor(editor: Editor) {
    this.editor = editor;
  }

  before(words: string, nth = 0): this {
    return this.at(this.#find(words, nth)[0]);
  }

  after(words: string, nth = 0): this {
    return this.at(this.#find(words, nth)[1]);
  }

  select(words: string, nth = 0): this {
    const [from, to] = this.#find(words, nth);
    return this.at(from, to);
  }

  /** From the beginning of the first words to the end of the last. */
  selectFrom(first: string, last: string): this {
    return this.at(this.#find(first, 0)[0], this.#find(last, 0)[1]);
  }

  selectAll(): this {
    this.editor.commands.selectAll();
    return this;
  }

  at(anchor: number, head = anchor): this {
    const { view, state } = this.editor;
    const meant = TextSelection.create(state.doc, anchor, head);
    view.dispatch(state.tr.setSelection(meant).setMeta("addToHistory", false));
    return this;
  }

  /** Letter by letter, as keys come. */
  type(words: string): this {
    for (const letter of words) this.#letter(letter);
    return this;
  }

  press(key: string, times = 1, held: KeyboardEventInit = {}): this {
    for (let turn = 0; turn < times; turn += 1) {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held });
      const { view } = this.editor;
      const taken = view.someProp("handleKeyDown", (handle) => handle(view, event));
      if (taken !== true) this.#native(key, held.ctrlKey === true);
    }
    return this;
  }

  paste(html: string): this {
    this.editor.view.pasteHTML(html);
    return this;
  }

  /** What is selected, as the clipboard holds it. */
  copied(): string {
    const { view, state } = this.editor;
    return view.serializeForClipboard(state.selection.content()).dom.innerHTML;
  }

  /** Takes it out and hands over what the clipboard holds. */
  cut(): string {
    const html = this.copied();
    const { view, state } = this.editor;
    view.dispatch(state.tr.deleteSelection().scrollIntoView().setMeta("uiEvent", "cut"));
    return html;
  }

  do(command: (commands: Editor["commands"]) => boolean): this {
    act(this.editor, ({ commands }) => command(commands));
    return this;
  }

  #letter(letter: string): void {
    const { view } = this.editor;
    const { from, to, $from, $to } = view.state.selection;
    // ProseMirror itself puts a letter in the place of a selection over several blocks; else the browser does.
    const deflt = () =>
      $from.sameParent($to) && $from.parent.isTextblock
        ? view.state.tr.insertText(letter, from, to)
        : view.state.tr.insertText(letter);
    const taken = view.someProp("handleTextInput", (handle) => handle(view, from, to, letter, deflt));
    if (taken !== true) view.dispatch(deflt().scrollIntoView());
  }

  /** What a browser does with the key when no one else does anything. */
  #native(key: string, isWord: boolean): void {
    const { view, state } = this.editor;
    const { $from, from, empty } = state.selection;
    if (!empty || !$from.parent.isTextblock) return;
    const units = unitsOf($from.parent);
    const offset = $from.parentOffset;
    if (key === "Backspace" && offset > 0) {
      const start = backwards(units, offset, isWord);
      view.dispatch(state.tr.delete(from - (offset - start), from).scrollIntoView());
    } else if (key === "Delete" && offset < units.length) {
      const end = forwards(units, offset, isWord);
      view.dispatch(state.tr.delete(from, from + (end - offset)).scrollIntoView());
    }
  }

  /** Within one textblock, as they stand on the screen. */
  #find(words: string, nth: number): readonly [from: number, to: number] {
    const found: number[] = [];
    this.editor.state.doc.descendants((node, position) => {
      if (!node.isTextblock) return true;
      const units = unitsOf(node);
      for (let at = units.indexOf(words); at >= 0; at = units.indexOf(words, at + 1))
        found.push(position + 1 + at);
      return false;
    });
    const from = found[nth];
    if (from === undefined) throw new Error(`«${words}» is not in «${this.editor.state.doc.textContent}»`);
    return [from, from + words.length];
  }
}

/** One character for each place between two carets; a line break is one, too. */
export function unitsOf(block: ProseMirrorNode): string {
  return block.textBetween(0, block.content.size, undefined, "\n");
}

function backwards(units: string, offset: number, isWord: boolean): number {
  if (isWord) return offset - (/[^\s]*\s*$/u.exec(units.slice(0, offset))?.[0].length ?? 0);
  return /[\uDC00-\uDFFF]/u.test(units.charAt(offset - 1)) ? offset - 2 : offset - 1;
}

function forwards(units: string, offset: number, isWord: boolean): number {
  if (isWord) return offset + (/^\s*[^\s]*/u.exec(units.slice(offset))?.[0].length ?? 0);
  return /[\uD800-\uDBFF]/u.test(units.charAt(offset)) ? offset + 2 : offset + 1;
}
