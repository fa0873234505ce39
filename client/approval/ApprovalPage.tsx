/** The address where the chairs read and approve item by item. */
import type { Me } from "../connection/answers.ts";
import { hasMeeting } from "../../shared/document/read.ts";
import { useDocument } from "../connection/useDocument.ts";
import { useMeeting } from "../connection/useMeeting.ts";
import { EnterMeeting, MeetingBones } from "../meeting/EnterMeeting.tsx";
import { RoomProvider, useMakeRoom } from "../meeting/room.ts";
import { ConnectionEnd } from "../page/ConnectionEnd.tsx";
import { ApprovalScreen } from "./ApprovalScreen.tsx";
import "../style/meeting.css";
import "../style/items.css";
import "../style/approval.css";

export function ApprovalPage({ id }: { readonly id: string }) {
  return <EnterMeeting id={id}>{(me) => <ApprovalRoom id={id} me={me} />}</EnterMeeting>;
}

function ApprovalRoom({ id, me }: { readonly id: string; readonly me: Me }) {
  const session = useMeeting(id, me);
  const room = useMakeRoom(id, me, session);
  const isHere = useDocument(session.doc, hasMeeting, ["meeting"]);
  if (!isHere && session.connection.state !== "ended") return <MeetingBones />;
  return (
    <RoomProvider value={room}>
      <ConnectionEnd session={session} />
      {isHere && <ApprovalScreen />}
    </RoomProvider>
  );
}
