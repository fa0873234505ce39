/**
 * How far an item has come: Ikke behandlet, Behandles nu, Behandlet. Derived from the meeting's
 * phase, the place of the current item and the item's outcome; stored nowhere.
 */
import type { Outcome, Phase } from "./vocabulary.ts";

export type Progress = "ikkeBehandlet" | "behandlesNu" | "behandlet";

interface Place {
  readonly id: string;
  readonly outcome?: Outcome;
}

/** Undefined while there is only an agenda: nothing is to be treated yet. */
export function progressOf(
  item: Place,
  { items, phase, currentItem }: MeetingProgress,
): Progress | undefined {
  if (phase === "moede") {
    if (item.id === currentItem) return "behandlesNu";
    if (item.outcome !== undefined) return "behandlet";
    const place = (id: string | undefined) => items.findIndex((each) => each.id === id);
    return place(item.id) < place(currentItem) ? "behandlet" : "ikkeBehandlet";
  }
  return MINUTES_PHASES.has(phase) ? "behandlet" : undefined;
}

export interface MeetingProgress {
  /** In printed order. */
  readonly items: readonly Place[];
  readonly phase: Phase;
  readonly currentItem?: string;
}

export function countTreated(meeting: MeetingProgress): number {
  return meeting.items.filter((item) => progressOf(item, meeting) === "behandlet").length;
}

const MINUTES_PHASES: ReadonlySet<Phase> = new Set([
  "referatIArbejde",
  "tilGodkendelse",
  "godkendt",
  "endeligtGodkendt",
]);
