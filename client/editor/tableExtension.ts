/** Tables as the minutes have them: no widths to drag, header cells, and nothing repaired behind one's back. */
import type { Editor, SingleCommands } from "@tiptap/core";
import { Table } from "@tiptap/extension-table";
import type { Node as ProseMirrorNode, Schema } from "@tiptap/pm/model";
import { type Command, TextSelection } from "@tiptap/pm/state";
import { fixTables } from "@tiptap/pm/tables";
import { NODES } from "../../shared/document/schema.ts";
import { act } from "./acting.ts";
import { attributesOf } from "./schemaAttributes.ts";

const NEW_ROWS = 3;
const NEW_COLUMNS = 2;

export const SectionTable = Table.configure({ resizable: false, View: null }).extend({
  content: NODES.table.content,
  addAttributes: () => attributesOf(NODES.table.attrs),
  renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]],
  addProseMirrorPlugins() {
    const plugins = this.parent?.() ?? [];
    // The stock plugin completes ragged rows as soon as it sees them. In two open editors both
    // would, and the row would grow twice; merely looking at a text must not write in it either.
    for (const plugin of plugins) delete plugin.spec.appendTransaction;
    return plugins;
  },
  addKeyboardShortcuts() {
    return {
      ...this.parent?.(),
      // In two steps: a new cell has no line to go to before it has been filled (keepValid.ts).
      Tab: () => {
        const { commands } = this.editor;
        if (commands.goToNextCell()) return true;
        return changeWholeTable(this.editor, () => commands.addRowAfter()) && commands.goToNextCell();
      },
    };
  },
});

/**
 * Completes ragged rows, then makes the change. Two people's edits can leave a row with a cell too
 * few; the stock commands count cells as if there were none missing, and would put a row inside a
 * row, which every other open editor deletes. A row that is whole here can lack a cell in the text as
 * accepted; there it is completed by the same act.
 */
export function changeWholeTable(editor: Editor, change: (commands: SingleCommands) => boolean): boolean {
  if (fixTables(editor.state) !== undefined) act(editor, completeTables);
  return act(editor, (other) => {
    if (other !== editor) completeTables(other);
    return change(other.commands);
  });
}

function completeTables({ state, view }: Editor): void {
  const completed = fixTables(state);
  if (completed !== undefined) view.dispatch(completed);
}

/** Puts a table with a header row after the caret's block and the caret in its first cell. */
export function insertTable(editor: Editor): void {
  act(editor, ({ state, view }) => newTableAfter(state, view.dispatch.bind(view)));
  editor.view.focus();
}

export const newTableAfter: Command = (state, dispatch) => {
  const table = newTable(state.schema);
  const { $from } = state.selection;
  const after = $from.depth === 0 ? state.doc.content.size : $from.after(1);
  const change = state.tr.insert(after, table);
  change.setSelection(TextSelection.near(change.doc.resolve(after + 1)));
  dispatch?.(change.scrollIntoView());
  return true;
};

function newTable(schema: Schema): ProseMirrorNode {
  const rows = Array.from({ length: NEW_ROWS }, (_, row) => ({
    type: "tableRow",
    content: Array.from({ length: NEW_COLUMNS }, () => ({
      type: row === 0 ? "tableHeader" : "tableCell",
      content: [{ type: "paragraph" }],
    })),
  }));
  return schema.nodeFromJSON({ type: "table", content: rows });
}
