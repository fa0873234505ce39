/** Any file that somebody brings: our own JSON comes back as the same meeting, every other text is read as a paper. */
import type { Doubt, Meeting } from "../../meeting/meeting.ts";
import { decodeFile } from "./decodeFile.ts";
import { importText } from "./importText.ts";
import { parseMeetingJson } from "./json.ts";

export type ImportedPaper =
  | { readonly ok: true; readonly meeting: Meeting; readonly doubts: readonly Doubt[] }
  | { readonly ok: false; readonly reason: "notText" | "tooLarge" | "wrongTypes"; readonly message: string };

/** Fails only on bytes that are no UTF-8 text, on too many of them, and on a damaged meeting in JSON. */
export function importPaper(bytes: Uint8Array): ImportedPaper {
  const file = decodeFile(bytes);
  if (!file.ok) return file;
  const json = meetingJsonIn(file.text);
  if (json === undefined) return { ok: true, ...importText(file.text) };
  const parsed = parseMeetingJson(json);
  return parsed.ok
    ? { ok: true, meeting: parsed.meeting, doubts: [] }
    : { ok: false, reason: "wrongTypes", message: parsed.message };
}

/** Only an object with items is meant as a meeting; minutes may well begin with a brace. */
function meetingJsonIn(text: string): object | undefined {
  if (!/^\s*\{/u.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "items" in value ? value : undefined;
  } catch {
    // No JSON after all: read as a paper, where every word is kept.
    return undefined;
  }
}
