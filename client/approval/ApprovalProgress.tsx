/** How far I have come, in words and as a bar. */
import { useRoom } from "../meeting/room.ts";
import { approvalText } from "../text/approval.ts";
import { type Groups, isByBoth, type ItemApprovals, ownApproval } from "./overview.ts";

interface ApprovalProgressProps {
  readonly overview: readonly ItemApprovals[];
  readonly groups: Groups;
}

export function ApprovalProgress({ overview, groups }: ApprovalProgressProps) {
  const { me, may } = useRoom();
  const maySign = may("godkendelse", "sign").allowed;
  const all = overview.length;
  const done = groups.done.length;
  const stale = groups.waiting.filter((one) => ownApproval(one, me.person)?.state === "stale").length;
  const words = maySign ? approvalText.progress(done, all) : approvalText.progressAll(done, all);
  const missing = overview.filter((one) => !isByBoth(one)).length;
  const rest =
    maySign && done === all && missing > 0
      ? approvalText.waitsForOther(missing)
      : approvalText.counts(stale, groups.waiting.length - stale);
  const share = (count: number) => ({ width: `${all === 0 ? 0 : (count / all) * 100}%` });
  return (
    <section className="approval-progress" aria-label={approvalText.progressName}>
      <strong className="small">{words}</strong>
      <div className="progress-bar" aria-hidden="true">
        <span className="done" style={share(done)} />
        <span className="stale" style={share(stale)} />
      </div>
      <span className="small muted">{rest}</span>
    </section>
  );
}
