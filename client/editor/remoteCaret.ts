/**
 * Mends one thing in y-tiptap: Yjs tidies up formatting in a second transaction right after a remote
 * change, and y-tiptap then looks for the caret's old place in a text that has become shorter
 * meanwhile. It throws, and the editor shows another text than the document has.
 */
import type { Editor } from "@tiptap/core";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import type * as Y from "yjs";

type Observer = (events: Y.YEvent<Y.XmlFragment>[], change: Y.Transaction) => void;

/** What is used of y-tiptap's binding; its version is pinned. */
interface Binding {
  readonly type: Y.XmlFragment;
  _observeFunction: Observer;
  readonly beforeTransactionSelection: { absAnchor: number; absHead: number } | null;
}

export function followCaretThroughTidying(editor: Editor): void {
  // The plugin's state is untyped; this is the part of it that y-tiptap's own views use.
  const sync = ySyncPluginKey.getState(editor.state) as { readonly binding: Binding } | undefined;
  if (sync === undefined) return;
  const { binding } = sync;
  // It has no other name for the function that it takes away again when the editor goes.
  // oxlint-disable-next-line no-underscore-dangle
  const stock = binding._observeFunction;
  const observe: Observer = (events, change) => {
    stock(events, change);
    const before = binding.beforeTransactionSelection;
    if (before === null || editor.isDestroyed) return;
    before.absAnchor = editor.state.selection.anchor;
    before.absHead = editor.state.selection.head;
  };
  binding.type.unobserveDeep(stock);
  // oxlint-disable-next-line no-underscore-dangle
  binding._observeFunction = observe;
  binding.type.observeDeep(observe);
}
