/** A meeting for whoever may take part in it: writes if this person can ever write or suggest, else only reads. */
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import { findSection, phaseOf } from "../../shared/document/read.ts";
import { areaOfSection, ENABLED_PHASES, mayI } from "../../shared/policy/permissions.ts";
import type { MeetingSession, Who } from "./meetingSession.ts";
import { OwnLetters } from "./ownLetters.ts";
import { Recovery } from "./recovery.ts";
import { type Use, useConnection } from "./useConnection.ts";

export function useMeeting(documentId: string, as: Who): MeetingSession {
  return useConnection(documentId, as, mayEverWrite(as) ? writingOf(as) : "reading");
}

/** After a refused edit words are put back only where this person may still write. */
function writingOf({ roles }: Who): Exclude<Use, "reading"> {
  return {
    makeLetters: (options) => new OwnLetters(options),
    makeRecovery: (deps) =>
      new Recovery({
        ...deps,
        mayEdit: (doc, sectionId) => {
          const section = findSection(doc, sectionId);
          if (section === undefined) return false;
          const area = areaOfSection(section.kind);
          return mayI({ phase: phaseOf(doc), area, roles, act: "suggest", settings: DEMO_SETTINGS }).allowed;
        },
      }),
  };
}

/** People who can never write get no device copy, no caret and no editor. */
function mayEverWrite(who: Who): boolean {
  return ENABLED_PHASES.some((phase) =>
    (["sagstekst", "beslutning"] as const).some(
      (area) => mayI({ phase, area, roles: who.roles, act: "suggest", settings: DEMO_SETTINGS }).allowed,
    ),
  );
}
