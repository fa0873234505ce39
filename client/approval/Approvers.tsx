/** Who has approved this very text, and my own receipt. */
import { Check, Circle, RefreshCw, Undo2 } from "lucide-react";
import { approvalKey, approvalsRoot } from "../../shared/document/layout.ts";
import { danishInstant } from "../../shared/meeting/dates.ts";
import { roleLabel } from "../../shared/meeting/labels.ts";
import type { Approval } from "../../shared/meeting/meeting.ts";
import { CHAIR_ROLES, type ChairRole } from "../../shared/meeting/vocabulary.ts";
import { colourOf } from "../connection/presence.ts";
import { useDocument } from "../connection/useDocument.ts";
import { useRoom } from "../meeting/room.ts";
import { Chip } from "../page/Chip.tsx";
import { Initials } from "../page/Initials.tsx";
import { approvalText } from "../text/approval.ts";
import { capital } from "./ApprovalList.tsx";
import type { ItemApprovals } from "./overview.ts";

const LOOKS = {
  valid: { tone: "ok", icon: Check },
  stale: { tone: "warn", icon: RefreshCw },
  withdrawn: { tone: "open", icon: Undo2 },
} as const;

export function Approvers({ shown }: { readonly shown: ItemApprovals }) {
  const { me } = useRoom();
  const own = shown.approvals.find(({ person, state }) => person === me.person && state !== "withdrawn");
  return (
    <aside className="side" aria-labelledby="approvers-title">
      <h2 id="approvers-title" className="side-title">
        {approvalText.panel(shown.item.number)}
      </h2>
      <ul className="plain-list approvers">
        {CHAIR_ROLES.map((role) => (
          <li key={role} className="card">
            <Approver role={role} {...approvalIn(shown, role)} />
          </li>
        ))}
      </ul>
      {own && <Receipt itemId={shown.item.id} role={own.role} />}
    </aside>
  );
}

function approvalIn({ approvals }: ItemApprovals, role: ChairRole): { readonly approval?: Approval } {
  const approval = approvals.find((one) => one.role === role);
  return approval ? { approval } : {};
}

interface ApproverProps {
  readonly role: ChairRole;
  readonly approval?: Approval;
}

function Approver({ role, approval }: ApproverProps) {
  const { me, settings } = useRoom();
  const roleName = capital(roleLabel(role, settings.terms.chair));
  const isMine = approval === undefined ? me.roles.includes(role) : approval.person === me.person;
  const name = approval?.name ?? (isMine ? me.name : undefined);
  return (
    <>
      <div className="row approver">
        {name !== undefined && (
          <Initials name={name} colour={colourOf(approval?.person ?? me.person, role)} size="little" />
        )}
        <span>
          <strong>{name ?? roleName}</strong> {isMine && approvalText.dig}
          {name !== undefined && <span className="muted small role">{roleName}</span>}
        </span>
        <span className="spring" />
        {approval ? (
          <Chip {...LOOKS[approval.state]}>{approvalText.state[approval.state]}</Chip>
        ) : (
          <Chip tone="open" icon={Circle}>
            {approvalText.state.missing}
          </Chip>
        )}
      </div>
      {approval && (
        <p className="muted small">{approvalText.stateWords[approval.state](danishInstant(approval.at))}</p>
      )}
    </>
  );
}

interface ReceiptProps {
  readonly itemId: string;
  readonly role: ChairRole;
}

function Receipt({ itemId, role }: ReceiptProps) {
  const { session } = useRoom();
  const record = useDocument(session.doc, (doc) => approvalsRoot(doc).get(approvalKey(itemId, role)), [
    "approvals",
  ]);
  if (record === undefined) return null;
  return (
    <details className="receipt">
      <summary>{approvalText.receipt}</summary>
      <p className="small">{approvalText.receiptEntry(record.entry)}</p>
      <dl className="small">
        <dt>{approvalText.receiptHash}</dt>
        <dd>
          <code>{record.hash}</code>
        </dd>
        <dt>{approvalText.receiptChain}</dt>
        <dd>
          <code>{record.chain}</code>
        </dd>
      </dl>
      <p className="muted small">{approvalText.receiptHint}</p>
    </details>
  );
}
