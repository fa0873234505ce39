/** The shapes that all routes share: what a request carries, how a refusal is answered, what is safe to accept. */
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AS_HEADER } from "../../shared/protocol/messages.ts";
import { refusalOf, type Refusal, type RefusalReason } from "../../shared/policy/refusal.ts";
import type { Who } from "../room/connection.ts";
import type { Login, Sessions } from "../access/sessions.ts";

export interface AppEnv {
  Variables: { who: Who; login: Login };
}

const STATUS: Partial<Record<RefusalReason, ContentfulStatusCode>> = {
  notLoggedIn: 401,
  unknownAddress: 404,
  unknownMeeting: 404,
  unknownItem: 404,
  unknownCommand: 400,
  wrongTypes: 400,
  notText: 415,
  tooLarge: 413,
  tooMany: 409,
  usedId: 409,
  textChanged: 409,
  changedWhileLocking: 409,
  openSuggestions: 409,
  alreadyResolved: 409,
  suggestionChanged: 409,
  notResolved: 409,
  textChangedSince: 409,
  unknownSuggestion: 404,
  unknownComment: 404,
  wrongPhase: 409,
  notComplete: 409,
  serverRestart: 503,
  cannotSave: 503,
  damaged: 500,
};

const REFUSED_FOR = "refusedFor";

/** Counts the refusals of all routes behind it. */
export function countRefusals(onRefused: (reason: RefusalReason) => void): MiddlewareHandler {
  return async (c, next) => {
    await next();
    // Set below and nowhere else; undefined when nothing was refused.
    const reason = c.get(REFUSED_FOR) as RefusalReason | undefined;
    if (reason !== undefined) onRefused(reason);
  };
}

/** Every refusal leaves the server through here; one that has no status of its own is a 403. */
export function answerRefusal(c: Context, refusal: Refusal): Response {
  c.set(REFUSED_FOR, refusal.reason);
  return c.json({ refusal }, STATUS[refusal.reason] ?? 403);
}

/** Refuses a body over the limit, said or streamed, before anybody parses it. */
export function limitBody(maxSize: number): MiddlewareHandler {
  return bodyLimit({ maxSize, onError: (c) => answerRefusal(c, refusalOf("tooLarge")) });
}

/** Lets a request through only for somebody who is logged in. */
export function requireLogin(sessions: Sessions): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const login = await sessions.identify(
      c.req.header("cookie"),
      c.req.header(AS_HEADER) ?? c.req.query("som"),
    );
    if (login === undefined) return answerRefusal(c, refusalOf("notLoggedIn"));
    c.set("login", login);
    c.set("who", login.who);
    return next();
  };
}

export interface OriginRule {
  /** Names that a Host header may carry; another name is somebody's DNS trick. */
  readonly hosts: ReadonlySet<string>;
  readonly publicUrl: string | undefined;
}

export function isAllowedHost(rule: OriginRule, host: string | undefined): boolean {
  const url = `http://${host ?? ""}`;
  return URL.canParse(url) && rule.hosts.has(new URL(url).hostname);
}

/** The origin is exactly PUBLIC_URL, or exactly the host that was asked. */
export function isAllowedOrigin(
  rule: OriginRule,
  origin: string | undefined,
  host: string | undefined,
): boolean {
  if (origin === undefined) return false;
  if (origin === rule.publicUrl) return true;
  return rule.publicUrl === undefined && isAllowedHost(rule, host) && origin === `http://${host}`;
}

/** Refuses foreign hosts always, and foreign origins wherever something could change. */
export function requireOwnOrigin(rule: OriginRule): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header("host");
    const origin = c.req.header("origin");
    const changes = !["GET", "HEAD"].includes(c.req.method);
    const foreign = changes && origin !== undefined && !isAllowedOrigin(rule, origin, host);
    if (foreign || !isAllowedHost(rule, host)) return answerRefusal(c, refusalOf("badOrigin"));
    return next();
  };
}
