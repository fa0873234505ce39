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
import { CLOSE, PARAM, PROTOCOL_VERSION } from "../../shared/protocol/messages.ts";
import { refusalOf } from "../../shared/policy/refusal.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { accessMeeting } from "../access/accessMeeting.ts";
import type { Sessions } from "../access/sessions.ts";
import type { Connection, JoinRequest, RoomSocket, Who } from "../room/connection.ts";
import type { Room } from "../room/room.ts";
import type { Rooms } from "../room/rooms.ts";
import type { Store } from "../store/store.ts";
import { answerRefusal, isAllowedOrigin, type OriginRule } from "./http.ts";

export interface CollabDeps {
  readonly store: Store;
  readonly rooms: Rooms;
  readonly sessions: Sessions;
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

interface Held {
  readonly room: Room;
  readonly connection: Connection;
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
        onOpen: (_event, ws) => {
          // The raw socket is a ws WebSocket: our own ws server made it.
          if (ws.raw !== undefined) attach(deps, ask, ws.raw as unknown as WebSocket);
        },
      };
    }),
  );
  return app;
}

/** Listens from the first moment, so that frames sent while the login is checked are not lost. */
export function attach(deps: CollabDeps, ask: Ask, raw: WebSocket): void {
  const early: Uint8Array[] = [];
  let held: Held | undefined;
  /** An error in here would otherwise end the process, and everybody's meeting with it. */
  const receive = ({ room, connection }: Held, bytes: Uint8Array) => {
    try {
      room.receive(connection, bytes);
    } catch (error) {
      deps.onError(error);
      raw.close(CLOSE.overload.code, CLOSE.overload.reason);
    }
  };
  raw.on("message", (data: Buffer, isBinary: boolean) => {
    if (!isBinary) return raw.close(1003, "binary frames only");
    const bytes = new Uint8Array(data);
    if (held !== undefined) receive(held, bytes);
    else if (early.length < LIMITS.earlyFrames) early.push(bytes);
    else raw.close(CLOSE.overload.code, CLOSE.overload.reason);
  });
  raw.on("close", () => held?.room.leave(held.connection));
  raw.on("error", (error: Error) => deps.onError(error));
  const admit = async () => {
    held = await join(deps, ask, raw);
    if (held === undefined) return;
    for (const bytes of early.splice(0)) receive(held, bytes);
    if (raw.readyState !== raw.OPEN) held.room.leave(held.connection);
  };
  admit().catch((error: unknown) => {
    deps.onError(error);
    raw.close(CLOSE.overload.code, CLOSE.overload.reason);
  });
}

async function join(deps: CollabDeps, ask: Ask, raw: WebSocket): Promise<Held | undefined> {
  const turnAway = (why: keyof typeof CLOSE) => {
    raw.close(CLOSE[why].code, CLOSE[why].reason);
    return undefined;
  };
  const admission = await admissionOf(deps, ask);
  if (typeof admission === "string") return turnAway(admission);
  const { who } = admission;
  const schema = ask.query.get(PARAM.schema);
  if (schema !== null && schema !== SCHEMA_HASH) return turnAway("reload");
  const clientIds = clientIdsOf(ask.query.get(PARAM.client));
  if (clientIds === undefined) return turnAway("noRight");
  const request: JoinRequest = {
    id: deps.newId(),
    socket: roomSocketOf(raw),
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
  const held = await deps.rooms.use(ask.documentId, async (room) => ({
    room,
    connection: await room.join(request),
  }));
  if (held === undefined) return turnAway("goingAway");
  return held.connection.state.kind === "closed" ? undefined : held;
}

/** Who asks, if that person may read the meeting now; else why not. */
async function admissionOf(
  deps: CollabDeps,
  ask: Ask,
): Promise<{ readonly who: Who } | "logIn" | "unknown" | "noRight"> {
  const who = await deps.sessions.identify(ask.cookie, ask.query.get(PARAM.as) ?? undefined);
  if (who === undefined) return "logIn";
  const access = await accessMeeting(deps, who, ask.documentId);
  if (access.kind === "granted") return { who };
  return access.refusal.reason === "unknownMeeting" ? "unknown" : "noRight";
}

/** `client=1,2,3`: the document's own id first, then those with unsent edits. None: the socket only reads. */
function clientIdsOf(value: string | null): readonly number[] | undefined {
  if (value === null || value === "") return [];
  const ids = value.split(",").map(Number);
  const sane = ids.every((id) => Number.isSafeInteger(id) && id > 0 && id <= 0xffff_ffff);
  return sane && ids.length <= LIMITS.clientIds ? ids : undefined;
}

function roomSocketOf(raw: WebSocket): RoomSocket {
  return {
    send: (bytes) => raw.send(bytes),
    close: (code, reason) => raw.close(code, reason),
    pause: () => raw.pause(),
    resume: () => raw.resume(),
    queuedBytes: () => raw.bufferedAmount,
  };
}
