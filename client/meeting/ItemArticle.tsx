/**
 * One item: title and journal number (outside any text field, so that no key can change them),
 * its sections in order, attachments, and the outcome of the decision.
 */
import { useEffect, useRef } from "react";
import type { LiveRecord } from "../../shared/document/layout.ts";
import { type ListedItem, type ListedSection, sectionsOfItem } from "../../shared/document/read.ts";
import { areaOfSection } from "../../shared/policy/permissions.ts";
import { ActButton } from "../page/ActButton.tsx";
import { useDocument } from "../connection/useDocument.ts";
import { liveText } from "../text/meeting.ts";
import { Attachments } from "./Attachments.tsx";
import { ItemHeading } from "./ItemHeading.tsx";
import { ItemSection } from "./ItemSection.tsx";
import { ItemStatus } from "./ItemList.tsx";
import { AddSection } from "./AddSection.tsx";
import { useRoom } from "./room.ts";
import { articleId } from "./useItemInView.ts";
import { useMakeCurrent } from "./useNextItem.ts";
import { type Wanted, useWanting } from "./wanted.ts";

interface ItemArticleProps {
  readonly item: ListedItem;
  readonly index: number;
  readonly items: readonly ListedItem[];
  readonly live: LiveRecord;
}

export function ItemArticle({ item, index, items, live }: ItemArticleProps) {
  const { session, phase, may } = useRoom();
  const sections = useDocument(session.doc, (doc) => sectionsOfItem(doc, item.id), ["sections"]);
  const { heading, writeIn } = useTakeFocus(item, sections);
  const isCurrent = phase === "moede" && item.id === live.currentItem;
  const meeting = { items, phase, ...(live.currentItem !== undefined && { currentItem: live.currentItem }) };
  return (
    <article
      id={articleId(item.id)}
      className={isCurrent ? "item current" : "item"}
      aria-labelledby={`${articleId(item.id)}-title`}
    >
      <ItemHeading item={item} index={index} items={items} headingRef={heading} />
      {phase === "moede" && (
        <div className="row item-state">
          <ItemStatus item={item} meeting={meeting} />
          {!isCurrent && may("afvikling").allowed && <MakeCurrent item={item} />}
        </div>
      )}
      {sections.map((section) => (
        <ItemSection key={section.id} section={section} item={item} autoFocus={section.id === writeIn} />
      ))}
      <Attachments item={item} />
      <AddSection item={item} sections={sections} />
    </article>
  );
}

function MakeCurrent({ item }: { readonly item: ListedItem }) {
  const { noCommands } = useRoom();
  const makeCurrent = useMakeCurrent(useWanting());
  return (
    <ActButton
      size="slight"
      whyNot={noCommands}
      label={liveText.makeCurrentOf(item.number)}
      onPress={() => {
        makeCurrent(item);
      }}
    >
      {liveText.makeCurrent}
    </ActButton>
  );
}

/** Takes the focus when I asked for this item: the section to write in, else the item's heading. */
function useTakeFocus(item: ListedItem, sections: readonly ListedSection[]) {
  const { session, writes } = useRoom();
  const { wanted, taken } = useWanting();
  const heading = useRef<HTMLHeadingElement>(null);
  const mine = wanted?.itemId === item.id ? wanted : undefined;
  const target = mine?.as === "write" ? sectionToWrite(mine, sections) : undefined;
  const writeIn = target && writes(areaOfSection(target.kind)) ? target.id : undefined;
  // A section that I have just added comes a moment later, and an editor opens only once the text is here.
  const isReady =
    (mine?.section === undefined || target !== undefined) && session.connection.state !== "opening";
  // Moves scroll and focus once, by my own act; the section has opened its editor before this runs.
  useEffect(() => {
    if (mine === undefined || !isReady) return;
    taken();
    if (mine.section !== undefined) return;
    heading.current?.scrollIntoView({ block: "start" });
    if (writeIn === undefined) heading.current?.focus({ preventScroll: true });
  }, [mine, isReady, taken, writeIn]);
  return { heading, writeIn: isReady ? writeIn : undefined };
}

function sectionToWrite(wanted: Wanted, sections: readonly ListedSection[]): ListedSection | undefined {
  if (wanted.section !== undefined) return sections.find(({ id }) => id === wanted.section);
  return sections.find(({ kind }) => kind === "beslutning");
}
