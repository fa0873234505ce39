/**
 * Time of a simulated run. It moves only when the scheduler says so, and a timer that is due may
 * run late: nothing but the scheduler decides which of them is first.
 */
import type { Clock } from "../../../server/room/clock.ts";

const BEGIN_MS = Date.UTC(2026, 2, 19, 9, 0, 0);

export class SimTime {
  nowMs = 0;
}

interface Task {
  readonly atMs: number;
  readonly run: () => void;
}

/** The timers of one server process; they die with it. */
export class SimClock implements Clock {
  readonly #time: SimTime;
  /** A machine's clock may be a day off. */
  readonly #skewMs: number;
  #tasks: Task[] = [];

  constructor(time: SimTime, skewMs: number) {
    this.#time = time;
    this.#skewMs = skewMs;
  }

  now(): string {
    return new Date(BEGIN_MS + this.#time.nowMs + this.#skewMs).toISOString();
  }

  tickMs(): number {
    return this.#time.nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const task = { atMs: this.#time.nowMs + delayMs, run };
    this.#tasks.push(task);
    return () => {
      this.#tasks = this.#tasks.filter((one) => one !== task);
    };
  }

  /** How many timers could run now. */
  get due(): number {
    return this.#tasks.filter(({ atMs }) => atMs <= this.#time.nowMs).length;
  }

  get nextMs(): number | undefined {
    return this.#tasks.length === 0 ? undefined : Math.min(...this.#tasks.map(({ atMs }) => atMs));
  }

  /** Runs one of the timers that are due, counted from the one that was set first. */
  run(index: number): void {
    const task = this.#tasks.filter(({ atMs }) => atMs <= this.#time.nowMs)[index];
    if (task === undefined) return;
    this.#tasks = this.#tasks.filter((one) => one !== task);
    task.run();
  }

  /** The process ended. */
  stop(): void {
    this.#tasks = [];
  }
}
