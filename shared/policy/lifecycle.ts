/**
 * From which phase to which, by whom. What holds in a phase stands in permissions.ts; here is only
 * the way from one to the next, and what must be in place first.
 */
import type { CommitteeSettings } from "../meeting/committee.ts";
import { PHASE_LABELS } from "../meeting/labels.ts";
import { CHAIR_ROLES, ROLES } from "../meeting/vocabulary.ts";
import type { Phase, Role } from "../meeting/vocabulary.ts";
import { ALLOWED, mayI, refused, rolesText } from "./permissions.ts";
import type { Permission } from "./permissions.ts";
import { refusalOf } from "./refusal.ts";
import type { Act, Area } from "./rights.ts";

export interface Transition {
  readonly from: Phase;
  readonly to: Phase;
  readonly roles: readonly Role[];
  /** A signature completes some transitions; nobody can ask for those. */
  readonly by: "command" | "signature";
  /** Moving back takes a reason, which stays in the log. */
  readonly needsReason: boolean;
  readonly needsItems: boolean;
  /** False until the issue that builds it. */
  readonly enabled: boolean;
}

const STEP = { by: "command", needsReason: false, needsItems: false, enabled: true } as const;
const BACK = { ...STEP, needsReason: true } as const;
const LATER = { ...STEP, enabled: false } as const;
const LATER_BACK = { ...BACK, enabled: false } as const;

const REFERENT: readonly Role[] = ["referent"];
const LEADERS: readonly Role[] = ["referent", "forperson"];

export const TRANSITIONS: readonly Transition[] = [
  { ...LATER, from: "planlagt", to: "dagsordenIArbejde", roles: REFERENT },
  { ...LATER, from: "dagsordenIArbejde", to: "dagsordenTilGodkendelse", roles: REFERENT },
  { ...LATER_BACK, from: "dagsordenTilGodkendelse", to: "dagsordenIArbejde", roles: REFERENT },
  { ...LATER, by: "signature", from: "dagsordenTilGodkendelse", to: "dagsordenFrigivet", roles: CHAIR_ROLES },
  // Only in committees that do not approve their agendas; all do today.
  {
    ...STEP,
    needsItems: true,
    from: "dagsordenIArbejde",
    to: "dagsordenFrigivet",
    roles: [...REFERENT, ...CHAIR_ROLES],
  },
  { ...BACK, from: "dagsordenFrigivet", to: "dagsordenIArbejde", roles: REFERENT },
  { ...STEP, needsItems: true, from: "dagsordenFrigivet", to: "moede", roles: LEADERS },
  { ...STEP, from: "moede", to: "referatIArbejde", roles: LEADERS },
  { ...STEP, needsItems: true, from: "referatIArbejde", to: "tilGodkendelse", roles: REFERENT },
  { ...BACK, from: "tilGodkendelse", to: "referatIArbejde", roles: REFERENT },
  { ...STEP, by: "signature", from: "tilGodkendelse", to: "godkendt", roles: CHAIR_ROLES },
  { ...LATER, from: "godkendt", to: "endeligtGodkendt", roles: REFERENT },
  { ...LATER_BACK, from: "godkendt", to: "tilGodkendelse", roles: REFERENT },
  { ...LATER_BACK, from: "endeligtGodkendt", to: "tilGodkendelse", roles: REFERENT },
  { ...LATER_BACK, from: "planlagt", to: "aflyst", roles: LEADERS },
  { ...LATER_BACK, from: "dagsordenIArbejde", to: "aflyst", roles: LEADERS },
  { ...LATER_BACK, from: "dagsordenFrigivet", to: "aflyst", roles: LEADERS },
];

export interface Move {
  readonly from: Phase;
  readonly to: Phase;
  readonly roles: readonly Role[];
  readonly settings: CommitteeSettings;
  readonly reason?: string;
  readonly itemCount: number;
}

export function mayAdvance(move: Move): Permission {
  const transition = transitionOf(move.from, move.to);
  if (transition === undefined) return refused(noSuchWay(move));
  if (!transition.enabled) return refused(refusalOf("notYet"));
  if (transition.by === "signature") return refused(refusalOf("onlyBySigning"));
  if (!transition.roles.some((role) => move.roles.includes(role))) return refused(notYours(transition, move));
  if (transition.needsReason && (move.reason ?? "") === "") return refused(refusalOf("reasonNeeded"));
  if (transition.needsItems && move.itemCount === 0) {
    return refused(refusalOf("notComplete", "Mødet har ingen punkter", "Tilføj mindst ét punkt først."));
  }
  return ALLOWED;
}

export function transitionOf(from: Phase, to: Phase): Transition | undefined {
  return TRANSITIONS.find((transition) => transition.from === from && transition.to === to);
}

/**
 * Whether the move takes the right to write or to suggest in some text from a person in these roles:
 * then their last words come first.
 */
export function takesPen({ from, to, roles, settings }: Omit<Move, "itemCount" | "reason">): boolean {
  const may = (phase: Phase, area: Area, act: Act) => mayI({ phase, area, roles, act, settings }).allowed;
  return TEXT_AREAS.some((area) => WRITING_ACTS.some((act) => may(from, area, act) && !may(to, area, act)));
}

/** Whether anybody can write in this part in this phase; else nobody can judge a suggestion in it. */
export function isWritableByAny(
  phase: Phase,
  { area, settings }: { readonly area: Area; readonly settings: CommitteeSettings },
): boolean {
  return mayI({ phase, area, roles: ROLES, act: "edit", settings }).allowed;
}

/** The parts that are written through the shared document. */
const WRITING_ACTS = ["edit", "suggest"] as const satisfies readonly Act[];
const TEXT_AREAS = ["sagstekst", "beslutning"] as const satisfies readonly Area[];

/** Where a person in these roles can move the meeting now: one button each. */
export function nextPhasesFor(phase: Phase, roles: readonly Role[]): readonly Phase[] {
  return TRANSITIONS.filter(
    (transition) =>
      transition.from === phase &&
      transition.enabled &&
      transition.by === "command" &&
      transition.roles.some((role) => roles.includes(role)),
  ).map((transition) => transition.to);
}

function noSuchWay({ from, to }: Move) {
  const same = from === to;
  const what = same
    ? `Mødet er allerede «${PHASE_LABELS[to]}»`
    : `Mødet kan ikke gå fra «${PHASE_LABELS[from]}» til «${PHASE_LABELS[to]}»`;
  return refusalOf("wrongPhase", what);
}

function notYours(transition: Transition, { to, settings }: Move) {
  const only = `Kun ${rolesText(transition.roles, settings)} kan gå videre til «${PHASE_LABELS[to]}»`;
  return refusalOf("noRight", only, "Bed en af dem om det.");
}
