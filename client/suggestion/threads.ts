/** Where what was said is shown: on the card of its suggestion, open or ended, or as a comment of its own. */
import type { ListedComment } from "../../shared/document/read.ts";

type Threads = readonly ListedComment[];

export function threadsOn(threads: Threads, suggestion: string): Threads {
  return threads.filter(({ anchor }) => anchor.kind === "suggestion" && anchor.id === suggestion);
}

/** On words, or on a suggestion that its author has taken out of the text again. */
export function threadsBesideCards(threads: Threads, onCards: ReadonlySet<string>): Threads {
  return threads.filter(({ anchor }) => anchor.kind === "words" || !onCards.has(anchor.id));
}
