/** Time that stands still until the test turns it. */
import type { Clock } from "../../server/room/clock.ts";

interface Task {
  readonly atMs: number;
  readonly run: () => void;
}

export class FakeClock implements Clock {
  #nowMs = 0;
  #tasks: Task[] = [];

  now(): string {
    return new Date(Date.UTC(2026, 2, 19, 9, 0, 0) + this.#nowMs).toISOString();
  }

  tickMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const task = { atMs: this.#nowMs + delayMs, run };
    this.#tasks.push(task);
    return () => {
      this.#tasks = this.#tasks.filter((one) => one !== task);
    };
  }

  /** Time goes by without anything that is due being done: somebody is busy. */
  pass(ms: number): void {
    this.#nowMs += ms;
  }

  advance(ms: number): void {
    const until = this.#nowMs + ms;
    for (;;) {
      const due = this.#tasks.filter((task) => task.atMs <= until).toSorted((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.#tasks = this.#tasks.filter((task) => task !== due);
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      due.run();
    }
    this.#nowMs = until;
  }
}
