/** Where what was said is shown: on the card of its suggestion, open or ended, or as a comment of its own. */
import { useMemo } from "react";
import type { ListedComment } from "../../shared/document/read.ts";

type Threads = readonly ListedComment[];

/** By the suggestion. */
export function useThreadsOn(threads: Threads): (suggestion: string) => Threads {
  return useMemo(() => {
    const byId = new Map<string, ListedComment[]>();
    for (const thread of threads) {
      const { anchor } = thread;
      if (anchor.kind !== "suggestion") continue;
      byId.set(anchor.id, [...(byId.get(anchor.id) ?? []), thread]);
    }
    return (suggestion) => byId.get(suggestion) ?? NO_THREADS;
  }, [threads]);
}

const NO_THREADS: Threads = [];

/** On words, or on a suggestion that its author has taken out of the text again. */
export function threadsBesideCards(threads: Threads, onCards: ReadonlySet<string>): Threads {
  return threads.filter(({ anchor }) => anchor.kind === "words" || !onCards.has(anchor.id));
}
