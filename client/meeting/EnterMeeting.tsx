/**
 * The door of a meeting: asks the server who I am here. Without a connection the last answer on
 * this device counts, so that a reload while offline opens the text that lies here; the server
 * judges every change anyway.
 */
import { lazy, type ReactNode, useEffect, useState } from "react";
import { type Me, readMeetingEntry } from "../connection/answers.ts";
import { rememberedWho, rememberWho } from "../connection/rememberedWho.ts";
import { useJson } from "../connection/useJson.ts";
import { demoPerson } from "../page/address.ts";
import { pageText } from "../text/da.ts";

/** Only for those who could not come in. */
const FailurePage = lazy(async () => ({ default: (await import("../page/FailurePage.tsx")).FailurePage }));

interface EnterMeetingProps {
  readonly id: string;
  readonly children: (me: Me) => ReactNode;
}

export function EnterMeeting({ id, children }: EnterMeetingProps) {
  const { fetched, askAgain } = useJson(`/api/meetings/${encodeURIComponent(id)}`, readMeetingEntry);
  const [remembered] = useState(() => rememberedWho(demoPerson()));
  const me = fetched.state === "ready" ? fetched.value.me : undefined;
  // Writes who I am here to the device; the next answer overwrites it.
  useEffect(() => {
    if (me) rememberWho(me, demoPerson());
  }, [me]);
  if (me) return children(me);
  if (fetched.state === "loading") return <MeetingBones />;
  if (fetched.state === "failed" && fetched.failure.kind === "unreachable" && remembered) {
    return children(remembered);
  }
  return fetched.state === "failed" ? <FailurePage failure={fetched.failure} onRetry={askAgain} /> : null;
}

export function MeetingBones() {
  return (
    <main id="indhold" tabIndex={-1} className="plain-page loading">
      <h1 className="muted">{pageText.loadingMeeting}</h1>
      <span className="bone" />
      <span className="bone" />
      <span className="bone" />
      <span className="bone" />
    </main>
  );
}
