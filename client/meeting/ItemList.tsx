/** The list of items: number, title, how far it has come, and who is there. */
import { Check, Circle, CircleDot } from "lucide-react";
import { sectionsOfItem, type ListedItem } from "../../shared/document/read.ts";
import type { LiveRecord } from "../../shared/document/layout.ts";
import { OUTCOME_LABELS } from "../../shared/meeting/labels.ts";
import { countTreated, progressOf } from "../../shared/meeting/progress.ts";
import { useDocument } from "../connection/useDocument.ts";
import type { Presence } from "../connection/meetingSession.ts";
import { Chip } from "../page/Chip.tsx";
import { Initials } from "../page/Initials.tsx";
import { SuggestionChip } from "../suggestion/SuggestionChip.tsx";
import { pageText } from "../text/da.ts";
import { meetingText } from "../text/meeting.ts";
import { useRoom } from "./room.ts";
import { articleId } from "./useItemInView.ts";
import { useWanting } from "./wanted.ts";

export interface ItemPlace {
  readonly items: readonly ListedItem[];
  readonly live: LiveRecord;
  readonly inView: string | undefined;
}

interface ItemListProps extends ItemPlace {
  readonly onChosen?: () => void;
}

export function ItemList({ items, live, inView, onChosen }: ItemListProps) {
  const { phase, session } = useRoom();
  const { want } = useWanting();
  const meeting = { items, phase, ...(live.currentItem !== undefined && { currentItem: live.currentItem }) };
  return (
    <ol className="plain-list item-list">
      {items.map((item) => (
        <li key={item.id}>
          <a
            href={`#${articleId(item.id)}`}
            className="item-link"
            aria-current={item.id === inView ? "location" : undefined}
            onClick={(event) => {
              event.preventDefault();
              want({ itemId: item.id, as: "read" });
              onChosen?.();
            }}
          >
            <span className="number figures">{item.number}</span>
            <span className="title">{item.title === "" ? pageText.noTitle : item.title}</span>
            <WhoIsThere itemId={item.id} presence={session.presence} />
            <span className="chips">
              <ItemStatus item={item} meeting={meeting} />
              <SuggestionChip itemId={item.id} />
            </span>
          </a>
        </li>
      ))}
    </ol>
  );
}

export function ItemCount({ items, live }: Omit<ItemPlace, "inView">) {
  const { phase } = useRoom();
  const meeting = { items, phase, ...(live.currentItem !== undefined && { currentItem: live.currentItem }) };
  return (
    <span className="muted figures small">
      {phase === "moede"
        ? meetingText.treated(countTreated(meeting), items.length)
        : meetingText.itemCount(items.length)}
    </span>
  );
}

interface ItemStatusProps {
  readonly item: ListedItem;
  readonly meeting: Parameters<typeof progressOf>[1];
}

export function ItemStatus({ item, meeting }: ItemStatusProps) {
  const progress = progressOf(item, meeting);
  if (progress === undefined) return null;
  if (progress === "behandlesNu") {
    return (
      <Chip tone="live" icon={CircleDot}>
        {meetingText.progress.behandlesNu}
      </Chip>
    );
  }
  if (item.outcome !== undefined) {
    return (
      <Chip tone="ok" icon={Check}>
        {OUTCOME_LABELS[item.outcome]}
      </Chip>
    );
  }
  // After the meeting everything is treated: only an outcome says more.
  if (meeting.phase !== "moede") return null;
  return (
    <Chip tone={progress === "behandlet" ? "quiet" : "open"} icon={progress === "behandlet" ? Check : Circle}>
      {meetingText.progress[progress]}
    </Chip>
  );
}

function WhoIsThere({
  itemId,
  presence,
}: {
  readonly itemId: string;
  readonly presence: readonly Presence[];
}) {
  const { session } = useRoom();
  const sections = useDocument(session.doc, (doc) => sectionIdsOf(doc, itemId), ["sections"]);
  const here = presence.filter(({ section }) => section !== null && sections.includes(section));
  if (here.length === 0) return null;
  return (
    <span className="avatars here">
      {here.map((one) => (
        <Initials
          key={one.person}
          name={one.name}
          colour={one.colour}
          size="little"
          title={meetingText.isHere(one.name)}
        />
      ))}
    </span>
  );
}

function sectionIdsOf(doc: Parameters<typeof sectionsOfItem>[0], itemId: string): readonly string[] {
  return sectionsOfItem(doc, itemId).map(({ id }) => id);
}
