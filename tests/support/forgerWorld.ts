/**
 * A meeting in which one person may only suggest and means ill. Others write there meanwhile: an
 * editor, somebody who suggests as well, and the server that gives verdicts.
 */
import * as Y from "yjs";
import { judgeUpdate } from "../../server/guard/guard.ts";
import type { Asker } from "../../server/guard/verdict.ts";
import { SuggestionGuard } from "../../server/guard/suggestionGuard.ts";
import { resolutionKey, resolutionsRoot, type ResolutionRecord } from "../../shared/document/layout.ts";
import { leaveFormatting } from "../../shared/document/leaveFormatting.ts";
import { keyOfMark } from "../../shared/document/markHash.ts";
import type { Stamp } from "../../shared/document/stamps.ts";
import { randomOf, type Random } from "./random.ts";
import { editAtRandom } from "./randomEdits.ts";

export const SUGGESTED = ["s:a", "s:b"] as const;
const LOCKED = "s:laast";
const ROOTS = [...SUGGESTED, LOCKED] as const;
const SERVER = 1;
const EDITOR = 5;
const OTHER = 6;
export const FORGER = "forger";
export const OTHERS = "anden";
const AT = "2026-03-20T09:00:00.000Z";

export interface ForgerWorld {
  readonly random: Random;
  readonly server: Y.Doc;
  readonly guard: SuggestionGuard;
  /** The forger's screen; another one after a refusal. */
  device: Y.Doc;
  readonly mine: Set<number>;
  readonly asker: Asker;
  /** The screen of the other one who suggests, and the editor's: they hear of things late. */
  readonly others: readonly Y.Doc[];
  /** How often a screen hears of the server. */
  readonly hearing: number;
  made: number;
  tickMs: number;
}

export function newForgerWorld(seed: number): ForgerWorld {
  const random = randomOf(seed);
  const server = docOf();
  server.clientID = SERVER;
  server.getMap("items").set("x", { title: "Nyt" });
  for (const root of ROOTS) writeBase(server.getXmlFragment(root));
  const device = screenOf(server, 1000);
  const mine = new Set([1000]);
  const world: ForgerWorld = {
    random,
    server,
    device,
    mine,
    others: [screenOf(server, OTHER), screenOf(server, EDITOR)],
    hearing: random.pick([0.9, 0.5, 0.1]),
    made: 0,
    tickMs: 0,
    guard: new SuggestionGuard(server, {
      newId: () => newId(world),
      now: () => AT,
      tickMs: () => world.tickMs,
    }),
    asker: {
      clientIds: mine,
      person: FORGER,
      rightIn: (root) => (SUGGESTED.some((open) => open === root) ? "suggest" : undefined),
      authorOf: (id) => world.guard.authorOf(id),
    },
  };
  return world;
}

function docOf(): Y.Doc {
  const doc = new Y.Doc();
  leaveFormatting(doc);
  for (const root of ROOTS) doc.getXmlFragment(root);
  for (const root of ["items", "resolutions"]) doc.getMap(root);
  return doc;
}

function screenOf(server: Y.Doc, clientId: number): Y.Doc {
  const screen = docOf();
  Y.applyUpdate(screen, Y.encodeStateAsUpdate(server));
  screen.clientID = clientId;
  return screen;
}

function writeBase(section: Y.XmlFragment): void {
  for (const words of [
    "Godkendt uden bemærkninger.",
    "Udvalget drøftede sagen 😀 og tog den til efterretning.",
  ]) {
    const paragraph = new Y.XmlElement("paragraph");
    section.insert(section.length, [paragraph]);
    paragraph.insert(0, [new Y.XmlText(words)]);
  }
  const list = new Y.XmlElement("bulletList");
  section.insert(section.length, [list]);
  for (const words of ["Et", "To"]) {
    const item = new Y.XmlElement("listItem");
    list.insert(list.length, [item]);
    const paragraph = new Y.XmlElement("paragraph");
    item.insert(0, [paragraph]);
    paragraph.insert(0, [new Y.XmlText(words)]);
  }
}

export function newId(world: ForgerWorld): string {
  world.made += 1;
  return `id${world.made}`;
}

export function stamp(author: string, id: string): Stamp {
  return { id, author, at: AT };
}

export type MarkKind = "insertion" | "deletion" | "formatChange";

export function attributesFor(kind: MarkKind, by: Stamp): Record<string, unknown> {
  const attrs = kind === "formatChange" ? { ...by, add: [{ type: "bold" }], remove: [] } : { ...by };
  return { [keyOfMark({ type: kind, attrs })]: attrs };
}

/** After a refusal: the page is loaded again, with another id. */
export function reload(world: ForgerWorld): void {
  const id = 1001 + world.random.below(100_000) * 10;
  world.device = screenOf(world.server, id);
  world.mine.add(id);
}

