/** What the person did, when it was a key, a letter, a paste or a button: so that it can be done to another text as well. */
import type { Editor } from "@tiptap/core";
import { Slice } from "@tiptap/pm/model";
import type { EditorState, Selection, Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

export type Intent =
  | { readonly kind: "key"; readonly event: KeyboardEvent }
  | { readonly kind: "letters"; readonly letters: string }
  | { readonly kind: "paste"; readonly event: ClipboardEvent; readonly slice: Slice }
  | { readonly kind: "use"; readonly use: (editor: Editor) => unknown };

/** With what was selected when the person did it: the caret may have been moved on since. */
export interface Meant {
  readonly intent: Intent;
  readonly selection: Selection;
}

const NOTHING = "cameToNothing";

/** Sent after what changed nothing, so that it is asked what it means in the text as accepted. */
export function nothing({ tr }: EditorState): Transaction {
  return tr.setMeta(NOTHING, true);
}

export function cameToNothing(change: Transaction): boolean {
  return change.getMeta(NOTHING) === true;
}

interface Pending {
  readonly state: EditorState;
  readonly meant: Meant;
}

/** Keeps the last one for as long as its event lasts and nothing has come of it. */
export class LastIntent {
  pending: Pending | undefined;

  begin(state: EditorState, intent: Intent, selection: Selection = state.selection): void {
    const pending = { state, meant: { intent, selection } };
    this.pending = pending;
    queueMicrotask(() => {
      if (this.pending === pending) this.pending = undefined;
    });
  }

  /** What makes this change, if it is one of these. Commands that do nothing make a new state as well. */
  behind(change: Transaction, { doc, selection }: EditorState): Meant | undefined {
    const { pending } = this;
    if (pending?.state.doc !== doc) return undefined;
    // What changes nothing may have moved the caret, as Backspace does behind a table.
    return cameToNothing(change) || pending.state.selection.eq(selection) ? pending.meant : undefined;
  }

  end(): void {
    this.pending = undefined;
  }
}

/** The keys that may change a text without writing a letter. */
export function mayChange({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || ["Backspace", "Delete", "Enter", "Tab"].includes(key);
}

/** False when it is a key that is left to the browser. */
export function perform(editor: Editor, intent: Intent): boolean {
  const { view } = editor;
  if (intent.kind === "key") return handlesKey(view, intent.event);
  if (intent.kind === "use") intent.use(editor);
  else if (intent.kind === "letters") view.dispatch(view.state.tr.insertText(intent.letters));
  else paste(view, intent.event, Slice.fromJSON(view.state.schema, intent.slice.toJSON()));
  return true;
}

export function handlesKey(view: EditorView, event: KeyboardEvent): boolean {
  return view.someProp("handleKeyDown", (handle) => handle(view, event)) === true;
}

/** As ProseMirror does it when nobody else does. */
function paste(view: EditorView, event: ClipboardEvent, slice: Slice): void {
  if (view.someProp("handlePaste", (handle) => handle(view, event, slice)) === true) return;
  const { tr } = view.state;
  const { openStart, openEnd, content } = slice;
  const single = openStart === 0 && openEnd === 0 && content.childCount === 1 ? content.firstChild : null;
  view.dispatch(single === null ? tr.replaceSelection(slice) : tr.replaceSelectionWith(single, false));
}
