/** The keys under which Yjs keeps marks, made as y-tiptap makes them, and what tells one format from another. */
import { encodeAny, toBase64 } from "lib0/buffer";
import { digest } from "lib0/hash/sha256";
import type { Mark } from "../meeting/richText.ts";
import { type Attributes, inSchemaOrder, keyOf, markOf, type Specs } from "./markKeys.ts";
import { markSpecOf } from "./schema.ts";

export function keysOf(marks: readonly Mark[]): Record<string, Attributes> {
  const filled = marks.map((mark): Required<Mark> => {
    const spec = markSpecOf(mark.type);
    if (spec === undefined) throw new Error(`The schema has no mark ${mark.type}.`);
    return { type: mark.type, attrs: knownAttributes(spec.attrs, mark.attrs ?? {}) };
  });
  const ordered = inSchemaOrder(filled);
  return Object.fromEntries(ordered.map((mark) => [keyOfMark(mark), mark.attrs ?? {}]));
}

/** `excludes: ""` lets marks of one type overlap, so each needs a key of its own. */
export function keyOfMark(mark: Mark): string {
  if (markSpecOf(mark.type)?.excludes !== "") return mark.type;
  return `${mark.type}--${hashOfMark({ type: mark.type, attrs: mark.attrs ?? {} })}`;
}

const MARK_HASH_BYTES = 6;

/** The same six folded bytes as y-tiptap's `hashOfJSON`: a copy, since it is not exported. */
function hashOfMark(mark: Mark): string {
  const folded = new Uint8Array(MARK_HASH_BYTES);
  digest(encodeAny(mark)).forEach((byte, index) => {
    const at = index % MARK_HASH_BYTES;
    folded[at] = (folded[at] ?? 0) ^ byte;
  });
  return toBase64(folded);
}

/** In the schema's order, every attribute present; what the schema does not know is dropped. */
export function knownAttributes(specs: Specs, given: Attributes): Attributes {
  const entries = Object.entries(specs).map(([name, spec]) => [name, given[name] ?? spec.default]);
  return Object.fromEntries(entries);
}

/** What `format` must be told so that words stored under these keys carry these marks. */
export function formatBetween(stored: Attributes, marks: readonly Mark[]): Record<string, Attributes | null> {
  const missing = new Map(marks.map((mark) => [keyOf(mark), mark]));
  const superfluous = Object.entries(stored).filter(
    ([key, value]) => !missing.delete(keyOf(markOf(key, value))),
  );
  return { ...Object.fromEntries(superfluous.map(([key]) => [key, null])), ...keysOf([...missing.values()]) };
}
