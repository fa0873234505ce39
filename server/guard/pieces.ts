/**
 * What a block of a section holds, in the order in which it is read: runs of characters with the
 * marks over them, and the frame around them. Each by its Yjs id, so that the same words typed again
 * are something else. Says nothing about what is allowed.
 */
import * as Y from "yjs";
import type { Stamp } from "../../shared/document/stamps.ts";
import { type Marks, unmarkedFor } from "./marks.ts";
import type { SharedType } from "./parentage.ts";
import { attributeValue, isStampAttribute, stampsOfAttribute } from "./stampValues.ts";
import { nameOfAttribute } from "./verdict.ts";

/** With whose eyes a block is read. */
export interface View {
  readonly author: string;
  /** Where this update begins in what the client writes; infinity for somebody else's client. */
  newFrom(client: number): number;
  /** What is not read, with all in it. */
  leavesOut?(item: Y.Item): boolean;
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
  /** Those of them that this update has written. */
  readonly newRuns: readonly Run[];
  /** Those of them that the author had suggested before. */
  readonly ownRuns: readonly Run[];
  /** By block and attribute. */
  readonly stamped: ReadonlyMap<string, Stamped>;
  /** Somewhere there are more marks at once than anybody makes in earnest; they were not read to the end. */
  readonly isOverfull: boolean;
}

export const NO_PIECES: Pieces = {
  pieces: [],
  newRuns: [],
  ownRuns: [],
  stamped: new Map(),
  isOverfull: false,
};

export function isNewItem({ id }: Y.Item, view: View): boolean {
  return id.clock >= view.newFrom(id.client);
}

export function nameOfId({ client, clock }: Y.ID): string {
  return `${client}:${clock}`;
}

export function piecesOf(block: Y.XmlElement, view: View): Pieces {
  if (block.doc === null || block._item === null || view.leavesOut?.(block._item) === true) return NO_PIECES;
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
  readonly newRuns: Run[] = [];
  readonly ownRuns: Run[] = [];
  readonly stamped = new Map<string, Stamped>();
  isOverfull = false;
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
      if (item.deleted || !(item.content instanceof Y.ContentType) || this.#isLeftOut(item)) continue;
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
      if (item.content instanceof Y.ContentFormat) {
        marks = marks.with(item, item.content);
        if (marks.areTooMany) this.isOverfull = true;
        if (this.isOverfull) return;
      } else if (item.countable && !this.#isLeftOut(item)) {
        this.#readRun(item, { text, at, marks, isWithinOwn });
        at += item.length;
      }
    }
  }

  /** Yjs joins what one client writes in a row, so an item may be new from its middle on. */
  #readRun({ id, length, content }: Y.Item, where: Where): void {
    const { client, clock } = id;
    const letters = content instanceof Y.ContentString ? content.str : "";
    const old = Math.min(length, Math.max(0, this.#view.newFrom(client) - clock));
    if (old > 0) this.#note(where, id, { length: old, letters: letters.slice(0, old), isNew: false });
    if (old === length) return;
    const rest = { length: length - old, letters: letters.slice(old), isNew: true };
    this.#note({ ...where, at: where.at + old }, { client, clock: clock + old }, rest);
  }

  /** All fields spelled out: there are many runs, and putting one together from parts takes three times as long. */
  #note(
    { text, at, marks, isWithinOwn }: Where,
    { client, clock }: Pick<Run, "client" | "clock">,
    { length, letters, isNew }: Pick<Run, "length" | "letters" | "isNew">,
  ): void {
    const run: Run = { kind: "run", text, at, client, clock, length, letters, marks, isNew, isWithinOwn };
    this.pieces.push(run);
    if (isNew) this.newRuns.push(run);
    else if (marks.isOwnInsertion) this.ownRuns.push(run);
  }

  #isLeftOut(item: Y.Item): boolean {
    return this.#view.leavesOut?.(item) === true;
  }

  #frame(name: string): void {
    this.pieces.push({ kind: "frame", name });
  }
}

/** What the author has suggested to insert, and what is new, is no part of what must stay. */
export function isSkipped(piece: Piece): boolean {
  return piece.kind === "run" && (piece.isNew || piece.marks.isOwnInsertion);
}
