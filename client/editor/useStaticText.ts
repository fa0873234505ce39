/** Keeps a section's plain DOM equal to the shared document, at most once a painted frame. */
import { type RefObject, useLayoutEffect } from "react";
import { richTextOf } from "../../shared/document/fragmentText.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { oncePerFrame } from "../connection/animationFrame.ts";
import type { TextLink } from "../connection/meetingSession.ts";
import { StaticText } from "../follow/renderStatic.ts";

/** `isShown` false: the live editor draws the text, and the plain DOM is drawn again when it leaves. */
export function useStaticText(
  container: RefObject<HTMLElement | null>,
  link: TextLink,
  section: string,
  isShown: boolean,
): void {
  // Draws outside React and listens to the document; undone by not listening any more.
  useLayoutEffect(() => {
    if (container.current === null || !isShown) return;
    const fragment = sectionText(link.doc, section);
    const text = new StaticText(container.current);
    text.render(richTextOf(fragment));
    const job = oncePerFrame(() => {
      text.render(richTextOf(fragment));
    });
    fragment.observeDeep(job.request);
    return () => {
      job.cancel();
      fragment.unobserveDeep(job.request);
    };
  }, [container, link, section, isShown]);
}
