/**
 * «Alt er gemt» only when the server has said so: the connection is live and nothing waits.
 * Shown, never announced: it changes with every word.
 */
import { Check, CloudOff, LoaderCircle, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import type { MeetingSession } from "../connection/meetingSession.ts";
import { useConnectionNow } from "../connection/useConnectionNow.ts";
import { connectionText } from "../text/da.ts";

const SHOW_SAVING_AFTER_MS = 1000;

export function SavingState({ session }: { readonly session: Pick<MeetingSession, "watch"> }) {
  const connection = useConnectionNow(session);
  const isSaving = connection.state === "live" && connection.saving;
  const isSlow = useLasting(isSaving, SHOW_SAVING_AFTER_MS);
  if (connection.state === "live" && !connection.saving) {
    return (
      <span className="saving-state ok">
        <Check className="icon" aria-hidden="true" /> {connectionText.saved}
      </span>
    );
  }
  if (isSaving) {
    // Under a second it stays silent: neither saved nor worth a word.
    return (
      <span className="saving-state" data-slow={isSlow}>
        {isSlow && (
          <>
            <LoaderCircle className="icon" aria-hidden="true" /> {connectionText.saving}
          </>
        )}
      </span>
    );
  }
  if (connection.state === "cannotSave") {
    return (
      <span className="saving-state warn">
        <TriangleAlert className="icon" aria-hidden="true" /> {connectionText.cannotSaveShort}
      </span>
    );
  }
  if (connection.state === "opening") return <span className="saving-state">{connectionText.opening}</span>;
  if (connection.state === "refused")
    return <span className="saving-state">{connectionText.fetchingAnew}</span>;
  return (
    <span className="saving-state">
      <CloudOff className="icon" aria-hidden="true" /> {connectionText.offlineShort}
    </span>
  );
}

/** True once `isOn` has been true without a break for so long. */
function useLasting(isOn: boolean, afterMs: number): boolean {
  const [hasLasted, setLasted] = useState(false);
  // Starts a clock; undone by stopping it.
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setTimeout(() => {
      setLasted(true);
    }, afterMs);
    return () => {
      clearTimeout(timer);
      setLasted(false);
    };
  }, [isOn, afterMs]);
  return isOn && hasLasted;
}
