/** A section as it reads when all suggestions are accepted, or without any; only to be read. */
import { useLayoutEffect, useRef } from "react";
import { richTextOf } from "../../shared/document/fragmentText.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { resolvedText } from "../../shared/suggestion/resolvedText.ts";
import { oncePerFrame } from "../connection/animationFrame.ts";
import type { TextLink } from "../connection/meetingSession.ts";
import { StaticText } from "../follow/renderStatic.ts";
import type { SuggestionView } from "./view.ts";

interface ResolvedSectionProps {
  readonly link: TextLink;
  readonly sectionId: string;
  readonly view: Exclude<SuggestionView, "markup">;
}

export function ResolvedSection({ link, sectionId, view }: ResolvedSectionProps) {
  const place = useRef<HTMLDivElement>(null);
  // Draws outside React and listens to the section; undone by not listening any more.
  useLayoutEffect(() => {
    if (place.current === null) return undefined;
    const fragment = sectionText(link.doc, sectionId);
    const text = new StaticText(place.current);
    const draw = () => {
      text.render(resolvedText(richTextOf(fragment), "all", view === "final" ? "accept" : "reject"));
    };
    draw();
    const job = oncePerFrame(draw);
    fragment.observeDeep(job.request);
    return () => {
      job.cancel();
      fragment.unobserveDeep(job.request);
    };
  }, [link, sectionId, view]);
  return (
    <div className="section-text resolved">
      <div ref={place} className="section-still" lang="da" />
    </div>
  );
}
