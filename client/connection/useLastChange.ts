/** When this screen last learned something of the document, as a clock shows it; changes at most once a minute. */
import { useEffect, useState } from "react";
import type * as Y from "yjs";

const CLOCK = new Intl.DateTimeFormat("da-DK", { hour: "2-digit", minute: "2-digit" });

export function useLastChange(doc: Y.Doc): string | undefined {
  const [clock, setClock] = useState<string>();
  // Listens to the document; undone by not listening any more.
  useEffect(() => {
    const onUpdate = () => {
      // The same text is the same state: React draws only when the minute has changed.
      setClock(CLOCK.format(Date.now()));
    };
    onUpdate();
    doc.on("update", onUpdate);
    return () => {
      doc.off("update", onUpdate);
    };
  }, [doc]);
  return clock;
}
