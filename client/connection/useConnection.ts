/**
 * One meeting's document as React state. All screens of one person, document and use share one
 * connection. Whoever only reads has no device copy, no caret and sends nothing; this file does not
 * know the permission table, so that a follower need not load it.
 */
import { useCallback, useEffect, useSyncExternalStore } from "react";
import { PARAM } from "../../shared/protocol/messages.ts";
import { keepAppShell } from "./appShell.ts";
import type { ConnectionOptions } from "./connectionOptions.ts";
import { MeetingConnection } from "./meetingConnection.ts";
import type { MeetingSession, Who } from "./meetingSession.ts";

/** React's strict mode, and a walk from one screen to the next, let go and take hold again at once. */
const LINGER_MS = 1000;

interface Held {
  readonly connection: MeetingConnection;
  holders: number;
}

const held = new Map<string, Held>();

/** Whoever writes brings what keeps unsent words. */
export type Use = "reading" | Required<Pick<ConnectionOptions, "makeRecovery" | "makeLetters">>;

interface Wish {
  readonly documentId: string;
  readonly who: Who;
  readonly use: Use;
}

export function useConnection(documentId: string, who: Who, use: Use): MeetingSession {
  const key = JSON.stringify([documentId, who.person, who.roles, use === "reading"]);
  const wish = { documentId, who, use };
  const { connection } = connectionFor(key, wish);
  // Connects to the server; undone by letting go, which closes when nobody has taken hold again.
  useEffect(() => {
    hold(key, wish);
    return () => {
      letGo(key);
    };
    // The key stands for the wish, whose object may be new at each render.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key]);
  return useSyncExternalStore(
    useCallback((listener: () => void) => connection.subscribe(listener), [connection]),
    connection.session,
  );
}

function connectionFor(key: string, { documentId, who, use }: Wish): Held {
  const known = held.get(key);
  if (known !== undefined) return known;
  const protocol = window.location.protocol === "https:" ? "wss" : "ws";
  const fresh: Held = {
    holders: 0,
    connection: new MeetingConnection({
      documentId,
      who,
      writes: use !== "reading",
      ...(use !== "reading" && use),
      address: `${protocol}://${window.location.host}/collab`,
      as: new URLSearchParams(window.location.search).get(PARAM.as),
      reloadPage: reloadOnce,
    }),
  };
  held.set(key, fresh);
  return fresh;
}

function hold(key: string, wish: Wish): void {
  const entry = connectionFor(key, wish);
  entry.holders += 1;
  entry.connection.open();
  if (wish.use !== "reading") keepAppShell();
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
