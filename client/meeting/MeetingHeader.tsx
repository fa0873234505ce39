/** The top of a meeting: committee, when and where, phase, saving, who is here, and what I can do with it all. */
import { ChevronLeft, Download, Ellipsis, Monitor, Pencil } from "lucide-react";
import { useState } from "react";
import type { MeetingRecord } from "../../shared/document/layout.ts";
import { clockText, longDate } from "../../shared/meeting/dates.ts";
import { ADDRESS, demoPerson, exportAddress } from "../page/address.ts";
import { AppLink } from "../page/AppLink.tsx";
import { Menu } from "../page/Menu.tsx";
import { PhaseChip } from "../page/PhaseChip.tsx";
import { PresenceAvatars } from "../page/PresenceAvatars.tsx";
import { SavingState } from "../page/SavingState.tsx";
import { usePage } from "../page/usePage.ts";
import { SideButton } from "../suggestion/SideButton.tsx";
import { connectionText } from "../text/da.ts";
import { meetingText } from "../text/meeting.ts";
import { HeaderDialog } from "./HeaderDialog.tsx";
import { ModeSwitch } from "./ModeSwitch.tsx";
import { PhaseActs } from "./PhaseActs.tsx";
import { useRoom } from "./room.ts";

interface MeetingHeaderProps {
  readonly record: MeetingRecord;
  /** Opens suggestions and comments where they have no column of their own. */
  readonly onSide?: () => void;
}

export function MeetingHeader({ record, onSide }: MeetingHeaderProps) {
  const { session, me, phase } = useRoom();
  const heading = usePage(`${meetingText.kindWord[record.kind]} ${record.committee}`);
  return (
    <div className="meeting-header">
      <AppLink to={ADDRESS.meetings} className="button quiet square">
        <ChevronLeft className="icon" aria-hidden="true" />
        <span className="only-read-aloud">{meetingText.backLong}</span>
      </AppLink>
      <div className="meeting-name">
        <h1 ref={heading} tabIndex={-1}>
          <span className="only-read-aloud">{meetingText.kindWord[record.kind]}: </span>
          {record.committee === "" ? meetingText.kindWord[record.kind] : record.committee}
        </h1>
        <p className="muted small">{whenAndWhere(record)}</p>
      </div>
      <PhaseChip phase={phase} />
      <span className="spring" />
      <SavingState session={session} />
      <PresenceAvatars presence={session.presence} me={me} />
      <ModeSwitch />
      {onSide && <SideButton onOpen={onSide} />}
      <div className="row meeting-acts">
        <DownloadMenu />
        <MoreMenu record={record} />
        <ApprovalLink />
        <PhaseActs />
      </div>
    </div>
  );
}

export function whenAndWhere({ dateText, date, startTime, place }: MeetingRecord): string {
  const day = dateText ?? longDate(date);
  const time = dateText === undefined && startTime !== "" ? `kl. ${clockText(startTime)}` : "";
  const when = [day, time].filter((part) => part !== "").join(" ");
  const sentence = [when, place].filter((part) => part !== "").join(" · ");
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function DownloadMenu() {
  const { id, phase } = useRoom();
  const isFinal = phase === "godkendt" || phase === "endeligtGodkendt";
  return (
    <Menu label={meetingText.menu} icon={Download}>
      <li>
        <a href={exportAddress(id, "pdf")}>{isFinal ? meetingText.pdf : meetingText.pdfDraft}</a>
      </li>
      <li>
        <a href={exportAddress(id, "text")}>{meetingText.text}</a>
      </li>
      <li>
        <a href={exportAddress(id, "json")}>{meetingText.json}</a>
      </li>
    </Menu>
  );
}

function MoreMenu({ record }: { readonly record: MeetingRecord }) {
  const { id, may, session } = useRoom();
  const [isEditing, setEditing] = useState(false);
  const isCut = session.connection.state === "offline";
  return (
    <>
      <Menu label={meetingText.other} icon={Ellipsis}>
        <li>
          <AppLink to={ADDRESS.follow(id)}>
            <Monitor className="icon" aria-hidden="true" /> {meetingText.followLink}
          </AppLink>
        </li>
        {may("hoved").allowed && (
          <li>
            <button
              type="button"
              onClick={() => {
                setEditing(true);
              }}
            >
              <Pencil className="icon" aria-hidden="true" /> {meetingText.editHeader}
            </button>
          </li>
        )}
        {demoPerson() !== null && (
          <li>
            <button
              type="button"
              onClick={() => {
                session.simulateOffline(!isCut);
              }}
            >
              {isCut ? connectionText.simulateStop : connectionText.simulate}
            </button>
          </li>
        )}
      </Menu>
      {isEditing && (
        <HeaderDialog
          record={record}
          onClose={() => {
            setEditing(false);
          }}
        />
      )}
    </>
  );
}

function ApprovalLink() {
  const { id, phase, may } = useRoom();
  if (phase !== "tilGodkendelse" && phase !== "godkendt") return null;
  const maySign = may("godkendelse", "sign").allowed;
  return (
    <AppLink to={ADDRESS.approval(id)} className={maySign ? "button main" : "button"}>
      {maySign ? meetingText.approvalLink : meetingText.approvalSee}
    </AppLink>
  );
}
