/**
 * The project as text, for the tests of this folder: which files there are, what they import and
 * what their code says. It reads with regular expressions, which oxfmt's layout makes safe enough:
 * every import begins a line.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const CODE_FOLDERS = ["client", "server", "shared"] as const;

const NOT_OURS = new Set([".git", ".build", "node_modules", "data"]);

export interface SourceFile {
  /** With forward slashes, from the top of the project. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly from: string;
  /** A path in this project for a relative import, else the package as written. */
  readonly to: string;
}

/** Every file that could be committed. `node_modules` may be a link to a folder elsewhere. */
export function allPaths(folder = ""): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
    // The peers of the bench have their own node_modules, so that one may lie anywhere.
    if (NOT_OURS.has(name) || entry.name === "node_modules" || entry.name.endsWith(".log")) return [];
    return entry.isDirectory() ? allPaths(name) : [name];
  });
}

export function readText(file: string): string {
  return readFileSync(path.join(ROOT, file), "utf8");
}

/** TypeScript files under these folders; throws when it finds none, since green on nothing is red. */
export function sourceFiles(...folders: readonly string[]): readonly SourceFile[] {
  const found = allPaths()
    .filter((file) => /\.tsx?$/u.test(file) && folders.some((folder) => file.startsWith(`${folder}/`)))
    .map((file) => ({ path: file, text: readText(file) }));
  if (found.length === 0) throw new Error(`no source file under ${folders.join(", ")}`);
  return found;
}

const STATIC_IMPORT = /^(?:import|export)\b[^;'"]*?\bfrom\s*["']([^"']+)["']|^import\s*["']([^"']+)["']/gmu;
const DYNAMIC_IMPORT = /^(?!\s*(?:\*|\/\/)).*?\bimport\(\s*["']([^"']+)["']/gmu;

export function importsOf(file: SourceFile): readonly Import[] {
  return [STATIC_IMPORT, DYNAMIC_IMPORT]
    .flatMap((pattern) => Array.from(file.text.matchAll(pattern)))
    .map((match) => match[1] ?? match[2] ?? "")
    .map((to) => ({ from: file.path, to: to.startsWith(".") ? resolved(file.path, to) : to }));
}

/** The lines that are code, with their numbers: comments are left out. */
export function codeLines(file: SourceFile): readonly { readonly at: string; readonly code: string }[] {
  return file.text
    .split("\n")
    .map((line, index) => ({ at: `${file.path}:${index + 1}`, code: withoutComment(line) }))
    .filter(({ code }) => code.trim() !== "");
}

/** Places whose code matches, as `path:line code`, so that a failure shows where to go. */
export function placesOf(files: readonly SourceFile[], pattern: RegExp): readonly string[] {
  return files
    .flatMap(codeLines)
    .filter(({ code }) => pattern.test(code))
    .map(({ at, code }) => `${at} ${code.trim()}`);
}

export function isUnder(file: string, ...folders: readonly string[]): boolean {
  return folders.some((folder) => file.startsWith(`${folder}/`));
}

function resolved(from: string, to: string): string {
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), to.replace(/\?.*$/u, "")));
}

function withoutComment(line: string): string {
  if (/^\s*(?:\/?\*|\/\/)/u.test(line)) return "";
  return line.replace(/\s\/\/ .*$/u, "");
}
