/** What the reader must know before approving: done, not yet, gone stale, or changed while reading. */
import { CheckCheck, Lock, PencilRuler, RefreshCw, TriangleAlert } from "lucide-react";
import { useEffect } from "react";
import { readMeetingRecord } from "../../shared/document/read.ts";
import { danishInstant } from "../../shared/meeting/dates.ts";
import { useDocument } from "../connection/useDocument.ts";
import { useSuggestionCount } from "../connection/useOpenSuggestions.ts";
import { articleId } from "../meeting/useItemInView.ts";
import { useRoom } from "../meeting/room.ts";
import { ADDRESS } from "../page/address.ts";
import { announce } from "../page/announcer.ts";
import { AppLink } from "../page/AppLink.tsx";
import { approvalText } from "../text/approval.ts";
import { type ItemApprovals, ownApproval } from "./overview.ts";
import type { ShownText } from "./useShownText.ts";

interface ApprovalNotesProps {
  readonly shown?: ItemApprovals;
  readonly text: ShownText;
}

export function ApprovalNotes({ shown, text }: ApprovalNotesProps) {
  const { session, me, may } = useRoom();
  const approved = useDocument(session.doc, (doc) => readMeetingRecord(doc).approved, ["meeting"]);
  const permission = may("godkendelse", "sign");
  const own = shown && permission.allowed ? ownApproval(shown, me.person) : undefined;
  return (
    <>
      {approved && (
        <p className="note ok">
          <CheckCheck className="icon" aria-hidden="true" />
          <span className="words">{approved.line}</span>
        </p>
      )}
      {!approved && !permission.allowed && (
        <p className="note">
          <Lock className="icon" aria-hidden="true" />
          <span className="words">{permission.refusal.message}</span>
        </p>
      )}
      {shown && permission.allowed && <OpenSuggestionsNote itemId={shown.item.id} />}
      {own?.state === "stale" && (
        <div className="note warn">
          <RefreshCw className="icon" aria-hidden="true" />
          <p className="words">
            <strong>{approvalText.stale(danishInstant(own.at))}</strong>
            <br />
            {approvalText.staleWords}
          </p>
        </div>
      )}
      {permission.allowed && text.isChanged && <ChangedNote onSeen={text.haveSeen} />}
    </>
  );
}

function OpenSuggestionsNote({ itemId }: { readonly itemId: string }) {
  const { id, session } = useRoom();
  const count = useSuggestionCount(session.doc, itemId);
  if (count === 0) return null;
  return (
    <div className="note warn">
      <PencilRuler className="icon" aria-hidden="true" />
      <p className="words">{approvalText.openSuggestions(count)}</p>
      <AppLink to={`${ADDRESS.meeting(id)}#${articleId(itemId)}`} className="button">
        {approvalText.toSuggestions}
      </AppLink>
    </div>
  );
}

function ChangedNote({ onSeen }: { readonly onSeen: () => void }) {
  // Speaks once when it appears; nothing to undo.
  useEffect(() => {
    announce(approvalText.changedWhileReading, "alert");
  }, []);
  return (
    <div className="note warn">
      <TriangleAlert className="icon" aria-hidden="true" />
      <p className="words">
        <strong>{approvalText.changedWhileReading}</strong>
      </p>
      <button type="button" className="button" onClick={onSeen}>
        {approvalText.haveSeen}
      </button>
    </div>
  );
}
