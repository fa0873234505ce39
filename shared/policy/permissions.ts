/**
 * THE TABLE: who may do what, in which phase, with which part of a meeting. The client asks it to
 * hide and to explain, the server to decide. It knows nothing of documents or sessions; the rights
 * that depend on a habit or a circumstance stand beside it in conditions.ts.
 */
import type { CommitteeSettings } from "../meeting/committee.ts";
import { roleLabel } from "../meeting/labels.ts";
import { ROLES } from "../meeting/vocabulary.ts";
import type { Phase, Role, SectionKind } from "../meeting/vocabulary.ts";
import { CONDITIONS } from "./conditions.ts";
import type { Circumstance } from "./conditions.ts";
import { lockedRefusal } from "./locks.ts";
import { refusalOf } from "./refusal.ts";
import type { Refusal } from "./refusal.ts";
import { AREA_ACTS, AREAS } from "./rights.ts";
import type { Act, Area, Right } from "./rights.ts";

/** One cell for each role, in the order of ROLES. */
type CellsOf<Roles extends readonly Role[]> = { readonly [Index in keyof Roles]: Right };
type Row = CellsOf<typeof ROLES>;
type Rights = Readonly<Record<Role, Right>>;

function row(cells: Row): Rights {
  const [referent, forperson, naestforperson, medlem, punktansvarlig, gaest, ansat] = cells;
  return { referent, forperson, naestforperson, medlem, punktansvarlig, gaest, ansat };
}

const E = "edit";
const F = "suggest";
const K = "comment";
const G = "sign";
const L = "read";
const N = "nothing";

// Columns: referent, forperson, næstforperson, medlem, punktansvarlig, gæst, ansat.
const NOBODY = row([N, N, N, N, N, N, N]);
const READ = row([L, L, L, L, L, N, N]);
const READ_BY_ALL = row([L, L, L, L, L, N, L]);
const READ_IN_MEETING = row([L, L, L, L, L, L, N]);
const REFERENT = row([E, L, L, L, L, N, N]);
const DOUBTS = row([E, E, E, N, N, N, N]);

const AGENDA_IN_WORK: Readonly<Record<Area, Rights>> = {
  hoved: REFERENT,
  punkter: row([E, E, E, L, L, N, N]),
  sagsdata: row([E, L, L, F, L, N, N]),
  sagstekst: row([E, E, E, K, E, N, N]),
  bilag: row([E, E, E, K, E, N, N]),
  beslutning: NOBODY,
  fremmoede: REFERENT,
  afvikling: NOBODY,
  opgaver: NOBODY,
  godkendelse: NOBODY,
  tvivl: DOUBTS,
};

const AGENDA_LOCKED = { hoved: READ, punkter: READ, sagsdata: READ, sagstekst: READ, bilag: READ } as const;

const APPROVED: Readonly<Record<Area, Rights>> = {
  hoved: READ_BY_ALL,
  punkter: READ_BY_ALL,
  sagsdata: READ_BY_ALL,
  sagstekst: READ_BY_ALL,
  bilag: READ_BY_ALL,
  beslutning: READ_BY_ALL,
  fremmoede: READ,
  afvikling: READ,
  opgaver: READ,
  godkendelse: READ_BY_ALL,
  tvivl: NOBODY,
};

export const PERMISSIONS: Readonly<Record<Phase, Readonly<Record<Area, Rights>>>> = {
  planlagt: AGENDA_IN_WORK,
  dagsordenIArbejde: AGENDA_IN_WORK,
  dagsordenTilGodkendelse: {
    hoved: REFERENT,
    punkter: REFERENT,
    sagsdata: REFERENT,
    sagstekst: row([E, F, F, L, F, N, N]),
    bilag: row([E, F, F, L, F, N, N]),
    beslutning: NOBODY,
    fremmoede: REFERENT,
    afvikling: NOBODY,
    opgaver: NOBODY,
    godkendelse: row([L, G, G, L, L, N, N]),
    tvivl: DOUBTS,
  },
  dagsordenFrigivet: {
    ...AGENDA_LOCKED,
    sagstekst: row([L, L, L, K, L, N, N]),
    beslutning: NOBODY,
    fremmoede: REFERENT,
    afvikling: NOBODY,
    opgaver: NOBODY,
    godkendelse: NOBODY,
    tvivl: DOUBTS,
  },
  moede: {
    hoved: READ_IN_MEETING,
    punkter: READ_IN_MEETING,
    sagsdata: READ_IN_MEETING,
    sagstekst: READ_IN_MEETING,
    bilag: READ_IN_MEETING,
    beslutning: row([E, F, F, L, L, L, N]),
    fremmoede: row([E, L, L, L, L, L, N]),
    afvikling: row([E, L, L, L, L, L, N]),
    opgaver: row([E, F, F, L, L, N, N]),
    godkendelse: NOBODY,
    tvivl: DOUBTS,
  },
  referatIArbejde: {
    ...AGENDA_LOCKED,
    beslutning: row([E, F, F, L, L, N, N]),
    fremmoede: REFERENT,
    afvikling: READ,
    opgaver: REFERENT,
    godkendelse: NOBODY,
    tvivl: DOUBTS,
  },
  tilGodkendelse: {
    ...AGENDA_LOCKED,
    beslutning: row([E, F, F, N, N, N, N]),
    fremmoede: REFERENT,
    afvikling: READ,
    opgaver: REFERENT,
    godkendelse: row([L, G, G, L, L, N, N]),
    tvivl: row([E, L, L, N, N, N, N]),
  },
  godkendt: APPROVED,
  endeligtGodkendt: APPROVED,
  aflyst: { ...APPROVED, ...AGENDA_LOCKED, beslutning: READ, fremmoede: READ, godkendelse: READ },
};

