/** Names that nobody else makes: for commands, kept words and suggestions. */

/** Not `crypto.randomUUID`: it is missing where the page is served over plain HTTP. */
export function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
