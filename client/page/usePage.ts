/** The name of the page in the window, and the focus on its heading after a step inside the app. */
import { useEffect, useRef } from "react";
import { pageText } from "../text/da.ts";

/** The browser itself places the focus on the very first page. */
let isFirstPage = true;

/** Give the ref to the h1 (with tabIndex -1). */
export function usePage(title: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Writes to the document outside React; the next page overwrites it.
  useEffect(() => {
    document.title = title === "" ? pageText.product : `${title} – ${pageText.product}`;
  }, [title]);
  // Moves the focus once per page, only because the person went here; nothing to undo.
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  return heading;
}
