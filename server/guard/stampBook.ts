/** Whose suggestion has which id in this meeting: all that stand in its text, and all that had a verdict. */
import * as Y from "yjs";
import { sectionIdOfRoot } from "../../shared/document/layout.ts";
import { latestResolution } from "../../shared/document/read.ts";
import type { Stamp } from "../../shared/document/stamps.ts";
import type { SharedType } from "./parentage.ts";
import { attributeValue, isStampValue, stampsOfAttribute } from "./stampValues.ts";

export class StampBook {
  readonly #doc: Y.Doc;
  /** Read from the text when somebody first asks; whoever writes afterwards is noted. */
  #authors: Map<string, string> | undefined;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  authorOf(suggestionId: string): string | undefined {
    return this.#known().get(suggestionId) ?? latestResolution(this.#doc, suggestionId)?.author;
  }

  note(stamps: readonly Stamp[]): void {
    if (stamps.length === 0) return;
    const known = this.#known();
    for (const { id, author } of stamps) if (!known.has(id)) known.set(id, author);
  }

  #known(): Map<string, string> {
    this.#authors ??= authorsIn(this.#doc);
    return this.#authors;
  }
}

function authorsIn(doc: Y.Doc): Map<string, string> {
  const authors = new Map<string, string>();
  for (const [root, type] of doc.share) {
    if (sectionIdOfRoot(root) === undefined) continue;
    for (const { id, author } of stampsIn(type)) authors.set(id, author);
  }
  return authors;
}

function* stampsIn(type: SharedType): Generator<Stamp> {
  for (const [key, item] of type._map) {
    if (!item.deleted) yield* stampsOfAttribute(key, attributeValue(item));
  }
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const { content } = item;
    if (content instanceof Y.ContentType) yield* stampsIn(content.type);
    else if (content instanceof Y.ContentFormat && isStampValue(content.value)) yield content.value;
  }
}
