/** When each letter was sent, and how long it took to those who listen. */
import * as Y from "yjs";

export class Timetable {
  readonly #sentMs = new Map<number, number[]>();
  /** Letters sent outside these times count for nothing. */
  #fromMs = Number.POSITIVE_INFINITY;
  #untilMs = Number.POSITIVE_INFINITY;

  begin(): void {
    this.#fromMs = performance.now();
  }

  end(): void {
    this.#untilMs = performance.now();
  }

  sent(client: number, clock: number): void {
    const times = this.#sentMs.get(client) ?? [];
    times[clock] = performance.now();
    this.#sentMs.set(client, times);
  }

  /** Ears that note in `latenciesMs` how old each letter is when it comes for the first time. */
  listener(
    latenciesMs: number[],
    hears: (client: number) => boolean = () => true,
  ): (update: Uint8Array) => void {
    const known = new Map<number, number>();
    return (update) => {
      const nowMs = performance.now();
      for (const struct of Y.decodeUpdate(update).structs) {
        const { client, clock } = struct.id;
        const times = this.#sentMs.get(client);
        if (times === undefined || !hears(client)) continue;
        const end = clock + struct.length;
        for (let each = Math.max(clock, known.get(client) ?? 0); each < end; each += 1) {
          const sentMs = times[each];
          if (sentMs !== undefined && sentMs >= this.#fromMs && sentMs < this.#untilMs)
            latenciesMs.push(nowMs - sentMs);
        }
        known.set(client, Math.max(end, known.get(client) ?? 0));
      }
    };
  }

  /** How many letters were sent while it counted. */
  get counted(): number {
    let count = 0;
    for (const times of this.#sentMs.values())
      for (const sentMs of times) if (sentMs >= this.#fromMs && sentMs < this.#untilMs) count += 1;
    return count;
  }
}

/** With one value for each letter that should have been heard: what never came is at least as late as `soFarMs`. */
export function withUnheard(
  latenciesMs: readonly number[],
  expected: number,
  soFarMs: number,
): readonly number[] {
  const unheard = Math.max(0, Math.round(expected) - latenciesMs.length);
  return [...latenciesMs, ...Array.from({ length: unheard }, () => soFarMs)];
}

export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export function median(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined).toSorted((a, b) => a - b);
  const middle = Math.floor(known.length / 2);
  const [low, high] = [known[known.length % 2 === 0 ? middle - 1 : middle], known[middle]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
