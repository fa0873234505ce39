/**
 * Logins: a random token in a cookie, its hash in the store. A browser holds one cookie for each
 * demo person; `som` only says which of them is meant, and the cookie proves it.
 */
import { createHash, randomBytes } from "node:crypto";
import type { Who } from "../room/connection.ts";
import type { Store, StoredSession } from "../store/store.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";

/** A browser takes `__Host-` only over https, for this host alone and for the whole site. */
const HOST_ONLY = "__Host-";
const COOKIE_PREFIX = "demo-";
const LAST_COOKIE = "medskriv-sidst";

export interface Login {
  readonly who: Who;
  /** Names this login among the person's others; the hash of its token. */
  readonly id: string;
}

export interface Sessions {
  /** Opens a login; answers the cookies to set. */
  open(person: string): Promise<readonly string[]>;
  /** Who a request speaks for; undefined when it is nobody. */
  identify(cookieHeader: string | undefined, as: string | undefined): Promise<Login | undefined>;
  /** Revokes a login and cuts its sockets at once; answers the cookies to set. */
  revoke(login: Login): Promise<readonly string[]>;
}

interface SessionDeps {
  readonly store: Store;
  readonly nowIso: () => string;
  readonly secure: boolean;
  readonly personOf: (person: string) => Who | undefined;
  /** Called when the login can no longer be used. */
  readonly onRevoked: (login: string) => void;
}

export function makeSessions({ store, nowIso, secure, personOf, onRevoked }: SessionDeps): Sessions {
  const attributes = `; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  const prefix = (secure ? HOST_ONLY : "") + COOKIE_PREFIX;
  const lastCookie = (secure ? HOST_ONLY : "") + LAST_COOKIE;
  return {
    async open(person) {
      const token = randomBytes(32).toString("base64url");
      const at = nowIso();
      await store.putSession({ tokenHash: hashOf(token), person, createdAt: at, seenAt: at });
      return [`${prefix}${person}=${token}${attributes}`, `${lastCookie}=${person}${attributes}`];
    },
    async identify(cookieHeader, as) {
      const cookies = parseCookies(cookieHeader);
      const person = as ?? cookies.get(lastCookie);
      const token = person === undefined ? undefined : cookies.get(prefix + person);
      if (person === undefined || token === undefined) return undefined;
      const id = hashOf(token);
      const session = await store.findSession(id);
      const now = nowIso();
      if (session === undefined || session.person !== person || isOver(session, now)) return undefined;
      // Whoever was let in need not wait for this, and a store that cannot save just now turns nobody away.
      if (msBetween(session.seenAt, now) > LIMITS.sessionNoteMs) store.touchSession(id, now).catch(ignore);
      const who = personOf(person);
      return who && { who, id };
    },
    async revoke({ who, id }) {
      await store.deleteSession(id);
      onRevoked(id);
      return [`${prefix}${who.person}=${attributes}; Max-Age=0`];
    },
  };
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

function isOver({ createdAt, seenAt }: StoredSession, now: string): boolean {
  return msBetween(createdAt, now) > LIMITS.sessionMs || msBetween(seenAt, now) > LIMITS.sessionIdleMs;
}

function msBetween(earlier: string, later: string): number {
  return Date.parse(later) - Date.parse(earlier);
}

function ignore(): void {
  // See where it is used.
}

function parseCookies(header: string | undefined): Map<string, string> {
  const pairs = (header ?? "").split(";").flatMap((part): [string, string][] => {
    const at = part.indexOf("=");
    return at < 1 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).trim()]];
  });
  return new Map(pairs);
}
