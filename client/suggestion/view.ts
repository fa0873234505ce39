/** How suggestions are seen in this tab: marked in the text, or the text as if all were accepted or none were there. */
import { createContext, useContext, useMemo, useState } from "react";

export const SUGGESTION_VIEWS = ["markup", "final", "original"] as const;
export type SuggestionView = (typeof SUGGESTION_VIEWS)[number];

export interface ViewChoice {
  readonly view: SuggestionView;
  readonly setView: (view: SuggestionView) => void;
}

const ViewContext = createContext<ViewChoice>({
  view: "markup",
  setView: () => undefined,
});
export const ViewProvider = ViewContext.Provider;

export function useSuggestionView(): ViewChoice {
  return useContext(ViewContext);
}

export function useMakeView(): ViewChoice {
  const [view, setView] = useState<SuggestionView>("markup");
  return useMemo(() => ({ view, setView }), [view]);
}
