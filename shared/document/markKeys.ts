/**
 * Marks between the keys under which Yjs keeps them and plain Marks. A mark that may overlap with its
 * own kind has a hash in its key, made as y-tiptap makes it.
 */
import { encodeAny, toBase64 } from "lib0/buffer";
import { digest } from "lib0/hash/sha256";
import type { Mark } from "../meeting/richText.ts";
import { MARKS, markSpecOf } from "./schema.ts";

export type Attributes = Readonly<Record<string, unknown>>;
export type Specs = Readonly<Record<string, { readonly default: unknown }>>;

/** y-tiptap adds a hash to the key of a mark that may overlap with its own kind. */
const HASHED_MARK_KEY = /^(.*)--[a-zA-Z0-9+/=]{8}$/u;

export function markNameOfKey(key: string): string {
  return HASHED_MARK_KEY.exec(key)?.[1] ?? key;
}

export function marksOf(attributes: Attributes): readonly Mark[] {
  return inSchemaOrder(Object.entries(attributes).map(([key, value]) => markOf(key, value)));
}

/** The mark that stands under a key. */
export function markOf(key: string, value: unknown): Mark {
  const type = markNameOfKey(key);
  const stored = typeof value === "object" && value !== null ? { ...value } : {};
  const attrs = { ...defaultsOf(markSpecOf(type)?.attrs ?? {}), ...stored };
  return Object.keys(attrs).length > 0 ? { type, attrs } : { type };
}

const MARK_NAMES = Object.keys(MARKS);
/** What the schema does not know comes last. */
const rankOf = (mark: Mark) => (Object.hasOwn(MARKS, mark.type) ? MARK_NAMES.indexOf(mark.type) : Infinity);
const keyOf = (mark: Mark) => `${mark.type} ${JSON.stringify(mark.attrs ?? {})}`;

/** Two marks of one type stand in the order of their attributes, so that all peers read the same. */
export function inSchemaOrder(marks: readonly Mark[]): readonly Mark[] {
  if (marks.length < 2) return marks;
  return marks.toSorted((a, b) => {
    const [rankA, rankB] = [rankOf(a), rankOf(b)];
    if (rankA !== rankB) return rankA < rankB ? -1 : 1;
    return keyOf(a) < keyOf(b) ? -1 : 1;
  });
}

export function defaultsOf(specs: Specs): Record<string, unknown> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default]));
}

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
