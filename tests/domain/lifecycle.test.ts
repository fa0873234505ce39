import { expect, test } from "vitest";
import { PHASES } from "../../shared/meeting/vocabulary.ts";
import type { Phase } from "../../shared/meeting/vocabulary.ts";
import { nextPhasesFor, TRANSITIONS } from "../../shared/policy/lifecycle.ts";
import { ENABLED_PHASES } from "../../shared/policy/permissions.ts";

test("[PHASE1] the buttons of each phase are those of the person's roles", () => {
  expect(nextPhasesFor("dagsordenIArbejde", ["forperson"])).toEqual(["dagsordenFrigivet"]);
  expect(nextPhasesFor("dagsordenFrigivet", ["referent"])).toEqual(["dagsordenIArbejde", "moede"]);
  expect(nextPhasesFor("dagsordenFrigivet", ["naestforperson"])).toEqual([]);
  expect(nextPhasesFor("moede", ["forperson"])).toEqual(["referatIArbejde"]);
  expect(nextPhasesFor("tilGodkendelse", ["referent"])).toEqual(["referatIArbejde"]);
  expect(nextPhasesFor("tilGodkendelse", ["forperson"])).toEqual([]);
  for (const phase of PHASES) expect(nextPhasesFor(phase, ["medlem", "ansat"])).toEqual([]);
});

test("[PHASE1] enabled transitions stay among the enabled phases and reach all of them", () => {
  const enabled = TRANSITIONS.filter((transition) => transition.enabled);
  const reached = new Set(enabled.flatMap(({ from, to }) => [from, to]));
  expect([...reached].toSorted()).toEqual([...ENABLED_PHASES].toSorted());
});

function place(phase: Phase) {
  return PHASES.indexOf(phase);
}

test("[PHASE2] every way back takes a reason", () => {
  const back = TRANSITIONS.filter(({ from, to }) => to === "aflyst" || place(to) < place(from));
  expect(back.length).toBeGreaterThan(3);
  expect(back.filter((transition) => !transition.needsReason)).toEqual([]);
});
