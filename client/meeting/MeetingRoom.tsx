/** One meeting on the screen: header, list of items, the items themselves, and what needs care. */
import { useState } from "react";
import { hasMeeting, listItems, readLive, readMeetingRecord } from "../../shared/document/read.ts";
import type { Me } from "../connection/answers.ts";
import { useDocument } from "../connection/useDocument.ts";
import { useMeeting } from "../connection/useMeeting.ts";
import { ConnectionEnd } from "../page/ConnectionEnd.tsx";
import { ConnectionBar } from "../page/ConnectionBar.tsx";
import { PersonStrip } from "../page/PersonStrip.tsx";
import { useTopHeight } from "../page/useTopHeight.ts";
import { meetingText } from "../text/meeting.ts";
import { AgendaEnd } from "./AgendaEnd.tsx";
import { DoubtPanel } from "./DoubtPanel.tsx";
import { MeetingBones } from "./EnterMeeting.tsx";
import { ItemArticle } from "./ItemArticle.tsx";
import { ItemCount, ItemList } from "./ItemList.tsx";
import { KeptTextSummary } from "./KeptTextSummary.tsx";
import { LiveBar } from "./LiveBar.tsx";
import { MeetingHeader } from "./MeetingHeader.tsx";
import { MeetingNotes } from "./MeetingNotes.tsx";
import { PhoneBar } from "./PhoneBar.tsx";
import { Preamble } from "./Preamble.tsx";
import { RoomProvider, useMakeRoom, useRoom } from "./room.ts";
import { TroubleNote } from "./TroubleNote.tsx";
import { useItemInView } from "./useItemInView.ts";
import { useMeetingKeys } from "./useMeetingKeys.ts";
import { WantedProvider, useMakeWanted } from "./wanted.ts";

export function MeetingRoom({ id, me }: { readonly id: string; readonly me: Me }) {
  const session = useMeeting(id, me);
  const room = useMakeRoom(id, me, session);
  const isHere = useDocument(session.doc, hasMeeting, ["meeting"]);
  if (!isHere && session.connection.state !== "ended") return <MeetingBones />;
  return (
    <RoomProvider value={room}>
      <ConnectionEnd session={session} />
      {isHere && <OpenMeeting />}
    </RoomProvider>
  );
}

function OpenMeeting() {
  const { session, me, may } = useRoom();
  const record = useDocument(session.doc, readMeetingRecord, ["meeting"]);
  const items = useDocument(session.doc, listItems, ["items", "meeting"]);
  const live = useDocument(session.doc, readLive, ["live"]);
  const top = useTopHeight();
  // In a meeting the page opens where the meeting is, not at the top.
  const wanted = useMakeWanted(
    record.phase === "moede" && live.currentItem !== undefined
      ? { itemId: live.currentItem, as: "write" }
      : undefined,
  );
  const inView = useItemInView(items);
  const [isListOpen, setListOpen] = useState(false);
  const doubts = may("tvivl").allowed ? (record.doubts ?? []) : [];
  const place = { items, live, inView };
  useMeetingKeys({ ...place, wanting: wanted });
  return (
    <WantedProvider value={wanted}>
      <div className={doubts.length > 0 ? "meeting with-side" : "meeting"}>
        <header className="meeting-top" ref={top}>
          <PersonStrip me={me} />
          <MeetingHeader record={record} />
          <ConnectionBar session={session} />
          <TroubleNote />
        </header>
        <nav className="item-nav wide-only" aria-label={meetingText.itemsNav}>
          <div className="item-nav-heading">
            <h2>{meetingText.itemsHeading}</h2>
            <ItemCount items={items} live={live} />
          </div>
          <ItemList {...place} />
        </nav>
        <main
          id="indhold"
          tabIndex={-1}
          className="meeting-main"
          aria-label={meetingText.mainName(record.kind)}
        >
          <LiveBar {...place} />
          <div className="paper">
            <MeetingNotes record={record} />
            <KeptTextSummary items={items} />
            <Preamble text={record.preamble} />
            {items.map((item, index) => (
              <ItemArticle key={item.id} item={item} index={index} items={items} live={live} />
            ))}
            <AgendaEnd items={items} />
          </div>
        </main>
        {doubts.length > 0 && <DoubtPanel doubts={doubts} />}
        <PhoneBar {...place} isListOpen={isListOpen} onList={setListOpen} />
      </div>
    </WantedProvider>
  );
}
