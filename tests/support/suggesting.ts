/** A referat in approval, where the chairs may only suggest: their clients, by hand, and what the text then says. */
import * as Y from "yjs";
import { sectionText } from "../../shared/document/layout.ts";
import { sectionTextOf } from "../../shared/document/read.ts";
import type { Stamp } from "../../shared/document/stamps.ts";
import type { Mark, RichNode } from "../../shared/meeting/richText.ts";
import { MESSAGE } from "../../shared/protocol/messages.ts";
import type { Room } from "../../server/room/room.ts";
import type { Who } from "../../server/room/connection.ts";
import { varString } from "./handMade.ts";
import { flush } from "./hostileRoom.ts";
import { RoomClient, typeIn } from "./roomClient.ts";
import { marked, stamp, type MarkKind } from "./stampedText.ts";
import { FORPERSON, NAESTFORPERSON, openRoom, REFERENT, type RoomBench } from "./rooms.ts";

export function stampBy(who: Who, id: string): Stamp {
  return stamp(who.person, id);
}

/** What takes a mark away, or keeps a letter from taking it over. */
export function unmarked(kind: MarkKind, stamp: Stamp): Record<string, null> {
  return Object.fromEntries(Object.keys(marked(kind, stamp)).map((key) => [key, null]));
}

/** Karen's is k1, Jonas's j1. */
const firstBy = (who: Who) => stampBy(who, `${who.name.charAt(0).toLowerCase()}1`);

export const karens = firstBy(FORPERSON);
export const jonases = firstBy(NAESTFORPERSON);

/** Somebody with the section open, whose client is made by hand: what it sends need not be honest. */
export class Hand {
  readonly client: RoomClient;
  readonly doc: Y.Doc;
  readonly section: Y.XmlFragment;
  readonly #id: string;
  /** What it suggests under. */
  readonly #stamp: Stamp;

  constructor(client: RoomClient, id: string, stamp: Stamp) {
    this.client = client;
    this.doc = client.doc;
    this.section = sectionText(client.doc, id);
    this.#id = id;
    this.#stamp = stamp;
  }

  get refusals(): RoomClient["refusals"] {
    return this.client.refusals;
  }

  get reasons(): readonly unknown[] {
    return this.refusals.map(({ reason }) => reason);
  }

