/** A meeting for whoever may take part in it: writes if this person can ever write, else only reads. */
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import { ENABLED_PHASES, mayI } from "../../shared/policy/permissions.ts";
import type { MeetingSession, Who } from "./meetingSession.ts";
import { useConnection } from "./useConnection.ts";

export function useMeeting(documentId: string, as: Who): MeetingSession {
  return useConnection(documentId, as, mayEverWrite(as) ? "writing" : "reading");
}

/** People who can never write get no device copy, no caret and no editor. */
function mayEverWrite(who: Who): boolean {
  return ENABLED_PHASES.some((phase) =>
    (["sagstekst", "beslutning"] as const).some(
      (area) => mayI({ phase, area, roles: who.roles, act: "edit", settings: DEMO_SETTINGS }).allowed,
    ),
  );
}
