/** The way back from what is selected in the text as accepted to the text that stands there. */
import type { Node } from "@tiptap/pm/model";
import { NodeSelection, type Selection, TextSelection } from "@tiptap/pm/state";
import { SUGGESTED_BREAK } from "../../../../shared/document/stamps.ts";
import { isStruck } from "../passing.ts";
import { lettersBefore, placeBefore, placeBehind, runsAsAccepted, runsOf } from "./letters.ts";
import { seenBy } from "./seen.ts";

/** Undefined when there is no such place, or when neither a caret nor a table is selected. */
export function selectionHere(selection: Selection, text: Node, author: string): Selection | undefined {
  if (selection instanceof NodeSelection) return tableHere(selection, text, author);
  if (!(selection instanceof TextSelection) || !selection.empty) return undefined;
  const carets = placesAfter(text, lettersBefore(runsOf(selection.$head.doc), selection.head), author);
  return carets
    .map((place) => TextSelection.create(text, place))
    .find((caret) => seenBy(text, caret, author)?.selection.head === selection.head);
}

/** Tables come in the same order, but for those that are struck. */
function tableHere({ node, $from }: NodeSelection, text: Node, author: string): Selection | undefined {
  if (node.type.name !== "table") return undefined;
  const here = tablesIn(text).filter((each) => !isStruck(each.node, author));
  const table = here[tablesIn($from.doc).findIndex(({ pos }) => pos === $from.pos)];
  return table && NodeSelection.create(text, table.pos);
}

function tablesIn(text: Node): readonly { readonly node: Node; readonly pos: number }[] {
  const tables: { node: Node; pos: number }[] = [];
  text.descendants((node, pos) => {
    if (node.type.name === "table") tables.push({ node, pos });
  });
  return tables;
}

/** Those with so many letters before them that will stand there: one for each block that may begin between two letters. */
function placesAfter(text: Node, letters: number, author: string): readonly number[] {
  const runs = runsAsAccepted(text, author);
  const [from, to] = [placeBehind(runs, letters) ?? 0, placeBefore(runs, letters) ?? text.content.size];
  const places = [from];
  text.nodesBetween(from, to, (node, position) => {
    if (node.isTextblock) places.push(position + 1);
    for (const { index } of (node.text ?? "").matchAll(BREAKS)) places.push(position + index + 1);
  });
  places.push(to);
  return places.filter((place) => place >= from && place <= to && text.resolve(place).parent.isTextblock);
}

const BREAKS = new RegExp(SUGGESTED_BREAK, "gu");
