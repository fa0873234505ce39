/**
 * How fast one socket may send updates: a quiet one may send a burst, a steady one so many a second.
 * Kept in one number for each socket: the moment until which its updates so far would have kept a
 * steady sender busy. Text is never refused for its speed; who is ahead is read later.
 */
import { LIMITS } from "../../shared/protocol/limits.ts";

const UPDATE_MS = 1000 / LIMITS.updatesPerSecond;
const BURST_MS = LIMITS.updatesBurst * UPDATE_MS;

/** The new number after one more update. */
export function busyAfterUpdate(busyUntilMs: number, nowMs: number): number {
  return Math.max(busyUntilMs, nowMs) + UPDATE_MS;
}

/** How long the socket is not to be read; 0 when it keeps pace. */
export function restMs(busyUntilMs: number, nowMs: number): number {
  return Math.max(0, busyUntilMs - nowMs - BURST_MS);
}
