/** What somebody with a client of one's own tries who may only suggest: each does it on a copy of the screen. */
import * as Y from "yjs";
import { FORGER, newId, OTHERS, suggestAtRandom, SUGGESTED, type ForgerWorld } from "./forgerWorld.ts";
import type { Random } from "./random.ts";
import { editAtRandom } from "./randomEdits.ts";
import {
  addBlock,
  addStamp,
  anyBlock,
  anyText,
  blocksIn,
  eraseOwn,
  marked,
  marksIn,
  placeIn,
  stamp,
  stampsOn,
  textsIn,
  type MarkKind,
} from "./stampedText.ts";

export interface Try {
  readonly how: string;
  readonly isHonest: boolean;
  readonly bytes: Uint8Array;
}

export function nextTry(world: ForgerWorld): Try {
  const { random, device, server } = world;
  const tries: string[] = [];
  const isHonest = random.chance(0.35);
  for (let acts = 1 + random.below(3); acts > 0; acts -= 1) {
    if (isHonest || random.chance(0.3)) {
      suggestAtRandom(world, device, FORGER);
      tries.push("a suggestion");
    } else tries.push(forge(world));
  }
  const bytes = Y.encodeStateAsUpdate(device, Y.encodeStateVector(server));
  if (isHonest || !random.chance(0.1)) return { how: tries.join(", "), isHonest, bytes };
  const broken = bytes.slice();
  const at = random.below(broken.length);
  broken[at] = (broken[at] ?? 0) ^ (1 << random.below(8));
  return { how: `${tries.join(", ")}, and a bit turned`, isHonest: false, bytes: broken };
}

function forge(world: ForgerWorld): string {
  const { random, device } = world;
  const forgeries = world.aim === "own blocks" && random.chance(0.7) ? ON_OWN_BLOCKS : FORGERIES;
  const how = random.pick(Object.keys(forgeries));
  const section = device.getXmlFragment(random.pick(SUGGESTED));
  device.transact((transaction) => forgeries[how]?.({ world, random, section, device, transaction }));
  return how;
}

interface Forging {
  readonly world: ForgerWorld;
  readonly random: Random;
  readonly section: Y.XmlFragment;
  readonly device: Y.Doc;
  readonly transaction: Y.Transaction;
}

const KINDS: readonly MarkKind[] = ["insertion", "deletion", "formatChange"];

const FORGERIES: Readonly<Record<string, (forging: Forging) => void>> = {
  "raw words": ({ random, section }) => {
    const text = anyText(random, section);
    text?.insert(placeIn(random, text), random.pick(["x", " rå ord", "\u2029"]));
  },
  "words under another's name": ({ world, random, section }) => {
    const text = anyText(random, section);
    const [, theirs] = marksIn(text ?? new Y.XmlText()).find(([, { author }]) => author === OTHERS) ?? [];
    const by = theirs ?? stamp(random.pick([OTHERS, "referent"]), newId(world));
    text?.insert(placeIn(random, text), "x", marked(random.pick(KINDS), stamp(by.author, by.id)));
  },
  "an edit of an editor": ({ random, section }) => editAtRandom(random, section),
  "words deleted": ({ random, section }) => {
    const text = anyText(random, section);
    if (text === undefined) return;
    const at = placeIn(random, text);
    text.delete(at, Math.min(text.length - at, 1 + random.below(5)));
  },
  "own words deleted": ({ random, section }) => eraseOwn(anyText(random, section), FORGER),
  "deleted and typed again": ({ random, section, world }) => {
    const text = anyText(random, section);
    if (text === undefined || text.length < 4) return;
    const at = placeIn(random, text);
    text.delete(at, Math.min(2, text.length - at));
    text.insert(at, "ud", random.chance(0.5) ? marked("insertion", stamp(FORGER, newId(world))) : {});
  },
  "a mark of any kind": ({ world, random, section }) => {
    const text = anyText(random, section);
    if (text === undefined) return;
    const at = placeIn(random, text);
    const by = stamp(random.pick([FORGER, FORGER, OTHERS]), newId(world));
    const attributes = random.pick([
      marked(random.pick(KINDS), by),
      { bold: random.pick([true, null]) },
      { insertion: by },
      { "insertion--AAAAAAAA": by },
      { link: { href: "https://a.dk" } },
    ]);
    text.format(at, Math.min(text.length - at, 8), attributes);
  },
  "a mark that is there, elsewhere or away": ({ random, section }) => {
    const text = anyText(random, section);
    const marks = text === undefined ? [] : marksIn(text);
    if (text === undefined || marks.length === 0) return;
    const [key, value] = random.pick(marks);
    const at = placeIn(random, text);
    text.format(at, Math.min(text.length - at, random.below(20)), { [key]: random.pick([null, value]) });
  },
  "pieces deleted by their id": ({ random, section, transaction }) => {
    const items = allIn(section).filter((item) => !item.deleted);
    for (let count = random.below(3); count >= 0; count -= 1)
      if (items.length > 0) random.pick(items).delete(transaction);
  },
  "formatting deleted by its id": ({ random, section, transaction }) => {
    const items = allIn(section).filter((item) => !item.deleted && item.content instanceof Y.ContentFormat);
    if (items.length > 0) random.pick(items).delete(transaction);
  },
  "a block": ({ world, random, section }) => {
    if (random.chance(0.5))
      return addBlock(random, section, stamp(random.pick([FORGER, OTHERS]), newId(world)));
    section.insert(random.below(section.length + 1), [new Y.XmlElement("paragraph")]);
  },
  "a block in a block": ({ world, random, section }) => {
    const block = anyBlock(random, section);
    if (block === undefined || block.nodeName === "hardBreak") return;
    const made = new Y.XmlElement(random.pick(["hardBreak", "listItem", "paragraph"]));
    block.insert(random.below(block.length + 1), [made]);
    if (random.chance(0.5)) addStamp(made, "sIns", stamp(FORGER, newId(world)));
  },
  "a stamp": ({ world, random, section }) => {
    const block = anyBlock(random, section);
    if (block !== undefined)
      addStamp(
        block,
        random.pick(["sIns", "sDel", "sJoin"]),
        stamp(random.pick([FORGER, FORGER, OTHERS]), newId(world)),
      );
  },
  "stamps gone": ({ random, section }) => {
    const block = anyBlock(random, section);
    const key = random.pick(["sIns", "sDel", "sJoin"]);
    if (block !== undefined && stampsOn(block, key).length > 0) block.removeAttribute(key);
  },
  "an attribute": ({ random, section }) => {
    const block = anyBlock(random, section);
    block?.setAttribute(
      random.pick(["start", "level", "sDel"]),
      random.pick([4, 2, null]) as unknown as string,
    );
  },
  "a block gone": ({ random, section }) => {
    if (section.length > 1) section.delete(random.below(section.length), 1);
  },
  "a text beside a text": ({ random, section }) => {
    const block = anyBlock(random, section);
    if (block?.nodeName === "paragraph") block.insert(random.below(block.length + 1), [new Y.XmlText("x")]);
  },
  "another's id": ({ random, section }) => {
    const text = anyText(random, section);
    const ids = textsIn(section)
      .flatMap((one) => marksIn(one))
      .map(([, { id }]) => id);
    if (text === undefined || text.length === 0 || ids.length === 0) return;
    text.format(0, text.length, marked(random.pick(KINDS), stamp(FORGER, random.pick(ids))));
  },
};

