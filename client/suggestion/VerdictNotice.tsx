/**
 * Tells me what became of my suggestions: those that were ended since I last saw, also while I was
 * away. What this device has told is remembered; it is told once.
 */
import { Bell, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { ResolutionRecord } from "../../shared/document/layout.ts";
import { DeviceStore } from "../connection/deviceStore.ts";
import { useDocument } from "../connection/useDocument.ts";
import { useRoom } from "../meeting/room.ts";
import { ActButton } from "../page/ActButton.tsx";
import { announce } from "../page/announcer.ts";
import { pageText } from "../text/da.ts";
import { suggestionText } from "../text/suggestion.ts";
import { Quoted } from "./Quoted.tsx";
import { listSettled, settledSentence } from "./settled.ts";

export function VerdictNotice() {
  const { news, more, dismiss } = useVerdictNews();
  if (news.length === 0) return null;
  return (
    <div className="note verdict-news">
      <Bell className="icon" aria-hidden="true" />
      <ul className="plain-list words">
        {news.map((record) => (
          <li key={`${record.id} ${record.resolvedAt}`}>
            <Quoted sentence={wordsOf(record)} />
          </li>
        ))}
        {more > 0 && <li>{suggestionText.moreVerdicts(more)}</li>}
      </ul>
      <ActButton look="quiet" size="slight" icon={X} label={pageText.close} onPress={dismiss} />
    </div>
  );
}

function wordsOf(record: ResolutionRecord): string {
  return suggestionText.verdictOn[record.verdict](record.byName, settledSentence(record));
}

const SHOWN_MAX = 5;

function useVerdictNews() {
  const { id, me, session } = useRoom();
  const [memory] = useState(() => new DeviceStore(`medskriv:${me.person}:${id}:`));
  const [seen, setSeen] = useState(() => seenBefore(memory));
  const settled = useDocument(session.doc, listSettled, ["resolutions"]);
  // One that was taken back is no verdict any more.
  const mine = settled.filter(
    ({ author, by, reopenedAt }) => author === me.person && by !== me.person && reopenedAt === undefined,
  );
  const unseen = mine.filter(({ resolvedAt }) => resolvedAt > seen);
  const news = unseen.slice(0, SHOWN_MAX);
  useSpoken(news);
  const dismiss = () => {
    const latest = mine[0]?.resolvedAt ?? "";
    memory.write(SEEN, latest);
    setSeen(latest);
  };
  return { news, more: unseen.length - news.length, dismiss };
}

const SEEN = "verdicts-seen";

/** The instant of the latest verdict that was closed here. */
function seenBefore(memory: DeviceStore): string {
  const value = memory.read(SEEN);
  return typeof value === "string" ? value : "";
}

function useSpoken(news: readonly ResolutionRecord[]): void {
  const spoken = useRef(new Set<string>());
  // Speaks in the regions of the page, each piece of news once; nothing to undo.
  useEffect(() => {
    const fresh = news.filter(({ id, resolvedAt }) => !spoken.current.has(`${id} ${resolvedAt}`));
    for (const { id, resolvedAt } of fresh) spoken.current.add(`${id} ${resolvedAt}`);
    if (fresh.length > 0) announce(fresh.map((record) => wordsOf(record)).join(" "));
  }, [news]);
}
