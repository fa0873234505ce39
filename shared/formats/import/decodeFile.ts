/** Bytes of an uploaded file to text. Anything that is not UTF-8 text is refused with a reason. */
import { decodeUtf8 } from "lib0/string";
import { LIMITS } from "../../protocol/limits.ts";

export type DecodedFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: "notText" | "tooLarge"; readonly message: string };

const TOO_LARGE = "Filen er større end 5 MB. Del den, eller gem den som ren tekst.";
const NOT_UTF8 = "Filen er ikke tekst i UTF-8. Gem den som ren tekst (UTF-8), og prøv igen.";
const FORMATS: readonly (readonly [string, string])[] = [
  ["%PDF-", "Filen er en PDF. Gem den som ren tekst (UTF-8), og prøv igen."],
  [
    "PK\u0003\u0004",
    "Filen er et Word-dokument eller et arkiv. Gem den som ren tekst (UTF-8), og prøv igen.",
  ],
];

export function decodeFile(bytes: Uint8Array): DecodedFile {
  if (bytes.length > LIMITS.importBytes) return { ok: false, reason: "tooLarge", message: TOO_LARGE };
  const format = FORMATS.find(([start]) => startsWith(bytes, start));
  if (format !== undefined) return { ok: false, reason: "notText", message: format[1] };
  // A null byte is valid UTF-8 but never part of a text; it is how most binary files show themselves.
  const text = bytes.includes(0) ? undefined : utf8TextOf(bytes);
  return text === undefined ? { ok: false, reason: "notText", message: NOT_UTF8 } : { ok: true, text };
}

function startsWith(bytes: Uint8Array, start: string): boolean {
  return Array.from(start).every((character, index) => bytes[index] === character.codePointAt(0));
}

function utf8TextOf(bytes: Uint8Array): string | undefined {
  try {
    return decodeUtf8(bytes);
  } catch {
    // The decoder's only way to say that the bytes are not UTF-8.
    return undefined;
  }
}
