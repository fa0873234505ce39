import { describe, expect, test } from "vitest";
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import type { CommitteeSettings } from "../../shared/meeting/committee.ts";
import { PHASES, ROLES, SECTION_KINDS } from "../../shared/meeting/vocabulary.ts";
import type { Phase, Role } from "../../shared/meeting/vocabulary.ts";
import { CONDITIONS } from "../../shared/policy/conditions.ts";
import type { Circumstance } from "../../shared/policy/conditions.ts";
import { areaOfSection, mayI, mayReadMeeting, rightOf } from "../../shared/policy/permissions.ts";
import { REFUSAL_REASONS, refusalOf } from "../../shared/policy/refusal.ts";
import { AREAS, RIGHTS } from "../../shared/policy/rights.ts";
import type { Act, Area } from "../../shared/policy/rights.ts";
import { printedPolicy } from "./printedPolicy.ts";

const settings = DEMO_SETTINGS;

/** `yes`, or the short reason at the lock. */
function answer(
  roles: Role | readonly Role[],
  act: Act,
  area: Area,
  phase: Phase,
  ...circumstances: Circumstance[]
) {
  const permission = mayI({ phase, area, act, roles: [roles].flat(), settings, circumstances });
  return permission.allowed ? "yes" : permission.refusal.detail;
}

test("[PERM1] the table equals its printed copy in docs/permissions.md", async () => {
  await expect(printedPolicy()).toMatchFileSnapshot("../../docs/permissions.md");
});

describe("[PERM2] conditions", () => {
  test("a condition only raises a right", () => {
    const off = { ...settings, ...Object.fromEntries(habits().map((habit) => [habit, false])) };
    const on = { ...settings, ...Object.fromEntries(habits().map((habit) => [habit, true])) };
    const circumstances = CONDITIONS.flatMap((each) => ("circumstance" in each ? [each.circumstance] : []));
    for (const { phases, area, roles, right } of CONDITIONS) {
      for (const phase of phases) {
        for (const role of roles) {
          const plain = rightOf(role, { phase, area, settings: off });
          const raised = rightOf(role, { phase, area, settings: on, circumstances });
          expect(RIGHTS.indexOf(raised)).toBeGreaterThanOrEqual(RIGHTS.indexOf(plain));
          expect(raised).toBe(right);
        }
      }
    }
  });

  test("chairs suggest in the referat where the committee does not let them edit", () => {
    const lenient = { ...settings, chairsEditInReferatIArbejde: true };
    const question = {
      phase: "referatIArbejde",
      area: "beslutning",
      act: "edit",
      roles: ["forperson"],
    } as const;
    expect(mayI({ ...question, settings: lenient }).allowed).toBe(true);
    expect(mayI({ ...question, settings })).toMatchObject({
      refusal: { detail: "Kun referenten kan skrive i Beslutning" },
    });
  });
});

function habits() {
  return CONDITIONS.flatMap((condition) => ("setting" in condition ? [condition.setting] : []));
}

test("[PERM3] several roles add up, and no role has no right", () => {
  expect(answer(["medlem", "referent"], "edit", "beslutning", "moede")).toBe("yes");
  expect(answer(["medlem"], "edit", "beslutning", "moede")).not.toBe("yes");
  expect(answer([], "read", "hoved", "godkendt")).not.toBe("yes");
});

test("[PERM4] sign gives reading and signing, not writing", () => {
  expect(answer("forperson", "sign", "godkendelse", "tilGodkendelse")).toBe("yes");
  expect(answer("forperson", "read", "godkendelse", "tilGodkendelse")).toBe("yes");
  expect(answer("forperson", "edit", "godkendelse", "tilGodkendelse")).not.toBe("yes");
});

test("[PERM5] who may only suggest is told so where there is text, and who may comment does", () => {
  const question = { area: "beslutning", phase: "tilGodkendelse", roles: ["forperson"], settings } as const;
  expect(mayI({ ...question, act: "suggest" }).allowed).toBe(true);
  expect(mayI({ ...question, act: "edit" })).toMatchObject({
    refusal: {
      reason: "noRight",
      message: "Kun referenten kan skrive i Beslutning. Du kan foreslå ændringen i teksten.",
    },
  });
  expect(answer("medlem", "comment", "sagstekst", "dagsordenIArbejde")).toBe("yes");
  expect(answer("medlem", "suggest", "sagstekst", "dagsordenIArbejde")).not.toBe("yes");
});

