/**
 * A short name for the schema's contents. A client that was built with another schema could delete
 * from the document what it does not know, so it is told to reload (close 4426).
 */
import { digest } from "lib0/hash/sha256";
import { toHexString } from "lib0/buffer";
import { encodeUtf8 } from "lib0/string";
import { MARKS, NODES, SCHEMA_VERSION } from "./schema.ts";

/** Twelve hex digits; equal when names, contents, attributes and defaults are. */
export const SCHEMA_HASH = toHexString(
  digest(encodeUtf8(JSON.stringify([SCHEMA_VERSION, NODES, MARKS]))),
).slice(0, 12);
