/** The open suggestions as React state. */
import { useSyncExternalStore } from "react";
import type * as Y from "yjs";
import { type OpenSuggestion, openSuggestionsOf } from "./openSuggestions.ts";

export function useOpenSuggestions(doc: Y.Doc): readonly OpenSuggestion[] {
  const open = openSuggestionsOf(doc);
  return useSyncExternalStore(open.subscribe, () => open.all());
}

export function useSuggestionCount(doc: Y.Doc, itemId?: string): number {
  const open = openSuggestionsOf(doc);
  return useSyncExternalStore(open.subscribe, () =>
    itemId === undefined ? open.all().length : open.countIn(itemId),
  );
}