describe("[PERM6] a refusal", () => {
  test.each([
    ["referent", "edit", "punkter", "dagsordenFrigivet", "Låst, da dagsordenen er udsendt"],
    ["referent", "edit", "sagstekst", "moede", "Låst, da dagsordenen er udsendt"],
    ["referent", "edit", "beslutning", "dagsordenIArbejde", "Låst, da mødet ikke er begyndt"],
    ["referent", "edit", "beslutning", "godkendt", "Låst, da referatet er godkendt"],
    ["referent", "edit", "afvikling", "referatIArbejde", "Låst, da mødet er slut"],
    ["referent", "sign", "godkendelse", "tilGodkendelse", "Kun forperson og næstforperson kan godkende"],
    ["forperson", "sign", "godkendelse", "godkendt", "Låst, da referatet er godkendt"],
    [
      "forperson",
      "sign",
      "godkendelse",
      "moede",
      "Punkter kan først godkendes, når referatet er til godkendelse",
    ],
    ["medlem", "edit", "fremmoede", "moede", "Kun referenten kan registrere fremmøde"],
  ] as const)("%s %s %s in %s: «%s»", (role, act, area, phase, text) => {
    expect(answer(role, act, area, phase)).toBe(text);
  });

  test("says in two whole sentences what is and what the person can do, for every question", () => {
    let refusals = 0;
    for (const phase of PHASES) {
      for (const area of AREAS) {
        for (const role of ROLES) {
          for (const act of ["read", "comment", "suggest", "edit", "sign"] as const) {
            const permission = mayI({ phase, area, act, roles: [role], settings });
            if (permission.allowed) continue;
            refusals += 1;
            expect(permission.refusal.message).toMatch(/^\p{Lu}.*[^.]\. \p{Lu}.*\.$/u);
          }
        }
      }
    }
    expect(refusals).toBeGreaterThan(1000);
  });

  test("has a sentence for each reason", () => {
    for (const reason of REFUSAL_REASONS) {
      expect(refusalOf(reason).message).toMatch(/^\p{Lu}.*[^.]\. \p{Lu}.*\.$/u);
      expect(refusalOf(reason).detail).not.toMatch(/\.$/u);
    }
  });

  test("uses the committee's own word for its chairs", () => {
    const formand = { ...settings, terms: { chair: "formand" } } as const;
    const question = {
      phase: "tilGodkendelse",
      area: "godkendelse",
      act: "sign",
      roles: ["medlem"],
    } as const;
    expect(mayI({ ...question, settings: formand })).toMatchObject({
      refusal: { detail: "Kun formand og næstformand kan godkende" },
    });
  });
});

test("[PERM7] nobody edits the agenda once it is sent out, and nothing once it is approved", () => {
  const agenda = ["hoved", "punkter", "sagsdata", "sagstekst"] as const;
  for (const phase of ["dagsordenFrigivet", "moede", "referatIArbejde", "tilGodkendelse"] as const) {
    for (const area of agenda) expect(answer(ROLES, "edit", area, phase)).toMatch(/^Låst/u);
  }
  for (const area of AREAS) expect(answer(ROLES, "edit", area, "godkendt")).toMatch(/^Låst/u);
});

test("[PERM8] in an agenda in work the chairs change titles and text, and the referent alone adds items", () => {
  const allowed = (role: Role, area: Area) => answer(role, "edit", area, "dagsordenIArbejde") === "yes";
  for (const role of ["forperson", "naestforperson"] as const) {
    expect([allowed(role, "punkter"), allowed(role, "sagstekst"), allowed(role, "bilag")]).toEqual([
      true,
      true,
      true,
    ]);
    expect([allowed(role, "sagsdata"), allowed(role, "hoved")]).toEqual([false, false]);
  }
  expect([allowed("referent", "sagsdata"), allowed("referent", "hoved")]).toEqual([true, true]);
  expect(answer("medlem", "edit", "sagsdata", "dagsordenIArbejde")).toBe(
    "Kun referenten kan tilføje og fjerne punkter og rette journalnumre",
  );
});

test("[PERM9] a late attachment and own absence are circumstances", () => {
  expect(answer("referent", "edit", "bilag", "dagsordenFrigivet")).toMatch(/^Låst/u);
  expect(answer("referent", "edit", "bilag", "dagsordenFrigivet", "lateAttachment")).toBe("yes");
  expect(answer("forperson", "edit", "bilag", "dagsordenFrigivet", "lateAttachment")).not.toBe("yes");
  expect(answer("medlem", "edit", "fremmoede", "dagsordenFrigivet", "ownAbsence")).toBe("yes");
  expect(answer("medlem", "edit", "fremmoede", "moede", "ownAbsence")).not.toBe("yes");
});

function writers(phase: Phase) {
  return ROLES.filter((role) => answer(role, "edit", "beslutning", phase) === "yes");
}

test("[PERM10] Beslutning: the referent writes throughout, chairs by habit, members never", () => {
  expect(writers("dagsordenFrigivet")).toEqual([]);
  expect(writers("moede")).toEqual(["referent", "forperson", "naestforperson"]);
  expect(writers("referatIArbejde")).toEqual(["referent"]);
  expect(writers("tilGodkendelse")).toEqual(["referent"]);
  expect(writers("godkendt")).toEqual([]);
});

function readers(phase: Phase, more: Partial<CommitteeSettings> = {}) {
  const own = { ...settings, ...more };
  return ROLES.filter((role) => mayReadMeeting({ phase, roles: [role], settings: own }).allowed);
}

test("[PERM11] staff get the document when the referat is approved, members all along", () => {
  const committee = ["referent", "forperson", "naestforperson", "medlem", "punktansvarlig"];
  expect(readers("dagsordenIArbejde")).toEqual(committee);
  expect(readers("moede")).toEqual([...committee, "gaest"]);
  expect(readers("tilGodkendelse")).toEqual(committee);
  expect(readers("godkendt")).toEqual([...committee, "ansat"]);
  expect(readers("godkendt", { staffSeesNames: false })).toEqual(committee);
  expect(readers("tilGodkendelse", { membersFollowApproval: false })).toEqual(committee.slice(0, 3));
});

test("every kind of section belongs to an area", () => {
  expect(SECTION_KINDS.filter((kind) => areaOfSection(kind) === "beslutning")).toEqual(["beslutning"]);
});
