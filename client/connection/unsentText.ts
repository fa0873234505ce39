/**
 * The person's own words that the server has not acknowledged, section by section, with their place
 * between what it has. They are what must survive when the server refuses an edit and the document
 * is thrown away. Deletions and formatting leave nothing to keep.
 */
import * as Y from "yjs";
import { richNodesOf } from "../../shared/document/fragmentText.ts";
import { sectionIdOfRoot } from "../../shared/document/layout.ts";
import { plainTextOf } from "../../shared/meeting/richText.ts";
import type { ItemId, PutBackStep, Run, UnsentSection } from "./unsentSection.ts";
import { ownRangesIn, Sources } from "./unsentSources.ts";

/** Is this letter, block or format the person's own and not yet on the server's disk? */
export type IsUnsent = (client: number, clock: number) => boolean;

export function unsentTextOf(doc: Y.Doc, isUnsent: IsUnsent): readonly UnsentSection[] {
  const found: UnsentSection[] = [];
  for (const root of doc.share.keys()) {
    const section = sectionIdOfRoot(root);
    if (section === undefined) continue;
    const reader = new SectionReader(isUnsent);
    reader.readChildren(doc.getXmlFragment(root), null);
    if (reader.lines.length === 0) continue;
    found.push({
      section,
      text: reader.lines.join("\n"),
      sources: reader.sources.ranges,
      plan: reader.steps,
    });
  }
  return found;
}

type Child = ReturnType<Y.XmlFragment["toArray"]>[number];

class SectionReader {
  readonly lines: string[] = [];
  readonly steps: PutBackStep[] = [];
  readonly sources = new Sources();
  readonly #isUnsent: IsUnsent;

  constructor(isUnsent: IsUnsent) {
    this.#isUnsent = isUnsent;
  }

  readChildren(parent: Y.XmlFragment, parentId: ItemId | null): void {
    let before: Child | undefined;
    let fresh: Child[] = [];
    for (const child of parent.toArray()) {
      const id = idOf(child);
      if (id !== null && this.#isUnsent(id[0], id[1])) {
        fresh.push(child);
        continue;
      }
      this.#keepBlocks(fresh, before, parentId);
      fresh = [];
      before = child;
      if (child instanceof Y.XmlText) this.#keepWords(child);
      else if (child instanceof Y.XmlElement) this.readChildren(child, id);
    }
    this.#keepBlocks(fresh, before, parentId);
  }

  #keepBlocks(blocks: readonly Child[], before: Child | undefined, parent: ItemId | null): void {
    if (blocks.length === 0) return;
    const nodes = blocks.flatMap((block) => richNodesOf(block));
    const lines = nodes.map((node) => plainTextOf(node)).filter((line) => line.trim() !== "");
    if (lines.length === 0) return;
    this.lines.push(...lines);
    for (const block of blocks) this.sources.add(ownRangesIn(block, this.#isUnsent));
    this.steps.push({
      kind: "blocks",
      parent,
      before: before === undefined ? null : idOf(before),
      base: before === undefined ? "" : sentTextOf(before, this.#isUnsent),
      nodes,
    });
  }

  #keepWords(text: Y.XmlText): void {
    const block = idOf(text);
    const runs = runsOf(text, this.#isUnsent);
    if (runs.length === 0 || block === null) return;
    this.lines.push(runs.map((run) => run.text).join(" … "));
    this.sources.add(ownRangesIn(text, this.#isUnsent));
    this.steps.push({ kind: "words", block, base: sentTextOf(text, this.#isUnsent), runs });
  }
}

export function idOf(type: Child): ItemId | null {
  const item = type._item;
  return item === null ? null : [item.id.client, item.id.clock];
}

/** The words of a block as the server has them. */
export function sentTextOf(type: Child, isUnsent: IsUnsent): string {
  if (type instanceof Y.XmlText) {
    let text = "";
    for (const part of partsOf(type, isUnsent)) if (!part.isOwn) text += part.words;
    return text;
  }
  if (!(type instanceof Y.XmlElement)) return "";
  return type
    .toArray()
    .map((child) => sentTextOf(child, isUnsent))
    .join("\n");
}

/** Neighbouring own words are one run; where they stand is counted in the words that the server has. */
function runsOf(text: Y.XmlText, isUnsent: IsUnsent): readonly Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const { words, isOwn, marks } of partsOf(text, isUnsent)) {
    if (!isOwn) {
      at += words.length;
      continue;
    }
    const last = runs.at(-1);
    if (last?.at === at && JSON.stringify(last.marks) === JSON.stringify(marks))
      runs[runs.length - 1] = { ...last, text: last.text + words };
    else runs.push({ at, text: words, marks });
  }
  return runs;
}

interface Part {
  readonly words: string;
  readonly isOwn: boolean;
  readonly marks: Readonly<Record<string, unknown>>;
}

function* partsOf(text: Y.XmlText, isUnsent: IsUnsent): Generator<Part> {
  let marks: Readonly<Record<string, unknown>> = {};
  // Only the items know who wrote what; Yjs has no public way to walk them.
  // oxlint-disable-next-line no-underscore-dangle
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) marks = markedWith(marks, item.content);
    else if (item.content instanceof Y.ContentString) {
      const { str } = item.content;
      // One item may hold acknowledged letters and, behind them, unacknowledged ones.
      const own = firstOwn(item, isUnsent);
      if (own > 0) yield { words: str.slice(0, own), isOwn: false, marks };
      if (own < str.length) yield { words: str.slice(own), isOwn: true, marks };
    }
  }
}

function firstOwn({ id, length }: Y.Item, isUnsent: IsUnsent): number {
  for (let offset = 0; offset < length; offset++) if (isUnsent(id.client, id.clock + offset)) return offset;
  return length;
}

function markedWith(
  marks: Readonly<Record<string, unknown>>,
  { key, value }: Y.ContentFormat,
): Readonly<Record<string, unknown>> {
  const { [key]: _before, ...rest } = marks;
  return value === null ? rest : { ...rest, [key]: value };
}
