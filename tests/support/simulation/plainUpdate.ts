/** Questions about Yjs updates that plain Yjs answers. The oracle rests on these; none of them knows the guard. */
import * as Y from "yjs";

export type Decoded = ReturnType<typeof Y.decodeUpdate>;

export function tryDecode(update: Uint8Array): Decoded | undefined {
  try {
    return Y.decodeUpdate(update);
  } catch {
    // Broken bytes; the caller decides what that means.
    return undefined;
  }
}

/** The first change of an update that the document lacks; undefined when it has all of them. */
export function missingIn(
  doc: Y.Doc,
  { structs, ds }: Decoded,
  { formatsMayLive }: { readonly formatsMayLive: boolean },
): string | undefined {
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    const { client, clock } = struct.id;
    if (clock + struct.length > Y.getState(doc.store, client))
      return `insertion ${client}:${clock}+${struct.length}`;
  }
  for (const [client, ranges] of ds.clients) {
    for (const range of ranges) {
      const alive = livingIn(doc, client, range).find(
        (struct) =>
          !formatsMayLive || !(struct instanceof Y.Item && struct.content instanceof Y.ContentFormat),
      );
      if (alive !== undefined) return `deletion ${client}:${range.clock}+${range.len} of ${describe(alive)}`;
      if (range.clock + range.len > Y.getState(doc.store, client))
        return `deletion ${client}:${range.clock}+${range.len} of what is not there`;
    }
  }
  return undefined;
}

function livingIn(
  doc: Y.Doc,
  client: number,
  { clock, len }: { readonly clock: number; readonly len: number },
): readonly (Y.Item | Y.GC)[] {
  const structs = doc.store.clients.get(client);
  if (structs === undefined || clock >= Y.getState(doc.store, client)) return [];
  const found: (Y.Item | Y.GC)[] = [];
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index += 1) {
    const struct = structs[index];
    if (struct === undefined || struct.id.clock >= clock + len) break;
    if (!struct.deleted) found.push(struct);
  }
  return found;
}

function describe(struct: Y.Item | Y.GC): string {
  const content = struct instanceof Y.Item ? struct.content.constructor.name : "GC";
  return `${content} ${struct.id.client}:${struct.id.clock}+${struct.length}`;
}

/** Every root that holds something as text, under its name. */
export function rootsOf(doc: Y.Doc): Map<string, string> {
  const names = [...doc.share.keys()].toSorted();
  return new Map(names.map((name) => [name, textOf(doc, name)] as const).filter(([, text]) => text !== ""));
}

function textOf(doc: Y.Doc, name: string): string {
  if (name.startsWith("s:")) return doc.getXmlFragment(name).toJSON();
  const entries = Object.entries(doc.getMap(name).toJSON()).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? "" : JSON.stringify(entries);
}

/** A section without anybody's suggestions: what must stay whatever is suggested. */
export function baseOf(doc: Y.Doc, name: string): string {
  return name.startsWith("s:")
    ? doc
        .getXmlFragment(name)
        .toArray()
        .map((child) => baseIn(child))
        .join("")
    : "";
}

function baseIn(node: Y.XmlElement | Y.XmlText | Y.XmlHook): string {
  if (node instanceof Y.XmlText) return baseOfText(node);
  if (!(node instanceof Y.XmlElement)) return "?";
  const attributes = Object.entries(node.getAttributes());
  if (attributes.some(([key]) => key === "sIns")) return "";
  const kept = attributes.filter(([key]) => !/^s[A-Z]/u.test(key)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const inside = node.toArray().map((child) => baseIn(child));
  return `<${node.nodeName} ${JSON.stringify(kept)}>${inside.join("")}</>`;
}

const SUGGESTION = /^(?:insertion|deletion|formatChange)--/u;

function baseOfText(text: Y.XmlText): string {
  // Yjs types a delta as any[]; these are the two fields that it documents.
  const delta = text.toDelta() as readonly { insert: unknown; attributes?: Record<string, unknown> }[];
  return delta
    .filter(({ attributes = {} }) => !Object.keys(attributes).some((key) => key.startsWith("insertion--")))
    .map(({ insert, attributes = {} }) => {
      const kept = Object.entries(attributes).filter(([key]) => !SUGGESTION.test(key));
      return Array.from(String(insert), (letter) => `${letter}${JSON.stringify(kept)}`).join("");
    })
    .join("");
}

/** Word by word what was typed: every token that chance made is one of its own. */
export const TOKEN = /w\d+_/gu;

/** The tokens that an update brings as living text or as text that it deletes itself. */
export function tokensIn({ structs }: Decoded): readonly string[] {
  return structs.flatMap((struct) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentString
      ? (struct.content.str.match(TOKEN) ?? [])
      : [],
  );
}

export function tokensOf(doc: Y.Doc): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [name, text] of rootsOf(doc)) {
    if (name.startsWith("s:"))
      for (const token of text.replaceAll(/<[^>]*>/gu, "").match(TOKEN) ?? []) found.add(token);
  }
  return found;
}
