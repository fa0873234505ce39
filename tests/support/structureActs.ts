/** Random texts with lists in lists and tables, and the acts on blocks that a person can make in them. */
import type { Editor } from "@tiptap/core";
// For the names of their commands.
import "@tiptap/extension-heading";
import "@tiptap/extension-list";
import { TextSelection } from "@tiptap/pm/state";
import { CellSelection } from "@tiptap/pm/tables";
import { changeWholeTable, insertTable } from "../../client/editor/tableExtension.ts";
import type { RichNode, RichText } from "../../shared/meeting/richText.ts";
import type { Random } from "./random.ts";
import { doc, h, key, li, ol, p, table, td, th, tr, ul } from "./structureBench.ts";

const WORDS = ["Godkendt.", "Udsat", "ø", "MED-udvalget drøftede", "1", "😀 tak"] as const;

export function textAtRandom(random: Random): RichText {
  return doc(...Array.from({ length: 2 + random.below(4) }, () => blockAtRandom(random)));
}

function blockAtRandom(random: Random): RichNode {
  const kind = random.below(10);
  if (kind < 4) return lineAtRandom(random);
  if (kind < 8) return listAtRandom(random, 2);
  if (kind < 9) return h(random.pick(WORDS));
  const columns = 1 + random.below(3);
  const cells = (make: typeof td) => Array.from({ length: columns }, () => make(lineAtRandom(random)));
  return table(tr(...cells(th)), ...Array.from({ length: 1 + random.below(2) }, () => tr(...cells(td))));
}

const lineAtRandom = (random: Random) => p(random.chance(0.15) ? "" : random.pick(WORDS));

function listAtRandom(random: Random, deeper: number): RichNode {
  const make = random.chance(0.7) ? ul : ol;
  const items = Array.from({ length: 1 + random.below(3) }, () => {
    const inner = deeper > 0 && random.chance(0.35) ? [listAtRandom(random, deeper - 1)] : [];
    const more = random.chance(0.08) ? [lineAtRandom(random)] : [];
    return li(lineAtRandom(random), ...more, ...inner);
  });
  return make(...items);
}

export interface StructureAct {
  readonly name: string;
  /** Where the selection is, as numbers of caret places; the same for both editors. */
  readonly make: (editor: Editor) => unknown;
}

type Command = readonly [
  name: string,
  place: "anywhere" | "blockStart" | "blockEnd" | "cell",
  act: (editor: Editor) => unknown,
];

export const inTable =
  (
    act:
      | "addRowAfter"
      | "addRowBefore"
      | "deleteRow"
      | "addColumnAfter"
      | "deleteColumn"
      | "toggleHeaderRow"
      | "deleteTable",
  ) =>
  (editor: Editor): unknown =>
    changeWholeTable(editor, (commands) => commands[act]());

const COMMANDS: readonly Command[] = [
  ["toggleBulletList", "anywhere", (editor) => editor.commands.toggleBulletList()],
  ["toggleBulletList", "anywhere", (editor) => editor.commands.toggleBulletList()],
  ["toggleOrderedList", "anywhere", (editor) => editor.commands.toggleOrderedList()],
  ["toggleHeading", "anywhere", (editor) => editor.commands.toggleHeading({ level: 4 })],
  ["sinkListItem", "anywhere", (editor) => editor.commands.sinkListItem("listItem")],
  ["liftListItem", "anywhere", (editor) => editor.commands.liftListItem("listItem")],
  ["Enter", "blockEnd", key("Enter")],
  ["Backspace", "blockStart", key("Backspace")],
  ["Delete", "blockEnd", key("Delete")],
  ["insertTable", "anywhere", insertTable],
  ["addRowAfter", "cell", inTable("addRowAfter")],
  ["addRowBefore", "cell", inTable("addRowBefore")],
  ["deleteRow", "cell", inTable("deleteRow")],
  ["addColumnAfter", "cell", inTable("addColumnAfter")],
  ["deleteColumn", "cell", inTable("deleteColumn")],
  ["toggleHeaderRow", "cell", inTable("toggleHeaderRow")],
  ["deleteTable", "cell", inTable("deleteTable")],
  ["clearCells", "cell", clearCells],
  ["deleteBlock", "anywhere", deleteBlock],
];

/** Undefined when there is no place for it. */
export function structureActAtRandom(random: Random, editor: Editor): StructureAct | undefined {
  const [name, where, act] = random.pick(COMMANDS);
  const places = placesIn(editor, where);
  if (places.length === 0) return undefined;
  const first = random.below(places.length);
  const far = where === "anywhere" && random.chance(0.7) ? random.below(8) : 0;
  const last = Math.min(places.length - 1, first + far);
  return {
    name,
    make: (each) => {
      const there = placesIn(each, where);
      const [from, to] = [there[first], there[last]];
      if (from === undefined || to === undefined) return false;
      each.view.dispatch(each.state.tr.setSelection(TextSelection.create(each.state.doc, from, to)));
      return act(each);
    },
  };
}

/** Start and end of every textblock, in text order; of those in cells only when a cell is asked for. */
function placesIn({ state }: Editor, where: Command[1]): readonly number[] {
  const places: number[] = [];
  state.doc.descendants((node, pos) => {
    if (!node.isTextblock) return;
    const isInCell = Array.from({ length: state.doc.resolve(pos).depth }, (_, depth) => depth + 1).some(
      (depth) => ["tableCell", "tableHeader"].includes(state.doc.resolve(pos).node(depth).type.name),
    );
    if (where === "cell" && !isInCell) return;
    if (where !== "blockEnd") places.push(pos + 1);
    if (where !== "blockStart" && (where === "blockEnd" || node.content.size > 0))
      places.push(pos + 1 + node.content.size);
  });
  return places;
}

function clearCells(editor: Editor): unknown {
  const { state, view } = editor;
  const { $from } = state.selection;
  const depth = Array.from({ length: $from.depth }, (_, index) => $from.depth - index).find((each) =>
    ["tableCell", "tableHeader"].includes($from.node(each).type.name),
  );
  if (depth === undefined) return false;
  const row = $from.node(depth - 1);
  const start = $from.start(depth - 1);
  const lastCell = row.lastChild;
  if (lastCell === null) return false;
  const selection = CellSelection.create(
    state.doc,
    $from.before(depth),
    start + row.content.size - lastCell.nodeSize,
  );
  view.dispatch(state.tr.setSelection(selection));
  return key("Delete")(editor);
}

function deleteBlock({ state, view }: Editor): unknown {
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to);
  return range === null ? false : view.dispatch(state.tr.delete(range.start, range.end));
}
