/** One item as a follower reads it: the recommendation and the decision as it is written. */
import { useEffect } from "react";
import { type ListedItem, type ListedSection, sectionsOfItem } from "../../shared/document/read.ts";
import { OUTCOME_LABELS, SECTION_LABELS } from "../../shared/meeting/labels.ts";
import type { TextLink } from "../connection/meetingSession.ts";
import { useDocument } from "../connection/useDocument.ts";
import { announce } from "../page/announcer.ts";
import { Chip } from "../page/Chip.tsx";
import { StaticSection } from "../page/StaticSection.tsx";
import { usePage } from "../page/usePage.ts";
import { pageText } from "../text/da.ts";
import { followText } from "../text/follow.ts";
import { Tick } from "./icons.tsx";

interface FollowedItemProps {
  readonly link: TextLink;
  readonly item: ListedItem;
  readonly isCurrent: boolean;
}

export function FollowedItem({ link, item, isCurrent }: FollowedItemProps) {
  const sections = useDocument(link.doc, (doc) => sectionsOfItem(doc, item.id), ["sections"]);
  const title = item.title === "" ? pageText.noTitle : item.title;
  usePage(followText.pageTitle(item.number, title));
  // Says which item has begun; the focus stays where it is. Nothing to undo.
  useEffect(() => {
    if (isCurrent) announce(followText.nowCurrent(item.number, title));
  }, [isCurrent, item.number, title]);
  const rest = sections.filter((section) => !isFirst(section));
  return (
    <main id="indhold" tabIndex={-1} className="follow-main">
      <h1>{title}</h1>
      {sections.filter(isFirst).map((section) => (
        <section key={section.id}>
          <h2 className="follow-label">
            {SECTION_LABELS[section.kind]}
            {section.kind === "beslutning" && item.outcome !== undefined && (
              <Chip tone="ok" icon={Tick}>
                {OUTCOME_LABELS[item.outcome]}
              </Chip>
            )}
          </h2>
          <StaticSection link={link} sectionId={section.id} empty={followText.noDecision} />
        </section>
      ))}
      {rest.length > 0 && (
        <details className="follow-rest">
          <summary>{followText.rest}</summary>
          {rest.map((section) => (
            <section key={section.id}>
              <h2 className="follow-label">{SECTION_LABELS[section.kind]}</h2>
              <StaticSection link={link} sectionId={section.id} />
            </section>
          ))}
        </details>
      )}
    </main>
  );
}

/** What a follower reads first; the rest of the item is one press away. */
function isFirst(section: ListedSection): boolean {
  return section.kind === "indstilling" || section.kind === "beslutning";
}
