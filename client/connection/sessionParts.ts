/** The session as the screens get it: a part that says the same as before is the same object, so that nothing is drawn again. */
import { equalityDeep } from "lib0/function";
import type { Connection, ConnectionStage, MeetingSession } from "./meetingSession.ts";
import type { OneDocument } from "./oneDocument.ts";

export function connectionOf({ state, saved, waiting, cannotSave }: OneDocument): Connection {
  if (cannotSave) return { state: "cannotSave", waiting };
  if (state === "synced") return { state: "live", saving: !saved };
  if (state === "opening") return { state: "opening" };
  return { state: "offline", waiting };
}

export function stageOf(connection: Connection): ConnectionStage {
  return connection.state === "ended" ? connection : { state: connection.state };
}

export function kept<T>(value: T, before: T | undefined): T {
  return before !== undefined && equalityDeep(value, before) ? before : value;
}

export function isSameSession(a: MeetingSession, b: MeetingSession): boolean {
  return (
    a.doc === b.doc &&
    a.connection === b.connection &&
    a.presence === b.presence &&
    a.refusedEdits === b.refusedEdits &&
    a.putBack === b.putBack &&
    a.lock === b.lock &&
    a.deviceCopy === b.deviceCopy &&
    a.rightsRound === b.rightsRound
  );
}
