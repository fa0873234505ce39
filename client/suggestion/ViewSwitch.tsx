/** Markeret, Endelig or Original. */
import { announce } from "../page/announcer.ts";
import { suggestionText } from "../text/suggestion.ts";
import { SUGGESTION_VIEWS, useSuggestionView } from "./view.ts";

export function ViewSwitch() {
  const { view, setView } = useSuggestionView();
  return (
    <div className="mode-switch slight" role="group" aria-label={suggestionText.view}>
      {SUGGESTION_VIEWS.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={view === each}
          onClick={() => {
            setView(each);
            announce(suggestionText.viewNote[each]);
          }}
        >
          {suggestionText.views[each]}
        </button>
      ))}
    </div>
  );
}
