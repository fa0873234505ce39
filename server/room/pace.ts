/**
 * How fast one socket may send updates: a quiet one may send a burst, a steady one so many a
 * second. Whoever is faster is read more slowly; text is never refused for its speed.
 */
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { Clock } from "./clock.ts";

interface Reading {
  pause(): void;
  resume(): void;
}

export class Pace {
  readonly #clock: Clock;
  readonly #reading: Reading;
  #left: number = LIMITS.updatesBurst;
  #countedMs: number;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, reading: Reading) {
    this.#clock = clock;
    this.#reading = reading;
    this.#countedMs = clock.tickMs();
  }

  /** An update came. What the socket had read before its pause still comes, and lengthens the pause. */
  count(): void {
    this.#refill();
    this.#left -= 1;
    if (this.#left >= 0 || this.#cancel !== undefined) return;
    this.#reading.pause();
    this.#wait();
  }

  /** The socket is being closed: it must read on to hear the other side's goodbye. */
  stop(): void {
    if (this.#cancel === undefined) return;
    this.#cancel();
    this.#cancel = undefined;
    this.#reading.resume();
  }

  #wait(): void {
    const waitMs = Math.ceil((-this.#left / LIMITS.updatesPerSecond) * 1000);
    this.#cancel = this.#clock.after(waitMs, () => {
      this.#refill();
      if (this.#left < 0) this.#wait();
      else this.stop();
    });
  }

  #refill(): void {
    const nowMs = this.#clock.tickMs();
    const earned = ((nowMs - this.#countedMs) / 1000) * LIMITS.updatesPerSecond;
    this.#left = Math.min(LIMITS.updatesBurst, this.#left + earned);
    this.#countedMs = nowMs;
  }
}
