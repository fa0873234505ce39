/** The last words that were marked inside the text: a press on a button of the panel takes the selection away. */
import { type RefObject, useEffect, useRef } from "react";

export function useLastSelection(): RefObject<Range | undefined> {
  const last = useRef<Range | undefined>(undefined);
  // Listens to the selection of the page; undone by removing the listener.
  useEffect(() => {
    const onChange = () => {
      const selection = document.getSelection();
      if (selection === null || selection.rangeCount === 0) return;
      const range = selection.getRangeAt(0);
      const start = range.startContainer;
      const place = start instanceof Element ? start : start.parentElement;
      if (place?.closest("#indhold .section-text") == null) return;
      last.current = range.collapsed ? undefined : range.cloneRange();
    };
    document.addEventListener("selectionchange", onChange);
    return () => {
      document.removeEventListener("selectionchange", onChange);
    };
  }, []);
  return last;
}
