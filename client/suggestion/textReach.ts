/** Where suggestions stand in the drawn text: scrolling there, going back into the text, and what a selection holds. */
import { textIdOf } from "../editor/textPlace.ts";

/** The still text of a section is hidden while its live editor is there. */
function drawnOf(suggestion: string): HTMLElement | undefined {
  const all = document.querySelectorAll<HTMLElement>(
    `#indhold [data-suggestion~="${CSS.escape(suggestion)}"]`,
  );
  return [...all].find((element) => element.closest("[hidden]") === null);
}

export function scrollToSuggestion(suggestion: string): void {
  drawnOf(suggestion)?.scrollIntoView({ block: "center", behavior: "auto" });
}

/** The focus goes to the text of the section: its live editor, the still text, or else what is around it. */
export function focusText(section: string): void {
  const place = document.getElementById(textIdOf(section));
  const target =
    place?.querySelector<HTMLElement>(".section-live") ??
    place?.querySelector<HTMLElement>(".section-still[tabindex]") ??
    place;
  target?.focus({ preventScroll: true });
}

/** The ids of suggestions that a selection touches. */
export function suggestionsInRange(range: Range): readonly string[] {
  const all = document.querySelectorAll<HTMLElement>("#indhold [data-suggestion]");
  const touched = [...all].filter(
    (element) => element.closest("[hidden]") === null && range.intersectsNode(element),
  );
  return [...new Set(touched.flatMap((element) => (element.dataset["suggestion"] ?? "").split(" ")))];
}

/** The suggestion around the caret or the focus, the innermost when there are several. */
export function suggestionAtFocus(): string | undefined {
  const node = document.getSelection()?.anchorNode ?? document.activeElement;
  const element = node instanceof Element ? node : node?.parentElement;
  const around = element?.closest<HTMLElement>("#indhold [data-suggestion]");
  return around?.dataset["suggestion"]?.split(" ")[0];
}
