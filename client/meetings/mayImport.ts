/** Importing makes an agenda, so it asks for the right to build one. */
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import { mayI } from "../../shared/policy/permissions.ts";
import type { Me } from "../connection/answers.ts";

export function mayImportMeetings(me: Me): boolean {
  const question = { phase: "dagsordenIArbejde", area: "punkter", roles: me.roles, act: "edit" } as const;
  return mayI({ ...question, settings: DEMO_SETTINGS }).allowed;
}
