/**
 * What does a document say to everybody but u? Asked of plain Yjs alone, sharing no code with the
 * guard or with what reads suggestions: every character, block and mark by its Yjs id, without all
 * that bears u's name as a suggestion. It knows nothing of updates, so nothing in it can be new.
 */
import * as Y from "yjs";

export interface Seen {
  /** Of a block, or of one letter; of what is no text, nothing. */
  readonly id: string;
  readonly what: string;
  /** Does it stand in a block that u suggests, or in a text that u's clients made? */
  readonly isWithinOwn: boolean;
}

export interface SeenByOthers {
  /** In text order. */
  readonly entries: readonly Seen[];
  /** What is wrong in itself: nobody may leave this behind. */
  readonly faults: readonly string[];
}

interface Named {
  readonly id?: string;
  readonly author?: string;
}

type Attributes = ReadonlyMap<string, unknown>;

export function seenByOthers(doc: Y.Doc, author: string, clients: ReadonlySet<number>): SeenByOthers {
  const entries: Seen[] = [];
  const faults: string[] = [];
  const owners = new Map<string, string>();
  for (const [root, type] of doc.share) {
    const isSection = root.startsWith("s:");
    const what = isSection ? root : `${root} ${JSON.stringify(type.toJSON())}`;
    entries.push({ id: "", what, isWithinOwn: false });
    const look = { author, clients, entries, faults, owners, isOwn: false, isWithinOwn: false };
    if (isSection) for (const item of livingIn(type)) lookAt(item, look);
  }
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) faults.push("something waits");
  return { entries, faults };
}

/**
 * What of it an update has changed for others, in words. What stood within u's own may be gone if the
 * server has written the same anew: letters and marks read on as they did, and the blocks are there.
 */
export function changesFor(
  before: readonly Seen[],
  after: readonly Seen[],
  isServers: (id: string) => boolean,
): readonly string[] {
  const left = new Set(after.map(({ id }) => id));
  const lost = before.filter(({ id }) => !left.has(id));
  const anew = after.filter(({ id }) => isServers(id));
  const stayed = before.filter(({ id }) => left.has(id));
  const rest = after.filter(({ id }) => !isServers(id));
  return [
    ...lost.filter(({ isWithinOwn }) => !isWithinOwn).map(({ what }) => `gone: ${what}`),
    ...blocksMissing(lost, anew).map((what) => `lost: ${what}`),
    ...(JSON.stringify(stayed) === JSON.stringify(rest) ? [] : ["what stayed is another"]),
    ...(lettersIn(before) === lettersIn(after) ? [] : [lettersIn(before), lettersIn(after)]),
  ];
}

const isBlock = ({ what }: Seen) => /^(?:<\w|>$)/u.test(what);

function lettersIn(seen: readonly Seen[]): string {
  const letters = seen.filter((one) => !isBlock(one));
  return letters.map(({ what }) => what).join("\n");
}

function blocksMissing(lost: readonly Seen[], anew: readonly Seen[]): readonly string[] {
  const rest = anew.map(({ what }) => what);
  return lost.flatMap((one) => {
    const at = isBlock(one) ? rest.indexOf(one.what) : 0;
    if (at >= 0 && isBlock(one)) rest.splice(at, 1);
    return at < 0 ? [one.what] : [];
  });
}

interface Look {
  readonly author: string;
  /** The author's. */
  readonly clients: ReadonlySet<number>;
  readonly entries: Seen[];
  readonly faults: string[];
  /** Author of each suggestion met so far. */
  readonly owners: Map<string, string>;
  /** Within a block that the author suggests, and nobody else between. */
  readonly isOwn: boolean;
  /** The same, whoever suggests what between. */
  readonly isWithinOwn: boolean;
}

function lookAt(item: Y.Item, look: Look): void {
  if (!(item.content instanceof Y.ContentType)) return;
  const { type } = item.content;
  const isMade = look.clients.has(item.id.client);
  if (type instanceof Y.XmlText) lookAtText(type, { ...look, isWithinOwn: look.isWithinOwn || isMade });
  else if (type instanceof Y.XmlElement) lookAtBlock(type, item, look);
}

