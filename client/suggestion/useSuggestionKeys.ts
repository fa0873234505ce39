/** F8 and Shift+F8 walk the open suggestions: the focus goes to the card, and the text is scrolled into view. */
import { useEffect } from "react";
import { announce } from "../page/announcer.ts";
import { suggestionText } from "../text/suggestion.ts";
import type { OpenSuggestion } from "../connection/openSuggestions.ts";
import { suggestionAtFocus } from "./textReach.ts";
import { cardId } from "./verdicts.ts";

interface KeyPlace {
  readonly open: readonly OpenSuggestion[];
  /** Where to begin when neither card nor caret is at a suggestion. */
  readonly inView: string | undefined;
  readonly onGo: (suggestion: OpenSuggestion) => void;
}

export function useSuggestionKeys({ open, inView, onGo }: KeyPlace): void {
  // Listens to the keyboard; undone by removing the listener.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      const target = targetOf(open, event.shiftKey ? -1 : 1, inView);
      if (target === undefined) announce(suggestionText.noneToGoTo);
      else onGo(target);
    };
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
    };
  }, [open, inView, onGo]);
}

function targetOf(
  open: readonly OpenSuggestion[],
  by: 1 | -1,
  inView: string | undefined,
): OpenSuggestion | undefined {
  const here = open.findIndex(({ id }) => document.activeElement?.closest(`#${CSS.escape(cardId(id))}`));
  if (here !== -1) return open.at((here + by + open.length) % open.length);
  const atCaret = suggestionAtFocus();
  const around = open.find(({ id }) => id === atCaret);
  if (around !== undefined) return around;
  const ofItem = open.filter(({ item }) => item.id === inView);
  return (by === 1 ? ofItem[0] : ofItem.at(-1)) ?? (by === 1 ? open[0] : open.at(-1));
}
