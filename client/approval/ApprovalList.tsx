/** The items in two groups: those that need me and those that are done. */
import { Check, CheckCheck, Circle, RefreshCw } from "lucide-react";
import { roleLabel } from "../../shared/meeting/labels.ts";
import { CHAIR_ROLES } from "../../shared/meeting/vocabulary.ts";
import { useRoom } from "../meeting/room.ts";
import { Chip } from "../page/Chip.tsx";
import { pageText } from "../text/da.ts";
import { approvalText } from "../text/approval.ts";
import { type Groups, isByBoth, type ItemApprovals, ownApproval } from "./overview.ts";

interface ApprovalListProps {
  readonly groups: Groups;
  readonly shown?: string;
  readonly onChoose: (itemId: string) => void;
}

export function ApprovalList({ groups, shown, onChoose }: ApprovalListProps) {
  const { may } = useRoom();
  const maySign = may("godkendelse", "sign").allowed;
  const part = { ...(shown !== undefined && { shown }), onChoose };
  return (
    <>
      <Group
        title={maySign ? approvalText.needsYou : approvalText.needsSomebody}
        entries={groups.waiting}
        {...part}
      />
      <Group
        title={maySign ? approvalText.approvedByYou : approvalText.approvedByBoth}
        entries={groups.done}
        {...part}
      />
    </>
  );
}

interface GroupProps {
  readonly title: string;
  readonly entries: readonly ItemApprovals[];
  readonly shown?: string;
  readonly onChoose: (itemId: string) => void;
}

function Group({ title, entries, shown, onChoose }: GroupProps) {
  if (entries.length === 0) return null;
  return (
    <>
      <div className="item-nav-heading group-heading">
        <h2>{title}</h2>
        <span className="figures">{entries.length}</span>
      </div>
      <ul className="plain-list item-list">
        {entries.map((entry) => (
          <li key={entry.item.id}>
            <button
              type="button"
              className="item-link"
              aria-current={entry.item.id === shown ? "true" : undefined}
              onClick={() => {
                onChoose(entry.item.id);
              }}
            >
              <span className="number figures">{entry.item.number}</span>
              <span className="title">{entry.item.title === "" ? pageText.noTitle : entry.item.title}</span>
              <span className="chips">
                <ApprovalChips entry={entry} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function ApprovalChips({ entry }: { readonly entry: ItemApprovals }) {
  const { me, may, settings } = useRoom();
  if (isByBoth(entry)) {
    return (
      <Chip tone="ok" icon={CheckCheck}>
        {approvalText.both}
      </Chip>
    );
  }
  const maySign = may("godkendelse", "sign").allowed;
  const own = maySign ? ownApproval(entry, me.person) : undefined;
  if (own?.state === "stale") {
    return (
      <Chip tone="warn" icon={RefreshCw}>
        {approvalText.changedSince}
      </Chip>
    );
  }
  if (maySign && own === undefined) {
    return (
      <Chip tone="open" icon={Circle}>
        {approvalText.notApproved}
      </Chip>
    );
  }
  return CHAIR_ROLES.map((role) => {
    const isValid = entry.approvals.some((one) => one.role === role && one.state === "valid");
    const word = own?.role === role ? approvalText.you : capital(roleLabel(role, settings.terms.chair));
    return (
      <Chip key={role} tone={isValid ? "ok" : "open"} icon={isValid ? Check : Circle}>
        {word}
      </Chip>
    );
  });
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