/** The phases that a meeting can be in today; the others wait for their issues. */
export const ENABLED_PHASES = [
  "dagsordenIArbejde",
  "dagsordenFrigivet",
  "moede",
  "referatIArbejde",
  "tilGodkendelse",
  "godkendt",
] as const satisfies readonly Phase[];

export type Permission = { readonly allowed: true } | { readonly allowed: false; readonly refusal: Refusal };

export const ALLOWED: Permission = { allowed: true };

export function refused(refusal: Refusal): Permission {
  return { allowed: false, refusal };
}

export interface Question {
  readonly phase: Phase;
  readonly area: Area;
  /** All that the person is in this committee; `punktansvarlig` and `gaest` only for the item in question. */
  readonly roles: readonly Role[];
  readonly act: Act;
  readonly settings: CommitteeSettings;
  readonly circumstances?: readonly Circumstance[];
}

/** Whether these roles may do this now; if not, why, and what the person can do. */
export function mayI(question: Question): Permission {
  const rights = question.roles.map((role) => rightOf(role, question));
  if (rights.some((right) => covers(right, question.act))) return ALLOWED;
  return refused(refusalFor(question, { maySuggest: rights.includes("suggest") }));
}

/** The right of one role, with what conditions add. Conditions only ever raise a right. */
export function rightOf(role: Role, { phase, area, settings, circumstances = [] }: RightQuestion): Right {
  const raised = CONDITIONS.filter(
    (condition) =>
      condition.area === area &&
      condition.phases.includes(phase) &&
      condition.roles.includes(role) &&
      ("setting" in condition ? settings[condition.setting] : circumstances.includes(condition.circumstance)),
  ).map((condition) => condition.right);
  return [PERMISSIONS[phase][area][role], ...raised].reduce((best, right) =>
    RANK[right] > RANK[best] ? right : best,
  );
}

type RightQuestion = Pick<Question, "phase" | "area" | "settings" | "circumstances">;

/**
 * Whether these roles may have the whole meeting's document. A document cannot hide a part of
 * itself from a reader, so it takes the right to read every part that this phase has.
 */
export function mayReadMeeting(question: Omit<Question, "area" | "act">): Permission {
  for (const area of AREAS.filter((each) => AREA_ACTS[each].readWithMeeting)) {
    if (PERMISSIONS[question.phase][area].referent === "nothing") continue;
    const permission = mayI({ ...question, area, act: "read" });
    if (!permission.allowed) return permission;
  }
  return ALLOWED;
}

export function areaOfSection(kind: SectionKind): Area {
  return kind === "beslutning" ? "beslutning" : "sagstekst";
}

/** Rising; `sign` stands apart: it gives the right to read and to sign, not to write. */
const RANK: Readonly<Record<Right, number>> = {
  nothing: 0,
  read: 1,
  comment: 2,
  suggest: 3,
  edit: 4,
  sign: 5,
};

function covers(right: Right, act: Act): boolean {
  if (right === "sign") return act === "sign" || act === "read";
  return act !== "sign" && RANK[right] >= RANK[act];
}

function refusalFor(question: Question, { maySuggest }: { readonly maySuggest: boolean }): Refusal {
  const able = ROLES.filter((role) => covers(rightOf(role, question), question.act));
  if (able.length === 0) return lockedRefusal(question);
  const only = `Kun ${rolesText(able, question.settings)} kan ${AREA_ACTS[question.area][question.act]}`;
  if (question.act === "read") return refusalOf("noRight", only, ADVICE_TO_READER);
  const canSuggestIt = maySuggest && AREA_ACTS[question.area].isText;
  return refusalOf("noRight", only, canSuggestIt ? ADVICE_TO_SUGGEST : ADVICE_TO_ASK);
}

const ADVICE_TO_READER = "Du kan læse referatet, når det er godkendt.";
const ADVICE_TO_SUGGEST = "Du kan foreslå ændringen i teksten.";
const ADVICE_TO_ASK = "Bed en af dem om det, hvis det er nødvendigt.";

/** «referenten», «forperson og næstforperson»: the middle of a sentence that begins with «Kun». */
export function rolesText(roles: readonly Role[], settings: CommitteeSettings): string {
  if (roles.length === 1 && roles[0] === "referent") return "referenten";
  const labels = roles.map((role) => roleLabel(role, settings.terms.chair));
  const last = labels.at(-1) ?? "";
  return labels.length < 2 ? last : `${labels.slice(0, -1).join(", ")} og ${last}`;
}
