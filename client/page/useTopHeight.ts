/**
 * Tells the style sheets how high the header is now: it grows with a bar or a second line, and what
 * sticks below it, and what scrolls under it, must know.
 */
import { useEffect, useRef } from "react";

export function useTopHeight() {
  const top = useRef<HTMLElement>(null);
  // Watches the header's size; undone by not watching, and the default height counts again.
  useEffect(() => {
    const element = top.current;
    const { style } = document.documentElement;
    if (element === null) return undefined;
    const tell = () => {
      style.setProperty("--top-height", `${element.offsetHeight}px`);
    };
    const observer = new ResizeObserver(tell);
    observer.observe(element);
    tell();
    return () => {
      observer.disconnect();
      style.removeProperty("--top-height");
    };
  }, []);
  return top;
}
