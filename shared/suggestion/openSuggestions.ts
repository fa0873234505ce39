/** The suggestions of a meeting that nobody has given a verdict on yet, found by section and by item. */
import type * as Y from "yjs";
import type { ListedItem, ListedSection } from "../document/read.ts";
import { listItems, sectionsOfItem, sectionTextOf } from "../document/read.ts";
import { suggestionsIn } from "./suggestion.ts";
import type { Suggestion } from "./suggestion.ts";

export interface OpenSuggestion {
  readonly section: ListedSection;
  readonly suggestion: Suggestion;
}

/** In the order of the meeting. Removed items have none: nobody sees them. */
export function openSuggestions(doc: Y.Doc): readonly OpenSuggestion[] {
  return listItems(doc).flatMap((item) => openSuggestionsOfItem(doc, item.id));
}

export function openSuggestionsOfItem(doc: Y.Doc, itemId: string): readonly OpenSuggestion[] {
  return sectionsOfItem(doc, itemId).flatMap((section) =>
    suggestionsIn(sectionTextOf(doc, section.id)).map((suggestion) => ({ section, suggestion })),
  );
}

/** Items with open suggestions, and how many. */
export function itemsWithSuggestions(
  doc: Y.Doc,
): readonly { readonly item: ListedItem; readonly count: number }[] {
  return listItems(doc)
    .map((item) => ({ item, count: countOf(openSuggestionsOfItem(doc, item.id)) }))
    .filter(({ count }) => count > 0);
}

export function countOf(open: readonly OpenSuggestion[]): number {
  return new Set(open.map(({ suggestion }) => suggestion.id)).size;
}
