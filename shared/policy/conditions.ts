/**
 * The few rights that depend on more than phase, area and role: on a habit of the committee, or on
 * a circumstance that whoever asks has established. A condition only ever raises a right. That
 * `punktansvarlig` and `gaest` reach only their own item is no condition: they are roles for one item.
 */
import type { CommitteeSettings } from "../meeting/committee.ts";
import { CHAIR_ROLES, ROLES } from "../meeting/vocabulary.ts";
import type { Phase, Role } from "../meeting/vocabulary.ts";
import type { Area, Right } from "./rights.ts";

/** What the asker has established about this one act. */
export type Circumstance =
  /** The person reports own absence. */
  | "ownAbsence"
  /** An attachment is added, not changed or removed. */
  | "lateAttachment"
  /** The item belongs to a supplementary agenda. */
  | "supplement"
  /** The task is the person's own. */
  | "ownTask"
  /** A chair has named the person as stand-in in writing. */
  | "standIn";

/** Settings that are simply on or off. */
export type Habit = {
  [Key in keyof CommitteeSettings]: CommitteeSettings[Key] extends boolean ? Key : never;
}[keyof CommitteeSettings];

interface ConditionPlace {
  readonly phases: readonly Phase[];
  readonly area: Area;
  readonly roles: readonly Role[];
  readonly right: Right;
}

export type Condition = ConditionPlace &
  ({ readonly setting: Habit } | { readonly circumstance: Circumstance });

export const CONDITIONS: readonly Condition[] = [
  {
    setting: "chairsEditInMoede",
    phases: ["moede"],
    area: "beslutning",
    roles: CHAIR_ROLES,
    right: "edit",
  },
  {
    setting: "chairsEditInReferatIArbejde",
    phases: ["referatIArbejde"],
    area: "beslutning",
    roles: CHAIR_ROLES,
    right: "edit",
  },
  {
    setting: "membersMaySuggest",
    phases: ["moede", "referatIArbejde"],
    area: "beslutning",
    roles: ["medlem"],
    right: "suggest",
  },
  {
    setting: "membersFollowApproval",
    phases: ["tilGodkendelse"],
    area: "beslutning",
    roles: ["medlem", "punktansvarlig"],
    right: "comment",
  },
  {
    setting: "staffSeesNames",
    phases: ["godkendt", "endeligtGodkendt"],
    area: "fremmoede",
    roles: ["ansat"],
    right: "read",
  },
  {
    circumstance: "ownAbsence",
    phases: ["dagsordenFrigivet"],
    area: "fremmoede",
    roles: [...CHAIR_ROLES, "medlem"],
    right: "edit",
  },
  {
    circumstance: "lateAttachment",
    phases: ["dagsordenFrigivet"],
    area: "bilag",
    roles: ["referent"],
    right: "edit",
  },
  {
    circumstance: "supplement",
    phases: ["dagsordenFrigivet"],
    area: "sagsdata",
    roles: ["referent"],
    right: "edit",
  },
  {
    circumstance: "ownTask",
    phases: ["referatIArbejde", "tilGodkendelse", "godkendt", "endeligtGodkendt"],
    area: "opgaver",
    roles: ROLES,
    right: "edit",
  },
  {
    circumstance: "standIn",
    phases: ["tilGodkendelse"],
    area: "godkendelse",
    roles: ["medlem"],
    right: "sign",
  },
];
