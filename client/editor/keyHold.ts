/**
 * Takes no more keys in a live editor for the moment in which a lock is pending, without moving
 * focus or caret. What was typed before gets into the document first; what is pressed meanwhile is
 * kept, and is either written when the lock does not come or handed to whoever keeps refused words.
 */
import { type Editor, Extension } from "@tiptap/core";
import { isChangeOrigin } from "@tiptap/extension-collaboration";
import { Plugin } from "@tiptap/pm/state";

/** Editors that let no change of their own person through. */
const shut = new WeakSet<Editor>();

/** What keys do not do, such as a drop or a menu of the browser, ends here too. */
export const KeyFence = Extension.create({
  name: "keyFence",
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        filterTransaction: (change) => !change.docChanged || !shut.has(editor) || isChangeOrigin(change),
      }),
    ];
  },
});

/** ProseMirror reads some keyboards 20 ms late, and closes a composition after that. */
const LATE_KEYS_MS = 50;

export class KeyHold {
  readonly #editor: Editor;
  #kept: string[] = [];
  #begun: Promise<void> | undefined;

  constructor(editor: Editor) {
    this.#editor = editor;
  }

  /** Resolves when all that was typed is in the document. */
  begin(): Promise<void> {
    this.#begun ??= this.#shut();
    return this.#begun;
  }

  /** The lock did not come: takes keys again, beginning with those that were pressed meanwhile. */
  end(): void {
    if (this.#begun === undefined) return;
    this.#open();
    const { view, state, isDestroyed } = this.#editor;
    const kept = this.takeKept();
    if (!isDestroyed && kept !== "") view.dispatch(state.tr.insertText(kept));
  }

  /** What was pressed and is in no document. */
  takeKept(): string {
    return this.#kept.splice(0).join("");
  }

  async #shut(): Promise<void> {
    const { view } = this.#editor;
    view.dom.setAttribute("aria-readonly", "true");
    for (const type of HELD_EVENTS) view.dom.parentElement?.addEventListener(type, this.#onInput, true);
    if (view.composing) {
      // Leaving is the one way to end a composition that all browsers know; its words are kept.
      view.dom.blur();
      view.dom.focus({ preventScroll: true });
    }
    await new Promise((resolve) => {
      setTimeout(resolve, LATE_KEYS_MS);
    });
    if (this.#begun !== undefined) shut.add(this.#editor);
  }

  #open(): void {
    this.#begun = undefined;
    shut.delete(this.#editor);
    const { dom } = this.#editor.view;
    dom.removeAttribute("aria-readonly");
    for (const type of HELD_EVENTS) dom.parentElement?.removeEventListener(type, this.#onInput, true);
  }

  readonly #onInput = (event: Event): void => {
    if (event instanceof KeyboardEvent) {
      if (isHarmless(event)) return;
      this.#keep(event);
      // Tab leads out of the text for once.
      if (event.key !== "Tab") event.preventDefault();
    } else {
      event.preventDefault();
    }
    event.stopImmediatePropagation();
  };

  #keep({ key }: KeyboardEvent): void {
    if (key === "Enter") this.#kept.push("\n");
    else if (key === "Backspace") this.#kept.pop();
    else if (isCharacter(key)) this.#kept.push(key);
  }
}

const HELD_EVENTS = ["keydown", "keypress", "beforeinput", "paste", "cut", "drop"] as const;

/** Moving, marking and copying change nothing. AltGr is Ctrl+Alt to some browsers, and writes. */
function isHarmless(event: KeyboardEvent): boolean {
  if (event.getModifierState("AltGraph")) return false;
  if (event.ctrlKey || event.metaKey) return ["a", "c"].includes(event.key.toLowerCase());
  if (event.altKey) return true;
  return !isCharacter(event.key) && !["Enter", "Backspace", "Delete", "Tab"].includes(event.key);
}

/** Keys that write nothing have names of Latin letters. */
function isCharacter(key: string): boolean {
  return key.length === 1 || !/^[A-Za-z]/u.test(key);
}
