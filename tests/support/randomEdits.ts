/** Edits of section text as y-tiptap leaves them in the document: typing, splitting, tables, formatting. */
import * as Y from "yjs";
import type { Random } from "./random.ts";

const WORDS = ["Godkendt.", " Udsat", "ø", " MED-udvalget ", "1", "😀"] as const;

/** Makes one random edit in a section. */
export function editAtRandom(random: Random, section: Y.XmlFragment): void {
  section.doc?.transact(() => random.pick(EDITS)(random, section));
}

type Edit = (random: Random, section: Y.XmlFragment) => void;

const type: Edit = (random, section) => {
  const text = anyText(random, section);
  text.insert(placeIn(random, text), random.pick(WORDS));
};

const erase: Edit = (random, section) => {
  const text = anyText(random, section);
  const [from, length] = stretchIn(random, text);
  text.delete(from, length);
};

const format: Edit = (random, section) => {
  const text = anyText(random, section);
  const [from, length] = stretchIn(random, text);
  const mark = random.pick(["bold", "italic"] as const);
  text.format(from, length, { [mark]: random.chance(0.6) ? {} : null });
};

const addParagraph: Edit = (random, section) => {
  section.insert(random.below(section.length + 1), [paragraphOf(random.pick(WORDS))]);
};

const removeBlock: Edit = (random, section) => {
  if (section.length > 1) section.delete(random.below(section.length), 1);
};

/** Enter in the middle of a paragraph: y-tiptap deletes the tail and writes it anew below. */
const split: Edit = (random, section) => {
  const at = random.below(section.length + 1);
  const paragraph = section.length > at ? section.get(at) : undefined;
  const text = paragraph instanceof Y.XmlElement && paragraph.length > 0 ? paragraph.get(0) : undefined;
  if (!(text instanceof Y.XmlText)) return addParagraph(random, section);
  const from = placeIn(random, text);
  text.delete(from, text.length - from);
  section.insert(at + 1, [paragraphOf(random.pick(WORDS))]);
};

const addTable: Edit = (random, section) => {
  const table = new Y.XmlElement("table");
  const rows = [0, 1].map(() => {
    const row = new Y.XmlElement("tableRow");
    row.insert(0, [cell(), cell()]);
    return row;
  });
  table.insert(0, rows);
  section.insert(random.below(section.length + 1), [table]);
};

const numberList: Edit = (random, section) => {
  const lists = elementsIn(section).filter((one) => one.nodeName === "orderedList");
  const list = lists.length > 0 && random.chance(0.7) ? random.pick(lists) : new Y.XmlElement("orderedList");
  if (!lists.includes(list)) {
    section.insert(section.length, [list]);
    const item = new Y.XmlElement("listItem");
    list.insert(0, [item]);
    item.insert(0, [paragraphOf("a")]);
  }
  // Yjs types attributes as strings; y-tiptap stores numbers as they are.
  list.setAttribute("start", (1 + random.below(5)) as unknown as string);
};

const EDITS: readonly Edit[] = [
  type,
  type,
  type,
  erase,
  erase,
  format,
  format,
  addParagraph,
  removeBlock,
  removeBlock,
  removeBlock,
  split,
  addTable,
  numberList,
];

function cell(): Y.XmlElement {
  const made = new Y.XmlElement("tableCell");
  made.setAttribute("colspan", 1 as unknown as string);
  made.insert(0, [paragraphOf("")]);
  return made;
}

function paragraphOf(words: string): Y.XmlElement {
  const paragraph = new Y.XmlElement("paragraph");
  if (words !== "") paragraph.insert(0, [new Y.XmlText(words)]);
  return paragraph;
}

function anyText(random: Random, section: Y.XmlFragment): Y.XmlText {
  const paragraphs = elementsIn(section).filter((one) => one.nodeName === "paragraph");
  if (paragraphs.length === 0) {
    section.insert(0, [paragraphOf("x")]);
    return anyText(random, section);
  }
  const paragraph = random.pick(paragraphs);
  const held = paragraph.length > 0 ? paragraph.get(0) : undefined;
  if (held instanceof Y.XmlText) return held;
  const text = new Y.XmlText();
  paragraph.insert(0, [text]);
  return text;
}

function stretchIn(random: Random, text: Y.XmlText): readonly [from: number, length: number] {
  const from = placeIn(random, text);
  return [from, wholePlace(text, Math.min(text.length, from + 1 + random.below(6))) - from];
}

function placeIn(random: Random, text: Y.XmlText): number {
  return wholePlace(text, random.below(text.length + 1));
}

/** No editor writes within a surrogate pair: Yjs then shows two broken letters to some and the whole one to others. */
function wholePlace(text: Y.XmlText, place: number): number {
  let before = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const { str } = item.content;
    if (place < before + str.length) {
      const code = str.charCodeAt(place - before);
      return code >= 0xdc00 && code <= 0xdfff ? place + 1 : place;
    }
    before += str.length;
  }
  return place;
}

function elementsIn(parent: Y.XmlFragment): readonly Y.XmlElement[] {
  return parent
    .toArray()
    .flatMap((child) => (child instanceof Y.XmlElement ? [child, ...elementsIn(child)] : []));
}
