/** Suggestions in the texts of a Y.Doc, written and found by hand: for tests that forge them, and those beside. */
import * as Y from "yjs";
import { keyOfMark } from "../../shared/document/markHash.ts";
import type { Stamp } from "../../shared/document/stamps.ts";
import type { Random } from "./random.ts";

export const AT = "2026-03-20T09:00:00.000Z";

export function stamp(author: string, id: string): Stamp {
  return { id, author, at: AT };
}

export type MarkKind = "insertion" | "deletion" | "formatChange";

/** Attributes of Yjs for a mark. */
export function marked(kind: MarkKind, by: Stamp): Record<string, unknown> {
  const attrs = kind === "formatChange" ? { ...by, add: [{ type: "bold" }], remove: [] } : { ...by };
  return { [keyOfMark({ type: kind, attrs })]: attrs };
}

export function addBlock(random: Random, section: Y.XmlFragment, by: Stamp): void {
  const paragraph = new Y.XmlElement("paragraph");
  section.insert(random.below(section.length + 1), [paragraph]);
  paragraph.setAttribute("sIns", [by] as unknown as string);
  const text = new Y.XmlText();
  paragraph.insert(0, [text]);
  text.insert(0, "Nyt afsnit.", marked("insertion", by));
}

export function stampsOn(block: Y.XmlElement, key: string): readonly Stamp[] {
  const value: unknown = block.getAttribute(key);
  return Array.isArray(value) ? (value as readonly Stamp[]) : [];
}

export function addStamp(block: Y.XmlElement, key: string, by: Stamp): void {
  if (block.nodeName === "hardBreak") return;
  // Yjs types attributes as strings; it stores lists as they are.
  block.setAttribute(key, [...stampsOn(block, key), by] as unknown as string);
}

/** The first stretch that the author alone has suggested. */
export function eraseOwn(text: Y.XmlText | undefined, author: string): void {
  let at = 0;
  // Yjs types a delta as any[]; these are the two fields that it documents.
  for (const { insert, attributes = {} } of (text?.toDelta() ?? []) as readonly {
    insert: string;
    attributes?: Record<string, { readonly author?: string }>;
  }[]) {
    const isOwn = Object.entries(attributes).some(
      ([key, value]) => key.startsWith("insertion--") && value.author === author,
    );
    if (isOwn) {
      text?.delete(at, insert.length);
      return;
    }
    at += insert.length;
  }
}

export function marksIn(text: Y.XmlText): readonly (readonly [key: string, value: Stamp])[] {
  const delta = text.toDelta() as readonly { attributes?: Record<string, unknown> }[];
  return delta.flatMap(({ attributes = {} }) =>
    Object.entries(attributes).flatMap(([key, value]) =>
      typeof value === "object" && value !== null && "author" in value
        ? [[key, value as unknown as Stamp] as const]
        : [],
    ),
  );
}

export function blocksIn(parent: Y.XmlFragment): readonly Y.XmlElement[] {
  return parent
    .toArray()
    .flatMap((child) => (child instanceof Y.XmlElement ? [child, ...blocksIn(child)] : []));
}

export function textsIn(parent: Y.XmlFragment): readonly Y.XmlText[] {
  return parent.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return [child];
    return child instanceof Y.XmlElement ? textsIn(child) : [];
  });
}

export function anyText(random: Random, section: Y.XmlFragment): Y.XmlText | undefined {
  const texts = textsIn(section);
  return texts.length === 0 ? undefined : random.pick(texts);
}

export function anyBlock(random: Random, section: Y.XmlFragment): Y.XmlElement | undefined {
  const blocks = blocksIn(section);
  return blocks.length === 0 ? undefined : random.pick(blocks);
}

/** Never within an emoji. */
export function placeIn(random: Random, text: Y.XmlText): number {
  const words = text
    .toDelta()
    .map(({ insert }: { insert: unknown }) => String(insert))
    .join("");
  const at = random.below(words.length + 1);
  const code = words.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
