/** Where a comment on words stands: from the selection of the page into the shared document, and back. */
import * as Y from "yjs";
import { type CommentAnchor, type RelativePlace, sectionText } from "../../shared/document/layout.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { placeOfPoint, placeOfRelative, pointOfPlace, relativeOfPlace, textIdOf } from "./textPlace.ts";

type WordsAnchor = Omit<Extract<CommentAnchor, { kind: "words" }>, "kind">;

export type Marked =
  | { readonly kind: "words"; readonly section: string; readonly anchor: WordsAnchor }
  | { readonly kind: "nothing" }
  | { readonly kind: "tooMuch" };

/** The words that are marked, when they are in one section. */
export function markedWords(doc: Y.Doc, range: Range | undefined): Marked {
  const start = range?.startContainer;
  const text = (start instanceof Element ? start : start?.parentElement)?.closest<HTMLElement>(
    ".section-text",
  );
  const section = text?.dataset["section"];
  const drawn = text ? drawnIn(text) : undefined;
  if (range === undefined || section === undefined || drawn === undefined) return { kind: "nothing" };
  const quote = range.toString().trim();
  const from = placeOfPoint(drawn, range.startContainer, range.startOffset);
  const to = placeOfPoint(drawn, range.endContainer, range.endOffset);
  if (quote === "" || from === undefined || to === undefined) return { kind: "nothing" };
  if (quote.length > LIMITS.quoteCharacters) return { kind: "tooMuch" };
  const fragment = sectionText(doc, section);
  // What is written right before or behind the words does not join them.
  const places = [
    relativeOfPlace(fragment, from, "behind"),
    relativeOfPlace(fragment, to, "before"),
  ] as const;
  if (places[0] === undefined || places[1] === undefined) return { kind: "nothing" };
  return { kind: "words", section, anchor: { from: places[0], to: places[1], quote } };
}

/** The commented words as they are drawn now; undefined when they are gone or not on the page. */
export function rangeOfWords(doc: Y.Doc, section: string, { from, to }: WordsAnchor): Range | undefined {
  const text = document.getElementById(textIdOf(section));
  const drawn = text ? drawnIn(text) : undefined;
  const start = drawn && pointOf(doc, section, from, drawn);
  const end = drawn && pointOf(doc, section, to, drawn);
  if (!start || !end) return undefined;
  const range = document.createRange();
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  return range.collapsed ? undefined : range;
}

function pointOf(doc: Y.Doc, section: string, relative: RelativePlace, drawn: HTMLElement) {
  const place = placeOfRelative(sectionText(doc, section), relative);
  return place && pointOfPlace(drawn, place);
}

/** The live editor when it is there, else the still text. */
function drawnIn(text: HTMLElement): HTMLElement | undefined {
  const live = text.querySelector<HTMLElement>(".section-live");
  return live ?? text.querySelector<HTMLElement>(".section-still") ?? undefined;
}
