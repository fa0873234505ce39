/**
 * Marks from the keys under which Yjs keeps them. A mark that may overlap with its own kind has a
 * hash in its key; how that is made is in markHash.ts, which a follower does not load.
 */
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
/** What two equal marks have in common. */
export const keyOf = (mark: Mark) => `${mark.type} ${JSON.stringify(mark.attrs ?? {})}`;

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
