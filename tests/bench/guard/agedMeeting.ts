/** A referat that many hands have written in: the history that a guard must look things up in. */
import * as Y from "yjs";
import { randomOf, type Random } from "../../support/random.ts";

const ITEMS = 17;
const SECTIONS_PER_ITEM = 4;
/** Every load of the page is a client of its own. */
const CLIENTS = 120;
/** One person writes on in one place for so many edits, as people do. */
const EDITS_PER_STAY = 25;

export const SECTIONS: readonly string[] = Array.from(
  { length: ITEMS * SECTIONS_PER_ITEM },
  (_one, index) => `s:afsnit-${index}`,
);

/** The new meeting: each section has its one empty paragraph. */
export function freshMeeting(): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 1;
  doc.transact(() => {
    for (const root of SECTIONS) {
      const paragraph = new Y.XmlElement("paragraph");
      doc.getXmlFragment(root).insert(0, [paragraph]);
      paragraph.insert(0, [new Y.XmlText()]);
    }
    for (let item = 0; item < ITEMS; item += 1) doc.getMap("items").set(`punkt-${item}`, { title: "Sag" });
  });
  return doc;
}

/** The same after so many edits: letters, deletions, words in bold, paragraphs parted. */
export function agedMeeting(edits: number): Y.Doc {
  const doc = freshMeeting();
  const random = randomOf(1);
  for (let done = 0; done < edits; done += EDITS_PER_STAY) {
    doc.clientID = 1000 + random.below(CLIENTS);
    const section = doc.getXmlFragment(random.pick(SECTIONS));
    writeFor(random, section, Math.min(EDITS_PER_STAY, edits - done));
  }
  return doc;
}

function writeFor(random: Random, section: Y.XmlFragment, edits: number): void {
  const text = textAt(section, random.below(section.length));
  let at = random.below(text.length + 1);
  for (let edit = 0; edit < edits; edit += 1) {
    const dice = random.below(100);
    if (dice < 78) text.insert(at++, random.pick(["e", "n", "r", " ", "t", "ø", "."]));
    else if (dice < 92 && at > 0) text.delete(--at, 1);
    else if (dice < 97 && at > 4) text.format(at - 4, 4, { bold: random.chance(0.7) ? {} : null });
    else if (dice >= 99) part(section, text, at);
  }
}

/** Enter: y-tiptap deletes what follows and writes it in a new paragraph. */
function part(section: Y.XmlFragment, text: Y.XmlText, at: number): void {
  section.doc?.transact(() => {
    const paragraph = new Y.XmlElement("paragraph");
    section.insert(section.length, [paragraph]);
    paragraph.insert(0, [new Y.XmlText("nyt ")]);
    if (at < text.length) text.delete(at, Math.min(20, text.length - at));
  });
}

export function textAt(section: Y.XmlFragment, index: number): Y.XmlText {
  const paragraph = section.get(index);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(text instanceof Y.XmlText)) throw new Error("a paragraph without a text");
  return text;
}
