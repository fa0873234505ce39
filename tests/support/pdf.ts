/**
 * Reads a PDF with the tools of the machine (poppler-utils, qpdf). A machine may lack them: what
 * can then be read from the bytes alone is read from the bytes, and the test says so.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const PDF_TOOLS = ["pdftotext", "pdfinfo", "qpdf"] as const;
export type PdfTool = (typeof PDF_TOOLS)[number];

export function hasTool(tool: PdfTool): boolean {
  return spawnSync(tool, ["--version"], { stdio: "ignore" }).error === undefined;
}

/** What the tool prints about the PDF; undefined where the machine has no such tool. */
export function readWith(tool: PdfTool, bytes: Uint8Array, args: readonly string[] = []): string | undefined {
  if (!hasTool(tool)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "print-"));
  try {
    const file = join(folder, "meeting.pdf");
    writeFileSync(file, bytes);
    const output = tool === "pdftotext" ? ["-"] : [];
    return execFileSync(tool, [...args, file, ...output], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The words of the pages, lines and line breaks made one space; undefined without pdftotext. */
export function wordsOf(bytes: Uint8Array): string | undefined {
  return readWith("pdftotext", bytes)?.replaceAll(/\s+/gu, " ").replaceAll("\u200B", "");
}

export function rawTextOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}
