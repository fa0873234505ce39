/** Names for suggestions, unique in the meeting: this page's own random name, and a number. */
import { randomName } from "../../connection/randomName.ts";

const page = randomName();
let made = 0;

export function newSuggestionId(): string {
  made += 1;
  return `${page}:${made}`;
}
