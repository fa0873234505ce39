/**
 * The colours of authors in drawn text, and which suggestion is pointed at. They are rules of style
 * sheets of their own: the content security policy lets no style stand at an element, and the live
 * editor would take a changed element for something that was typed.
 */
import { useEffect } from "react";
import type { Me } from "../connection/answers.ts";
import { colourOf } from "../connection/presence.ts";

export function useAuthorColours(people: readonly Me[]): void {
  const rules = people
    .map(({ person, roles }) => `${byAuthor(person)}{--by:${colourOf(person, roles[0] ?? "")}}`)
    .join("");
  useRules(rules);
}

export function usePointedAt(suggestion: string | undefined): void {
  useRules(
    suggestion === undefined
      ? ""
      : `[data-suggestion~="${CSS.escape(suggestion)}"]{outline:2px solid var(--by);outline-offset:1px}`,
  );
}

/** As strong as the rule that gives the colour of nobody. */
function byAuthor(person: string): string {
  return `[data-suggestion][data-by="${CSS.escape(person)}"]`;
}

function useRules(rules: string): void {
  // Adds a style sheet to the page; undone by taking it out.
  useEffect(() => {
    if (rules === "" || !("adoptedStyleSheets" in document)) return undefined;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [rules]);
}
