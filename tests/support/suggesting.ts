/** A referat in approval, where the chairs may only suggest: their clients, by hand, and what the text then says. */
import * as Y from "yjs";
import { keyOfMark } from "../../shared/document/markHash.ts";
import { sectionTextOf } from "../../shared/document/read.ts";
import type { Stamp } from "../../shared/document/stamps.ts";
import type { Mark, RichNode } from "../../shared/meeting/richText.ts";
import { MESSAGE } from "../../shared/protocol/messages.ts";
import type { Who } from "../../server/room/connection.ts";
import { varString } from "./handMade.ts";
import { flush } from "./hostileRoom.ts";
import { RoomClient, typeIn } from "./roomClient.ts";
import { FORPERSON, NAESTFORPERSON, openRoom, REFERENT, type RoomBench } from "./rooms.ts";

export const AT = "2026-03-20T09:00:00.000Z";

export function stampBy(who: Who, id: string): Stamp {
  return { id, author: who.person, at: AT };
}

export type StampKind = "insertion" | "deletion";

/** Attributes of Yjs for a mark. */
export function marked(kind: StampKind, stamp: Stamp): Record<string, unknown> {
  const attrs = { ...stamp };
  return { [keyOfMark({ type: kind, attrs })]: attrs };
}

export interface SuggestingBench {
  readonly bench: RoomBench;
  readonly section: string;
  readonly referent: RoomClient;
  readonly karen: RoomClient;
  readonly jonas: RoomClient;
  /** Lets all that was sent arrive everywhere. */
  readonly flush: () => Promise<void>;
  /** The section as the server has it. */
  readonly text: () => Promise<string>;
}

/** The base text is «Godkendt uden bemærkninger.» */
export async function openSuggesting(base = "Godkendt uden bemærkninger."): Promise<SuggestingBench> {
  const bench = await openRoom();
  const [section = ""] = bench.decisions;
  const referent = await RoomClient.join(bench.room, REFERENT);
  await flush(bench);
  typeIn(referent.doc, section, base);
  for (const to of ["referatIArbejde", "tilGodkendelse"] as const)
    await bench.room.execute(REFERENT, { type: "advance", id: to, to });
  const karen = await RoomClient.join(bench.room, FORPERSON);
  const jonas = await RoomClient.join(bench.room, NAESTFORPERSON);
  await flush(bench);
  return {
    bench,
    section,
    referent,
    karen,
    jonas,
    flush: () => flush(bench),
    text: () => bench.room.read((doc) => markedUp(doc, section)),
  };
}

export function sayMode(client: RoomClient, mode: "skriv" | "foreslaa"): void {
  client.pass(Uint8Array.from([MESSAGE.mode, ...varString(JSON.stringify({ mode }))]));
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
