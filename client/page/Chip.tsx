/** A status: icon, word and colour, never colour alone. */
import type { ReactNode } from "react";
import type { Icon } from "./Icon.ts";

export type Tone = "ok" | "warn" | "bad" | "live" | "quiet" | "open";

interface ChipProps {
  readonly tone: Tone;
  readonly icon?: Icon;
  readonly children: ReactNode;
}

export function Chip({ tone, icon: Drawing, children }: ChipProps) {
  return (
    <span className={`chip ${tone}`}>
      {Drawing && <Drawing className="icon" aria-hidden="true" strokeWidth={2.5} />}
      {children}
    </span>
  );
}
