/** Stamps as they lie in Yjs: values of marks, and lists in attributes. */
import * as Y from "yjs";
import { NODES, nodeSpecOf } from "../../shared/document/schema.ts";
import type { Stamp } from "../../shared/document/stamps.ts";

/** Of all values of marks only those of suggestions name an author; the guard has checked their form. */
export function isStampValue(value: unknown): value is Stamp {
  return typeof value === "object" && value !== null && "author" in value;
}

const STAMP_ATTRIBUTES: ReadonlySet<string> = new Set(
  Object.keys(NODES).flatMap((name) =>
    Object.entries(nodeSpecOf(name)?.attrs ?? {}).flatMap(([key, spec]) =>
      spec.suggestion === true ? [key] : [],
    ),
  ),
);

export function isStampAttribute(key: string): boolean {
  return STAMP_ATTRIBUTES.has(key);
}

const NONE: readonly Stamp[] = [];

export function stampsOfAttribute(key: string, value: unknown): readonly Stamp[] {
  // The schema's check has let through null and lists of stamps only.
  return Array.isArray(value) && isStampAttribute(key) ? (value as readonly Stamp[]) : NONE;
}

/** The value that an attribute's living item holds. */
export function attributeValue(item: Y.Item): unknown {
  return item.content instanceof Y.ContentAny ? item.content.arr.at(-1) : undefined;
}
