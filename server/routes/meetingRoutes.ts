/** Meetings over HTTP: list, import, read, command, export. Judges nothing itself. */
import { Hono, type Context } from "hono";
import { readMeetingWithApprovals } from "../../shared/canonical/approvals.ts";
import { parseCommand } from "../../shared/commands/parse.ts";
import { readMeetingRecord } from "../../shared/document/read.ts";
import { refusalOf } from "../../shared/policy/refusal.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { accessMeeting, listAccessible } from "../access/accessMeeting.ts";
import type { Room } from "../room/room.ts";
import { exportMeeting } from "./exportMeeting.ts";
import { answerRefusal, limitBody, requireLogin, type AppEnv } from "./http.ts";
import { importMeeting } from "./importMeeting.ts";
import type { MeetingDeps } from "./meetingDeps.ts";

type MeetingContext = Context<AppEnv>;

export function meetingRoutes(deps: MeetingDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use(requireLogin(deps.sessions));
  app.get("/", async (c) => c.json(await listAccessible(deps, c.get("who"))));
  app.post("/import", limitBody(LIMITS.importBytes), (c) => importMeeting(deps, c));
  app.get("/:id", (c) => withRoom(deps, c, async (room) => c.json(await describe(room, c))));
  app.post("/:id/commands", limitBody(LIMITS.commandBytes), async (c) => {
    const parsed = parseCommand(await c.req.json().catch(() => undefined));
    if (!parsed.ok) return answerRefusal(c, parsed.refusal);
    return withRoom(deps, c, async (room) => {
      const answer = await room.execute(c.get("who"), parsed.command);
      return answer.kind === "done" ? c.json(answer.body) : answerRefusal(c, answer.refusal);
    });
  });
  app.get("/:id/people", (c) => withRoom(deps, c, async () => c.json(deps.people())));
  app.get("/:id/export", (c) => withRoom(deps, c, (room) => exportMeeting(deps, c, room)));
  return app;
}

async function withRoom(
  deps: MeetingDeps,
  c: MeetingContext,
  use: (room: Room) => Promise<Response>,
): Promise<Response> {
  const meetingId = c.req.param("id") ?? "";
  const access = await accessMeeting(deps, c.get("who"), meetingId);
  if (access.kind === "refused") return answerRefusal(c, access.refusal);
  return (await deps.rooms.use(meetingId, use)) ?? answerRefusal(c, refusalOf("serverRestart"));
}

async function describe(room: Room, c: MeetingContext): Promise<object> {
  return room.read((doc) => {
    const { phase, firstNumber, doubts = [] } = readMeetingRecord(doc);
    return {
      ...readMeetingWithApprovals(doc),
      id: room.documentId,
      phase,
      firstNumber,
      doubts,
      me: c.get("who"),
    };
  });
}
