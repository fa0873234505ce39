/**
 * What one inserted item may hold, by the one schema: node names, mark names, attribute keys and
 * values from allow-lists. Default deny. Whose name a suggestion may bear is in stampAuthors.ts.
 */
import * as Y from "yjs";
import { markNameOfKey } from "../../shared/document/markKeys.ts";
import { keyOfMark, knownAttributes } from "../../shared/document/markHash.ts";
import { isAllowedHref, markSpecOf, nodeSpecOf } from "../../shared/document/schema.ts";
import { isFormatStamp, isMarkStamp } from "../../shared/document/stamps.ts";
import { mayHold, NESTING_MAX } from "../../shared/document/validate.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { Place } from "./parentage.ts";

/** Names of attributes and marks are short; a long one can only be meant to fill the memory. */
const KEY_LENGTH_MAX = 100;

export function isAllowedContent(item: Y.Item, place: Place): boolean {
  const { content } = item;
  if (place.kind === "unknown") return false;
  const key = place.kind === "gone" ? item.parentSub : place.key;
  if (key !== null && key.length > KEY_LENGTH_MAX) return false;
  if (place.kind === "gone" || content instanceof Y.ContentDeleted) return true;
  if (place.kind === "node" && place.depth > NESTING_MAX) return false;
  if (key !== null) return isAllowedAttribute(content, place, key);
  if (content instanceof Y.ContentType) return isAllowedNode(content.type, place);
  if (content instanceof Y.ContentString) return isTextPlace(place);
  if (content instanceof Y.ContentFormat)
    return isTextPlace(place) && isAllowedMark(content.key, content.value);
  return false;
}

/** Text lives only inside a text node, which has no node name. */
function isTextPlace(place: Place): boolean {
  return place.kind === "node" && place.nodeName === undefined;
}

/**
 * What may hold what depends on the two alone, so no merge of valid edits breaks it: and an editor
 * that meets what its schema does not accept deletes the block around it, with all that is in there.
 */
function isAllowedNode(type: unknown, place: Place): boolean {
  const holder = place.kind === "root" ? "doc" : place.kind === "node" ? place.nodeName : undefined;
  if (holder === undefined || (place.kind === "node" && place.depth >= NESTING_MAX)) return false;
  if (type instanceof Y.XmlElement) return type.nodeName !== "text" && mayHold(holder, type.nodeName);
  return type instanceof Y.XmlText && mayHold(holder, "text");
}

function isAllowedAttribute(content: unknown, place: Place, key: string): boolean {
  if (place.kind !== "node" || place.nodeName === undefined) return false;
  const attrs = nodeSpecOf(place.nodeName)?.attrs ?? {};
  const spec = Object.hasOwn(attrs, key) ? attrs[key] : undefined;
  if (spec === undefined || !(content instanceof Y.ContentAny)) return false;
  // Who sets an attribute again and again while offline, and can undo it, sends all its values as one item; a
  // list of a million is copied at each cut.
  const values: readonly unknown[] = content.arr;
  return (
    values.length > 0 &&
    values.length <= LIMITS.valuesOfAttribute &&
    values.every((value) => spec.check(value))
  );
}

function isAllowedMark(key: string, value: unknown): boolean {
  const name = markNameOfKey(key);
  const spec = key.length > KEY_LENGTH_MAX ? undefined : markSpecOf(name);
  if (spec === undefined) return false;
  if (spec.suggestion === true) return value === null ? key !== name : isSuggestionMark(key, name, value);
  // Only what may overlap with its own kind has a key of its own.
  if (key !== name) return false;
  if (value === null || value === true) return true;
  if (typeof value !== "object" || Array.isArray(value)) return false;
  return Object.entries(value).every(([name, held]) => {
    const attribute = Object.hasOwn(spec.attrs, name) ? spec.attrs[name] : undefined;
    return attribute !== undefined && attribute.check(held);
  });
}

/**
 * All that a mark of its kind has and nothing else, in the schema's order, under the one key that
 * y-tiptap gives such a value: an editor writes whatever differs from that anew.
 */
function isSuggestionMark(key: string, name: string, value: unknown): boolean {
  const isWhole = name === "formatChange" ? isFormatStamp(value, isAllowedHref) : isMarkStamp(value);
  if (!isWhole || typeof value !== "object") return false;
  const attrs = knownAttributes(markSpecOf(name)?.attrs ?? {}, { ...value });
  return JSON.stringify(attrs) === JSON.stringify(value) && keyOfMark({ type: name, attrs }) === key;
}
