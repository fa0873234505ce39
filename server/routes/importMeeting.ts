/** A file becomes a meeting: decode, read, create, all or nothing. Doubts stay with the meeting until ticked off. */
import type { Context } from "hono";
import { decodeFile } from "../../shared/formats/import/decodeFile.ts";
import { importText } from "../../shared/formats/import/importText.ts";
import { mayI } from "../../shared/policy/permissions.ts";
import { refusalOf } from "../../shared/policy/refusal.ts";
import { storeNewDocument } from "../room/newDocument.ts";
import { answerRefusal, type AppEnv } from "./http.ts";
import type { MeetingDeps } from "./meetingDeps.ts";

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
  const file = decodeFile(new Uint8Array(await c.req.arrayBuffer()));
  if (!file.ok) return answerRefusal(c, { ...refusalOf(file.reason), message: file.message });
  const { meeting, doubts } = importText(file.text);
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
