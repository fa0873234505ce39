/** Moving the meeting on to the next item: a command, and then the caret goes to its Beslutning. */
import { useCallback } from "react";
import type { LiveRecord } from "../../shared/document/layout.ts";
import type { ListedItem } from "../../shared/document/read.ts";
import { announce } from "../page/announcer.ts";
import { liveText } from "../text/meeting.ts";
import { useRoom } from "./room.ts";
import type { Wanting } from "./wanted.ts";

export function useMakeCurrent({ want }: Wanting): (item: ListedItem) => void {
  const { send } = useRoom();
  return useCallback(
    (item: ListedItem) => {
      void send({ type: "setCurrentItem", itemId: item.id }).then((result) => {
        if (result === undefined) return;
        announce(liveText.nowCurrent(item.number));
        want({ itemId: item.id, as: "write" });
      });
    },
    [send, want],
  );
}

export function useNextItem(items: readonly ListedItem[], live: LiveRecord, wanting: Wanting) {
  const makeCurrent = useMakeCurrent(wanting);
  // Before the first item the place is -1, so that the first comes next.
  const next = items[items.findIndex(({ id }) => id === live.currentItem) + 1];
  const goOn = useCallback(() => {
    if (next) makeCurrent(next);
  }, [next, makeCurrent]);
  return { next, goOn };
}
