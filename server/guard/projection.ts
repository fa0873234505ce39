/**
 * P(u): what a block says to everybody but u, when all that u suggests is left out. An update of
 * somebody who may only suggest must leave it as it was: base text, others' suggestions, the ids of
 * all characters. Marks that Yjs itself has let stray over other words are named, to be put back.
 */
import * as Y from "yjs";
import { isOwn, type Mark, type Marks } from "./marks.ts";
import { isNewItem, isSkipped, nameOfId, type Piece, type Pieces, type Run, type View } from "./pieces.ts";
import { storedItem } from "./storedItem.ts";

/** Characters over which a mark must be put back as it was; null: it was not there. */
export interface Stray {
  readonly run: Pick<Run, "text" | "at" | "length">;
  readonly key: string;
  readonly value: unknown;
}

/** What strays in `after`; undefined when the block says something else than before. */
export function straysBetween(before: Pieces, after: Pieces, view: View): readonly Stray[] | undefined {
  if (after.isOverfull || after.newRuns.some((run) => bearsForgedName(run, view))) return undefined;
  const isSame = areSame(before.pieces, after.pieces) && areOwnSame(before.ownRuns, after.ownRuns);
  if (isSame) return [];
  return new Comparison(before.pieces, view).straysIn(after.pieces);
}

/** Both are walked at once; how Yjs has cut the characters into items says nothing. */
function areSame(before: readonly Piece[], after: readonly Piece[]): boolean {
  const [was, now] = [new Cursor(before), new Cursor(after)];
  for (;;) {
    const [a, b] = [was.piece, now.piece];
    if (a === undefined || b === undefined) return a === b;
    if (a.kind === "frame" || b.kind === "frame") {
      if (a.kind !== "frame" || b.kind !== "frame" || a.name !== b.name) return false;
      was.pass(1);
      now.pass(1);
      continue;
    }
    const isSamePlace = a.client === b.client && a.clock + was.read === b.clock + now.read;
    if (!isSamePlace || a.isWithinOwn !== b.isWithinOwn || a.marks.others !== b.marks.others) return false;
    const length = Math.min(a.length - was.read, b.length - now.read);
    if (was.lettersOf(a, length) !== now.lettersOf(b, length)) return false;
    was.pass(length);
    now.pass(length);
  }
}

/** The author's own words may go; those that stay must bear the same suggestions of others. */
function areOwnSame(was: readonly Run[], now: readonly Run[]): boolean {
  let index = 0;
  return now.every((run) => {
    for (let clock = run.clock; clock < run.clock + run.length;) {
      const old = was[index];
      if (old === undefined) return false;
      if (old.client !== run.client || clock < old.clock || clock >= old.clock + old.length) index += 1;
      else if (old.marks.suggestedByOthers !== run.marks.suggestedByOthers) return false;
      else clock = old.clock + old.length;
    }
    return true;
  });
}

/** Where one is in what counts. */
class Cursor {
  readonly #pieces: readonly Piece[];
  #index = -1;
  piece: Piece | undefined;
  /** How many characters of the run are read. */
  read = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
    this.#next();
  }

  /** Half an emoji is none: where an update names the middle of one, Yjs writes two broken letters under the same ids. */
  lettersOf(run: Run, length: number): string {
    return run.length === length ? run.letters : run.letters.slice(this.read, this.read + length);
  }

  pass(characters: number): void {
    this.read += characters;
    if (this.piece?.kind !== "run" || this.read === this.piece.length) this.#next();
  }

  #next(): void {
    this.read = 0;
    do {
      this.#index += 1;
      this.piece = this.#pieces[this.#index];
    } while (this.piece !== undefined && isSkipped(this.piece));
  }
}

/**
 * New characters under another's name, which this update itself has put over them. Where its
 * beginning anew of another's addition or deletion has strayed over the author's own later words, it
 * is taken off them (mending.ts).
 */
function bearsForgedName({ marks }: Run, view: View): boolean {
  return marks.list.some(({ kind, stamp, item }) => {
    if (stamp === undefined || isOwn(stamp, view.author) || !isNewItem(item, view)) return false;
    return kind === "formatChange" || !standsBehindNewWords(item, view);
  });
}

/** Character by character, since it is known by now that something is different. */
class Comparison {
  readonly #view: View;
  readonly #was = new Map<string, Run>();
  readonly #sequence: readonly string[];
  /** Texts in which the update deletes words of the author's own. */
  readonly #erasedIn = new Set<string>();

  constructor(before: readonly Piece[], view: View) {
    this.#view = view;
    for (const [name, run] of charactersOf(before)) this.#was.set(name, run);
    this.#sequence = this.#sequenceOf(before);
  }

