/** One meeting's document as React state. All screens of one person and document share one connection. */
import { useCallback, useEffect, useSyncExternalStore } from "react";
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import { ENABLED_PHASES, mayI } from "../../shared/policy/permissions.ts";
import { PARAM } from "../../shared/protocol/messages.ts";
import { keepAppShell } from "./appShell.ts";
import { MeetingConnection } from "./meetingConnection.ts";
import type { MeetingSession, Who } from "./meetingSession.ts";

/** React's strict mode, and a walk from one screen to the next, let go and take hold again at once. */
const LINGER_MS = 1000;

interface Held {
  readonly connection: MeetingConnection;
  holders: number;
}

const held = new Map<string, Held>();

export function useMeeting(documentId: string, as: Who): MeetingSession {
  const key = JSON.stringify([documentId, as.person, as.roles]);
  const { connection } = connectionFor(key, documentId, as);
  // Connects to the server; undone by letting go, which closes when nobody has taken hold again.
  useEffect(() => {
    hold(key, documentId, as);
    return () => {
      letGo(key);
    };
    // The key stands for `as`, whose object may be new at each render.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key]);
  return useSyncExternalStore(
    useCallback((listener: () => void) => connection.subscribe(listener), [connection]),
    connection.session,
  );
}

function connectionFor(key: string, documentId: string, who: Who): Held {
  const known = held.get(key);
  if (known !== undefined) return known;
  const writes = mayEverWrite(who);
  const protocol = window.location.protocol === "https:" ? "wss" : "ws";
  const fresh: Held = {
    holders: 0,
    connection: new MeetingConnection({
      documentId,
      who,
      writes,
      address: `${protocol}://${window.location.host}/collab`,
      as: new URLSearchParams(window.location.search).get(PARAM.as),
      reloadPage: reloadOnce,
    }),
  };
  held.set(key, fresh);
  return fresh;
}

function hold(key: string, documentId: string, who: Who): void {
  const entry = connectionFor(key, documentId, who);
  entry.holders += 1;
  entry.connection.open();
  if (mayEverWrite(who)) keepAppShell();
}

function letGo(key: string): void {
  const entry = held.get(key);
  if (entry === undefined) return;
  entry.holders -= 1;
  setTimeout(() => {
    if (entry.holders > 0 || held.get(key) !== entry) return;
    held.delete(key);
    entry.connection.close();
  }, LINGER_MS);
}

/** People who can never write get no device copy, no caret and no editor. */
export function mayEverWrite(who: Who): boolean {
  return ENABLED_PHASES.some((phase) =>
    (["sagstekst", "beslutning"] as const).some(
      (area) => mayI({ phase, area, roles: who.roles, act: "edit", settings: DEMO_SETTINGS }).allowed,
    ),
  );
}

const RELOADED_KEY = "medskriv:reloaded";
const RELOAD_AGAIN_MS = 60_000;

/** The server has a newer client. If reloading has just been tried, a cache is in the way and the person must know. */
function reloadOnce(): boolean {
  const last = Number(window.sessionStorage.getItem(RELOADED_KEY) ?? 0);
  if (Date.now() - last < RELOAD_AGAIN_MS) return false;
  window.sessionStorage.setItem(RELOADED_KEY, String(Date.now()));
  window.location.reload();
  return true;
}
