/**
 * At the top of the meeting: where words of mine wait for me, with a way there, and those whose
 * section is not on the page any more. Says aloud, once, what has been refused or put back.
 */
import { TriangleAlert } from "lucide-react";
import { useEffect, useEffectEvent, useRef } from "react";
import { findSection, type ListedItem } from "../../shared/document/read.ts";
import { SECTION_LABELS } from "../../shared/meeting/labels.ts";
import { announce } from "../page/announcer.ts";
import { useDocument } from "../connection/useDocument.ts";
import { keptText, refusedWords } from "../text/kept.ts";
import { meetingText } from "../text/meeting.ts";
import { notesId, RefusedEditNote } from "./KeptTextNotes.tsx";
import { useRoom } from "./room.ts";

interface Place {
  /** «Beslutning»; «et afsnit» when nobody knows any more. */
  readonly where: string;
  /** «Beslutning, punkt 8», or undefined when it is not on the page. */
  readonly name: string | undefined;
}

export function KeptTextSummary({ items }: { readonly items: readonly ListedItem[] }) {
  const { session } = useRoom();
  const { refusedEdits, putBack } = session;
  const sections = [...new Set([...refusedEdits, ...putBack].map(({ section }) => section))];
  const placeOf = usePlaces(sections, items);
  useSpoken([
    ...refusedEdits.map(({ id, section, reason }) => ({
      id,
      words: refusedWords(placeOf(section).where, reason),
      isBad: true,
    })),
    ...putBack.map(({ id, section }) => ({
      id,
      words: keptText.putBack(placeOf(section).where),
      isBad: false,
    })),
  ]);
  const lost = refusedEdits.filter(({ section }) => placeOf(section).name === undefined);
  const onPage = sections.filter(
    (section) => placeOf(section).name !== undefined && refusedEdits.some((edit) => edit.section === section),
  );
  return (
    <>
      {onPage.length > 0 && (
        <nav className="note bad kept-summary" aria-label={keptText.summaryName}>
          <TriangleAlert className="icon" aria-hidden="true" />
          <span className="words">
            {keptText.summary}
            {onPage.map((section) => (
              <a key={section} href={`#${notesId(section)}`}>
                {placeOf(section).name}
              </a>
            ))}
          </span>
        </nav>
      )}
      {lost.map((edit) => (
        <RefusedEditNote key={edit.id} edit={edit} where={placeOf(edit.section).where} />
      ))}
    </>
  );
}

/** Where each section stands now; by its id. */
function usePlaces(sections: readonly string[], items: readonly ListedItem[]): (section: string) => Place {
  const { session } = useRoom();
  const places = useDocument(
    session.doc,
    (doc) =>
      Object.fromEntries(
        sections.map((id): [string, Place] => {
          const section = findSection(doc, id);
          if (section === undefined) return [id, NOWHERE];
          const item = items.find((each) => each.id === section.item);
          const where = SECTION_LABELS[section.kind];
          return [id, { where, name: item && meetingText.sectionName(where, item.number) }];
        }),
      ),
    ["sections", "items"],
  );
  return (section) => places[section] ?? NOWHERE;
}

const NOWHERE: Place = { where: keptText.someSection, name: undefined };

interface Said {
  readonly id: string;
  readonly words: string;
  readonly isBad: boolean;
}

function useSpoken(news: readonly Said[]): void {
  const spoken = useRef(new Set<string>());
  const speak = useEffectEvent(() => {
    const fresh = news.filter(({ id }) => !spoken.current.has(id));
    for (const { id } of fresh) spoken.current.add(id);
    if (fresh.length === 0) return;
    announce(
      fresh.map(({ words }) => words).join(" "),
      fresh.some(({ isBad }) => isBad) ? "alert" : "polite",
    );
  });
  // Speaks in the regions of the page, each piece of news once; nothing to undo.
  useEffect(() => {
    speak();
  });
}
