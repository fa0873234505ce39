/** What an editor is linked to when nobody else is there: a document, and nobody who hears of carets or locks. */
import type * as Y from "yjs";
import type { TextLink } from "../../client/connection/meetingSession.ts";

export function textLinkTo(doc: Y.Doc, more: Partial<TextLink> = {}): TextLink {
  return {
    doc,
    focus: () => null,
    setFocus: nothing,
    setCaret: nothing,
    isWritable: () => true,
    suggestsAs: () => undefined,
    setWritable: nothing,
    onLockPending: () => nothing,
    keepWords: nothing,
    caretsIn: () => [],
    subscribe: () => nothing,
    ...more,
  };
}

function nothing(): void {
  // Nobody listens.
}
