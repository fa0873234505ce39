/** A file becomes a meeting: decode, read, create, all or nothing. Doubts stay with the meeting until ticked off. */
import type { Context } from "hono";
import { importPaper } from "../../shared/formats/import/importPaper.ts";
import { mayI } from "../../shared/policy/permissions.ts";
import { refusalOf } from "../../shared/policy/refusal.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { storeNewDocument } from "../room/newDocument.ts";
import { answerRefusal, type AppEnv } from "./http.ts";
import type { MeetingDeps } from "./meetingDeps.ts";

const TOO_MANY_ITEMS = refusalOf(
  "tooMany",
  `Et møde kan højst have ${LIMITS.itemsPerMeeting} punkter`,
  "Del filen i flere møder.",
);

export async function importMeeting(deps: MeetingDeps, c: Context<AppEnv>): Promise<Response> {
  const who = c.get("who");
  const permission = mayI({
    phase: "planlagt",
    area: "punkter",
    roles: who.roles,
    act: "edit",
    settings: deps.settings,
  });
  if (!permission.allowed) return answerRefusal(c, permission.refusal);
  const paper = importPaper(new Uint8Array(await c.req.arrayBuffer()));
  if (!paper.ok) return answerRefusal(c, { ...refusalOf(paper.reason), message: paper.message });
  const { meeting, doubts } = paper;
  if (meeting.items.length > LIMITS.itemsPerMeeting) return answerRefusal(c, TOO_MANY_ITEMS);
  const phase = meeting.kind === "dagsorden" ? "dagsordenIArbejde" : "referatIArbejde";
  const meetingId = deps.newId();
  await storeNewDocument(meeting, {
    store: deps.store,
    documentId: meetingId,
    person: who.person,
    phase,
    newId: deps.newId,
    now: deps.clock.now(),
    doubts,
  });
  return c.json({ meetingId, doubts }, 201);
}
