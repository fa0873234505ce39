/**
 * A second editor, on no page and with the same keys and commands, in which everything may be
 * written: it says what an act makes of a text. Made when first asked for.
 */
import { Editor } from "@tiptap/core";
import { EditorState, Selection, TextSelection } from "@tiptap/pm/state";
import { KeepValid } from "../../keepValid.ts";
import { schemaExtensions } from "../../schemaExtensions.ts";
import { type Intent, perform } from "./intents.ts";
import type { Result, Seen } from "./seen.ts";

export class PlainTwin {
  #editor: Editor | undefined;

  /** The text after the act; undefined when it would be the browser's. */
  after({ doc, selection }: Seen, intent: Intent): Result | undefined {
    this.#editor ??= plainEditor();
    const { view, schema, state } = this.#editor;
    const copy = schema.nodeFromJSON(doc.toJSON());
    const { anchor, head } = selection;
    const { plugins } = state;
    view.updateState(
      EditorState.create({ doc: copy, selection: TextSelection.create(copy, anchor, head), plugins }),
    );
    if (!perform(this.#editor, intent)) return undefined;
    const made = this.#editor.state;
    const result = doc.type.schema.nodeFromJSON(made.doc.toJSON());
    return { doc: result, selection: Selection.fromJSON(result, made.selection.toJSON()) };
  }

  destroy(): void {
    this.#editor?.destroy();
    this.#editor = undefined;
  }
}

function plainEditor(): Editor {
  return new Editor({
    element: document.createElement("div"),
    injectCSS: false,
    content: { type: "doc", content: [] },
    extensions: [...schemaExtensions(), KeepValid],
  });
}
