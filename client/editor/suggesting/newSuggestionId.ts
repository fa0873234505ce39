/** Names for suggestions, unique in the meeting. Nobody can guess the next one and take it first. */
import { randomName } from "../../connection/randomName.ts";

export function newSuggestionId(): string {
  return randomName();
}
