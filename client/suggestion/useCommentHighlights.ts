/** Marks commented words in the drawn text without touching it, where the browser can (CSS custom highlights). */
import { useEffect } from "react";
import { listComments } from "../../shared/document/read.ts";
import { oncePerFrame } from "../connection/animationFrame.ts";
import { useDocument } from "../connection/useDocument.ts";
import { useRoom } from "../meeting/room.ts";
import { rangeOfWords } from "../editor/wordsAnchor.ts";

const NAME = "commented";

export function useCommentHighlights(): void {
  const { session } = useRoom();
  const { doc } = session;
  const threads = useDocument(doc, listComments, ["comments"]);
  // Draws over the text and listens to the document; undone by taking the marks away.
  useEffect(() => {
    const open = threads.filter(
      ({ resolvedAt, anchor }) => resolvedAt === undefined && anchor.kind === "words",
    );
    if (open.length === 0 || !("highlights" in CSS)) return undefined;
    const draw = () => {
      const ranges = open.flatMap(({ anchor, section }) =>
        anchor.kind === "words" ? (rangeOfWords(doc, section, anchor) ?? []) : [],
      );
      CSS.highlights.set(NAME, new Highlight(...ranges));
    };
    draw();
    const job = oncePerFrame(draw);
    doc.on("update", job.request);
    // A live editor draws the words anew where it comes and goes.
    document.addEventListener("focusin", job.request);
    return () => {
      job.cancel();
      doc.off("update", job.request);
      document.removeEventListener("focusin", job.request);
      CSS.highlights.delete(NAME);
    };
  }, [doc, threads]);
}
