/** Says above the text that it is shown another way than it stands, with the way back. */
import { Eye } from "lucide-react";
import { suggestionText } from "../text/suggestion.ts";
import { useSuggestionView } from "./view.ts";

export function ViewNote() {
  const { view, setView } = useSuggestionView();
  if (view === "markup") return null;
  return (
    <div className="note warn view-note">
      <Eye className="icon" aria-hidden="true" />
      <p className="words">{suggestionText.viewNote[view]}</p>
      <button
        type="button"
        className="button slight"
        onClick={() => {
          setView("markup");
        }}
      >
        {suggestionText.backToMarkup}
      </button>
    </div>
  );
}
