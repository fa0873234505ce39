/** The address of one meeting: who am I here, then the live document. */
import { EnterMeeting } from "./EnterMeeting.tsx";
import { MeetingRoom } from "./MeetingRoom.tsx";
import "../style/meeting.css";
import "../style/items.css";
import "../style/suggestion.css";

export function MeetingPage({ id }: { readonly id: string }) {
  return <EnterMeeting id={id}>{(me) => <MeetingRoom id={id} me={me} />}</EnterMeeting>;
}
