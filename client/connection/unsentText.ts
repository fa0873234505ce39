/**
 * The person's own words that the server has not acknowledged, section by section. They are what
 * must survive when the server refuses an edit and the document is thrown away.
 */
import * as Y from "yjs";
import { sectionIdOfRoot } from "../../shared/document/layout.ts";

/** The clock up to which this client's structs are on the server's disk; undefined for other people's clients. */
export type ConfirmedOf = (client: number) => number | undefined;

export interface UnsentText {
  readonly section: string;
  readonly text: string;
}

export function unsentTextOf(doc: Y.Doc, confirmedOf: ConfirmedOf): readonly UnsentText[] {
  const found: UnsentText[] = [];
  for (const root of doc.share.keys()) {
    const section = sectionIdOfRoot(root);
    if (section === undefined) continue;
    const text = blocksOf(doc.getXmlFragment(root), confirmedOf).join("\n");
    if (text !== "") found.push({ section, text });
  }
  return found;
}

function blocksOf(parent: Y.XmlFragment, confirmedOf: ConfirmedOf): string[] {
  const texts: string[] = [];
  const blocks: string[] = [];
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) texts.push(ownWordsOf(child, confirmedOf));
    else if (child instanceof Y.XmlElement) blocks.push(...blocksOf(child, confirmedOf));
  }
  const own = texts.filter((text) => text !== "").join(" … ");
  return own === "" ? blocks : [own, ...blocks];
}

function ownWordsOf(text: Y.XmlText, confirmedOf: ConfirmedOf): string {
  const runs: string[] = [];
  let joined = false;
  // Only the items know who wrote what; Yjs has no public way to walk them.
  // oxlint-disable-next-line no-underscore-dangle
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const words =
      item.content instanceof Y.ContentString ? ownPartOf(item, item.content.str, confirmedOf) : "";
    if (words === "") {
      joined = false;
      continue;
    }
    if (joined) runs.push((runs.pop() ?? "") + words);
    else runs.push(words);
    joined = true;
  }
  return runs.join(" … ");
}

function ownPartOf(item: Y.Item, words: string, confirmedOf: ConfirmedOf): string {
  const confirmed = confirmedOf(item.id.client);
  if (confirmed === undefined) return "";
  return words.slice(Math.max(0, confirmed - item.id.clock));
}
