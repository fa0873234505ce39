/**
 * The document socket. Only a bad origin is refused at HTTP level; everything else is accepted and
 * closed with a named code, since a browser cannot see the status of a refused upgrade.
 */
import { isDeepStrictEqual } from "node:util";
import { upgradeWebSocket } from "@hono/node-server";
import { Hono } from "hono";
import type { WebSocket } from "ws";
import type { CommitteeSettings } from "../../shared/meeting/committee.ts";
import { SCHEMA_HASH } from "../../shared/document/schemaHash.ts";
import { PARAM, PROTOCOL_VERSION, type CloseReason } from "../../shared/protocol/messages.ts";
import { refusalOf } from "../../shared/policy/refusal.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { accessMeeting } from "../access/accessMeeting.ts";
import type { OpenSockets } from "../access/openSockets.ts";
import type { Login, Sessions } from "../access/sessions.ts";
import type { Metrics } from "../measures/metrics.ts";
import type { Clock } from "../room/clock.ts";
import type { JoinRequest, Who } from "../room/connection.ts";
import type { Rooms } from "../room/rooms.ts";
import type { Store } from "../store/store.ts";
import { CollabSocket, type Seat } from "./collabSocket.ts";
import { answerRefusal, isAllowedOrigin, type OriginRule } from "./http.ts";
import { RawRoomSocket } from "./roomSocket.ts";

export interface CollabDeps {
  readonly store: Store;
  readonly rooms: Rooms;
  readonly sessions: Sessions;
  readonly sockets: OpenSockets;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, "socketClosed">;
  readonly settings: CommitteeSettings;
  readonly origins: OriginRule;
  readonly newId: () => string;
  onError(error: unknown): void;
}

interface Ask {
  readonly documentId: string;
  readonly cookie: string | undefined;
  readonly query: URLSearchParams;
}

export function collabRoute(deps: CollabDeps): Hono {
  const app = new Hono();
  app.get(
    "/:documentId",
    async (c, next) => {
      const allowed = isAllowedOrigin(deps.origins, c.req.header("origin"), c.req.header("host"));
      return allowed ? next() : answerRefusal(c, refusalOf("badOrigin"));
    },
    upgradeWebSocket((c) => {
      const ask = {
        documentId: c.req.param("documentId") ?? "",
        cookie: c.req.header("cookie"),
        query: new URL(c.req.url).searchParams,
      };
      return {
        onOpen: (_event, { raw }) => {
          // The raw socket is a ws WebSocket: our own ws server made it.
          if (raw !== undefined) whenHandedOver(raw as unknown as WebSocket, (own) => attach(deps, ask, own));
        },
      };
    }),
  );
  return app;
}

/**
 * The adaptor listens to each socket for handlers that we do not give it, and so keeps the whole request as
 * long as the socket lives. Right after it has begun to, and before anything can arrive, its listeners go.
 */
function whenHandedOver(raw: WebSocket, use: (raw: WebSocket) => void): void {
  queueMicrotask(() => {
    for (const event of ["message", "close", "error"]) raw.removeAllListeners(event);
    use(raw);
  });
}

/** Lets a raw socket in, or closes it with a named code. */
export function attach(deps: CollabDeps, ask: Ask, raw: WebSocket): void {
  let loginId: string | undefined;
  // Its listeners keep it alive as long as the raw socket lives.
  void new CollabSocket(raw, {
    clock: deps.clock,
    admit: async (socket) => {
      const admission = await admissionOf(deps, ask, (login) => {
        if (!deps.sockets.add(login.id, socket)) return "tooManySockets";
        loginId = login.id;
        return undefined;
      });
      return typeof admission === "string" ? admission : seatOf(deps, ask, { raw, who: admission.who });
    },
    onGone: (socket, code) => {
      deps.metrics.socketClosed(code);
      if (loginId !== undefined) deps.sockets.remove(loginId, socket);
    },
    onError: (error) => deps.onError(error),
  });
}

async function seatOf(
  deps: CollabDeps,
  ask: Ask,
  { raw, who }: { readonly raw: WebSocket; readonly who: Who },
): Promise<Seat | CloseReason> {
  const schema = ask.query.get(PARAM.schema);
  if (schema !== null && schema !== SCHEMA_HASH) return "reload";
  const clientIds = clientIdsOf(ask.query.get(PARAM.client));
  if (typeof clientIds === "string") return clientIds;
  const request: JoinRequest = {
    id: deps.newId(),
    socket: new RawRoomSocket(raw),
    who,
    clientIds,
    speaksOurs: ask.query.get(PARAM.version) === PROTOCOL_VERSION,
    epoch: ask.query.get(PARAM.epoch) ?? undefined,
    stillWelcome: async () => {
      const again = await admissionOf(deps, ask);
      if (typeof again === "string") return again;
      return isDeepStrictEqual(again.who, who) ? "welcome" : "rightsChanged";
    },
  };
  const seat = await deps.rooms.use(ask.documentId, async (room) => ({
    room,
    connection: await room.join(request),
  }));
  return seat ?? "goingAway";
}

/**
 * Who asks, if that person may read the meeting now; else why not. `note` hears of the login before
 * anything else is awaited, so that one which is revoked from then on finds its socket.
 */
async function admissionOf<Objection extends CloseReason = never>(
  deps: CollabDeps,
  ask: Ask,
  note: (login: Login) => Objection | undefined = nothingToNote,
): Promise<Login | "logIn" | "unknown" | "noRight" | Objection> {
  const login = await deps.sessions.identify(ask.cookie, ask.query.get(PARAM.as) ?? undefined);
  if (login === undefined) return "logIn";
  const objection = note(login);
  if (objection !== undefined) return objection;
  const access = await accessMeeting(deps, login.who, ask.documentId);
  if (access.kind === "granted") return login;
  return access.refusal.reason === "unknownMeeting" ? "unknown" : "noRight";
}

function nothingToNote(): undefined {
  return undefined;
}

/** `client=1,2,3`: the document's own id first, then those with unsent edits. None: the socket only reads. */
function clientIdsOf(value: string | null): readonly number[] | CloseReason {
  if (value === null || value === "") return [];
  const ids = value.split(",").map(Number);
  const sane = ids.every((id) => Number.isSafeInteger(id) && id > 0 && id <= 0xffff_ffff);
  if (!sane) return "noRight";
  // A device with so many unsent pages begins anew, and keeps their words as those of refused edits.
  return ids.length <= LIMITS.clientIds ? ids : "otherEpoch";
}
