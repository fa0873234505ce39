/** Which item stands at the top of the window, for the list and the phone's header. Local only. */
import { useEffect, useState } from "react";
import type { ListedItem } from "../../shared/document/read.ts";

/** An item counts once its top has passed this part of the window. */
const LINE_SHARE = 0.3;

export const articleId = (itemId: string) => `punkt-${itemId}`;

export function useItemInView(items: readonly ListedItem[]): string | undefined {
  const [inView, setInView] = useState(items[0]?.id);
  // Listens to scrolling; undone by removing the listeners and the frame.
  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      setInView(topItemOf(items));
    };
    const later = () => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    look();
    // Capture: on a wide screen the middle column scrolls, on a narrow one the page does.
    document.addEventListener("scroll", later, { passive: true, capture: true });
    window.addEventListener("resize", later);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener("scroll", later, { capture: true });
      window.removeEventListener("resize", later);
    };
  }, [items]);
  return inView;
}

function topItemOf(items: readonly ListedItem[]): string | undefined {
  const line = window.innerHeight * LINE_SHARE;
  const passed = items.filter((item) => {
    const top = document.getElementById(articleId(item.id))?.getBoundingClientRect().top;
    return top !== undefined && top <= line;
  });
  return (passed.at(-1) ?? items[0])?.id;
}
