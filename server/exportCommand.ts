/** `npm run --silent export -- MEETING.json --format text|json|pdf --out FILE`: a meeting to a file. */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Meeting } from "../shared/meeting/meeting.ts";
import { meetingAsJson } from "../shared/formats/export/json.ts";
import { meetingAsText } from "../shared/formats/export/text.ts";
import { parseMeetingJson } from "../shared/formats/import/json.ts";
import { complain } from "./complaint.ts";

const WRITERS: Readonly<Record<string, (meeting: Meeting) => Promise<string | Uint8Array>>> = {
  text: (meeting) => Promise.resolve(meetingAsText(meeting)),
  json: (meeting) => Promise.resolve(meetingAsJson(meeting)),
  pdf: pdfOf,
};
/** Named so that asking for one gets a true answer. */
const LATER_FORMATS = new Set(["html", "docx"]);
const FORMATS = Object.keys(WRITERS).join("|");
const USAGE = `Brug: npm run --silent export -- MØDE.json --format ${FORMATS} --out FIL`;

async function main(args: readonly string[]): Promise<number> {
  const given = argumentsOf(args);
  if (given === undefined) return complain(USAGE, 2);
  const write = Object.hasOwn(WRITERS, given.format) ? WRITERS[given.format] : undefined;
  if (write === undefined) return complain(formatMessage(given.format), 2);
  const read = await readMeeting(given.path);
  if (!read.ok) return complain(read.message, 1);
  const output = await write(read.meeting).catch(() => undefined);
  if (output === undefined) return complain(`Mødet kunne ikke skrives som ${given.format}.`, 1);
  const isWritten = await writeFile(given.out, output).then(
    () => true,
    () => false,
  );
  return isWritten ? 0 : complain(`Filen kunne ikke skrives: ${given.out}`, 1);
}

/** The printer is loaded only when it is asked for: it is by far the largest part of the program. */
async function pdfOf(meeting: Meeting): Promise<Uint8Array> {
  const { renderPdf, closePrinter } = await import("./print/renderPdf.ts");
  try {
    return await renderPdf(meeting, { draft: meeting.approvalLine === undefined });
  } finally {
    await closePrinter();
  }
}

function argumentsOf(args: readonly string[]): { path: string; format: string; out: string } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { format: { type: "string" }, out: { type: "string" } },
      allowPositionals: true,
    });
    const [path] = positionals;
    if (path === undefined || positionals.length !== 1) return undefined;
    if (values.format === undefined || values.out === undefined) return undefined;
    return { path, format: values.format, out: values.out };
  } catch {
    // The parser's way to say that an option is unknown; the usage line tells which there are.
    return undefined;
  }
}

function formatMessage(format: string): string {
  if (LATER_FORMATS.has(format)) return `Formatet ${format} findes ikke endnu. Vælg et af: ${FORMATS}.`;
  return `Formatet ${format} er ukendt. Vælg et af: ${FORMATS}.`;
}

/** The file may be an exported meeting or what the import command prints. */
async function readMeeting(path: string): Promise<ReturnType<typeof parseMeetingJson>> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return { ok: false, message: `Filen kunne ikke læses: ${path}` };
  try {
    const value: unknown = JSON.parse(text);
    const isWrapped = typeof value === "object" && value !== null && "meeting" in value;
    return parseMeetingJson(isWrapped ? value.meeting : value);
  } catch {
    return { ok: false, message: "Filen er ikke JSON. Brug en fil fra JSON-eksporten." };
  }
}

// The exit code is set instead of exiting, so that a pipe gets all of the output.
process.exitCode = await main(process.argv.slice(2));
