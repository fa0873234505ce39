/** One meeting on the screen: header, list of items, the items themselves, and what needs care. */
import { lazy, Suspense, useState } from "react";
import type { MeetingRecord } from "../../shared/document/layout.ts";
import { hasMeeting, listItems, readLive, readMeetingRecord } from "../../shared/document/read.ts";
import type { Me } from "../connection/answers.ts";
import { useDocument } from "../connection/useDocument.ts";
import { useMeeting } from "../connection/useMeeting.ts";
import { ConnectionEnd } from "../page/ConnectionEnd.tsx";
import { ConnectionBar } from "../page/ConnectionBar.tsx";
import { PersonStrip } from "../page/PersonStrip.tsx";
import { useTopHeight } from "../page/useTopHeight.ts";
import { useHasSide } from "../suggestion/useHasSide.ts";
import { useMakeView, ViewProvider } from "../suggestion/view.ts";
import { meetingText } from "../text/meeting.ts";
import { AgendaEnd } from "./AgendaEnd.tsx";
import { DoubtPanel } from "./DoubtPanel.tsx";
import { MeetingBones } from "./EnterMeeting.tsx";
import { ItemArticle } from "./ItemArticle.tsx";
import { ItemCount, ItemList, type ItemPlace } from "./ItemList.tsx";
import { KeptTextSummary } from "./KeptTextSummary.tsx";
import { LiveBar } from "./LiveBar.tsx";
import { MeetingHeader } from "./MeetingHeader.tsx";
import { MeetingNotes } from "./MeetingNotes.tsx";
import { PhoneBar } from "./PhoneBar.tsx";
import { Preamble } from "./Preamble.tsx";
import { RoomProvider, useMakeRoom, useRoom } from "./room.ts";
import { TroubleNote } from "./TroubleNote.tsx";
import { articleId, useItemInView } from "./useItemInView.ts";
import { useMeetingKeys } from "./useMeetingKeys.ts";
import { WantedProvider, useMakeWanted } from "./wanted.ts";

const SuggestionLayer = lazy(async () => ({
  default: (await import("../suggestion/SuggestionLayer.tsx")).SuggestionLayer,
}));

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
  const wanted = useMakeWanted(firstWanted(record, items, live));
  const inView = useItemInView(items);
  const [isListOpen, setListOpen] = useState(false);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const view = useMakeView();
  const hasSide = useHasSide();
  const doubts = may("tvivl").allowed ? (record.doubts ?? []) : [];
  const place = { items, live, inView };
  useMeetingKeys({ ...place, wanting: wanted });
  const openSheet = () => {
    setSheetOpen(true);
  };
  return (
    <WantedProvider value={wanted}>
      <ViewProvider value={view}>
        <div className={["meeting", sideClass(hasSide, doubts.length > 0)].join(" ")}>
          <header className="meeting-top" ref={top}>
            <PersonStrip me={me} />
            <MeetingHeader record={record} {...(hasSide && { onSide: openSheet })} />
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
          <MeetingText record={record} place={place} />
          <div className="side-column" data-scrolls>
            {doubts.length > 0 && <DoubtPanel doubts={doubts} />}
            {hasSide && (
              <Suspense>
                <SuggestionLayer inView={inView} isSheetOpen={isSheetOpen} onSheet={setSheetOpen} />
              </Suspense>
            )}
          </div>
          <PhoneBar
            {...place}
            isListOpen={isListOpen}
            onList={setListOpen}
            {...(hasSide && { onSide: openSheet })}
          />
        </div>
      </ViewProvider>
    </WantedProvider>
  );
}

/** A link to an item opens there; in a meeting the page opens where the meeting is, not at the top. */
function firstWanted({ phase }: MeetingRecord, items: ItemPlace["items"], live: ItemPlace["live"]) {
  const linked = items.find(({ id }) => window.location.hash === `#${articleId(id)}`);
  if (linked !== undefined) return { itemId: linked.id, as: "read" } as const;
  if (phase !== "moede" || live.currentItem === undefined) return undefined;
  return { itemId: live.currentItem, as: "write" } as const;
}

interface MeetingTextProps {
  readonly record: MeetingRecord;
  readonly place: ItemPlace;
}

function MeetingText({ record, place }: MeetingTextProps) {
  const { items, live } = place;
  return (
    <main id="indhold" tabIndex={-1} className="meeting-main" aria-label={meetingText.mainName(record.kind)}>
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
  );
}

function sideClass(hasSide: boolean, hasDoubts: boolean): string {
  if (hasDoubts) return "with-side with-doubts";
  return hasSide ? "with-side" : "";
}