  straysIn(after: readonly Piece[]): readonly Stray[] | undefined {
    const sequence = this.#sequenceOf(after);
    if (sequence.length !== this.#sequence.length) return undefined;
    if (sequence.some((name, index) => name !== this.#sequence[index])) return undefined;
    this.#noteErased(after);
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

  #noteErased(after: readonly Piece[]): void {
    const left = new Set([...charactersOf(after)].map(([name]) => name));
    for (const [name, { text }] of this.#was) if (!left.has(name)) this.#erasedIn.add(nameOfText(text));
  }

  /** The frames, and the characters that were no part of the author's suggestions. */
  #sequenceOf(pieces: readonly Piece[]): readonly string[] {
    const names: string[] = [];
    for (const piece of pieces) {
      if (piece.kind === "frame") names.push(piece.name);
      else if (!piece.isNew) {
        for (const [name, , at] of charactersOf([piece])) {
          const letter = piece.letters.charAt(at - piece.at);
          if (this.#was.get(name)?.marks.isOwnInsertion !== true)
            names.push(`${String(piece.isWithinOwn)} ${name} ${letter}`);
        }
      }
    }
    return names;
  }

  #straysOver({ was, run, at }: { was: Run; run: Run; at: number }): readonly Stray[] | undefined {
    const { isOwnInsertion } = was.marks;
    if (isOwnInsertion && !run.marks.isOwnInsertion) return this.#unmarked(was, { text: run.text, at });
    const strays: Stray[] = [];
    const keys = isOwnInsertion
      ? keysOfOthers(was.marks, run.marks, this.#view)
      : this.#keysThatCount(was.marks, run.marks);
    for (const key of keys) {
      const [old, now] = [valueIn(was.marks, key), valueIn(run.marks, key)];
      if (JSON.stringify(old) === JSON.stringify(now)) continue;
      if (!this.#mayStray(run, key)) return undefined;
      strays.push({ run: { text: run.text, at, length: 1 }, key, value: old });
    }
    return strays;
  }

  /**
   * An honest client ends marks together with own words that bore them, and formats own words as one
   * stretch: there may be words of others in it of which it has not heard.
   */
  #mayStray({ text, marks }: Run, key: string): boolean {
    const setBy = marks.setterOf(key);
    if (setBy === undefined) return this.#erasedIn.has(nameOfText(text));
    return this.#isOnOwn(setBy.item) || mayStray(setBy, this.#view);
  }

  /**
   * Does what the update set here begin before, or end behind, words of the author's own? Others may have
   * written amid those, and in the place of some that went.
   */
  #isOnOwn(begin: Y.Item): boolean {
    if (!isNewItem(begin, this.#view) || !(begin.content instanceof Y.ContentFormat)) return false;
    const end = endOf(begin, begin.content.key, this.#view);
    return this.#isBesideOwn(begin, "right") || (end !== undefined && this.#isBesideOwn(end, "left"));
  }

  /** By what stood there when it was set. */
  #isBesideOwn({ origin, rightOrigin, parent }: Y.Item, side: "left" | "right"): boolean {
    const id = side === "left" ? origin : rightOrigin;
    const doc = parent instanceof Y.AbstractType ? parent.doc : null;
    if (id === null || doc === null) return false;
    let { clock } = id;
    let item = storedItem(doc, id) ?? null;
    while (item !== null && (!item.countable || item.deleted)) {
      item = item[side];
      if (item !== null) ({ clock } = side === "left" ? item.lastId : item.id);
    }
    if (item === null) return false;
    const was = this.#was.get(`${item.id.client}:${clock}`);
    return isNewItem(item, this.#view) || was?.marks.isOwnInsertion === true;
  }

  /**
   * Without their mark the author's own words would be base text. An honest client does this only when it
   * deletes words beside them, and the mark with those, while it has not heard of the others yet.
   */
  #unmarked({ marks }: Run, where: Pick<Run, "text" | "at">): readonly Stray[] | undefined {
    if (!this.#erasedIn.has(nameOfText(where.text))) return undefined;
    const own = marks.list.filter(
      ({ kind, stamp }) => kind === "insertion" && isOwn(stamp, this.#view.author),
    );
    return own.map(({ key, value }) => ({ run: { ...where, length: 1 }, key, value }));
  }

  /** All but what the author proposes about existing words. */
  #keysThatCount(...both: readonly Marks[]): ReadonlySet<string> {
    const keys = new Set<string>();
    for (const { list } of both) {
      for (const { key, kind, stamp } of list) {
        if (!isOwn(stamp, this.#view.author) || kind === "insertion") keys.add(key);
      }
    }
    return keys;
  }
}

function endOf(begin: Y.Item, key: string, view: View): Y.Item | undefined {
  for (let item = begin.right; item !== null; item = item.right) {
    const { content, deleted } = item;
    const isSameKind = content instanceof Y.ContentFormat && content.key === key;
    if (isSameKind && !deleted) return isNewItem(item, view) ? item : undefined;
  }
  return undefined;
}

/** What others suggest about the author's own words. */
function keysOfOthers(was: Marks, now: Marks, { author }: View): ReadonlySet<string> {
  const marks = [...was.list, ...now.list].filter(
    ({ stamp }) => stamp !== undefined && !isOwn(stamp, author),
  );
  return new Set(marks.map(({ key }) => key));
}

function nameOfText({ _item }: Y.XmlText): string {
  return _item === null ? "" : nameOfId(_item.id);
}

/** Each character by its id, with its run and its place in the text. */
function* charactersOf(pieces: readonly Piece[]): Generator<readonly [name: string, run: Run, at: number]> {
  for (const piece of pieces) {
    if (piece.kind === "frame") continue;
    for (let index = 0; index < piece.length; index += 1)
      yield [`${piece.client}:${piece.clock + index}`, piece, piece.at + index];
  }
}

function valueIn(marks: Marks, key: string): unknown {
  return marks.markOf(key)?.value ?? null;
}

/**
 * Whoever types amid marked words ends the marks before the letter and begins them anew behind it.
 * When the marked words or their end go meanwhile, the new beginning reaches over what follows. So
 * does an old one that this update bares by deleting the author's own words; but never the author's
 * own mark, which only the author can stretch.
 */
function mayStray({ item, stamp }: Pick<Mark, "item" | "stamp">, view: View): boolean {
  if (isNewItem(item, view)) return standsBehindNewWords(item, view);
  return !isOwn(stamp, view.author) || view.newFrom(item.id.client) === Infinity;
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
