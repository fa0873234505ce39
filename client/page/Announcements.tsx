/** The regions that a screen reader listens to; they exist before anything is said in them. */
import { useSyncExternalStore } from "react";
import { onSpoken, spoken } from "./announcer.ts";

export function Announcements() {
  const polite = useSyncExternalStore(onSpoken, () => spoken("polite"));
  const alert = useSyncExternalStore(onSpoken, () => spoken("alert"));
  return (
    <div className="only-read-aloud">
      <div role="status">{polite}</div>
      <div role="alert">{alert}</div>
    </div>
  );
}
