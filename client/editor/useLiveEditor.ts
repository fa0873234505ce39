/** The editor's code, fetched when somebody may write and shared by all sections; a follower never fetches it. */
import { type ComponentType, useEffect, useState } from "react";
import type { LiveEditorProps } from "./LiveEditor.tsx";

type EditorComponent = ComponentType<LiveEditorProps>;

let loaded: EditorComponent | undefined;
let loading: Promise<EditorComponent> | undefined;

function load(): Promise<EditorComponent> {
  loading ??= import("./LiveEditor.tsx").then(
    (module) => {
      loaded = module.LiveEditor;
      return loaded;
    },
    (error: unknown) => {
      // The next wish tries again.
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

interface Wish {
  readonly isWanted: boolean;
  /** The person may write here: fetch it before it is asked for, so that a click is answered at once. */
  readonly mayBeWanted: boolean;
}

export function useLiveEditor({ isWanted, mayBeWanted }: Wish): {
  readonly Editor: EditorComponent | undefined;
  readonly failed: boolean;
} {
  const [Editor, setEditor] = useState(() => loaded);
  const [failed, setFailed] = useState(false);
  // Fetches code; nothing to undo, a late answer is only not shown.
  useEffect(() => {
    if (!mayBeWanted || Editor !== undefined) return;
    let isHere = true;
    const fetchNow = () => {
      load().then(
        (component) => {
          if (isHere) setEditor(() => component);
        },
        () => {
          // Without a connection and without a kept copy; said only to somebody who wants to write.
          if (isHere) setFailed(isWanted);
        },
      );
    };
    const cancel = isWanted ? fetchSoon(fetchNow, 0) : fetchSoon(fetchNow, PRELOAD_DELAY_MS);
    return () => {
      isHere = false;
      cancel();
    };
  }, [isWanted, mayBeWanted, Editor]);
  return { Editor, failed: failed && isWanted };
}

/** The text is painted first. */
const PRELOAD_DELAY_MS = 150;

function fetchSoon(work: () => void, delayMs: number): () => void {
  if (delayMs === 0) {
    work();
    return () => undefined;
  }
  const timer = setTimeout(work, delayMs);
  return () => {
    clearTimeout(timer);
  };
}
