/** The text as it will be when all that its author has suggested is accepted, with the selection in the same words. */
import { Fragment, type Node as ProseMirrorNode, Slice } from "@tiptap/pm/model";
import { type EditorState, TextSelection } from "@tiptap/pm/state";
import { Transform } from "@tiptap/pm/transform";
import { acceptedDoc } from "../structures/outcome.ts";
import { ownIds } from "../structures/ownership.ts";

export interface Seen {
  readonly doc: ProseMirrorNode;
  readonly selection: TextSelection;
}

/** What an act makes of it, and where the caret is then. */
export interface Result {
  readonly doc: ProseMirrorNode;
  readonly head: number;
}

/** They stand at both ends of the selection while suggestions are accepted. In no text: for private use. */
const ANCHOR = "\uF8F0";
const HEAD = "\uF8F1";

/** Undefined where one end of the selection is in what will be gone. */
export function seenBy(state: EditorState, author: string): Seen | undefined {
  const { selection } = state;
  if (!(selection instanceof TextSelection)) return undefined;
  const ids = ownIds(state.doc, author);
  const doc = acceptedDoc(state.doc, ids);
  const marked = acceptedDoc(withMarkers(state.doc, selection), ids);
  const places = placesIn(marked);
  if (places === undefined || !places.doc.eq(doc)) return undefined;
  return { doc, selection: TextSelection.create(doc, places.anchor, places.head) };
}

function withMarkers(doc: ProseMirrorNode, { anchor, head }: TextSelection): ProseMirrorNode {
  const marks = [
    { place: anchor, letter: ANCHOR },
    { place: head, letter: HEAD },
  ].toSorted((a, b) => b.place - a.place);
  const change = new Transform(doc);
  for (const { place, letter } of marks)
    change.replace(place, place, new Slice(Fragment.from(doc.type.schema.text(letter)), 0, 0));
  return change.doc;
}

function placesIn(doc: ProseMirrorNode) {
  const anchor = placeOf(doc, ANCHOR);
  const head = placeOf(doc, HEAD);
  if (anchor === undefined || head === undefined) return undefined;
  const change = new Transform(doc);
  for (const place of [anchor, head].toSorted((a, b) => b - a)) change.delete(place, place + 1);
  return { doc: change.doc, anchor: anchor - (head < anchor ? 1 : 0), head: head - (anchor < head ? 1 : 0) };
}

function placeOf(doc: ProseMirrorNode, letter: string): number | undefined {
  let place: number | undefined;
  doc.descendants((node, position) => {
    const index = node.text?.indexOf(letter) ?? -1;
    if (index >= 0) place = position + index;
  });
  return place;
}
