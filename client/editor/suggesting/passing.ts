/**
 * Backspace and Delete at a boundary that the person has suggested away already, or behind a block
 * that is to go: the caret passes over it, and the key does beyond what it would do in Skriv.
 */
import type { Node, ResolvedPos } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { isDeletedByOwn, ownStamp } from "./ownWords.ts";

type Side = "before" | "behind";

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

const SIDES: Readonly<Record<string, Side>> = { Backspace: "before", Delete: "behind" };

function passedFrom($caret: ResolvedPos, side: Side, author: string): ResolvedPos {
  const $edge = behindDeleted($caret, side, author);
  const isAtEdge = $edge.pos === (side === "before" ? $edge.start() : $edge.end());
  const $next = isAtEdge ? neighbourOf($edge, side) : undefined;
  if ($next === undefined) return $edge;
  const $right = side === "before" ? $edge : $next;
  const isGone = ownStamp($right.parent, "sJoin", author) !== undefined || isGoing($right, author);
  return isGone ? passedFrom($next, side, author) : $edge;
}

/** Over what is struck in the same block. */
function behindDeleted($at: ResolvedPos, side: Side, author: string): ResolvedPos {
  const node = side === "before" ? $at.nodeBefore : $at.nodeAfter;
  if (node === null || !isDeletedByOwn(node, author)) return $at;
  const next = $at.pos + (side === "before" ? -node.nodeSize : node.nodeSize);
  return behindDeleted($at.doc.resolve(next), side, author);
}

function isGoing($at: ResolvedPos, author: string): boolean {
  return ancestorsOf($at).some((node) => ownStamp(node, "sDel", author) !== undefined);
}

/** The near edge of the next textblock; none where a table lies between. */
function neighbourOf($at: ResolvedPos, side: Side): ResolvedPos | undefined {
  const { doc } = $at;
  const from = side === "before" ? $at.before() : $at.after();
  const found: number[] = [];
  doc.nodesBetween(
    side === "before" ? 0 : from,
    side === "before" ? from : doc.content.size,
    (node, position) => {
      if (node.isTextblock) found.push(side === "before" ? position + 1 + node.content.size : position + 1);
      return !node.isTextblock;
    },
  );
  const place = side === "before" ? found.at(-1) : found[0];
  if (place === undefined) return undefined;
  const $next = doc.resolve(place);
  return [$at, $next].some(isInTable) ? undefined : $next;
}

const isInTable = ($at: ResolvedPos) => ancestorsOf($at).some(({ type }) => type.name === "table");

function ancestorsOf($at: ResolvedPos): readonly Node[] {
  return Array.from({ length: $at.depth }, (_, depth) => $at.node(depth + 1));
}
