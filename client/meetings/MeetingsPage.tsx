/** The list of meetings: what needs me first, then all of them with date and phase. */
import { FileUp } from "lucide-react";
import { useEffect } from "react";
import { useLocation } from "wouter";
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import { mayI } from "../../shared/policy/permissions.ts";
import { type Me, type MeetingSummary, readMe, readMeetings } from "../connection/answers.ts";
import { useJson } from "../connection/useJson.ts";
import { ADDRESS, withPerson } from "../page/address.ts";
import { AppLink } from "../page/AppLink.tsx";
import { FailurePage } from "../page/FailurePage.tsx";
import { PersonStrip } from "../page/PersonStrip.tsx";
import { usePage } from "../page/usePage.ts";
import { pageText } from "../text/da.ts";
import { meetingsText } from "../text/meetings.ts";
import { mayImportMeetings } from "./mayImport.ts";
import { bodyOf, dayOf } from "./meetingNames.ts";
import { MeetingTable } from "./MeetingTable.tsx";

export function MeetingsPage() {
  const { fetched, askAgain } = useJson("/api/meetings", readMeetings);
  const { fetched: session } = useJson("/api/session", readMe);
  useStraightToMeeting(fetched.state === "ready" ? fetched.value : []);
  if (fetched.state === "failed") return <FailurePage failure={fetched.failure} onRetry={askAgain} />;
  const me = session.state === "ready" ? session.value : undefined;
  return (
    <>
      <header>{me && <PersonStrip me={me} />}</header>
      <MeetingsMain {...(fetched.state === "ready" && { meetings: fetched.value })} {...(me && { me })} />
    </>
  );
}

interface MeetingsMainProps {
  /** Undefined while they are fetched. */
  readonly meetings?: readonly MeetingSummary[];
  readonly me?: Me;
}

function MeetingsMain({ meetings, me }: MeetingsMainProps) {
  const heading = usePage(meetingsText.title);
  const mayImport = me !== undefined && mayImportMeetings(me);
  return (
    <main id="indhold" tabIndex={-1} className="meetings">
      <div className="row">
        <h1 ref={heading} tabIndex={-1}>
          {meetingsText.title}
        </h1>
        <span className="spring" />
        {mayImport && (
          <AppLink to={ADDRESS.importer} className="button main">
            <FileUp className="icon" aria-hidden="true" />
            {meetingsText.importOwn}
          </AppLink>
        )}
      </div>
      {meetings === undefined && <MeetingBones />}
      {meetings?.length === 0 && <NoMeetings mayImport={mayImport} />}
      {meetings !== undefined && meetings.length > 0 && (
        <>
          {me && <NeedsYou meetings={meetings} me={me} />}
          <MeetingTable meetings={meetings} />
        </>
      )}
    </main>
  );
}

function NeedsYou({ meetings, me }: { readonly meetings: readonly MeetingSummary[]; readonly me: Me }) {
  const running = meetings.filter(({ phase }) => phase === "moede");
  const toApprove = meetings.filter(({ phase }) => {
    return mayI({ phase, area: "godkendelse", roles: me.roles, act: "sign", settings: DEMO_SETTINGS })
      .allowed;
  });
  if (running.length + toApprove.length === 0) return null;
  return (
    <ul className="plain-list meeting-cards" aria-label={meetingsText.needsYou}>
      {running.map((meeting) => (
        <li key={meeting.id} className="card meeting-card live">
          <span className="label">{meetingsText.current}</span>
          <strong>{dayOf(meeting)}</strong>
          <span>{bodyOf(meeting)}</span>
          <span className="row">
            <AppLink to={ADDRESS.meeting(meeting.id)} className="button main">
              {meetingsText.open}
            </AppLink>
            <AppLink to={ADDRESS.follow(meeting.id)} className="button">
              {meetingsText.follow}
            </AppLink>
          </span>
        </li>
      ))}
      {toApprove.map((meeting) => (
        <li key={meeting.id} className="card meeting-card warn">
          <span className="label">{meetingsText.toApprove}</span>
          <strong>{dayOf(meeting)}</strong>
          <span>{bodyOf(meeting)}</span>
          <span className="row">
            <AppLink to={ADDRESS.approval(meeting.id)} className="button main">
              {meetingsText.approve}
            </AppLink>
          </span>
        </li>
      ))}
    </ul>
  );
}

function NoMeetings({ mayImport }: { readonly mayImport: boolean }) {
  return (
    <div className="card empty">
      <p>{mayImport ? meetingsText.empty : meetingsText.emptyReader}</p>
      {mayImport && <p>{meetingsText.emptyNext}</p>}
    </div>
  );
}

function MeetingBones() {
  return (
    <div className="loading">
      <p className="muted" role="status">
        {pageText.loading}
      </p>
      <span className="bone" />
      <span className="bone" />
      <span className="bone" />
    </div>
  );
}

/** An entrance of the start page may ask for the meeting in session; the list is only passed through. */
function useStraightToMeeting(meetings: readonly MeetingSummary[]): void {
  const [, navigate] = useLocation();
  const running = meetings.find(({ phase }) => phase === "moede");
  // Changes the address of the browser once the answer is here; nothing to undo.
  useEffect(() => {
    const goTo = new URLSearchParams(window.location.search).get("til");
    if (running === undefined || goTo === null) return;
    const address = goTo === "foelg" ? ADDRESS.follow(running.id) : ADDRESS.meeting(running.id);
    navigate(withPerson(address), { replace: true });
  }, [running, navigate]);
}
