/** What a scenario measures and how its figures become rows of the table. */
import type { ServerName } from "./host.ts";

/** Undefined: could not be measured on this server, for example because it never got through. */
export type Figures = Readonly<Record<string, number | undefined>>;

export interface Scenario {
  /** As `--only` names it; two that share their set-up are one scenario. */
  readonly letters: string;
  readonly title: string;
  /** Servers take turns so many times; the table shows medians. */
  rounds(quick: boolean): number;
  measure(server: ServerName, quick: boolean): Promise<Figures>;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly figure: string;
  readonly what: string;
  readonly unit: string;
  readonly target?: Target;
  /** What keeps the figure from being better, for the reader who wonders. */
  readonly limit: string;
}

/** What one row shows of each server. */
export type Shown = Partial<Record<ServerName, number>>;

export interface Target {
  readonly words: string;
  /** Undefined: one of the two was not measured. */
  met(shown: Shown): boolean | undefined;
}

export function atMost(value: number, unit: string): Target {
  return {
    words: `<= ${value} ${unit}`,
    met: ({ product }) => (product === undefined ? undefined : product <= value),
  };
}

/** At most this share of what the peers need; `undefined` where no target was set against one. */
export function share(ofYws: number | undefined, ofHocuspocus: number): Target {
  const words = ofYws === undefined ? "–" : `${ofYws} x`;
  return against(`<= ${words} / ${ofHocuspocus} x`, (ours, yws, hocuspocus) => [
    ofYws === undefined || ours <= ofYws * yws,
    ours <= ofHocuspocus * hocuspocus,
  ]);
}

/** At least so many times as fast as the peers. */
export function faster(thanYws: number, thanHocuspocus: number): Target {
  return against(`>= ${thanYws} / ${thanHocuspocus} times faster`, (ours, yws, hocuspocus) => [
    ours * thanYws <= yws,
    ours * thanHocuspocus <= hocuspocus,
  ]);
}

/** At least so many times as much as the peers. */
export function higher(thanYws: number, thanHocuspocus: number): Target {
  return against(`>= ${thanYws} x / ${thanHocuspocus} x`, (ours, yws, hocuspocus) => [
    ours >= thanYws * yws,
    ours >= thanHocuspocus * hocuspocus,
  ]);
}

export function plus(ms: number): Target {
  return against(`<= theirs + ${ms} ms`, (ours, yws, hocuspocus) => [
    ours <= yws + ms,
    ours <= hocuspocus + ms,
  ]);
}

type Judge = (ours: number, yws: number, hocuspocus: number) => readonly [boolean, boolean];

function against(words: string, judge: Judge): Target {
  return {
    words,
    met: ({ product, yws, hocuspocus }) => {
      if (product === undefined) return undefined;
      // A peer that was not measured is left out of the verdict.
      const verdicts = judge(product, yws ?? Number.NaN, hocuspocus ?? Number.NaN);
      const known = [yws, hocuspocus].flatMap((theirs, index) =>
        theirs === undefined ? [] : [verdicts[index]],
      );
      return known.length === 0 ? undefined : known.every((verdict) => verdict === true);
    },
  };
}
