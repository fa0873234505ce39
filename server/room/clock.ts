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
    // Right after what the network has brought by now; a timer would wait a millisecond or more.
    if (delayMs <= 0) {
      const turn = setImmediate(task);
      return () => clearImmediate(turn);
    }
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};
