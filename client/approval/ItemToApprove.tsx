/** The whole text of one item as it is signed: title, journal number, sections, attachments, outcome. */
import { Paperclip } from "lucide-react";
import { useEffect, useRef } from "react";
import { attachmentsOfItem, type ListedItem, sectionsOfItem } from "../../shared/document/read.ts";
import { ATTACHMENTS_LABEL, OUTCOME_LABELS, SECTION_LABELS } from "../../shared/meeting/labels.ts";
import { useDocument } from "../connection/useDocument.ts";
import { useRoom } from "../meeting/room.ts";
import { StaticSection } from "../page/StaticSection.tsx";
import { pageText } from "../text/da.ts";
import { approvalText } from "../text/approval.ts";
import { meetingText } from "../text/meeting.ts";

export function ItemToApprove({ item }: { readonly item: ListedItem }) {
  const { session } = useRoom();
  const sections = useDocument(session.doc, (doc) => sectionsOfItem(doc, item.id), ["sections"]);
  const attachments = useDocument(session.doc, (doc) => attachmentsOfItem(doc, item.id), ["attachments"]);
  const heading = useRef<HTMLHeadingElement>(null);
  const shownBefore = useRef(item.id);
  // Another item was chosen by me: the focus goes to its heading; nothing to undo.
  useEffect(() => {
    if (shownBefore.current === item.id) return;
    shownBefore.current = item.id;
    window.scrollTo({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  }, [item.id]);
  const facts = [
    item.journalNumber,
    item.outcome === undefined ? "" : approvalText.outcome(OUTCOME_LABELS[item.outcome]),
  ].filter((fact) => fact !== "");
  return (
    <article aria-labelledby="item-to-approve" className="item">
      <h2 ref={heading} tabIndex={-1} id="item-to-approve">
        {meetingText.itemTitle(item.number, item.title === "" ? pageText.noTitle : item.title)}
      </h2>
      <p className="muted small">{facts.join(" · ")}</p>
      {sections.map((section) => (
        <section key={section.id} className="item-section read">
          <h3>{SECTION_LABELS[section.kind]}</h3>
          <StaticSection link={session.text} sectionId={section.id} />
        </section>
      ))}
      {attachments.length > 0 && (
        <section className="attachments">
          <h3>{ATTACHMENTS_LABEL}</h3>
          <ul className="plain-list">
            {attachments.map(({ id, name }) => (
              <li key={id}>
                <Paperclip className="icon" aria-hidden="true" />
                <span>{name}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}
