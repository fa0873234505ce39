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
}

const NO_ENDS: ReadonlyMap<string, Y.Item> = new Map();

/** The marks over some characters; one object for all runs between two changes of formatting. */
export class Marks {
  /** Few, so a list is searched faster than a map is made. */
  readonly list: readonly Mark[];
  readonly isOwnInsertion: boolean;
  readonly #author: string;
  /** What ended plain formatting, by its key. */
  readonly #ends: ReadonlyMap<string, Y.Item>;
  readonly #next = new Map<Y.ContentFormat, Marks>();
  #others: string | undefined;
  #suggestedByOthers: string | undefined;

  constructor(list: readonly Mark[], author: string, ends: ReadonlyMap<string, Y.Item> = NO_ENDS) {
    this.list = list;
    this.#ends = ends;
    this.#author = author;
    this.isOwnInsertion = list.some(({ kind, stamp }) => kind === "insertion" && isOwn(stamp, author));
  }

  /** All but the author's own suggestions, as a name: equal marks have equal names. */
  get others(): string {
    this.#others ??= nameOfAll(this.list.filter(({ stamp }) => !isOwn(stamp, this.#author)));
    return this.#others;
  }

  /** The suggestions of others alone, as a name. */
  get suggestedByOthers(): string {
    this.#suggestedByOthers ??= nameOfAll(
      this.list.filter(({ stamp }) => stamp !== undefined && !isOwn(stamp, this.#author)),
    );
    return this.#suggestedByOthers;
  }

  get areTooMany(): boolean {
    if (this.list.length <= LIMITS.ownMarksOnWords) return false;
    const own = this.list.filter(({ stamp }) => isOwn(stamp, this.#author));
    return own.length > LIMITS.ownMarksOnWords || this.list.length > LIMITS.marksOnWords;
  }

  markOf(key: string): Mark | undefined {
    return this.list.find((mark) => mark.key === key);
  }

  /** What set the mark, or ended it; of suggestions only what set it. */
  setterOf(key: string): Pick<Mark, "item" | "stamp"> | undefined {
    const end = this.#ends.get(key);
    return this.markOf(key) ?? (end && { item: end, stamp: undefined });
  }

  /** After one more piece of formatting; the same answer each time, since a block is read at every keystroke. */
  with(item: Y.Item, format: Y.ContentFormat): Marks {
    const before = this.#next.get(format);
    if (before !== undefined) return before;
    const marks = this.#after(item, format);
    this.#next.set(format, marks);
    return marks;
  }

  #after(item: Y.Item, format: Y.ContentFormat): Marks {
    const kept = this.list.filter(({ key }) => key !== format.key);
    if (format.value !== null) kept.push(markSetBy(item, format));
    // Each suggestion has a key of its own, so their ends would be too many to remember.
    const isEnd = format.value === null && markNameOfKey(format.key) === format.key;
    const ends = isEnd ? new Map(this.#ends).set(format.key, item) : this.#ends;
    return new Marks(kept, this.#author, ends);
  }
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
  const marks = new Marks([], author);
  byAuthor.set(author, { marks, uses: 0 });
  return marks;
}

/** Each mark is read at every keystroke in its block. */
const marksSet = new WeakMap<Y.ContentFormat, Mark>();

function markSetBy(item: Y.Item, format: Y.ContentFormat): Mark {
  const before = marksSet.get(format);
  if (before !== undefined) return before;
  const key: string = format.key;
  const value: unknown = format.value;
  const stamp = isStampValue(value) ? value : undefined;
  const mark = { key, value, kind: markNameOfKey(key), stamp, name: `${key} ${JSON.stringify(value)}`, item };
  marksSet.set(format, mark);
  return mark;
}

export function isOwn(stamp: Stamp | undefined, author: string): boolean {
  return stamp?.author === author;
}
