/** The text as it will be when all that its author has suggested is accepted, with the selection in the same words. */
import { Fragment, type Node as ProseMirrorNode, Slice } from "@tiptap/pm/model";
import { EditorState, type Selection, TextSelection } from "@tiptap/pm/state";
import { Transform } from "@tiptap/pm/transform";
import { isGoing, standingBeside } from "../passing.ts";
import { acceptedDoc } from "../structures/outcome.ts";
import { ownIds } from "../structures/ownership.ts";
import { lettersBefore, placeBefore, placeBehind, runsAsAccepted, runsOf } from "./letters.ts";

export interface Seen {
  readonly doc: ProseMirrorNode;
  readonly selection: TextSelection;
}

/** What an act makes of it. */
export interface Result {
  readonly doc: ProseMirrorNode;
  readonly selection: Selection;
}

/** Undefined where one end of the selection is in what will be gone. */
export function seenBy(text: ProseMirrorNode, selection: Selection, author: string): Seen | undefined {
  if (!(selection instanceof TextSelection)) return undefined;
  const doc = acceptedDoc(text, ownIds(text, author));
  const [anchor, head] = [selection.anchor, selection.head].map((place) =>
    placeIn(doc, { text, place, author }),
  );
  if (anchor === undefined || head === undefined) return undefined;
  return { doc, selection: TextSelection.create(doc, anchor, head) };
}

/** The blocks around what is selected, as they will be; undefined where all that stands there stays as it is. */
export function seenAround(
  { doc, selection, storedMarks }: EditorState,
  author: string,
): EditorState | undefined {
  if (!(selection instanceof TextSelection)) return undefined;
  const { $from, $to, anchor, head } = selection;
  const blocks = doc.children.slice($from.index(0), $to.index(0) + 1);
  const around = doc.copy(Fragment.from(blocks));
  if (ownIds(around, author).size === 0) return undefined;
  const start = $from.posAtIndex($from.index(0), 0);
  const seen = seenBy(around, TextSelection.create(around, anchor - start, head - start), author);
  return seen && EditorState.create({ ...seen, storedMarks });
}

interface Standing {
  readonly text: ProseMirrorNode;
  readonly place: number;
  readonly author: string;
}

/** Beside the letter that will stand beside it in its block. */
function placeIn(accepted: ProseMirrorNode, standing: Standing): number | undefined {
  const { text, place, author } = standing;
  const $place = text.resolve(place);
  if (!$place.parent.isTextblock || isGoing($place, author)) return undefined;
  const letters = lettersBefore(runsAsAccepted(text, author), place);
  if (standingBeside($place, "before", author) !== undefined) return placeBehind(runsOf(accepted), letters);
  if (standingBeside($place, "behind", author) !== undefined) return placeBefore(runsOf(accepted), letters);
  return placeOfMarker(accepted, standing);
}

/** It stands there while suggestions are accepted. In no text: for private use. */
const MARKER = "\uF8F0";

/** In what will be a block without words. */
function placeOfMarker(accepted: ProseMirrorNode, { text, place, author }: Standing): number | undefined {
  const marker = new Slice(Fragment.from(text.type.schema.text(MARKER)), 0, 0);
  const marked = acceptedDoc(new Transform(text).replace(place, place, marker).doc, ownIds(text, author));
  const found = runsOf(marked).find(({ node }) => node.text?.includes(MARKER));
  if (found === undefined) return undefined;
  const isAlike = new Transform(marked).delete(found.from, found.to).doc.eq(accepted);
  return isAlike ? found.from : undefined;
}