function lookAtBlock(block: Y.XmlElement, item: Y.Item, look: Look): void {
  const attributes = attributesOf(block);
  for (const stamp of stampsIn(attributes)) noteOwner(stamp, look);
  const suggestedBy = namesIn(attributes.get("sIns"));
  const isOwn = suggestedBy.includes(look.author) || (look.isOwn && suggestedBy.length === 0);
  const about = [...attributes]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, value]) => {
      const others = Array.isArray(value) ? value.filter((one: Named) => one.author !== look.author) : value;
      // Two people's stamps stand in either order.
      const named = Array.isArray(others) ? others.map((one) => JSON.stringify(one)).toSorted() : others;
      return Array.isArray(named) && named.length === 0 ? [] : [`${key}=${JSON.stringify(named)}`];
    });
  const { isWithinOwn } = look;
  const inside = { ...look, isOwn, isWithinOwn: isWithinOwn || isOwn };
  // What the author suggests may go as a whole, with what others say about it.
  const id = nameOf(item);
  if (!isOwn) look.entries.push({ id, what: `<${block.nodeName} ${about.join(" ")}`, isWithinOwn });
  for (const child of livingIn(block)) lookAt(child, inside);
  if (!isOwn) look.entries.push({ id, what: ">", isWithinOwn });
}

function lookAtText(text: Y.XmlText, look: Look): void {
  const marks = new Map<string, unknown>();
  for (const item of livingIn(text)) {
    const { content } = item;
    if (content instanceof Y.ContentFormat) {
      if (content.value === null) marks.delete(content.key);
      else marks.set(content.key, content.value);
    } else if (content instanceof Y.ContentString) lookAtLetters(item, content.str, { marks, look });
  }
}

function lookAtLetters(
  item: Y.Item,
  letters: string,
  { marks, look }: { readonly marks: Attributes; readonly look: Look },
): void {
  const named = [...marks].map(([key, value]) => ({ key, value, stamp: stampOf(value) }));
  for (const { stamp } of named) if (stamp !== undefined) noteOwner(stamp, look);
  const isOf = (kind: string, mine: boolean) =>
    named.filter(
      ({ key, stamp }) =>
        key.startsWith(`${kind}--`) && stamp !== undefined && (stamp.author === look.author) === mine,
    ).length;
  if (isOf("insertion", true) > 0) return;
  const kept = named
    .filter(({ stamp }) => stamp?.author !== look.author)
    .map(({ key, value }) => `${key}=${JSON.stringify(value)}`)
    .toSorted();
  for (let index = 0; index < letters.length; index += 1) {
    const id = `${item.id.client}:${item.id.clock + index}`;
    const what = `${letters.charAt(index)} ${kept.join(" ")}`;
    look.entries.push({ id, what, isWithinOwn: look.isWithinOwn });
  }
}

function noteOwner({ id = "", author = "" }: Named, { owners, faults }: Look): void {
  const known = owners.get(id) ?? author;
  if (known !== author) faults.push(`suggestion ${id} is ${known}'s and ${author}'s`);
  owners.set(id, known);
}

function stampOf(value: unknown): Named | undefined {
  return typeof value === "object" && value !== null && "author" in value ? (value as Named) : undefined;
}

function* stampsIn(attributes: Attributes): Generator<Named> {
  for (const value of attributes.values()) {
    if (Array.isArray(value)) for (const one of value) yield one as Named;
  }
}

function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(({ author = "" }: Named) => author) : [];
}

function attributesOf(block: Y.XmlElement): Attributes {
  const attributes = new Map<string, unknown>();
  for (const [key, item] of block._map) {
    const value: unknown = item.deleted ? null : item.content.getContent().at(-1);
    if (value !== null && value !== undefined) attributes.set(key, value);
  }
  return attributes;
}

interface Holder {
  readonly _start: Y.Item | null;
}

function* livingIn(type: Holder): Generator<Y.Item> {
  for (let item = type._start; item !== null; item = item.right) if (!item.deleted) yield item;
}

function nameOf({ id }: Y.Item): string {
  return `${id.client}:${id.clock}`;
}

/** What letters of these clients, from these clocks on, bear besides their writer's own insertion. */
export function foreignOnNew(
  doc: Y.Doc,
  author: string,
  before: ReadonlyMap<number, number>,
): readonly string[] {
  const found: string[] = [];
  const lookIn = (type: Holder): void => {
    const marks = new Map<string, unknown>();
    for (const item of livingIn(type)) {
      const { content, id } = item;
      if (content instanceof Y.ContentType) lookIn(content.type);
      else if (content instanceof Y.ContentFormat) {
        if (content.value === null) marks.delete(content.key);
        else marks.set(content.key, content.value);
      } else if (
        content instanceof Y.ContentString &&
        id.clock + item.length > (before.get(id.client) ?? Infinity)
      ) {
        for (const [key, value] of marks) {
          const isClaim = key.startsWith("insertion--") || key.startsWith("deletion--");
          if (isClaim && stampOf(value)?.author !== author) found.push(`${content.str} bears ${key}`);
        }
      }
    }
  };
  for (const [root, type] of doc.share) if (root.startsWith("s:")) lookIn(type);
  return found;
}
