/**
 * What every part of a meeting's page needs: the live document, who I am, what I may do now and
 * how to send a command. Commands go out at once or not at all; they are never queued.
 */
import { createContext, useCallback, useContext, useMemo, useState } from "react";
import type { CommandBody } from "../../shared/commands/command.ts";
import { phaseOf } from "../../shared/document/read.ts";
import { DEMO_SETTINGS, type CommitteeSettings } from "../../shared/meeting/committee.ts";
import type { Phase } from "../../shared/meeting/vocabulary.ts";
import { mayI, type Permission } from "../../shared/policy/permissions.ts";
import type { Act, Area } from "../../shared/policy/rights.ts";
import { type WrittenAs, writtenAs } from "../../shared/policy/writingMode.ts";
import type { Me } from "../connection/answers.ts";
import { type CommandResult, sendCommand } from "../connection/http.ts";
import { randomName } from "../connection/randomName.ts";
import { useDocument } from "../connection/useDocument.ts";
import type { ConnectionStage, MeetingSession } from "../connection/meetingSession.ts";
import { wordsOf } from "../page/FailureWords.tsx";
import { connectionText } from "../text/da.ts";
import { type ModeChoice, useMakeMode } from "./useMakeMode.ts";

export interface Room {
  readonly id: string;
  readonly me: Me;
  readonly session: MeetingSession;
  readonly phase: Phase;
  readonly settings: CommitteeSettings;
  readonly may: (area: Area, act?: Act) => Permission;
  /** Skriv, Foreslå or Læs, in this tab. */
  readonly mode: ModeChoice;
  /** What an edit in this part would be now; undefined when nothing can be written there. */
  readonly writes: (area: Area) => WrittenAs | undefined;
  /** Undefined when it was refused or nobody answered; the page then says why. */
  readonly send: (command: CommandBody) => Promise<CommandResult | undefined>;
  /** Why no command can be sent now. */
  readonly noCommands: string | undefined;
  /** Why the last command was not done, or not all of it. */
  readonly trouble: string | undefined;
  /** Says on the page why nothing was done: what is only read aloud, many never hear. */
  readonly complain: (why: string) => void;
  readonly dismissTrouble: () => void;
}

const RoomContext = createContext<Room | undefined>(undefined);
export const RoomProvider = RoomContext.Provider;

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (room === undefined) throw new Error("A part of a meeting stands outside its meeting.");
  return room;
}

export function useMakeRoom(id: string, me: Me, session: MeetingSession): Room {
  const phase = useDocument(session.doc, phaseOf, ["meeting"]);
  const [trouble, setTrouble] = useState<string>();
  const { state } = session.connection;
  const { roles } = me;
  const mode = useMakeMode({ id, me, phase, session });
  const send = useCallback(
    async (command: CommandBody) => {
      setTrouble(undefined);
      const answer = await sendCommand(id, { ...command, id: randomName() });
      if (answer.kind === "ok") {
        setTrouble(whyNotLocked(answer.value));
        return answer.value;
      }
      setTrouble(wordsOf(answer));
      return undefined;
    },
    [id],
  );
  return useMemo<Room>(
    () => ({
      id,
      me,
      session,
      phase,
      settings: DEMO_SETTINGS,
      may: (area, act = "edit") => mayI({ phase, area, roles, act, settings: DEMO_SETTINGS }),
      mode,
      writes: (area) => writtenAs(mode.chosen, { phase, area, roles, settings: DEMO_SETTINGS }),
      send,
      noCommands: whyNoCommands(state),
      trouble,
      complain: setTrouble,
      dismissTrouble: () => {
        setTrouble(undefined);
      },
    }),
    [id, me, roles, session, phase, mode, send, state, trouble],
  );
}

/** The last signature was taken, and yet the referat is not locked. */
function whyNotLocked({ notLocked }: CommandResult): string | undefined {
  if (typeof notLocked !== "object" || notLocked === null || !("message" in notLocked)) return undefined;
  return typeof notLocked.message === "string" ? notLocked.message : undefined;
}

function whyNoCommands(state: ConnectionStage["state"]): string | undefined {
  if (state === "live") return undefined;
  return state === "cannotSave" ? connectionText.needsSaving : connectionText.needsConnection;
}
