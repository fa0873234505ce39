/**
 * P(u): what a block says to everybody but u, when all that u suggests is left out. An update of
 * somebody who may only suggest must leave it as it was: base text, others' suggestions, the ids of
 * all characters. Marks that Yjs itself has let stray over other words are named, to be put back.
 */
import type * as Y from "yjs";
import {
  isNewItem,
  isOwn,
  isSkipped,
  kindOfMark,
  markValue,
  stampOf,
  type Marks,
  type Piece,
  type Pieces,
  type Run,
  type View,
} from "./pieces.ts";

/** Characters over which a mark must be put back as it was; null: it was not there. */
export interface Stray {
  readonly run: Pick<Run, "text" | "at" | "length">;
  readonly key: string;
  readonly value: unknown;
}

/** What strays in `after`; undefined when the block says something else than before. */
export function straysBetween(before: Pieces, after: Pieces, view: View): readonly Stray[] | undefined {
  if (after.pieces.some((piece) => bearsForgedName(piece, view))) return undefined;
  if (areEqual(projectionOf(before.pieces), projectionOf(after.pieces))) return [];
  return new Comparison(before.pieces, view).straysIn(after.pieces);
}

type Token = string | number;

function projectionOf(pieces: readonly Piece[]): readonly Token[] {
  const tokens: Token[] = [];
  let last: Run | undefined;
  let end = 0;
  for (const piece of pieces) {
    if (piece.kind === "frame") {
      tokens.push(piece.name);
      last = undefined;
    } else if (!isSkipped(piece)) {
      const isNext = last?.client === piece.client && end === piece.clock && isSameReading(last, piece);
      // How Yjs has cut the characters into items says nothing.
      if (isNext) tokens[tokens.length - 1] = Number(tokens.at(-1)) + piece.length;
      else tokens.push(piece.client, piece.clock, placeOf(piece), piece.marks.others, piece.length);
      last = piece;
      end = piece.clock + piece.length;
    }
  }
  return tokens;
}

const placeOf = ({ isWithinOwn }: Run) => (isWithinOwn ? "own" : "base");

function isSameReading(a: Run, b: Run): boolean {
  return a.text === b.text && (a.marks === b.marks || a.marks.others === b.marks.others);
}

function areEqual(a: readonly Token[], b: readonly Token[]): boolean {
  return a.length === b.length && a.every((token, index) => token === b[index]);
}

/** New characters under another's name, which this update itself has put over them. */
function bearsForgedName(piece: Piece, view: View): boolean {
  if (piece.kind !== "run" || !piece.isNew) return false;
  return [...piece.marks.items.values()].some((item) => {
    const stamp = stampOf(item);
    if (stamp === undefined || isOwn(stamp, view.author)) return false;
    return kindOfMark(item) !== "formatChange" && isNewItem(item, view);
  });
}

/** Character by character, since it is known by now that something is different. */
class Comparison {
  readonly #view: View;
  readonly #was = new Map<string, Run>();
  readonly #sequence: readonly string[];

  constructor(before: readonly Piece[], view: View) {
    this.#view = view;
    for (const [name, run] of charactersOf(before)) this.#was.set(name, run);
    this.#sequence = this.#sequenceOf(before);
  }

  straysIn(after: readonly Piece[]): readonly Stray[] | undefined {
    const sequence = this.#sequenceOf(after);
    if (sequence.length !== this.#sequence.length) return undefined;
    if (sequence.some((name, index) => name !== this.#sequence[index])) return undefined;
    const strays: Stray[] = [];
    for (const [name, run, at] of charactersOf(after)) {
      const was = this.#was.get(name);
      if (run.isNew) continue;
      const found = was === undefined ? undefined : this.#straysOver({ was, run, at });
      if (found === undefined) return undefined;
      strays.push(...found);
    }
    return strays;
  }

  /** The frames, and the characters that were no part of the author's suggestions. */
  #sequenceOf(pieces: readonly Piece[]): readonly string[] {
    const names: string[] = [];
    for (const piece of pieces) {
      if (piece.kind === "frame") names.push(piece.name);
      else if (!piece.isNew) {
        for (const [name] of charactersOf([piece])) {
          if (this.#was.get(name)?.marks.isOwnInsertion !== true) names.push(`${placeOf(piece)} ${name}`);
        }
      }
    }
    return names;
  }

  #straysOver({ was, run, at }: { was: Run; run: Run; at: number }): readonly Stray[] | undefined {
    // The author's own words must stay marked as such: without the mark they would be base text.
    if (was.marks.isOwnInsertion) return run.marks.isOwnInsertion ? [] : undefined;
    if (was.marks.others === run.marks.others && !run.marks.isOwnInsertion) return [];
    const strays: Stray[] = [];
    for (const key of this.#keysThatCount(was.marks, run.marks)) {
      const [old, now] = [valueIn(was.marks, key), valueIn(run.marks, key)];
      if (JSON.stringify(old) === JSON.stringify(now)) continue;
      const setBy = run.marks.items.get(key);
      if (setBy === undefined || !mayStray(setBy, this.#view)) return undefined;
      strays.push({ run: { text: run.text, at, length: 1 }, key, value: old });
    }
    return strays;
  }

  /** All but what the author proposes about existing words. */
  #keysThatCount(...both: readonly Marks[]): ReadonlySet<string> {
    const keys = new Set<string>();
    for (const { items } of both) {
      for (const [key, item] of items) {
        if (!isOwn(stampOf(item), this.#view.author) || kindOfMark(item) === "insertion") keys.add(key);
      }
    }
    return keys;
  }
}

function* charactersOf(pieces: readonly Piece[]): Generator<readonly [name: string, run: Run, at: number]> {
  for (const piece of pieces) {
    if (piece.kind === "frame") continue;
    for (let index = 0; index < piece.length; index += 1)
      yield [`${piece.client}:${piece.clock + index}`, piece, piece.at + index];
  }
}

function valueIn({ items }: Marks, key: string): unknown {
  const item = items.get(key);
  return item === undefined ? null : markValue(item);
}

/**
 * Whoever types amid marked words ends the marks before the letter and begins them anew behind it.
 * When the marked words or their end go meanwhile, the new beginning reaches over what follows. So
 * does an old one that this update bares by deleting the author's own words; but never the author's
 * own mark, which only the author can stretch.
 */
function mayStray(setBy: Y.Item, view: View): boolean {
  if (isNewItem(setBy, view)) return standsBehindNewWords(setBy, view);
  return !isOwn(stampOf(setBy), view.author) || view.newFrom(setBy.id.client) === Infinity;
}

const STEPS_MAX = 200;

function standsBehindNewWords(format: Y.Item, view: View): boolean {
  let item = format.left;
  for (let steps = 0; item !== null && steps < STEPS_MAX; steps += 1, item = item.left) {
    const isWords = item.countable || item.deleted;
    if (isWords && item.lastId.clock >= view.newFrom(item.id.client)) return true;
    if (item.countable && !item.deleted) return false;
  }
  return false;
}
