/**
 * Which command a plain act was: the one that does the same once more. Where the author has proposed
 * to change blocks already, it is then made on the text as it will be, which is what the author sees.
 */
import { joinBackward, joinForward, setBlockType } from "@tiptap/pm/commands";
import { liftListItem, sinkListItem } from "@tiptap/pm/schema-list";
import type { Command, EditorState, Transaction } from "@tiptap/pm/state";
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
} from "@tiptap/pm/tables";
import { SUB_HEADING_LEVEL } from "../../../../shared/document/schema.ts";
import { liftEmptyItem, liftFirstItem, liftNextItem, TOGGLED_LIST, toggleList } from "../../lists.ts";
import { newTableAfter } from "../../tableExtension.ts";
import type { Plain } from "../plain.ts";

export function recognisedCommand({ state, plain }: Plain): Command | undefined {
  return candidates(plain).find((command) => {
    const made = madeBy(command, state);
    return made !== undefined && made.doc.eq(plain.doc);
  });
}

/** What the command makes of a text, without sending it. */
export function madeBy(command: Command, state: EditorState): Transaction | undefined {
  let made: Transaction | undefined;
  const isDone = command(state, (tr) => {
    made = tr;
  });
  return isDone ? made : undefined;
}

function candidates(plain: Transaction): readonly Command[] {
  const toggled: unknown = plain.getMeta(TOGGLED_LIST);
  if (toggled === "bulletList" || toggled === "orderedList") return [toggleList(toggled)];
  return [
    toggleHeading,
    ofItems(liftListItem),
    ofItems(sinkListItem),
    liftEmptyItem,
    liftFirstItem,
    liftNextItem,
    joinBackward,
    joinForward,
    newTableAfter,
    ...ofTables,
  ];
}

const ofTables: readonly Command[] = [
  addRowAfter,
  addRowBefore,
  addColumnAfter,
  addColumnBefore,
  deleteRow,
  deleteColumn,
  deleteTable,
];

const ofItems =
  (make: typeof liftListItem): Command =>
  (state, dispatch) => {
    const itemType = state.schema.nodes["listItem"];
    return itemType !== undefined && make(itemType)(state, dispatch);
  };

const toggleHeading: Command = (state, dispatch) => {
  const { heading, paragraph } = state.schema.nodes;
  if (heading === undefined || paragraph === undefined) return false;
  let isHeading = true;
  state.doc.nodesBetween(state.selection.from, state.selection.to, (node) => {
    if (node.isTextblock && node.type !== heading) isHeading = false;
  });
  const type = isHeading ? paragraph : heading;
  return setBlockType(type, isHeading ? null : { level: SUB_HEADING_LEVEL })(state, dispatch);
};
