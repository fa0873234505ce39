/**
 * What one inserted item may hold, by the one schema: node names, mark names, attribute keys and
 * values from allow-lists. Default deny. Whose name a suggestion may bear is in stampAuthors.ts.
 */
import * as Y from "yjs";
import { markNameOfKey } from "../../shared/document/markKeys.ts";
import { keyOfMark } from "../../shared/document/markHash.ts";
import { isAllowedHref, markSpecOf, nodeSpecOf } from "../../shared/document/schema.ts";
import { isFormatStamp, isMarkStamp, type Stamp } from "../../shared/document/stamps.ts";
import { NESTING_MAX } from "../../shared/document/validate.ts";
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

function isAllowedNode(type: unknown, place: Place): boolean {
  if (place.kind !== "root" && place.kind !== "node") return false;
  if (type instanceof Y.XmlElement) {
    const spec = nodeSpecOf(type.nodeName);
    if (spec === undefined || type.nodeName === "doc" || type.nodeName === "text") return false;
    return place.kind === "root" ? spec.group === "block" : place.nodeName !== undefined;
  }
  // Text hangs in an element, never directly under a root.
  return type instanceof Y.XmlText && place.kind === "node" && place.nodeName !== undefined;
}

function isAllowedAttribute(content: unknown, place: Place, key: string): boolean {
  if (place.kind !== "node" || place.nodeName === undefined) return false;
  const attrs = nodeSpecOf(place.nodeName)?.attrs ?? {};
  const spec = Object.hasOwn(attrs, key) ? attrs[key] : undefined;
  if (spec === undefined || !(content instanceof Y.ContentAny)) return false;
  // No editor gives an attribute several values at once; a list of a million is copied at each cut.
  const [value, ...others]: readonly unknown[] = content.arr;
  if (others.length > 0) return false;
  return spec.check(value);
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

/** All that a mark of its kind has and nothing else, under the one key that y-tiptap gives such a value. */
function isSuggestionMark(key: string, name: string, value: unknown): boolean {
  const isWhole = name === "formatChange" ? isFormatStamp(value, isAllowedHref) : isMarkStamp(value);
  // A whole one is an object.
  return isWhole && keyOfMark({ type: name, attrs: { ...(value as Stamp) } }) === key;
}