/** Whoever deletes a block may take with it what others have in it. */
const ON_OWN_BLOCKS: typeof FORGERIES = {
  "an own block gone": ({ section }) => void takeOwnBlock(section),
  "an own block made anew": ({ world, section }) => {
    const words = takeOwnBlock(section);
    if (words === undefined) return;
    const heading = new Y.XmlElement("heading");
    section.insert(words.place, [heading]);
    const by = stamp(FORGER, newId(world));
    addStamp(heading, "sIns", by);
    heading.insert(0, [new Y.XmlText()]);
    textsIn(section)
      .find(({ parent }) => parent === heading)
      ?.insert(0, words.own, marked("insertion", by));
  },
  "an own block in a list": ({ world, section }) => {
    const list = section
      .toArray()
      .find((one) => one instanceof Y.XmlElement && one.nodeName === "bulletList");
    if (!(list instanceof Y.XmlElement)) return;
    const item = new Y.XmlElement("listItem");
    list.insert(1, [item]);
    addStamp(item, "sIns", stamp(FORGER, newId(world)));
    const paragraph = new Y.XmlElement("paragraph");
    item.insert(0, [paragraph]);
    paragraph.insert(0, [new Y.XmlText("Tre")]);
  },
  "a text gone": ({ random, section }) => {
    const text = anyText(random, section);
    if (text?.parent instanceof Y.XmlElement) text.parent.delete(text.parent.toArray().indexOf(text), 1);
  },
};

/** One in which others have written, if there is any: its place in the section, and its own words. */
function takeOwnBlock(section: Y.XmlFragment): { readonly place: number; readonly own: string } | undefined {
  const all = blocksIn(section).filter((one) =>
    stampsOn(one, "sIns").some(({ author }) => author === FORGER),
  );
  const block = all.find((one) => wordsIn(one, "of others") !== "") ?? all[0];
  if (!(block?.parent instanceof Y.XmlFragment)) return undefined;
  const own = wordsIn(block, "own");
  const place = block.parent.toArray().indexOf(block);
  block.parent.delete(place, 1);
  return { place: block.parent === section ? place : 0, own };
}

function wordsIn(block: Y.XmlElement, whose: "own" | "of others"): string {
  // Yjs types a delta as any[]; these are the two fields that it documents.
  type Delta = readonly { insert: string; attributes?: Record<string, { author?: string }> }[];
  const runs = textsIn(block).flatMap((text) => text.toDelta() as Delta);
  const isOwn = ({ attributes = {} }: Delta[number]) =>
    Object.entries(attributes).some(([key, one]) => key.startsWith("insertion--") && one.author === FORGER);
  return runs
    .filter((run) => isOwn(run) === (whose === "own"))
    .map(({ insert }) => insert)
    .join("");
}

function allIn(parent: { readonly _start: Y.Item | null }): readonly Y.Item[] {
  const items: Y.Item[] = [];
  for (let item = parent._start; item !== null; item = item.right) {
    items.push(item);
    if (item.content instanceof Y.ContentType) items.push(...allIn(item.content.type));
  }
  return items;
}
