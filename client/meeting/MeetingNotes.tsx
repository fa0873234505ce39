/** What holds for the whole meeting: approved and locked, or nothing for me to write here. */
import { CheckCheck, Lock } from "lucide-react";
import type { MeetingRecord } from "../../shared/document/layout.ts";
import { ViewNote } from "../suggestion/ViewNote.tsx";
import { connectionText } from "../text/da.ts";
import { meetingText } from "../text/meeting.ts";
import { useRoom } from "./room.ts";

export function MeetingNotes({ record }: { readonly record: MeetingRecord }) {
  const { may, session } = useRoom();
  const text = may("sagstekst", "suggest");
  const decision = may("beslutning", "suggest");
  return (
    <>
      {record.approved && (
        <p className="note ok">
          <CheckCheck className="icon" aria-hidden="true" />
          <span className="words">{record.approved.line}</span>
        </p>
      )}
      {!record.approved && !text.allowed && !decision.allowed && (
        <p className="note">
          <Lock className="icon" aria-hidden="true" />
          <span className="words">
            {meetingText.readOnly(
              (decision.refusal.reason === "locked" ? text.refusal : decision.refusal).message,
            )}
          </span>
        </p>
      )}
      <ViewNote />
      {session.deviceCopy === "denied" && (
        <p className="note warn" role="alert">
          {connectionText.deviceDenied}
        </p>
      )}
    </>
  );
}
