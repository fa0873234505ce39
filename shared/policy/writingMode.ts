/**
 * How a person writes: Skriv, Foreslå or Læs. Which of them a role leaves open in a phase, in which
 * one it begins, and what an edit in one part of the meeting then is.
 */
import { CHAIR_ROLES } from "../meeting/vocabulary.ts";
import { mayI, type Permission, type Question } from "./permissions.ts";
import type { Area } from "./rights.ts";

export const WRITING_MODES = ["skriv", "foreslaa", "laes"] as const;
export type WritingMode = (typeof WRITING_MODES)[number];

/** What an edit is: part of the text, or a suggestion to whoever may write there. */
export type WrittenAs = "edit" | "suggestion";

type Situation = Omit<Question, "area" | "act">;

/** Beslutning first: when neither may be written, its reason is the one to tell. */
const TEXT_AREAS = ["beslutning", "sagstekst"] as const satisfies readonly Area[];

/** Whether each mode can be chosen now; if not, why. */
export function modePermissions(situation: Situation): Readonly<Record<WritingMode, Permission>> {
  return {
    skriv: inSomeText(situation, "edit"),
    foreslaa: inSomeText(situation, "suggest"),
    laes: { allowed: true },
  };
}

/** Where nobody has chosen: the chairs suggest in minutes that the referent is finishing. */
export function usualMode(situation: Situation): WritingMode {
  const { skriv, foreslaa } = modePermissions(situation);
  if (!foreslaa.allowed) return "laes";
  return skriv.allowed && !suggestsByHabit(situation) ? "skriv" : "foreslaa";
}

/** Undefined: nothing can be written there. Skriv in a part where one may only suggest is suggesting. */
export function writtenAs(mode: WritingMode, question: Omit<Question, "act">): WrittenAs | undefined {
  if (mode === "laes") return undefined;
  if (mode === "skriv" && mayI({ ...question, act: "edit" }).allowed) return "edit";
  return mayI({ ...question, act: "suggest" }).allowed ? "suggestion" : undefined;
}

function suggestsByHabit({ phase, roles }: Situation): boolean {
  const isBeingFinished = phase === "referatIArbejde" || phase === "tilGodkendelse";
  return isBeingFinished && !roles.includes("referent") && CHAIR_ROLES.some((role) => roles.includes(role));
}

function inSomeText(situation: Situation, act: "edit" | "suggest"): Permission {
  const answers = TEXT_AREAS.map((area) => mayI({ ...situation, area, act }));
  return answers.find(({ allowed }) => allowed) ?? mayI({ ...situation, area: TEXT_AREAS[0], act });
}
