/** The screen of a follower: which item, its text, and a bar for looking around. */
import { useState } from "react";
import { type ListedItem, listItems, readLive, readMeetingRecord } from "../../shared/document/read.ts";
import type { MeetingRecord } from "../../shared/document/layout.ts";
import { longDate } from "../../shared/meeting/dates.ts";
import type { MeetingSession } from "../connection/meetingSession.ts";
import { useDocument } from "../connection/useDocument.ts";
import { useLastChange } from "../connection/useLastChange.ts";
import { Chip } from "../page/Chip.tsx";
import { followText } from "../text/follow.ts";
import { FollowBar } from "./FollowBar.tsx";
import { FollowedItem } from "./FollowedItem.tsx";
import { FollowState } from "./FollowState.tsx";
import { Now } from "./icons.tsx";
import { useTextSize } from "./useTextSize.ts";

interface FollowScreenProps {
  readonly id: string;
  readonly session: MeetingSession;
}

export function FollowScreen({ id, session }: FollowScreenProps) {
  const { doc } = session;
  const record = useDocument(doc, readMeetingRecord, ["meeting"]);
  const items = useDocument(doc, listItems, ["items", "meeting"]);
  const live = useDocument(doc, readLive, ["live"]);
  const [lookingAt, setLookingAt] = useState<string>();
  const size = useTextSize();
  const current =
    record.phase === "moede" ? items.find(({ id: each }) => each === live.currentItem) : undefined;
  const shown = items.find(({ id: each }) => each === lookingAt) ?? current;
  // Looking at the current item is following it again.
  if (lookingAt !== undefined && lookingAt === current?.id) setLookingAt(undefined);
  return (
    <div className="follow" style={{ "--text-scale": size.scale }}>
      <FollowHeader
        record={record}
        items={items}
        session={session}
        {...(shown && { shown })}
        {...(current && { current })}
      />
      {current && shown ? (
        <FollowedItem key={shown.id} link={session.text} item={shown} isCurrent={shown.id === current.id} />
      ) : (
        <FollowState id={id} phase={record.phase} />
      )}
      {current && shown && (
        <FollowBar
          meetingId={id}
          items={items}
          current={current}
          shown={shown}
          size={size}
          onLook={setLookingAt}
        />
      )}
    </div>
  );
}

interface FollowHeaderProps {
  readonly record: MeetingRecord;
  readonly items: readonly ListedItem[];
  readonly session: MeetingSession;
  readonly shown?: ListedItem;
  readonly current?: ListedItem;
}

function FollowHeader({ record, items, session, shown, current }: FollowHeaderProps) {
  const lastChange = useLastChange(session.doc);
  const isLive = session.connection.state === "live";
  const last = items.at(-1)?.number ?? 0;
  return (
    <header className="follow-header">
      {shown && shown.id === current?.id && (
        <Chip tone="live" icon={Now}>
          {followText.at(shown.number, last)}
        </Chip>
      )}
      {shown && shown.id !== current?.id && (
        <Chip tone="quiet">{followText.looking(shown.number, last)}</Chip>
      )}
      <p className="follow-meeting">
        <strong>{record.committee}</strong>{" "}
        <span className="wide-only-inline">· {record.dateText ?? longDate(record.date)}</span>
      </p>
      <span className="spring" />
      {lastChange !== undefined && (
        <p className={isLive ? "follow-time" : "follow-time stale"}>
          {isLive ? followText.updated(lastChange) : followText.stale(lastChange)}
        </p>
      )}
    </header>
  );
}
