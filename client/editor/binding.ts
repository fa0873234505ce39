/** What ties an editor to its section of the shared document. */
import type { EditorState } from "@tiptap/pm/state";
import { type ProsemirrorBinding, ySyncPluginKey } from "@tiptap/y-tiptap";

export function bindingOf(state: EditorState): ProsemirrorBinding {
  // The plugin's state is untyped; `binding` is what y-tiptap documents for this.
  return (ySyncPluginKey.getState(state) as { binding: ProsemirrorBinding }).binding;
}
