/**
 * A short name for the schema's contents. A client that was built with another schema could delete
 * from the document what it does not know, so it is told to reload (close 4426). Nobody gains by
 * making two schemas with one name, so this is no cryptographic hash: a follower would load one for
 * nothing else.
 */
import { MARKS, NODES, SCHEMA_VERSION } from "./schema.ts";

/** Twelve hex digits; equal when names, contents, attributes and defaults are. */
export const SCHEMA_HASH = nameOf(JSON.stringify([SCHEMA_VERSION, NODES, MARKS]));

/** Two multiplicative hashes of 32 bits with factors that have nothing in common; 24 bits of each. */
function nameOf(text: string): string {
  let [left, right] = [0x811c_9dc5, 0x9e37_79b9];
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    left = Math.imul(left ^ code, 0x0100_0193);
    right = Math.imul(right ^ code, 0x85eb_ca6b);
  }
  return [left, right].map((hash) => (hash >>> 8).toString(16).padStart(6, "0")).join("");
}
