/** A meeting as a file: PDF for people, JSON and text for everything else. */
import type { Context } from "hono";
import { readMeeting, readMeetingRecord } from "../../shared/document/read.ts";
import { meetingAsJson } from "../../shared/formats/export/json.ts";
import { meetingAsText } from "../../shared/formats/export/text.ts";
import { withoutSuggestions } from "../../shared/suggestion/withoutSuggestions.ts";
import type { Phase } from "../../shared/meeting/vocabulary.ts";
import { refusalOf } from "../../shared/policy/refusal.ts";
import type { Room } from "../room/room.ts";
import { answerRefusal, type AppEnv } from "./http.ts";
import type { MeetingDeps } from "./meetingDeps.ts";

export async function exportMeeting(deps: MeetingDeps, c: Context<AppEnv>, room: Room): Promise<Response> {
  const format = c.req.query("format") ?? "json";
  const { meeting, record } = await room.read((doc) => ({
    meeting: withoutSuggestions(readMeeting(doc, { withIds: false })),
    record: readMeetingRecord(doc),
  }));
  const name = `${record.kind}-${record.date === "" ? room.documentId : record.date}`;
  const send = (body: string | Uint8Array<ArrayBuffer>, type: string, ending: string) =>
    c.body(body, 200, {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}.${ending}"`,
    });
  switch (format) {
    case "json":
      return send(meetingAsJson(meeting), "application/json; charset=utf-8", "json");
    case "text":
      return send(meetingAsText(meeting), "text/plain; charset=utf-8", "txt");
    case "pdf": {
      const head = room.ledgerHead;
      const pdf = await deps.renderPdf(meeting, {
        draft: !isFinal(record.phase),
        ...(head === undefined ? {} : { ledgerHead: head }),
      });
      return send(new Uint8Array(pdf), "application/pdf", "pdf");
    }
    default:
      return answerRefusal(c, refusalOf("wrongTypes", "Formatet kendes ikke", "Vælg pdf, json eller text."));
  }
}

/** An imported referat may carry an approval line of old; only an approval made here takes the draft's mark off. */
function isFinal(phase: Phase): boolean {
  return phase === "godkendt" || phase === "endeligtGodkendt";
}
