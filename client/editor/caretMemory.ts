/**
 * y-tiptap remembers where the caret was before a change comes in, to put it there again. When it
 * tidies up while it shows that change, a second one follows, and it would look for the old place
 * in the text that is shown by now, where it may be beyond the end.
 */
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { getRelativeSelection } from "@tiptap/y-tiptap";
import { bindingOf } from "./binding.ts";

/** What a transaction of the shared document says. */
interface Changed {
  readonly changedParentTypes: ReadonlyMap<unknown, unknown>;
}

export const CaretMemory = Extension.create({
  name: "caretMemory",
  addProseMirrorPlugins: () => [
    new Plugin({
      view: (view) => {
        const { doc } = bindingOf(view.state);
        const remember = ({ changedParentTypes }: Changed) => {
          const binding = bindingOf(view.state);
          if (binding.beforeTransactionSelection === null || !changedParentTypes.has(binding.type)) return;
          binding.beforeTransactionSelection = getRelativeSelection(binding, view.state);
        };
        doc.on("afterTransaction", remember);
        return {
          destroy: () => {
            doc.off("afterTransaction", remember);
          },
        };
      },
    }),
  ],
});
