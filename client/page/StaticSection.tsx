/** The text of one section without an editor: plain DOM, patched block by block when it changes. */
import { useLayoutEffect, useRef } from "react";
import { sectionRootOf } from "../../shared/document/layout.ts";
import { sectionTextOf } from "../../shared/document/read.ts";
import { isEmptyText, type RichText } from "../../shared/meeting/richText.ts";
import type { TextLink } from "../connection/meetingSession.ts";
import { useDocument } from "../connection/useDocument.ts";
import { useStaticText } from "../editor/useStaticText.ts";
import { StaticText } from "../follow/renderStatic.ts";
import { pageText } from "../text/da.ts";

interface StaticSectionProps {
  readonly link: TextLink;
  readonly sectionId: string;
  readonly empty?: string;
}

export function StaticSection({ link, sectionId, empty = pageText.sectionEmpty }: StaticSectionProps) {
  const container = useRef<HTMLDivElement>(null);
  const isEmpty = useDocument(link.doc, (doc) => isEmptyText(sectionTextOf(doc, sectionId)), [
    sectionRootOf(sectionId),
  ]);
  useStaticText(container, link, sectionId, true);
  return (
    <>
      <div ref={container} className="text" lang="da" hidden={isEmpty} />
      {isEmpty && <p className="muted">{empty}</p>}
    </>
  );
}

/** A text that is no section and has no fragment of its own. */
export function PlainText({ text }: { readonly text: RichText }) {
  const container = useRef<HTMLDivElement>(null);
  // Draws outside React; the next text replaces it.
  useLayoutEffect(() => {
    if (container.current !== null) new StaticText(container.current).render(text);
  }, [text]);
  return <div ref={container} className="text" lang="da" />;
}
