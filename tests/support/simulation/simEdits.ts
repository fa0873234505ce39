/**
 * What people do to a section's text, in whole words, so that each word can be accounted for: every
 * word is one token that occurs nowhere else, and nobody writes into the middle of one.
 */
import * as Y from "yjs";
import type { Random } from "../random.ts";
import { TOKEN } from "./plainUpdate.ts";

/** Makes one random edit; `newToken` gives a word that nobody has typed yet. */
export function editAtRandom(random: Random, section: Y.XmlFragment, newToken: () => string): void {
  const edit = random.pick(EDITS);
  section.doc?.transact(() => edit(random, section, newToken));
}

type Edit = (random: Random, section: Y.XmlFragment, newToken: () => string) => void;

const type: Edit = (random, section, newToken) => {
  const text = anyText(random, section, newToken);
  text.insert(random.pick(boundariesOf(text)), newToken());
};

const erase: Edit = (random, section, newToken) => {
  const text = anyText(random, section, newToken);
  const [from, to] = anyRange(random, text);
  if (to > from) text.delete(from, to - from);
};

const format: Edit = (random, section, newToken) => {
  const text = anyText(random, section, newToken);
  const [from, to] = anyRange(random, text);
  if (to === from) return;
  text.format(from, to - from, {
    [random.pick(["bold", "italic"] as const)]: random.chance(0.6) ? {} : null,
  });
};

const addParagraph: Edit = (random, section, newToken) => {
  section.insert(random.below(section.length + 1), [paragraphOf(newToken())]);
};

const removeBlock: Edit = (random, section) => {
  if (section.length > 1) section.delete(random.below(section.length), 1);
};

/** Enter in the middle of a paragraph: y-tiptap deletes the tail and writes it anew below. */
const split: Edit = (random, section, newToken) => {
  const at = random.below(section.length + 1);
  const text = textOf(section.length > at ? section.get(at) : undefined);
  if (text === undefined) return addParagraph(random, section, newToken);
  const from = random.pick(boundariesOf(text));
  const tail = plainOf(text).slice(from);
  text.delete(from, text.length - from);
  section.insert(at + 1, [paragraphOf(tail)]);
};

const addTable: Edit = (random, section, newToken) => {
  const table = new Y.XmlElement("table");
  const rows = [0, 1].map(() => {
    const row = new Y.XmlElement("tableRow");
    row.insert(0, [cellOf(newToken()), cellOf("")]);
    return row;
  });
  table.insert(0, rows);
  section.insert(random.below(section.length + 1), [table]);
};

const EDITS: readonly Edit[] = [
  type,
  type,
  type,
  type,
  type,
  erase,
  erase,
  format,
  addParagraph,
  removeBlock,
  split,
  split,
  addTable,
];

function cellOf(words: string): Y.XmlElement {
  const made = new Y.XmlElement("tableCell");
  // Yjs types attributes as strings; y-tiptap stores numbers as they are.
  made.setAttribute("colspan", 1 as unknown as string);
  made.insert(0, [paragraphOf(words)]);
  return made;
}

function paragraphOf(words: string): Y.XmlElement {
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(words)]);
  return paragraph;
}

function anyText(random: Random, section: Y.XmlFragment, newToken: () => string): Y.XmlText {
  const texts = textsIn(section);
  if (texts.length > 0) return random.pick(texts);
  const fresh = paragraphOf(newToken());
  section.insert(section.length, [fresh]);
  const text = textOf(fresh);
  if (text === undefined) throw new Error("a new paragraph has no text");
  return text;
}

function textsIn(parent: Y.XmlFragment): readonly Y.XmlText[] {
  return parent.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return [child];
    return child instanceof Y.XmlElement ? textsIn(child) : [];
  });
}

function textOf(block: unknown): Y.XmlText | undefined {
  if (!(block instanceof Y.XmlElement) || block.nodeName !== "paragraph" || block.length === 0)
    return undefined;
  const first = block.get(0);
  return first instanceof Y.XmlText ? first : undefined;
}

/** Places that are in the middle of no word. */
function boundariesOf(text: Y.XmlText): readonly number[] {
  const plain = plainOf(text);
  const inside = new Set<number>();
  for (const match of plain.matchAll(TOKEN))
    for (let index = match.index + 1; index < match.index + match[0].length; index += 1) inside.add(index);
  return Array.from({ length: plain.length + 1 }, (_one, index) => index).filter(
    (index) => !inside.has(index),
  );
}

function anyRange(random: Random, text: Y.XmlText): readonly [number, number] {
  const places = boundariesOf(text);
  const first = random.below(places.length);
  const last = Math.min(places.length - 1, first + random.below(3));
  return [places[first] ?? 0, places[last] ?? 0];
}

function plainOf(text: Y.XmlText): string {
  return text
    .toDelta()
    .map(({ insert }: { insert?: unknown }) => (typeof insert === "string" ? insert : " "))
    .join("");
}
