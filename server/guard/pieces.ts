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

/** The marks over some characters; one object for all runs between two changes of formatting. */
export class Marks {
  /** What set each mark, by its key. */
  readonly items: ReadonlyMap<string, Y.Item>;
  readonly isOwnInsertion: boolean;
  readonly #author: string;
  #others: string | undefined;

  constructor(items: ReadonlyMap<string, Y.Item>, author: string) {
    this.items = items;
    this.#author = author;
    this.isOwnInsertion = [...items.values()].some(
      (item) => isInsertion(item) && isOwn(stampOf(item), author),
    );
  }

  /** All but the author's own suggestions, as a name: equal marks have equal names. */
  get others(): string {
    this.#others ??= this.#nameOthers();
    return this.#others;
  }

  #nameOthers(): string {
    const names: string[] = [];
    for (const [key, item] of this.items) {
      if (!isOwn(stampOf(item), this.#author)) names.push(`${key} ${JSON.stringify(markValue(item))}`);
    }
    return names.length > 1 ? names.toSorted().join("\n") : (names[0] ?? "");
  }
}

export function markValue({ content }: Y.Item): unknown {
  return content instanceof Y.ContentFormat ? content.value : null;
}

/** The suggestion that a mark belongs to. */
export function stampOf(item: Y.Item): Stamp | undefined {
  const value = markValue(item);
  return isStampValue(value) ? value : undefined;
}

export function kindOfMark({ content }: Y.Item): string {
  return content instanceof Y.ContentFormat ? markNameOfKey(content.key) : "";
}

function isInsertion(item: Y.Item): boolean {
  return item.content instanceof Y.ContentFormat && item.content.key.startsWith("insertion");
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
  const reader = new Reader(view);
  reader.readBlock(block, { isWithinOwn: false });
  return reader;
}

interface Around {
  readonly isWithinOwn: boolean;
}

class Reader implements Pieces {
  readonly pieces: Piece[] = [];
  readonly stamped = new Map<string, Stamped>();
  readonly #view: View;

  constructor(view: View) {
    this.#view = view;
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
    const items = new Map<string, Y.Item>();
    let marks: Marks | undefined;
    let at = 0;
    for (let item = text._start; item !== null; item = item.right) {
      if (item.deleted) continue;
      if (item.content instanceof Y.ContentFormat) {
        if (item.content.value === null) items.delete(item.content.key);
        else items.set(item.content.key, item);
        marks = undefined;
      } else if (item.countable) {
        marks ??= new Marks(new Map(items), this.#view.author);
        this.#readRun({ item, text, at, marks, isWithinOwn });
        at += item.length;
      }
    }
  }

  /** Yjs joins what one client writes in a row, so an item may be new from its middle on. */
  #readRun({ item, ...rest }: Pick<Run, "text" | "at" | "marks" | "isWithinOwn"> & { item: Y.Item }): void {
    const { client, clock } = item.id;
    const old = Math.min(item.length, Math.max(0, this.#view.newFrom(client) - clock));
    const run = { ...rest, kind: "run", client } as const;
    if (old > 0) this.pieces.push({ ...run, clock, length: old, isNew: false });
    if (old < item.length) {
      const length = item.length - old;
      this.pieces.push({ ...run, at: rest.at + old, clock: clock + old, length, isNew: true });
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
