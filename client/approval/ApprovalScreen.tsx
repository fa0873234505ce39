/** Approving item by item: the groups, the text of one item, who has approved this text, and the act. */
import { ChevronLeft } from "lucide-react";
import { useState } from "react";
import { readMeetingRecord } from "../../shared/document/read.ts";
import { useDocument } from "../connection/useDocument.ts";
import { whenAndWhere } from "../meeting/MeetingHeader.tsx";
import { useRoom } from "../meeting/room.ts";
import { TroubleNote } from "../meeting/TroubleNote.tsx";
import { ADDRESS } from "../page/address.ts";
import { AppLink } from "../page/AppLink.tsx";
import { ConnectionBar } from "../page/ConnectionBar.tsx";
import { PersonStrip } from "../page/PersonStrip.tsx";
import { PhaseChip } from "../page/PhaseChip.tsx";
import { SavingState } from "../page/SavingState.tsx";
import { usePage } from "../page/usePage.ts";
import { useTopHeight } from "../page/useTopHeight.ts";
import { approvalText } from "../text/approval.ts";
import { ApprovalList } from "./ApprovalList.tsx";
import { ApprovalNotes } from "./ApprovalNotes.tsx";
import { ApprovalProgress } from "./ApprovalProgress.tsx";
import { Approvers } from "./Approvers.tsx";
import { ItemToApprove } from "./ItemToApprove.tsx";
import { groupsFor, readOverview } from "./overview.ts";
import { SignOffBar } from "./SignOffBar.tsx";
import { useShownText } from "./useShownText.ts";

export function ApprovalScreen() {
  const { session, me, may } = useRoom();
  const overview = useDocument(session.doc, readOverview);
  const maySign = may("godkendelse", "sign").allowed;
  const groups = groupsFor(overview, maySign ? me.person : undefined);
  const [chosen, setChosen] = useState<string>();
  // The first that waits, fixed at the first look: approving it must not make the page jump by itself.
  const [first] = useState(() => (groups.waiting[0] ?? overview[0])?.item.id);
  const shown = overview.find(({ item }) => item.id === (chosen ?? first)) ?? overview[0];
  const top = useTopHeight();
  const text = useShownText(shown?.item.id);
  return (
    <div className="approval">
      <header className="meeting-top" ref={top}>
        <PersonStrip me={me} />
        <ApprovalHeader />
        <ConnectionBar session={session} />
        <TroubleNote />
        <ApprovalProgress overview={overview} groups={groups} />
      </header>
      <nav className="item-nav approval-nav" aria-label={approvalText.nav}>
        <ApprovalList groups={groups} {...(shown && { shown: shown.item.id })} onChoose={setChosen} />
      </nav>
      <main id="indhold" tabIndex={-1} className="meeting-main">
        <div className="paper">
          <ApprovalNotes {...(shown && { shown })} text={text} />
          {shown ? <ItemToApprove item={shown.item} /> : <p className="empty">{approvalText.empty}</p>}
        </div>
        {shown && (
          <SignOffBar shown={shown} overview={overview} groups={groups} text={text} onChoose={setChosen} />
        )}
      </main>
      {shown && <Approvers shown={shown} />}
    </div>
  );
}

function ApprovalHeader() {
  const { id, session, phase, may } = useRoom();
  const record = useDocument(session.doc, readMeetingRecord, ["meeting"]);
  const title = may("godkendelse", "sign").allowed ? approvalText.title : approvalText.titleReader;
  const heading = usePage(`${title} ${record.committee}`);
  return (
    <div className="meeting-header">
      <AppLink to={ADDRESS.meeting(id)} className="button quiet square">
        <ChevronLeft className="icon" aria-hidden="true" />
        <span className="only-read-aloud">{approvalText.back}</span>
      </AppLink>
      <div className="meeting-name">
        <h1 ref={heading} tabIndex={-1}>
          {title} · {record.committee}
        </h1>
        <p className="muted small">{whenAndWhere(record)}</p>
      </div>
      <PhaseChip phase={phase} />
      <span className="spring" />
      <SavingState session={session} />
    </div>
  );
}