  /** The section as it has it. */
  get sees(): string {
    return markedUp(this.doc, this.#id);
  }

  block(at = 0): Y.XmlElement {
    return blockOf(this, this.#id, at);
  }

  words(block = 0): Y.XmlText {
    return textOf(this, this.#id, block);
  }

  suggest(at: number, words: string): void {
    this.words().insert(at, words, marked("insertion", this.#stamp));
  }

  strike(at: number, length: number, stamp = this.#stamp): void {
    this.words().format(at, length, marked("deletion", stamp));
  }

  /** Proposes that the block goes. */
  strikeBlock(stamps: readonly Stamp[] = [this.#stamp]): void {
    stampBlock(this.block(), "sDel", stamps);
  }

  /** Proposes the block behind the first one, and then what is in it. */
  propose(block: Y.XmlElement, fill: (block: Y.XmlElement) => void, stamp = this.#stamp): void {
    this.doc.transact(() => {
      this.section.insert(1, [block]);
      stampBlock(block, "sIns", [stamp]);
      fill(block);
    });
  }

  /** What begins and ends marks in the text, as Yjs holds it. */
  formats(isMeant: (format: Y.ContentFormat) => boolean): readonly Y.Item[] {
    const found: Y.Item[] = [];
    for (let item = this.words()._start; item !== null; item = item.right)
      if (item.content instanceof Y.ContentFormat && isMeant(item.content)) found.push(item);
    return found;
  }

  erase(items: readonly Y.Item[]): void {
    this.doc.transact((transaction) => {
      for (const item of items) item.delete(transaction);
    });
  }

  sayMode(mode: "skriv" | "foreslaa"): void {
    this.client.pass(Uint8Array.from([MESSAGE.mode, ...varString(JSON.stringify({ mode }))]));
  }
}

/** Whoever set the mark: under whose name it is. */
export const marksOf =
  ({ author }: Stamp) =>
  (format: Y.ContentFormat): boolean =>
    JSON.stringify(format).includes(`"${author}"`);

export interface SuggestingBench {
  readonly bench: RoomBench;
  readonly section: string;
  readonly referent: Hand;
  readonly karen: Hand;
  readonly jonas: Hand;
  /** Lets all that was sent arrive everywhere. */
  readonly flush: () => Promise<void>;
  /** The section as the server has it. */
  readonly text: () => Promise<string>;
  /** As the server and all three have it: one, if they agree. */
  readonly everywhere: () => Promise<readonly string[]>;
  /** One more device, which has heard of everything. */
  readonly join: (who: Who, room?: Room) => Promise<Hand>;
}

/** The forperson Karen and the næstforperson Jonas may only suggest. */
export async function openSuggesting(base = "Godkendt."): Promise<SuggestingBench> {
  const bench = await openRoom();
  const [section = ""] = bench.decisions;
  const join = async (who: Who, room = bench.room) => {
    const hand = new Hand(await RoomClient.join(room, who), section, firstBy(who));
    await flush(bench);
    return hand;
  };
  const referent = await join(REFERENT);
  typeIn(referent.doc, section, base);
  for (const to of ["referatIArbejde", "tilGodkendelse"] as const)
    await bench.room.execute(REFERENT, { type: "advance", id: to, to });
  const karen = await join(FORPERSON);
  const jonas = await join(NAESTFORPERSON);
  const text = () => bench.room.read((doc) => markedUp(doc, section));
  return {
    bench,
    section,
    referent,
    karen,
    jonas,
    flush: () => flush(bench),
    text,
    everywhere: async () => [...new Set([await text(), karen.sees, jonas.sees, referent.sees])],
    join,
  };
}

export function textOf(client: { readonly doc: Y.Doc }, section: string, block = 0): Y.XmlText {
  const words = blockOf(client, section, block).get(0);
  if (!(words instanceof Y.XmlText)) throw new Error("no text");
  return words;
}

export function blockOf({ doc }: { readonly doc: Y.Doc }, section: string, block = 0): Y.XmlElement {
  const element = doc.getXmlFragment(`s:${section}`).get(block);
  if (!(element instanceof Y.XmlElement)) throw new Error("no block");
  return element;
}

/** Yjs types attributes as strings; it stores lists as they are. */
export function stampBlock(block: Y.XmlElement, key: string, stamps: readonly Stamp[]): void {
  block.setAttribute(key, stamps as unknown as string);
}

/** «Godkendt [+meget forperson]» and the like, a line for each block. */
export function markedUp(doc: Y.Doc, section: string): string {
  return sectionTextOf(doc, section)
    .content.map((block) => lineOf(block))
    .join("\n");
}

const SIGNS: Readonly<Record<string, string>> = { insertion: "+", deletion: "-", formatChange: "~" };

function lineOf(node: RichNode): string {
  if (node.type === "text") {
    const marks = (node.marks ?? []).map((mark) => signOf(mark)).join(" ");
    return marks === "" ? (node.text ?? "") : `[${node.text ?? ""}|${marks}]`;
  }
  const stamps = Object.entries(node.attrs ?? {}).flatMap(([key, value]) =>
    // The schema has no other lists.
    Array.isArray(value) ? (value as readonly Stamp[]).map(({ author }) => `${key} ${author}`) : [],
  );
  const name =
    node.type === "paragraph" && stamps.length === 0 ? "" : `<${[node.type, ...stamps].join(" ")}>`;
  return name + (node.content ?? []).map((child) => lineOf(child)).join("");
}

function signOf({ type, attrs }: Mark): string {
  return type in SIGNS ? `${SIGNS[type] ?? ""}${String(attrs?.["author"])}` : type;
}
