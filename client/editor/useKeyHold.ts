/** Holds the keys of a live editor while a lock is announced, and sees to those that were pressed meanwhile. */
import type { Editor } from "@tiptap/core";
import { useEffect, useLayoutEffect, useMemo } from "react";
import { readMeetingRecord } from "../../shared/document/read.ts";
import type { TextLink } from "../connection/meetingSession.ts";
import { announce } from "../page/announcer.ts";
import { editorText } from "../text/editor.ts";
import { KeyHold } from "./keyHold.ts";

/** Mostly a lock comes sooner, and says so itself. */
const SPOKEN_AFTER_MS = 500;

interface Place {
  readonly link: TextLink;
  readonly section: string;
  /** A lock is announced. */
  readonly isHeld: boolean;
}

/** Answers what to show meanwhile. */
export function useKeyHold(editor: Editor | null, { link, section, isHeld }: Place): string | undefined {
  const hold = useMemo(() => (editor === null ? undefined : new KeyHold(editor)), [editor]);
  // Hears of the lock before React does; undone by handing over what was pressed and is in no text.
  useLayoutEffect(() => {
    if (hold === undefined) return undefined;
    const stop = link.onLockPending(() => hold.begin());
    return () => {
      stop();
      const kept = hold.takeKept();
      if (kept !== "") link.keepWords(section, kept);
    };
  }, [hold, link, section]);
  const locking = isHeld ? editorText.locking(readMeetingRecord(link.doc).kind) : undefined;
  // Holds an editor that came in the middle too, and lets go when the lock has not come.
  useEffect(() => {
    if (locking === undefined) {
      hold?.end();
      return undefined;
    }
    void hold?.begin();
    const timer = setTimeout(() => {
      announce(locking);
    }, SPOKEN_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [hold, locking]);
  return locking;
}
