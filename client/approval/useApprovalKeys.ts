/** J next, K previous, G approve; single letters, so they can be switched off (WCAG 2.1.4). */
import { useEffect, useState } from "react";

const STORED_AS = "medskriv:single-keys";

interface ApprovalActs {
  readonly step: (by: 1 | -1) => void;
  readonly approve?: () => void;
}

export interface SingleKeys {
  readonly isOn: boolean;
  readonly setOn: (isOn: boolean) => void;
}

export function useApprovalKeys({ step, approve }: ApprovalActs): SingleKeys {
  const [isOn, setOn] = useState(() => localStorage.getItem(STORED_AS) !== "off");
  // Listens to the keyboard; undone by removing the listener.
  useEffect(() => {
    if (!isOn) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
      if (document.querySelector("dialog[open]")) return;
      if (event.key === "j") step(1);
      else if (event.key === "k") step(-1);
      else if (event.key === "g") approve?.();
    };
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
    };
  }, [isOn, step, approve]);
  return {
    isOn,
    setOn: (next) => {
      localStorage.setItem(STORED_AS, next ? "on" : "off");
      setOn(next);
    },
  };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
