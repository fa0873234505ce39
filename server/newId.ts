/** Names for meetings, items, sections and logins' kin. */
import { randomBytes } from "node:crypto";

/** Twelve letters and digits that nobody can guess. */
export function newId(): string {
  return randomBytes(9).toString("base64url").replace(/[-_]/gu, "x");
}