/** Others write on what they have heard of, and what they wrote reaches the server at some time. */
export function othersAct(world: ForgerWorld): void {
  const { random, server, others, device } = world;
  const [suggester, editor] = others;
  if (suggester !== undefined && random.chance(0.5)) suggestAtRandom(world, suggester, OTHERS);
  if (editor !== undefined && random.chance(0.3))
    editAtRandom(random, editor.getXmlFragment(random.pick(SUGGESTED)));
  if (random.chance(0.04)) giveVerdict(world);
  for (const [screen, person] of [
    [suggester, OTHERS],
    [editor, "redaktør"],
  ] as const) {
    if (screen !== undefined && random.chance(0.5)) takeHonest(world, screen, person);
  }
  for (const screen of [...others, device]) {
    if (random.chance(world.hearing))
      Y.applyUpdate(screen, Y.encodeStateAsUpdate(server, Y.encodeStateVector(screen)));
  }
}

/** Through the guard as well, since it takes note of who suggests what. */
function takeHonest({ server, guard }: ForgerWorld, screen: Y.Doc, person: string): void {
  const asker: Asker = {
    clientIds: new Set([screen.clientID]),
    person,
    rightIn: () => "edit",
    authorOf: (id) => guard.authorOf(id),
  };
  const update = Y.encodeStateAsUpdate(screen, Y.encodeStateVector(server));
  const verdict = judgeUpdate(server, update, asker);
  if (verdict.kind === "drop") return;
  if (verdict.kind === "refuse") throw new Error(`${person} is refused: ${verdict.reason}`);
  const rehearsed = guard.rehearse(verdict, asker);
  if (rehearsed.kind === "refuse") throw new Error(`${person} is refused: ${rehearsed.reason}`);
  server.clientID = SERVER;
  const transactions: Y.Transaction[] = [];
  const note = (transaction: Y.Transaction) => transactions.push(transaction);
  server.on("afterTransaction", note);
  Y.applyUpdate(server, verdict.update, "client");
  server.off("afterTransaction", note);
  if (guard.settle(rehearsed, transactions) === "broken") throw new Error(`${person} broke the room`);
}

/** What an honest client writes in Foreslå. */
export function suggestAtRandom(world: ForgerWorld, screen: Y.Doc, author: string): void {
  const { random } = world;
  const section = screen.getXmlFragment(random.pick(SUGGESTED));
  const by = stamp(author, newId(world));
  screen.transact(() => random.pick(HONEST)({ random, section, by }));
}

interface Act {
  readonly random: Random;
  readonly section: Y.XmlFragment;
  readonly by: Stamp;
}

const HONEST: readonly ((act: Act) => void)[] = [
  ({ random, section, by }) => {
    const text = anyText(random, section);
    text?.insert(placeIn(random, text), random.pick([" nu", "ø", "😀"]), attributesFor("insertion", by));
  },
  ({ random, section, by }) => {
    const text = anyText(random, section);
    if (text === undefined || text.length < 2) return;
    const [from = 0, to = 0] = [placeIn(random, text), placeIn(random, text)].toSorted((a, b) => a - b);
    text.format(from, to - from, attributesFor(random.pick(["deletion", "formatChange"]), by));
  },
  ({ random, section, by }) => eraseOwn(anyText(random, section), by.author),
  ({ random, section, by }) => {
    const block = anyBlock(random, section);
    if (block !== undefined) addStamp(block, random.pick(["sDel", "sJoin"]), by);
  },
  ({ random, section, by }) => addBlock(random, section, by),
];

export function addBlock(random: Random, section: Y.XmlFragment, by: Stamp): void {
  const paragraph = new Y.XmlElement("paragraph");
  section.insert(random.below(section.length + 1), [paragraph]);
  paragraph.setAttribute("sIns", [by] as unknown as string);
  const text = new Y.XmlText();
  paragraph.insert(0, [text]);
  text.insert(0, "Nyt afsnit.", attributesFor("insertion", by));
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

/** The referent accepts what the forger has suggested, and the forger may not have heard of it. */
function giveVerdict({ server, random }: ForgerWorld): void {
  const root = random.pick(SUGGESTED);
  server.clientID = SERVER;
  for (const text of textsIn(server.getXmlFragment(root))) {
    const mark = marksIn(text).find(
      ([key, { author }]) => key.startsWith("insertion--") && author === FORGER,
    );
    if (mark === undefined) continue;
    const [, { id }] = mark;
    server.transact(() => {
      resolutionsRoot(server).set(resolutionKey(id, 1), resolutionOf(id, root.slice(2)));
      for (const each of SUGGESTED.flatMap((one) => textsIn(server.getXmlFragment(one)))) {
        for (const [key, { id: other }] of marksIn(each))
          if (other === id) each.format(0, each.length, { [key]: null });
      }
      for (const block of SUGGESTED.flatMap((one) => blocksIn(server.getXmlFragment(one))))
        for (const key of ["sIns", "sDel", "sJoin"]) {
          if (stampsOn(block, key).some((one) => one.id === id)) {
            const rest = stampsOn(block, key).filter((one) => one.id !== id);
            if (rest.length === 0) block.removeAttribute(key);
            else block.setAttribute(key, rest as unknown as string);
          }
        }
    });
    return;
  }
}

function resolutionOf(id: string, section: string): ResolutionRecord {
  return {
    id,
    section,
    author: FORGER,
    authorName: "Mads Krogh",
    at: AT,
    parts: [],
    before: "",
    after: "",
    verdict: "accept",
    by: "referent",
    byName: "Amira Nørgaard",
    resolvedAt: AT,
  };
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
