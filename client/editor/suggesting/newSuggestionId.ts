/** Names for suggestions, unique in the meeting: this page's own random name, and a number. */

const page = crypto.randomUUID();
let made = 0;

export function newSuggestionId(): string {
  made += 1;
  return `${page}:${made}`;
}
