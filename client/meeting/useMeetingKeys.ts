/**
 * Keys of a meeting's page. Alt+PgDn and Alt+PgUp walk the items; for whoever leads the meeting
 * Alt+PgDn moves it on. F9 says who is here. Danish keyboards: no Ctrl+Alt, no slash.
 */
import { useEffect } from "react";
import { announce } from "../page/announcer.ts";
import { meetingText } from "../text/meeting.ts";
import type { ItemPlace } from "./ItemList.tsx";
import { useRoom } from "./room.ts";
import { useNextItem } from "./useNextItem.ts";
import type { Wanting } from "./wanted.ts";

interface MeetingKeys extends ItemPlace {
  readonly wanting: Wanting;
}

export function useMeetingKeys({ items, live, inView, wanting }: MeetingKeys): void {
  const { phase, may, noCommands, session } = useRoom();
  const { want } = wanting;
  const { next, goOn } = useNextItem(items, live, wanting);
  const leads = phase === "moede" && may("afvikling").allowed;
  const { presence } = session;
  // Listens to the keyboard; undone by removing the listener.
  useEffect(() => {
    const step = (by: 1 | -1) => {
      const target = items[items.findIndex(({ id }) => id === inView) + by];
      if (target) want({ itemId: target.id, as: "read" });
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "F9") {
        event.preventDefault();
        announce(meetingText.whoIsHere(presence.map(({ name }) => name).join(", ")));
        return;
      }
      if (!event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
      if (event.key !== "PageDown" && event.key !== "PageUp") return;
      event.preventDefault();
      if (event.key === "PageUp") step(-1);
      else if (!leads) step(1);
      else if (noCommands !== undefined) announce(noCommands);
      else if (next) goOn();
    };
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
    };
  }, [items, inView, want, leads, noCommands, next, goOn, presence]);
}
