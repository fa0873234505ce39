/**
 * Following a meeting: the current item, large, and nothing to press unless one wants to look
 * elsewhere. It loads no editor, so that it opens at once on a phone in the back row.
 */
import { hasMeeting } from "../../shared/document/read.ts";
import type { Me } from "../connection/answers.ts";
import { useDocument } from "../connection/useDocument.ts";
import { useConnection } from "../connection/useConnection.ts";
import { EnterMeeting, MeetingBones } from "../meeting/EnterMeeting.tsx";
import { ConnectionEnd } from "../page/ConnectionEnd.tsx";
import { FollowScreen } from "./FollowScreen.tsx";
import "../style/follow.css";

export function FollowPage({ id }: { readonly id: string }) {
  return <EnterMeeting id={id}>{(me) => <FollowRoom id={id} me={me} />}</EnterMeeting>;
}

function FollowRoom({ id, me }: { readonly id: string; readonly me: Me }) {
  const session = useConnection(id, me, "reading");
  const isHere = useDocument(session.doc, hasMeeting, ["meeting"]);
  if (!isHere && session.connection.state !== "ended") return <MeetingBones />;
  return (
    <>
      <ConnectionEnd session={session} />
      {isHere && <FollowScreen id={id} session={session} />}
    </>
  );
}
