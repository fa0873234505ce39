/** Draws the others' carets over a section, whichever of its two forms is shown. */
import { type RefObject, useEffect } from "react";
import { sectionText } from "../../shared/document/layout.ts";
import { oncePerFrame } from "../connection/animationFrame.ts";
import type { TextLink } from "../connection/meetingSession.ts";
import { CaretOverlay } from "./carets.ts";

export function useCarets(
  layer: RefObject<HTMLElement | null>,
  drawn: RefObject<HTMLElement | null> | HTMLElement | null,
  link: TextLink,
  section: string,
): void {
  // Draws outside React and listens to carets, text and width; undone by taking all carets away.
  useEffect(() => {
    const text = drawn !== null && "current" in drawn ? drawn.current : drawn;
    if (layer.current === null || text === null) return;
    const overlay = new CaretOverlay(layer.current);
    const fragment = sectionText(link.doc, section);
    let hadCarets = false;
    const draw = oncePerFrame(() => {
      const carets = link.caretsIn(section);
      if (carets.length === 0 && !hadCarets) return;
      hadCarets = carets.length > 0;
      overlay.draw(carets, text, fragment);
    });
    const width = new ResizeObserver(draw.request);
    width.observe(text);
    const stop = link.subscribe(draw.request);
    fragment.observeDeep(draw.request);
    draw.request();
    return () => {
      width.disconnect();
      stop();
      fragment.unobserveDeep(draw.request);
      draw.cancel();
      overlay.clear();
    };
  }, [layer, drawn, link, section]);
}
