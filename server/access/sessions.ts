/**
 * Logins: a random token in a cookie, its hash in the store. A browser holds one cookie for each
 * demo person; `som` only says which of them is meant, and the cookie proves it.
 */
import { createHash, randomBytes } from "node:crypto";
import type { Who } from "../room/connection.ts";
import type { Store } from "../store/store.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";

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
  return {
    async open(person) {
      const token = randomBytes(32).toString("base64url");
      const at = nowIso();
      await store.putSession({ tokenHash: hashOf(token), person, createdAt: at, seenAt: at });
      return [`${COOKIE_PREFIX}${person}=${token}${attributes}`, `${LAST_COOKIE}=${person}${attributes}`];
    },
    async identify(cookieHeader, as) {
      const cookies = parseCookies(cookieHeader);
      const person = as ?? cookies.get(LAST_COOKIE);
      const token = person === undefined ? undefined : cookies.get(COOKIE_PREFIX + person);
      if (person === undefined || token === undefined) return undefined;
      const id = hashOf(token);
      const session = await store.findSession(id);
      if (session === undefined || session.person !== person || isOver(session.createdAt, nowIso()))
        return undefined;
      const who = personOf(person);
      return who && { who, id };
    },
    async revoke({ who, id }) {
      await store.deleteSession(id);
      onRevoked(id);
      return [`${COOKIE_PREFIX}${who.person}=${attributes}; Max-Age=0`];
    },
  };
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

function isOver(createdAt: string, now: string): boolean {
  return Date.parse(now) - Date.parse(createdAt) > LIMITS.sessionMs;
}

function parseCookies(header: string | undefined): Map<string, string> {
  const pairs = (header ?? "").split(";").flatMap((part): [string, string][] => {
    const at = part.indexOf("=");
    return at < 1 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).trim()]];
  });
  return new Map(pairs);
}
