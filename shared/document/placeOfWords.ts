/** Where words stand in a text, as a comment is anchored: by places that move with the words. */
import * as Y from "yjs";
import type { RelativePlace } from "./layout.ts";

/** The first place; undefined when no block has them in one piece. */
export function placeOfWords(
  fragment: Y.XmlFragment,
  quote: string,
): { readonly from: RelativePlace; readonly to: RelativePlace } | undefined {
  for (const text of fragment.createTreeWalker((type) => type instanceof Y.XmlText)) {
    if (!(text instanceof Y.XmlText)) continue;
    const start = wordsOf(text).indexOf(quote);
    if (start >= 0) return { from: placeAt(text, start, 0), to: placeAt(text, start + quote.length, -1) };
  }
  return undefined;
}

function wordsOf(text: Y.XmlText): string {
  // Yjs types a delta as any[]; this is the field that it documents.
  const runs = text.toDelta() as readonly { readonly insert: unknown }[];
  return runs.map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");
}

function placeAt(text: Y.XmlText, index: number, assoc: number): RelativePlace {
  // Yjs types the JSON as any; these are its documented fields.
  return Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index, assoc)) as RelativePlace;
}
