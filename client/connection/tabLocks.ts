/**
 * Web Locks between the tabs of one browser: who still uses a device copy, and which tab is alive.
 * A browser frees a lock when its tab goes, however it goes. Over plain HTTP there are none; then
 * each tab acts as if it were alone.
 */

export interface Hold {
  /** False: it was given up before it came. */
  readonly granted: Promise<boolean>;
  release(): void;
}

/** Waits for the lock and keeps it until released. */
export function holdLock(name: string, mode: LockMode): Hold {
  if (!("locks" in navigator)) return { granted: Promise.resolve(true), release: () => undefined };
  const given = Promise.withResolvers<boolean>();
  const kept = Promise.withResolvers<void>();
  const waiting = new AbortController();
  navigator.locks
    .request(name, { mode, signal: waiting.signal }, () => {
      given.resolve(true);
      return kept.promise;
    })
    .catch(() => {
      // Only giving up ends here.
      given.resolve(false);
    });
  return {
    granted: given.promise,
    release: () => {
      kept.resolve();
      waiting.abort();
    },
  };
}
