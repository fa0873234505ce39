/**
 * The one bar for a lost, returning and returned connection, the same on all screens. It speaks
 * once when the state changes, not for every waiting change.
 */
import { CloudOff, TriangleAlert, Wifi } from "lucide-react";
import { useEffect, useState } from "react";
import type { Connection, MeetingSession } from "../connection/meetingSession.ts";
import { useConnectionNow } from "../connection/useConnectionNow.ts";
import { connectionText } from "../text/da.ts";
import { announce } from "./announcer.ts";

const BACK_SHOWN_MS = 5000;

interface ConnectionBarProps {
  readonly session: Pick<MeetingSession, "watch" | "retryNow">;
  /** Readers have nothing that waits on the device. */
  readonly audience?: "writers" | "readers";
}

export function ConnectionBar({ session, audience = "writers" }: ConnectionBarProps) {
  const connection = useConnectionNow(session);
  const sentBack = useSentBack(connection);
  const words = wordsOf(connection, audience);
  const cut =
    connection.state === "offline" || connection.state === "cannotSave" ? connection.state : undefined;
  // Speaks in the regions of the page; nothing to undo.
  useEffect(() => {
    if (cut === "cannotSave") announce(connectionText.cannotSave, "alert");
    if (cut === "offline")
      announce(audience === "readers" ? connectionText.offlineReader : connectionText.offline(0));
  }, [cut, audience]);
  if (words !== undefined) {
    return (
      <div className="connection-bar warn">
        {cut === "cannotSave" ? (
          <TriangleAlert className="icon" aria-hidden="true" />
        ) : (
          <CloudOff className="icon" aria-hidden="true" />
        )}
        <span className="words">{words}</span>
        <button type="button" className="button slight" onClick={session.retryNow}>
          {connectionText.tryNow}
        </button>
      </div>
    );
  }
  if (sentBack === undefined) return null;
  return (
    <div className="connection-bar ok">
      <Wifi className="icon" aria-hidden="true" />
      <span className="words">{connectionText.back(sentBack)}</span>
    </div>
  );
}

function wordsOf(connection: Connection, audience: "writers" | "readers"): string | undefined {
  if (connection.state === "cannotSave") return connectionText.cannotSave;
  if (connection.state !== "offline") return undefined;
  return audience === "readers" ? connectionText.offlineReader : connectionText.offline(connection.waiting);
}

/** How many changes were sent when the connection came back; undefined when that is not news. */
function useSentBack(connection: Connection): number | undefined {
  const [waiting, setWaiting] = useState<number>();
  const [sent, setSent] = useState<number>();
  const isWaiting = connection.state === "offline" || connection.state === "cannotSave";
  if (isWaiting && connection.waiting !== waiting) setWaiting(connection.waiting);
  // What was refused was not sent; its own note says so.
  if (connection.state === "refused" && waiting !== undefined) setWaiting(undefined);
  if (connection.state === "live" && !connection.saving && waiting !== undefined) {
    setSent(waiting);
    setWaiting(undefined);
  }
  // Speaks, and starts a clock that takes the bar away; undone by stopping it.
  useEffect(() => {
    if (sent === undefined) return undefined;
    announce(connectionText.back(sent));
    const timer = setTimeout(() => {
      setSent(undefined);
    }, BACK_SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [sent]);
  return sent;
}
