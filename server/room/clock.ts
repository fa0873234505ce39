/** Time as the room sees it; handed in, so that tests and simulations turn it by hand. */
export interface Clock {
  /** UTC, ISO 8601. */
  now(): string;
  /** Milliseconds that only ever grow. */
  tickMs(): number;
  /** Runs `task` once, after `delayMs` or later; the answer cancels it. */
  after(delayMs: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  tickMs: () => performance.now(),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};
