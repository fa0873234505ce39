/** The connection with what changes at every word: is all saved, how much waits. Use it where that is shown, and only there. */
import { useSyncExternalStore } from "react";
import type { Connection, MeetingSession } from "./meetingSession.ts";

export function useConnectionNow({ watch }: Pick<MeetingSession, "watch">): Connection {
  return useSyncExternalStore(watch.subscribe, watch.connection);
}
