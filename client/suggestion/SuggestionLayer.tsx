/**
 * All that a meeting's page has about suggestions and comments beside the text itself: the panel at
 * the right where there is room, else a sheet over the page; keys, colours, and the news of verdicts.
 * Loaded after the text, and only for those for whom there is something to see or do.
 */
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useRoom } from "../meeting/room.ts";
import { Dialog } from "../page/Dialog.tsx";
import { pageText } from "../text/da.ts";
import { suggestionText } from "../text/suggestion.ts";
import { useAuthorColours, usePointedAt } from "./authorColours.ts";
import type { OpenSuggestion } from "../connection/openSuggestions.ts";
import { usePeople } from "./people.ts";
import { Side } from "./Side.tsx";
import { useCommentHighlights } from "./useCommentHighlights.ts";
import { useLastSelection } from "./useLastSelection.ts";
import { useOpenSuggestions } from "../connection/useOpenSuggestions.ts";
import { VerdictNotice } from "./VerdictNotice.tsx";
import { useSuggestionKeys } from "./useSuggestionKeys.ts";
import { focusText } from "./textReach.ts";
import { focusCard, suggestionOfCard, useVerdicts } from "./verdicts.ts";

interface SuggestionLayerProps {
  /** The item at the top of the window. */
  readonly inView: string | undefined;
  /** On a screen without room for the panel. */
  readonly isSheetOpen: boolean;
  readonly onSheet: (isOpen: boolean) => void;
}

export function SuggestionLayer({ inView, isSheetOpen, onSheet }: SuggestionLayerProps) {
  const { session } = useRoom();
  const people = usePeople();
  const open = useOpenSuggestions(session.doc);
  const verdicts = useVerdicts(people.personOf);
  const selection = useLastSelection();
  const [pointedAt, setPointedAt] = useState<string>();
  const isWide = useIsWide();
  useAuthorColours(people.all);
  usePointedAt(pointedAt);
  useCommentHighlights();
  const go = useGo(isWide, isSheetOpen, onSheet);
  useSuggestionKeys({ open, inView, onGo: go });
  useKeepCardFocus(open);
  const close = useCallback(() => {
    onSheet(false);
  }, [onSheet]);
  const side = (
    <Side
      {...{ open, inView, verdicts, selection }}
      personOf={people.personOf}
      onPoint={setPointedAt}
      onLeave={close}
    />
  );
  if (isWide) {
    return (
      <aside className="side" aria-label={suggestionText.side}>
        {side}
      </aside>
    );
  }
  if (!isSheetOpen) return <VerdictNotice />;
  return (
    <Dialog title={suggestionText.side} onClose={close} look="sheet">
      {side}
      <div className="dialog-acts">
        <button type="button" className="button" onClick={close}>
          {pageText.close}
        </button>
      </div>
    </Dialog>
  );
}

const WIDE = "(min-width: 1200px)";

function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(WIDE);
      query.addEventListener("change", listener);
      return () => {
        query.removeEventListener("change", listener);
      };
    },
    () => window.matchMedia(WIDE).matches,
  );
}

/** To a card; where the cards lie in the sheet it opens first. */
function useGo(isWide: boolean, isSheetOpen: boolean, onSheet: (isOpen: boolean) => void) {
  const wanted = useRef<OpenSuggestion>(undefined);
  const isThere = isWide || isSheetOpen;
  // Moves the focus once the sheet is on the page, by the person's own key; nothing to undo.
  useEffect(() => {
    if (wanted.current === undefined || !isThere) return;
    focusCard(wanted.current);
    wanted.current = undefined;
  }, [isThere]);
  return useCallback(
    (suggestion: OpenSuggestion) => {
      if (isThere) {
        focusCard(suggestion);
        return;
      }
      wanted.current = suggestion;
      onSheet(true);
    },
    [isThere, onSheet],
  );
}

/** Somebody else ended the suggestion whose card has the focus: the focus stays in its place among the cards. */
function useKeepCardFocus(open: readonly OpenSuggestion[]): void {
  const before = useRef(open);
  const focused = useRef<string>(undefined);
  // Listens to the focus of the page; undone by removing the listener.
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      focused.current = target instanceof Element ? suggestionOfCard(target) : undefined;
    };
    document.addEventListener("focusin", onFocus);
    return () => {
      document.removeEventListener("focusin", onFocus);
    };
  }, []);
  // Takes up the focus that went with its card; where the person moved it to themselves it is left alone.
  useEffect(() => {
    const place = before.current.findIndex(({ id }) => id === focused.current);
    const gone = before.current[place];
    before.current = open;
    if (gone === undefined || open.some(({ id }) => id === gone.id)) return;
    focused.current = undefined;
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const next = open[Math.min(place, open.length - 1)];
    if (next) focusCard(next);
    else focusText(gone.section.id);
  }, [open]);
}
