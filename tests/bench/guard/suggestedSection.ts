/** A long section of an old referat in which two people have made a hundred suggestions, and a third who goes on. */
import * as Y from "yjs";
import { keyOfMark } from "../../../shared/document/markHash.ts";
import { leaveFormatting } from "../../../shared/document/leaveFormatting.ts";
import { randomOf } from "../../support/random.ts";
import { agedMeeting, SECTIONS } from "./agedMeeting.ts";

const CHARACTERS = 5000;
const SUGGESTIONS = 100;
export const SUGGESTED = SECTIONS[0] ?? "";
const AT = "2026-03-20T09:00:00.000Z";

function mark(kind: "insertion" | "deletion", author: string, id: string): Record<string, unknown> {
  const attrs = { id, author, at: AT };
  return { [keyOfMark({ type: kind, attrs })]: attrs };
}

/** The meeting has the history of so many edits elsewhere; the section's characters stand in so many paragraphs. */
export function suggestedMeeting(history: number, paragraphs: number): Y.Doc {
  const doc = agedMeeting(history);
  const random = randomOf(7);
  doc.clientID = 2;
  const section = doc.getXmlFragment(SUGGESTED);
  section.delete(0, section.length);
  for (let index = 0; index < paragraphs; index += 1) {
    const paragraph = new Y.XmlElement("paragraph");
    section.insert(index, [paragraph]);
    paragraph.insert(0, [new Y.XmlText("Udvalget drøftede sagen. ".repeat(CHARACTERS / 25 / paragraphs))]);
  }
  for (let made = 0; made < SUGGESTIONS; made += 1) {
    const author = random.pick(["forperson", "naestforperson"]);
    doc.clientID = author === "forperson" ? 3 : 4;
    const text = paragraphText(section, random.below(paragraphs));
    const at = random.below(text.length - 10);
    if (random.chance(0.5)) text.insert(at, " inden sommer", mark("insertion", author, `s${made}`));
    else text.format(at, 8, mark("deletion", author, `s${made}`));
  }
  return doc;
}

/** Letters one by one, a new place after each fifteen; now and then a letter goes again, or a base word is struck. */
export function suggestedOn(base: Uint8Array, client: number, count: number): readonly Uint8Array[] {
  const doc = new Y.Doc();
  leaveFormatting(doc);
  Y.applyUpdate(doc, base);
  doc.clientID = client;
  const section = doc.getXmlFragment(SUGGESTED);
  const random = randomOf(8);
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (let stay = 0; updates.length < count; stay += 1) {
    const text = paragraphText(section, random.below(section.length));
    let at = random.below(text.length);
    const own = mark("insertion", "mig", `m${stay}`);
    for (let key = 0; key < 15; key += 1) {
      if (key === 10) text.delete(--at, 1);
      else text.insert(at++, "abcdefgh "[key % 9] ?? "x", { ...own });
    }
    text.format(random.below(text.length - 5), 5, mark("deletion", "mig", `d${stay}`));
  }
  return updates.slice(0, count);
}

function paragraphText(section: Y.XmlFragment, index: number): Y.XmlText {
  const paragraph = section.get(index);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(text instanceof Y.XmlText)) throw new Error("a paragraph without a text");
  return text;
}
