/**
 * Backspace and Delete at a boundary that the person has suggested away already, or behind a block
 * that is to go: the caret passes over it, and the key does beyond what it would do in Skriv.
 */
import type { Node, ResolvedPos } from "@tiptap/pm/model";
import { type EditorState, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { SUGGESTED_BREAK } from "../../../shared/document/stamps.ts";
import { isDeletedByOwn, ownMark, ownStamp } from "./ownWords.ts";

export type Side = "before" | "behind";

/** Only moves the caret; the key itself is for others to handle. */
export function passOver(view: EditorView, { key }: KeyboardEvent, author: string): void {
  const { doc, selection } = view.state;
  const side = SIDES[key];
  if (side === undefined || !(selection instanceof TextSelection) || !selection.empty) return;
  const passed = passedFrom(selection.$head, side, author);
  if (passed.sameParent(selection.$head)) return;
  const caret = TextSelection.create(doc, passed.pos);
  view.dispatch(view.state.tr.setSelection(caret).setMeta("addToHistory", false));
}

/** The browser takes it away by itself. What is struck is none: then the key is for the block. */
export function hasLetterToTake({ selection }: EditorState, { key }: KeyboardEvent, author: string): boolean {
  const side = SIDES[key];
  if (side === undefined || !(selection instanceof TextSelection) || !selection.empty) return false;
  const $edge = behindDeleted(selection.$head, side, author);
  return (side === "before" ? $edge.nodeBefore : $edge.nodeAfter) !== null;
}

const SIDES: Readonly<Record<string, Side>> = { Backspace: "before", Delete: "behind" };

function passedFrom($caret: ResolvedPos, side: Side, author: string): ResolvedPos {
  const $edge = behindDeleted($caret, side, author);
  const isAtEdge = $edge.pos === (side === "before" ? $edge.start() : $edge.end());
  if (!isAtEdge) return $edge;
  const $next = joinedTo($edge, side, author) ?? beyondGoing($edge, side, author);
  return $next === undefined ? $edge : passedFrom($next, side, author);
}

/** From a block that is to go, or over one; not among cells, where a key does nothing in Skriv. */
function beyondGoing($edge: ResolvedPos, side: Side, author: string): ResolvedPos | undefined {
  const $next = neighbourOf($edge, side, author);
  if ($next === undefined || [$edge, $next].some(isInTable)) return undefined;
  return isGoing(side === "before" ? $edge : $next, author) ? $next : undefined;
}

/** The letters that will stand there; none at the end of what will be the block: a break that the person suggests is one. */
export function standingBeside($at: ResolvedPos, side: Side, author: string): Node | undefined {
  const $edge = behindDeleted($at, side, author);
  const node = side === "before" ? $edge.nodeBefore : $edge.nodeAfter;
  if (node === null) {
    const $joined = joinedTo($edge, side, author);
    return $joined && standingBeside($joined, side, author);
  }
  const isOwn = ownMark(node, "insertion", author) !== undefined;
  const letter = (side === "before" ? node.text?.at(-1) : node.text?.at(0)) ?? "";
  return isOwn && letter === SUGGESTED_BREAK ? undefined : node;
}

/** The near edge of the block that goes on there as one with this one, when that is accepted. */
export function joinedTo($edge: ResolvedPos, side: Side, author: string): ResolvedPos | undefined {
  let $next = neighbourOf($edge, side, author);
  while ($next !== undefined && isGoing($next, author)) $next = neighbourOf($next, side, author);
  const $right = side === "before" ? $edge : $next;
  return $right && ownStamp($right.parent, "sJoin", author) !== undefined ? $next : undefined;
}

/** Over what is struck in the same block. */
export function behindDeleted($at: ResolvedPos, side: Side, author: string): ResolvedPos {
  const node = side === "before" ? $at.nodeBefore : $at.nodeAfter;
  if (node === null || !isDeletedByOwn(node, author)) return $at;
  const next = $at.pos + (side === "before" ? -node.nodeSize : node.nodeSize);
  return behindDeleted($at.doc.resolve(next), side, author);
}

export function isGoing($at: ResolvedPos, author: string): boolean {
  return ancestorsOf($at).some((node) => isStruck(node, author));
}

/** Whatever is written in a block keeps it. */
export function isStruck(node: Node, author: string): boolean {
  if (ownStamp(node, "sDel", author) === undefined) return false;
  let isEmpty = true;
  node.descendants((inner) => {
    if (inner.isInline) isEmpty &&= isDeletedByOwn(inner, author);
    return isEmpty;
  });
  return isEmpty;
}

/** The near edge of the next textblock, which is not in a table that is to go. */
function neighbourOf($at: ResolvedPos, side: Side, author: string): ResolvedPos | undefined {
  const { doc } = $at;
  const from = side === "before" ? $at.before() : $at.after();
  const found: number[] = [];
  doc.nodesBetween(
    side === "before" ? 0 : from,
    side === "before" ? from : doc.content.size,
    (node, position) => {
      if (node.isTextblock) found.push(side === "before" ? position + 1 + node.content.size : position + 1);
      return !node.isTextblock && !(node.type.name === "table" && isStruck(node, author));
    },
  );
  const place = side === "before" ? found.at(-1) : found[0];
  return place === undefined ? undefined : doc.resolve(place);
}

const isInTable = ($at: ResolvedPos) => ancestorsOf($at).some(({ type }) => type.name === "table");

function ancestorsOf($at: ResolvedPos): readonly Node[] {
  return Array.from({ length: $at.depth }, (_, depth) => $at.node(depth + 1));
}
