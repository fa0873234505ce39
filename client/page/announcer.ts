/**
 * Two spoken regions that stand in the page from the start; announcing only changes their text.
 * A sentence that is said twice in a row is made to differ by a space, else it is not spoken.
 */

export type Urgency = "polite" | "alert";

type Listener = () => void;
const said: Record<Urgency, string> = { polite: "", alert: "" };
const listeners = new Set<Listener>();

export function announce(sentence: string, urgency: Urgency = "polite"): void {
  said[urgency] = said[urgency] === sentence ? `${sentence}\u00A0` : sentence;
  for (const listener of listeners) listener();
}

export const spoken = (urgency: Urgency) => said[urgency];

export function onSpoken(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
