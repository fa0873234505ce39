/** What the person did, when it was a key, a letter or a paste: so that it can be done to another text as well. */
import { Slice } from "@tiptap/pm/model";
import type { EditorState } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

export type Intent =
  | { readonly kind: "key"; readonly event: KeyboardEvent }
  | { readonly kind: "letters"; readonly letters: string }
  | { readonly kind: "paste"; readonly event: ClipboardEvent; readonly slice: Slice };

/** Keeps the last one for as long as its event lasts and nothing has come of it. */
export class LastIntent {
  #last: { readonly state: EditorState; readonly intent: Intent } | undefined;

  begin(state: EditorState, intent: Intent): void {
    const last = { state, intent };
    this.#last = last;
    queueMicrotask(() => {
      if (this.#last === last) this.#last = undefined;
    });
  }

  /** What makes a change here, if it is one of these. Commands that do nothing make a new state as well. */
  take({ doc, selection }: EditorState): Intent | undefined {
    const last = this.#last;
    this.#last = undefined;
    return last?.state.doc === doc && last.state.selection.eq(selection) ? last.intent : undefined;
  }
}

/** False when it is a key that is left to the browser. */
export function perform(view: EditorView, intent: Intent): boolean {
  if (intent.kind === "key")
    return view.someProp("handleKeyDown", (handle) => handle(view, intent.event)) === true;
  if (intent.kind === "letters") view.dispatch(view.state.tr.insertText(intent.letters));
  else paste(view, intent.event, Slice.fromJSON(view.state.schema, intent.slice.toJSON()));
  return true;
}

/** As ProseMirror does it when nobody else does. */
function paste(view: EditorView, event: ClipboardEvent, slice: Slice): void {
  if (view.someProp("handlePaste", (handle) => handle(view, event, slice)) === true) return;
  const { tr } = view.state;
  const { openStart, openEnd, content } = slice;
  const single = openStart === 0 && openEnd === 0 && content.childCount === 1 ? content.firstChild : null;
  view.dispatch(single === null ? tr.replaceSelection(slice) : tr.replaceSelectionWith(single, false));
}
