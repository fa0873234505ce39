/** The marks over some characters, as they lie in Yjs: which there are, and whose suggestions. */
import type * as Y from "yjs";
import { markNameOfKey } from "../../shared/document/markKeys.ts";
import type { Stamp } from "../../shared/document/stamps.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { isStampValue } from "./stampValues.ts";

/** One mark, as it was when it was read: Yjs forgets what a piece of formatting said when that is deleted. */
export interface Mark {
  readonly key: string;
  readonly value: unknown;
  readonly kind: string;
  /** The suggestion that it belongs to. */
  readonly stamp: Stamp | undefined;
  readonly name: string;
  /** What set it. */
  readonly item: Y.Item;
  /** No other piece of formatting has it. */
  readonly number: number;
}

/** Whose suggestions are own ones, and what was met so far in this document, by what is in force there. */
interface Whose {
  readonly author: string;
  readonly met: Map<string, Marks>;
}

/** The marks over some characters; one object for all that bear the same. */
export class Marks {
  /** Few, so a list is searched faster than a map is made. */
  readonly list: readonly Mark[];
  readonly isOwnInsertion: boolean;
  /** More than anybody makes in earnest. */
  readonly areTooMany: boolean;
  readonly #whose: Whose;
  /** What ended plain formatting. */
  readonly #ends: readonly Mark[];
  readonly #next = new Map<Y.ContentFormat, Marks>();
  #others: string | undefined;
  #suggestedByOthers: string | undefined;

  constructor(whose: Whose, list: readonly Mark[], ends: readonly Mark[]) {
    this.list = list;
    this.#ends = ends;
    this.#whose = whose;
    this.isOwnInsertion = list.some(({ kind, stamp }) => kind === "insertion" && isOwn(stamp, whose.author));
    this.areTooMany = areTooMany(list, whose.author);
  }

  /** All but the author's own suggestions, as a name: equal marks have equal names. */
  get others(): string {
    this.#others ??= nameOfAll(this.list.filter(({ stamp }) => !isOwn(stamp, this.#whose.author)));
    return this.#others;
  }

  /** The suggestions of others alone, as a name. */
  get suggestedByOthers(): string {
    this.#suggestedByOthers ??= nameOfAll(
      this.list.filter(({ stamp }) => stamp !== undefined && !isOwn(stamp, this.#whose.author)),
    );
    return this.#suggestedByOthers;
  }

  markOf(key: string): Mark | undefined {
    return this.list.find((mark) => mark.key === key);
  }

  /** What set the mark, or ended it; of suggestions only what set it. */
  setterOf(key: string): Pick<Mark, "item" | "stamp"> | undefined {
    return this.markOf(key) ?? this.#ends.find((end) => end.key === key);
  }

  /** After one more piece of formatting; the same answer each time, since a block is read at every keystroke. */
  with(item: Y.Item, format: Y.ContentFormat): Marks {
    const before = this.#next.get(format);
    if (before !== undefined) return before;
    const marks = this.#after(item, format);
    this.#next.set(format, marks);
    return marks;
  }

  /** The same object again where the same is in force again, so a new mark makes nothing new of what follows its end. */
  #after(item: Y.Item, format: Y.ContentFormat): Marks {
    const mark = markOf(item, format);
    const list = this.list.filter(({ key }) => key !== mark.key);
    if (mark.value !== null) list.push(mark);
    // Each suggestion has a key of its own, so their ends would be too many to remember.
    const isEnd = mark.value === null && mark.kind === mark.key;
    const ends = isEnd ? [...this.#ends.filter(({ key }) => key !== mark.key), mark] : this.#ends;
    const { met } = this.#whose;
    const name = `${numbersOf(list)} ${numbersOf(ends)}`;
    const marks = met.get(name) ?? new Marks(this.#whose, list, ends);
    met.set(name, marks);
    return marks;
  }
}

function areTooMany(list: readonly Mark[], author: string): boolean {
  if (list.length <= LIMITS.ownMarksOnWords) return false;
  const own = list.filter(({ stamp }) => isOwn(stamp, author));
  return own.length > LIMITS.ownMarksOnWords || list.length > LIMITS.marksOnWords;
}

function numbersOf(marks: readonly Mark[]): string {
  return marks.map(({ number }) => number).join();
}

function nameOfAll(marks: readonly Mark[]): string {
  return marks.length > 1
    ? marks
        .map(({ name }) => name)
        .toSorted()
        .join("\n")
    : (marks[0]?.name ?? "");
}

interface Unmarked {
  readonly marks: Marks;
  uses: number;
}

/** What follows on it is remembered with it. After so many readings most of that is of no use any more. */
const unmarkedIn = new WeakMap<Y.Doc, Map<string, Unmarked>>();
const USES_MAX = 1000;

export function unmarkedFor(doc: Y.Doc, author: string): Marks {
  const byAuthor = unmarkedIn.get(doc) ?? new Map<string, Unmarked>();
  unmarkedIn.set(doc, byAuthor);
  const known = byAuthor.get(author);
  if (known !== undefined && known.uses < USES_MAX) {
    known.uses += 1;
    return known.marks;
  }
  const marks = new Marks({ author, met: new Map() }, [], []);
  byAuthor.set(author, { marks, uses: 0 });
  return marks;
}

/** Each mark is read at every keystroke in its block. */
const marksRead = new WeakMap<Y.ContentFormat, Mark>();
let numbers = 0;

function markOf(item: Y.Item, format: Y.ContentFormat): Mark {
  const before = marksRead.get(format);
  if (before !== undefined) return before;
  const key: string = format.key;
  const value: unknown = format.value;
  const stamp = isStampValue(value) ? value : undefined;
  const name = `${key} ${JSON.stringify(value)}`;
  const mark = { key, value, kind: markNameOfKey(key), stamp, name, item, number: ++numbers };
  marksRead.set(format, mark);
  return mark;
}

export function isOwn(stamp: Stamp | undefined, author: string): boolean {
  return stamp?.author === author;
}
