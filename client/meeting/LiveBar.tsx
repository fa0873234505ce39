/** The bar of a meeting in session: what is treated now and for how long, who came, and the next item. */
import { ArrowRight, CircleDot, Users } from "lucide-react";
import { useEffect, useState } from "react";
import { listAttendance, readMeetingRecord } from "../../shared/document/read.ts";
import { useDocument } from "../connection/useDocument.ts";
import { ActButton } from "../page/ActButton.tsx";
import { Chip } from "../page/Chip.tsx";
import { liveText, meetingText } from "../text/meeting.ts";
import { AttendanceDialog } from "./AttendanceDialog.tsx";
import { countPresent } from "./attendanceRows.ts";
import type { ItemPlace } from "./ItemList.tsx";
import { useRoom } from "./room.ts";
import { useNextItem } from "./useNextItem.ts";
import { useWanting } from "./wanted.ts";

/** Attendance is kept in these phases; before there is nobody to count, after it is printed. */
export function LiveBar({ items, live }: ItemPlace) {
  const { phase, may, noCommands } = useRoom();
  const nextItem = useNextItem(items, live, useWanting());
  if (phase !== "moede" && !may("fremmoede").allowed) return null;
  if (phase !== "moede" && phase !== "referatIArbejde" && phase !== "tilGodkendelse") return null;
  const current = items.find(({ id }) => id === live.currentItem);
  return (
    <section className="live-bar" aria-label={liveText.bar}>
      {phase === "moede" &&
        (current ? (
          <>
            <Chip tone="live" icon={CircleDot}>
              <span className="narrow-quiet">{liveText.now}</span>
              <span className="narrow-only" aria-hidden="true">
                {liveText.nowShort}
              </span>
            </Chip>
            <strong>{meetingText.item(current.number)}</strong>
            {live.currentSince !== undefined && <TimeSpent since={live.currentSince} />}
          </>
        ) : (
          <span className="muted">{liveText.notBegun}</span>
        ))}
      <span className="spring" />
      <Attendance isShort={phase === "moede"} />
      {phase === "moede" && may("afvikling").allowed && nextItem.next && (
        <>
          <ActButton
            look="main"
            icon={ArrowRight}
            whyNot={noCommands}
            onPress={() => {
              nextItem.goOn();
            }}
          >
            {current ? liveText.next : liveText.first}
          </ActButton>
          <kbd className="wide-only">{liveText.nextKey}</kbd>
        </>
      )}
      {phase === "moede" && current && !nextItem.next && (
        <span className="muted small">{liveText.allDone}</span>
      )}
    </section>
  );
}

/** Short while the bar also holds the current item; alone in the bar there is room for the words. */
function Attendance({ isShort }: { readonly isShort: boolean }) {
  const { session } = useRoom();
  const [isOpen, setOpen] = useState(false);
  const participants = useDocument(session.doc, (doc) => readMeetingRecord(doc).participants, ["meeting"]);
  const attendance = useDocument(session.doc, listAttendance, ["attendance"]);
  const { here, all } = countPresent(participants, attendance);
  return (
    <>
      {all > 0 && (
        <span className={isShort ? "muted small figures wide-only" : "muted small figures"}>
          {liveText.present(here, all)}
        </span>
      )}
      <button
        type="button"
        className="button"
        onClick={() => {
          setOpen(true);
        }}
      >
        <Users className="icon" aria-hidden="true" />
        <span className={isShort ? "narrow-quiet" : ""}>{liveText.attendance}</span>
      </button>
      {isOpen && (
        <AttendanceDialog
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

const SHOWN_MAX_MINUTES = 600;

/** A clock on the screen alone; the document stores when the item began and never ticks. */
function TimeSpent({ since }: { readonly since: string }) {
  const [now, setNow] = useState(() => Date.now());
  // Starts a clock; undone by stopping it.
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  const minutes = Math.floor(seconds / 60);
  // A clock that was left running overnight says nothing about the item.
  if (minutes >= SHOWN_MAX_MINUTES) return null;
  return (
    <span className="time-spent figures" role="timer" aria-live="off" aria-label={liveText.time(minutes)}>
      {minutes}:{String(seconds % 60).padStart(2, "0")}
    </span>
  );
}
