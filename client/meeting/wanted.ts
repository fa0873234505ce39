/**
 * The item that I asked to stand in: by a key, by adding it, by moving the meeting on. It is taken
 * when the item is on the screen. Only my own acts want something; what others do never moves focus.
 */
import { createContext, useCallback, useContext, useMemo, useState } from "react";

export interface Wanted {
  readonly itemId: string;
  /** `write` puts the caret in Beslutning where I may write it. */
  readonly as: "read" | "write";
  /** Which section to write in, when it is not Beslutning. */
  readonly section?: string;
}

export interface Wanting {
  readonly wanted: Wanted | undefined;
  readonly want: (wanted: Wanted) => void;
  /** Called by the item that took the focus. */
  readonly taken: () => void;
}

const WantedContext = createContext<Wanting | undefined>(undefined);
export const WantedProvider = WantedContext.Provider;

export function useWanting(): Wanting {
  const wanting = useContext(WantedContext);
  if (wanting === undefined) throw new Error("An item stands outside its meeting.");
  return wanting;
}

/** `first`: where the page opens; only the first look counts. */
export function useMakeWanted(first: Wanted | undefined): Wanting {
  const [wanted, setWanted] = useState(first);
  const want = useCallback((next: Wanted) => {
    setWanted(next);
  }, []);
  const taken = useCallback(() => {
    setWanted(undefined);
  }, []);
  return useMemo(() => ({ wanted, want, taken }), [wanted, want, taken]);
}
