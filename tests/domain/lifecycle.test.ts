import { expect, test } from "vitest";
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import { PHASES, ROLES } from "../../shared/meeting/vocabulary.ts";
import type { Phase } from "../../shared/meeting/vocabulary.ts";
import { nextPhasesFor, takesPen, TRANSITIONS } from "../../shared/policy/lifecycle.ts";
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

test("[LOCK1] a move takes the pen from those who may write or suggest in some text before it and not after it", () => {
  expect(pens("dagsordenIArbejde", "dagsordenFrigivet")).toEqual([
    "referent",
    "forperson",
    "naestforperson",
    "punktansvarlig",
  ]);
  expect(pens("dagsordenFrigivet", "moede")).toEqual([]);
  expect(pens("moede", "referatIArbejde")).toEqual(["forperson", "naestforperson"]);
  expect(pens("referatIArbejde", "tilGodkendelse")).toEqual([]);
  expect(pens("tilGodkendelse", "referatIArbejde")).toEqual([]);
  expect(pens("tilGodkendelse", "godkendt")).toEqual(["referent", "forperson", "naestforperson"]);
});

function pens(from: Phase, to: Phase) {
  return ROLES.filter((role) => takesPen({ from, to, roles: [role], settings: DEMO_SETTINGS }));
}
