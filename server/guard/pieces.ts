/**
 * What a block of a section holds, in the order in which it is read: runs of characters with the
 * marks over them, and the frame around them. Each by its Yjs id, so that the same words typed again
 * are something else. Says nothing about what is allowed.
 */
import * as Y from "yjs";
import { markNameOfKey } from "../../shared/document/markKeys.ts";
import type { Stamp } from "../../shared/document/stamps.ts";
import type { SharedType } from "./parentage.ts";
import { attributeValue, isStampAttribute, isStampValue, stampsOfAttribute } from "./stampValues.ts";
import { nameOfAttribute } from "./verdict.ts";

/** With whose eyes a block is read. */
export interface View {
  readonly author: string;
  /** Where this update begins in what the client writes; infinity for somebody else's client. */
  newFrom(client: number): number;
}

/** A block, or a text in it; it tells what is there and in which order. */
interface Frame {
  readonly kind: "frame";
  readonly name: string;
}

export interface Run {
  readonly kind: "run";
  readonly text: Y.XmlText;
  /** Where it begins in the text, in characters. */
  readonly at: number;
  readonly client: number;
  readonly clock: number;
  readonly length: number;
  readonly letters: string;
  readonly marks: Marks;
  /** Written by this update. */
  readonly isNew: boolean;
  /** Stands in a block that the author has suggested. */
  readonly isWithinOwn: boolean;
}

export type Piece = Frame | Run;

/** An attribute with suggestions about a block. */
export interface Stamped {
  readonly element: Y.XmlElement;
  readonly key: string;
  readonly stamps: readonly Stamp[];
  /** Written by this update. */
  readonly isNew: boolean;
}

export interface Pieces {
  readonly pieces: readonly Piece[];
  /** By block and attribute. */
  readonly stamped: ReadonlyMap<string, Stamped>;
}

export const NO_PIECES: Pieces = { pieces: [], stamped: new Map() };

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

/** The marks over some characters; one object for all runs between two changes of formatting. */
export class Marks {
  /** Few, so a list is searched faster than a map is made. */
  readonly list: readonly Mark[];
  readonly isOwnInsertion: boolean;
  readonly #author: string;
  readonly #next = new Map<Y.ContentFormat, Marks>();
  #others: string | undefined;
  #suggestedByOthers: string | undefined;

  constructor(list: readonly Mark[], author: string) {
    this.list = list;
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

  markOf(key: string): Mark | undefined {
    return this.list.find((mark) => mark.key === key);
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
    return new Marks(kept, this.#author);
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

function unmarkedFor(doc: Y.Doc, author: string): Marks {
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

export function isNewItem({ id }: Y.Item, view: View): boolean {
  return id.clock >= view.newFrom(id.client);
}

export function nameOfId({ client, clock }: Y.ID): string {
  return `${client}:${clock}`;
}

export function piecesOf(block: Y.XmlElement, view: View): Pieces {
  if (block.doc === null) return NO_PIECES;
  const reader = new Reader(block.doc, view);
  reader.readBlock(block, { isWithinOwn: false });
  return reader;
}

type Where = Pick<Run, "text" | "at" | "marks" | "isWithinOwn">;

interface Around {
  readonly isWithinOwn: boolean;
}

class Reader implements Pieces {
  readonly pieces: Piece[] = [];
  readonly stamped = new Map<string, Stamped>();
  readonly #view: View;
  readonly #unmarked: Marks;

  constructor(doc: Y.Doc, view: View) {
    this.#view = view;
    this.#unmarked = unmarkedFor(doc, view.author);
  }

  readBlock(block: Y.XmlElement, { isWithinOwn }: Around): void {
    const item = block._item;
    if (item === null) return;
    const attributes = this.#attributesOf(block, item);
    const suggestedBy = this.stamped.get(nameOfAttribute(item.id, "sIns"))?.stamps ?? [];
    const isOwnBlock = suggestedBy.some(({ author }) => author === this.#view.author);
    // What stands in an own new block is part of it, unless somebody else has suggested that.
    if (isOwnBlock || (isWithinOwn && suggestedBy.length === 0)) {
      this.#readChildren(block, { isWithinOwn: true });
      return;
    }
    const place = isWithinOwn ? "within own" : "";
    this.#frame(`${block.nodeName} ${nameOfId(item.id)} ${place} ${attributes}`);
    this.#readChildren(block, { isWithinOwn: false });
    this.#frame("end");
  }

  /** Those that are no suggestions, as a name; suggestions are noted. */
  #attributesOf(block: Y.XmlElement, { id }: Y.Item): string {
    const names: string[] = [];
    for (const [key, item] of block._map) {
      if (item.deleted) continue;
      const value = attributeValue(item);
      if (!isStampAttribute(key)) names.push(`${key}=${JSON.stringify(value)}`);
      else if (value !== null) {
        const stamps = stampsOfAttribute(key, value);
        const stamped = { element: block, key, stamps, isNew: isNewItem(item, this.#view) };
        this.stamped.set(nameOfAttribute(id, key), stamped);
      }
    }
    return names.length > 1 ? names.toSorted().join(" ") : (names[0] ?? "");
  }

  #readChildren(parent: SharedType, around: Around): void {
    for (let item = parent._start; item !== null; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentType)) continue;
      const { type } = item.content;
      if (type instanceof Y.XmlElement) this.readBlock(type, around);
      else if (type instanceof Y.XmlText) this.#readText(type, item, around);
    }
  }

  #readText(text: Y.XmlText, item: Y.Item, around: Around): void {
    const before = this.pieces.length;
    this.#readRuns(text, around);
    const isMine = this.#view.newFrom(item.id.client) !== Infinity;
    // A text that the author made where there was none belongs to the suggestion, until others write in it.
    const isPart = around.isWithinOwn || (isMine && this.pieces.slice(before).every((run) => isSkipped(run)));
    if (!isPart) this.pieces.splice(before, 0, { kind: "frame", name: `text ${nameOfId(item.id)}` });
  }

  #readRuns(text: Y.XmlText, { isWithinOwn }: Around): void {
    let marks = this.#unmarked;
    let at = 0;
    for (let item = text._start; item !== null; item = item.right) {
      if (item.deleted) continue;
      if (item.content instanceof Y.ContentFormat) marks = marks.with(item, item.content);
      else if (item.countable) {
        this.#readRun(item, { text, at, marks, isWithinOwn });
        at += item.length;
      }
    }
  }

  /** Yjs joins what one client writes in a row, so an item may be new from its middle on. */
  #readRun({ id, length, content }: Y.Item, { text, at, marks, isWithinOwn }: Where): void {
    const { client, clock } = id;
    const letters = content instanceof Y.ContentString ? content.str : "";
    const old = Math.min(length, Math.max(0, this.#view.newFrom(client) - clock));
    const kind = "run";
    const both = { kind, text, client, marks, isWithinOwn } as const;
    if (old === length) this.pieces.push({ ...both, at, clock, length, letters, isNew: false });
    else {
      if (old > 0)
        this.pieces.push({ ...both, at, clock, length: old, letters: letters.slice(0, old), isNew: false });
      const rest = { at: at + old, clock: clock + old, length: length - old, letters: letters.slice(old) };
      this.pieces.push({ ...both, ...rest, isNew: true });
    }
  }

  #frame(name: string): void {
    this.pieces.push({ kind: "frame", name });
  }
}

/** What the author has suggested to insert, and what is new, is no part of what must stay. */
export function isSkipped(piece: Piece): boolean {
  return piece.kind === "run" && (piece.isNew || piece.marks.isOwnInsertion);
}
