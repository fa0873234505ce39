/** Brings the words of a text to given runs: what both ends share stays and gets the marks it lacks. */
import type * as Y from "yjs";
import type { Mark, RichNode } from "../meeting/richText.ts";
import { type Attributes } from "./markKeys.ts";
import { formatBetween, keysOf } from "./markHash.ts";
import { sharedEnd, sharedStart } from "./sharedWords.ts";

/** The texts stand side by side and read as one. */
export function reconcileWords(texts: readonly Y.XmlText[], wanted: readonly RichNode[]): void {
  const stored = placed(texts.flatMap((text) => storedRuns(text)));
  const goal = placed(wanted.map(({ text = "", marks = [] }) => ({ words: text, told: marks })));
  const [now, then] = [wordsOf(stored), wordsOf(goal)];
  const start = sharedStart(now, then);
  const end = sharedEnd(now, then, start);
  const words = textsAsOne(texts);
  formatKept(words, [stored, goal], { from: 0, to: start, shift: 0 });
  formatKept(words, [stored, goal], {
    from: now.length - end,
    to: now.length,
    shift: then.length - now.length,
  });
  words.delete(start, now.length - end - start);
  for (const run of goal) {
    const [from, to] = [Math.max(run.from, start), Math.min(run.to, then.length - end)];
    if (from < to) words.insert(from, then.slice(from, to), run.told);
  }
}

interface Run<Told> {
  readonly words: string;
  readonly told: Told;
}
interface PlacedRun<Told> extends Run<Told> {
  readonly from: number;
  readonly to: number;
}

function placed<Told>(runs: readonly Run<Told>[]): readonly PlacedRun<Told>[] {
  let to = 0;
  return runs.map((run) => {
    const from = to;
    to += run.words.length;
    return { ...run, from, to };
  });
}

const wordsOf = (runs: readonly Run<unknown>[]) => runs.map(({ words }) => words).join("");

interface DeltaRun {
  readonly insert: unknown;
  readonly attributes?: Attributes;
}

function storedRuns(text: Y.XmlText): readonly Run<Attributes>[] {
  // Yjs types a delta as any[]; these are the two fields that it documents.
  const delta = text.toDelta() as readonly DeltaRun[];
  // What is no word takes one place and is like nothing.
  return delta.map(({ insert, attributes = {} }) => ({
    words: typeof insert === "string" ? insert : "\u{FFFF}",
    told: attributes,
  }));
}

interface Kept {
  readonly from: number;
  readonly to: number;
  /** How far behind its place now the same word stands in what is wanted. */
  readonly shift: number;
}

function formatKept(
  words: TextsAsOne,
  [stored, goal]: readonly [readonly PlacedRun<Attributes>[], readonly PlacedRun<readonly Mark[]>[]],
  { from, to, shift }: Kept,
): void {
  for (const now of stored) {
    for (const then of goal) {
      const first = Math.max(from, now.from, then.from - shift);
      const end = Math.min(to, now.to, then.to - shift);
      if (first < end) words.format(first, end - first, formatBetween(now.told, then.told));
    }
  }
}

interface TextsAsOne {
  readonly format: (at: number, length: number, format: Record<string, Attributes | null>) => void;
  readonly delete: (at: number, length: number) => void;
  readonly insert: (at: number, words: string, marks: readonly Mark[]) => void;
}

function textsAsOne(texts: readonly Y.XmlText[]): TextsAsOne {
  const eachFrom = (
    at: number,
    length: number,
    change: (text: Y.XmlText, from: number, count: number) => void,
  ) => {
    let start = 0;
    for (const text of texts) {
      const size = text.length;
      const [from, to] = [Math.max(at - start, 0), Math.min(at + length - start, size)];
      if (from < to) change(text, from, to - from);
      start += size;
    }
  };
  return {
    format: (at, length, format) => {
      if (Object.keys(format).length === 0) return;
      eachFrom(at, length, (text, from, count) => text.format(from, count, format));
    },
    delete: (at, length) => eachFrom(at, length, (text, from, count) => text.delete(from, count)),
    insert: (at, words, marks) => {
      let start = 0;
      const text = texts.find((one) => at <= (start += one.length)) ?? texts.at(-1);
      text?.insert(at - (start - (text.length ?? 0)), words, keysOf(marks));
    },
  };
}
