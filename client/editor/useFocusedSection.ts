/** Whether this section is the one with the live editor; at most one is. */
import { useSyncExternalStore } from "react";
import type { TextLink } from "../connection/meetingSession.ts";

export function useFocusedSection(link: TextLink, section: string): boolean {
  return useSyncExternalStore(link.subscribe, () => link.focus() === section);
}
