/** Updates that no Yjs would write, byte by byte: what somebody with a socket and bad will can send. */
import * as encoding from "lib0/encoding";

type Id = readonly [client: number, clock: number];

export type MadeContent =
  | { readonly kind: "gc" | "deleted"; readonly length: number }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "format"; readonly key: string; readonly value: unknown }
  | { readonly kind: "element"; readonly name: string }
  | { readonly kind: "text" }
  | { readonly kind: "any"; readonly values: readonly (string | number | null)[] }
  /** Y.Array, a content of no kind, and the like: `ref` and what follows it are written as they are. */
  | { readonly kind: "raw"; readonly ref: number; readonly bytes: readonly number[] };

export interface MadeStruct {
  readonly origin?: Id;
  readonly rightOrigin?: Id;
  /** A root's name or an item's id; only without origins, as in Yjs. */
  readonly parent?: string | Id;
  readonly key?: string;
  readonly content: MadeContent;
}

export interface MadeBlock {
  readonly client: number;
  readonly clock: number;
  readonly structs: readonly MadeStruct[];
}

export type MadeDeletes = readonly (readonly [client: number, ranges: readonly Id[]])[];

/** A string as lib0 writes it: for the bytes of raw contents. */
export function varString(text: string): readonly number[] {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, text);
  return [...encoding.toUint8Array(encoder)];
}

/** The number written as lib0 does it, also when it is larger than any that Yjs would write. */
export function varUint(value: bigint): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return [...bytes, Number(rest)];
}

export function handMade(blocks: readonly MadeBlock[], deletes: MadeDeletes = []): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, blocks.length);
  for (const { client, clock, structs } of blocks) {
    for (const number of [structs.length, client, clock]) encoding.writeVarUint(encoder, number);
    for (const struct of structs) writeStruct(encoder, struct);
  }
  encoding.writeVarUint(encoder, deletes.length);
  for (const [client, ranges] of deletes) {
    for (const number of [client, ranges.length, ...ranges.flat()]) encoding.writeVarUint(encoder, number);
  }
  return encoding.toUint8Array(encoder);
}

const REF = { gc: 0, deleted: 1, string: 4, format: 6, element: 7, text: 7, any: 8 } as const;
const ORIGIN = 0x80;
const RIGHT_ORIGIN = 0x40;
const KEY = 0x20;
const XML_ELEMENT = 3;
const XML_TEXT = 6;

function writeStruct(
  encoder: encoding.Encoder,
  { origin, rightOrigin, parent, key, content }: MadeStruct,
): void {
  const ref = content.kind === "raw" ? content.ref : REF[content.kind];
  const neighbours = [origin, rightOrigin].filter((id) => id !== undefined);
  const bits = (origin ? ORIGIN : 0) | (rightOrigin ? RIGHT_ORIGIN : 0) | (key === undefined ? 0 : KEY);
  encoding.writeUint8(encoder, ref | (content.kind === "gc" ? 0 : bits));
  if (content.kind !== "gc") {
    for (const number of neighbours.flat()) encoding.writeVarUint(encoder, number);
    if (neighbours.length === 0 && parent !== undefined) writeParent(encoder, parent);
    if (neighbours.length === 0 && key !== undefined) encoding.writeVarString(encoder, key);
  }
  writeContent(encoder, content);
}

function writeParent(encoder: encoding.Encoder, parent: string | Id): void {
  encoding.writeVarUint(encoder, typeof parent === "string" ? 1 : 0);
  if (typeof parent === "string") encoding.writeVarString(encoder, parent);
  else for (const number of parent) encoding.writeVarUint(encoder, number);
}

function writeContent(encoder: encoding.Encoder, content: MadeContent): void {
  switch (content.kind) {
    case "gc":
    case "deleted":
      return encoding.writeVarUint(encoder, content.length);
    case "string":
      return encoding.writeVarString(encoder, content.text);
    case "format":
      encoding.writeVarString(encoder, content.key);
      return encoding.writeVarString(encoder, JSON.stringify(content.value));
    case "element":
      encoding.writeVarUint(encoder, XML_ELEMENT);
      return encoding.writeVarString(encoder, content.name);
    case "text":
      return encoding.writeVarUint(encoder, XML_TEXT);
    case "any":
      encoding.writeVarUint(encoder, content.values.length);
      for (const value of content.values) encoding.writeAny(encoder, value);
      return;
    case "raw":
      for (const byte of content.bytes) encoding.writeUint8(encoder, byte);
  }
}
