/**
 * Worker thread: turns meetings (JSON) into PDF bytes with Typst, layout of tables included, since a
 * hostile table must cost nobody but its own job. Its compiler stays warm between jobs: the second
 * document takes a fraction of the first. Knows the template and the fonts; what stands where is
 * printable.ts' matter.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
import { NodeCompiler, PdfStandard } from "@myriaddreamin/typst-ts-node-compiler";
import { printedMeetingOf } from "./printable.ts";
import type { PrintAnswer, PrintContent, PrintJob } from "./printJob.ts";

const FONT_FACES = [
  "400Regular/IBMPlexSans_400Regular",
  "400Regular_Italic/IBMPlexSans_400Regular_Italic",
  "600SemiBold/IBMPlexSans_600SemiBold",
  "600SemiBold_Italic/IBMPlexSans_600SemiBold_Italic",
  "700Bold/IBMPlexSans_700Bold",
  "700Bold_Italic/IBMPlexSans_700Bold_Italic",
] as const;
const folder = fileURLToPath(new URL(".", import.meta.url));
const template = `${folder}meeting.typ`;
const data = `${folder}meeting.json`;
/** Results of older documents that the compiler may keep; a bound on memory, not on correctness. */
const CACHE_AGE_MAX = 5;
/** Each round replaces all that it could not show; a new round may meet what stood behind it. */
const ROUNDS_MAX = 4;

const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: readFonts() }] });

parentPort?.on("message", (job: PrintJob) => {
  const answer = answerTo(job);
  parentPort?.postMessage(answer, answer.ok ? [answer.bytes.buffer] : []);
});

/** A missing font is only a warning to Typst; here it stops the worker, and so every job. */
function readFonts(): Buffer[] {
  const require = createRequire(import.meta.url);
  return FONT_FACES.map((face) =>
    readFileSync(require.resolve(`@expo-google-fonts/ibm-plex-sans/${face}.ttf`)),
  );
}

function answerTo(job: PrintJob): PrintAnswer {
  try {
    // renderPdf.ts is the only one who makes jobs.
    const { meeting, options } = JSON.parse(job.json) as PrintContent;
    return { id: job.id, ok: true, bytes: pdfOf(JSON.stringify(printedMeetingOf(meeting, options))) };
  } catch (error) {
    return { id: job.id, ok: false, problem: error instanceof Error ? error.message : String(error) };
  } finally {
    compiler.unmapShadow(data);
    compiler.evictCache(CACHE_AGE_MAX);
  }
}

function pdfOf(json: string): Uint8Array<ArrayBuffer> {
  let text = json;
  for (let round = 1; ; round += 1) {
    try {
      return compile(text);
    } catch (error) {
      const shapeless = error instanceof Error ? textsWithoutShape(error.message) : [];
      if (shapeless.length === 0 || round === ROUNDS_MAX) throw error;
      for (const quoted of shapeless) text = text.replaceAll(quoted, standInFor(quoted));
    }
  }
}

function compile(json: string): Uint8Array<ArrayBuffer> {
  compiler.mapShadow(data, Buffer.from(json));
  const compiled = compiler.compile({ mainFilePath: template, resetRead: true });
  const problems = compiled.takeDiagnostics()?.shortDiagnostics ?? [];
  if (compiled.result === null || problems.length > 0) throw new Error(JSON.stringify(problems));
  // A copy: the Buffer's memory belongs to Typst and cannot be handed to another thread.
  return new Uint8Array(compiler.pdf(compiled.result, { pdfStandard: PdfStandard.UA_1 }));
}

/**
 * PDF/UA refuses a letter or sign that no font here can draw, and names it in its error, quoted and
 * escaped once or twice as Rust prints text: `"\u{1f44d}"`.
 */
function textsWithoutShape(message: string): readonly string[] {
  const named = message.matchAll(/(?:the text|disallowed codepoint) `\\*"(.+?)\\*"`/gu);
  const texts = Array.from(named, ([, quoted = ""]) => unescaped(quoted));
  return [...new Set(texts)].filter((quoted) => /\P{ASCII}/u.test(quoted));
}

function unescaped(quoted: string): string {
  return quoted.replaceAll(/\\+u\{([0-9a-f]+)\}/giu, (_all, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
}

/** The reader sees that something stood here and what it was; joiners and the like are no signs. */
function standInFor(quoted: string): string {
  const signs = Array.from(quoted).filter((sign) => !/\p{Default_Ignorable_Code_Point}/u.test(sign));
  return signs.map((sign) => (/\p{ASCII}/u.test(sign) ? sign : numberOf(sign))).join("");
}

function numberOf(sign: string): string {
  return `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;
}
