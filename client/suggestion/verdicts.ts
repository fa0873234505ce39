/**
 * Giving a verdict, and where the focus goes then: to the next card, after the last one back into the
 * text where the suggestion stood. What happened and what comes is said aloud.
 */
import { useMemo, useState } from "react";
import { shownAs } from "../../shared/canonical/shownSuggestion.ts";
import { areaOfSection } from "../../shared/policy/permissions.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { sentenceOf } from "../../shared/suggestion/sentence.ts";
import type { Verdict } from "../../shared/suggestion/resolvedText.ts";
import { type Room, useRoom } from "../meeting/room.ts";
import { announce } from "../page/announcer.ts";
import { suggestionText } from "../text/suggestion.ts";
import { type OpenSuggestion, openSuggestionsOf } from "../connection/openSuggestions.ts";
import type { PersonOf } from "./people.ts";
import { focusText, scrollToSuggestion } from "./textReach.ts";

const CARD = "forslag-";
export const cardId = (suggestion: string) => CARD + suggestion;

/** Whose card this element is in. */
export function suggestionOfCard(element: Element): string | undefined {
  return element.closest<HTMLElement>(`[id^="${CARD}"]`)?.id.slice(CARD.length);
}

export function focusCard(suggestion: OpenSuggestion): void {
  scrollToSuggestion(suggestion.id);
  document.getElementById(cardId(suggestion.id))?.focus();
}

export type End = Verdict | "withdraw";

export interface Verdicts {
  /** Ends one suggestion and goes on to the next card. */
  readonly end: (suggestion: OpenSuggestion, how: End) => Promise<void>;
  /** Ends these and no others, as they are here: what has changed meanwhile stays open. */
  readonly endAll: (which: readonly OpenSuggestion[], verdict: Verdict) => Promise<void>;
  /** Why I cannot judge this one. */
  readonly whyNot: (suggestion: OpenSuggestion) => string | undefined;
  /** On its way to the server. */
  readonly pending: string | undefined;
}

export function useVerdicts(personOf: PersonOf): Verdicts {
  const room = useRoom();
  const [pending, setPending] = useState<string>();
  return useMemo(() => verdictsIn(room, personOf, { pending, setPending }), [room, personOf, pending]);
}

interface Pending {
  readonly pending: string | undefined;
  readonly setPending: (suggestion: string | undefined) => void;
}

function verdictsIn(room: Room, personOf: PersonOf, { pending, setPending }: Pending): Verdicts {
  const { send, may, noCommands, complain, session } = room;
  const endAll = async (which: readonly OpenSuggestion[], verdict: Verdict) => {
    let [done, already, changed] = [0, 0, 0];
    for (let from = 0; from < which.length; from += LIMITS.suggestionsPerCommand) {
      const some = which.slice(from, from + LIMITS.suggestionsPerCommand);
      const result = await send(resolving(some, verdict));
      if (result === undefined) break;
      done += lengthOf(result.resolved);
      already += lengthOf(result.already);
      changed += lengthOf(result.changed);
    }
    if (done > 0) announce(suggestionText.bulkDone[verdict](done));
    const left = [
      already > 0 ? suggestionText.already(already) : "",
      changed > 0 ? suggestionText.changed(changed) : "",
    ].join(" ");
    if (left.trim() !== "") complain(left.trim());
  };
  const end = async (suggestion: OpenSuggestion, how: End) => {
    if (pending !== undefined) return;
    const { id } = suggestion;
    const next = nextAfter(openSuggestionsOf(session.doc).all(), id);
    setPending(id);
    const result = await send(
      how === "withdraw" ? { type: "withdrawSuggestions", ids: [id] } : resolving([suggestion], how),
    );
    setPending(undefined);
    if (result === undefined) return;
    announce(`${suggestionText.done[how](sentenceOf(suggestion))} ${whatComes(next, personOf)}`);
    if (next) focusCard(next);
    else focusText(suggestion.section.id);
  };
  const whyNot = ({ section }: OpenSuggestion) => {
    if (noCommands !== undefined) return noCommands;
    return may(areaOfSection(section.kind)).allowed ? undefined : suggestionText.onlyOthers;
  };
  return { end, endAll, whyNot, pending };
}

/** A verdict on what the person has read, not on what the author makes of it meanwhile. */
function resolving(which: readonly OpenSuggestion[], verdict: Verdict) {
  const shown = Object.fromEntries(which.map((one) => [one.id, shownAs(one)]));
  return { type: "resolveSuggestions" as const, ids: which.map(({ id }) => id), verdict, shown };
}

/** The one below; at the bottom the one above, so that nothing is left behind unseen. */
function nextAfter(open: readonly OpenSuggestion[], id: string): OpenSuggestion | undefined {
  const place = open.findIndex((one) => one.id === id);
  return open[place + 1] ?? open[place - 1];
}

function whatComes(next: OpenSuggestion | undefined, personOf: PersonOf): string {
  if (next === undefined) return suggestionText.noMore;
  return suggestionText.nextIs(personOf(next.author).name, sentenceOf(next));
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
