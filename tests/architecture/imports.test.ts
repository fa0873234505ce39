import { expect, test } from "vitest";
import { CODE_FOLDERS, importsOf, isUnder, sourceFiles } from "./sourceTree.ts";
import type { Import } from "./sourceTree.ts";

const files = sourceFiles(...CODE_FOLDERS);
const imports = files.flatMap(importsOf);
const among = (folder: string) => imports.filter((one) => isUnder(one.from, folder));
const isOurs = (one: Import) => isUnder(one.to, "client", "server", "shared", "tests", "scripts");
const shown = (wrong: readonly Import[]) => wrong.map((one) => `${one.from} -> ${one.to}`);

/** What each folder of shared/ may know besides itself. */
const SHARED_MAY_KNOW: Readonly<Record<string, readonly string[]>> = {
  meeting: [],
  policy: ["meeting"],
  document: ["meeting"],
  suggestion: ["meeting", "document"],
  canonical: ["meeting", "document", "suggestion"],
  formats: ["meeting", "document", "protocol"],
  commands: ["meeting", "document", "suggestion", "canonical", "policy", "protocol"],
  /** Message types and limits: what both edges and the parsers of commands agree on. */
  protocol: ["meeting", "policy"],
};
const YJS_MAY_BE_KNOWN_BY = [
  "shared/document",
  "shared/suggestion",
  "shared/canonical",
  "shared/commands",
  "server/room",
  "server/guard",
  "client/connection",
  "client/editor",
];
const YJS = /^(?:yjs|y-protocols|y-websocket|y-indexeddb|@tiptap\/y-tiptap)(?:\/|$)/u;
const SHARED_PACKAGES = /^(?:yjs|zod|fractional-indexing|lib0\/[\w/-]+)$/u;

test("[ARCH1] the scanner sees the imports of the three folders", () => {
  expect(files.length).toBeGreaterThan(8);
  expect(imports.filter(isOurs).length).toBeGreaterThan(5);
  expect(imports.some((one) => one.to === "yjs")).toBe(true);
});

test("[ARCH1] every relative import names a file that exists, with its ending", () => {
  const known = new Set(files.map((file) => file.path));
  const wrong = imports.filter((one) => isOurs(one) && /\.[tj]sx?$/u.test(one.to) && !known.has(one.to));
  const withoutEnding = imports.filter((one) => isOurs(one) && !/\.\w+$/u.test(one.to));
  expect(shown([...wrong, ...withoutEnding])).toEqual([]);
});

test.each([
  ["shared", ["shared"]],
  ["client", ["client", "shared"]],
  ["server", ["server", "shared"]],
])("[ARCH2] %s/ imports only from %j", (folder, allowed) => {
  expect(shown(among(folder).filter((one) => isOurs(one) && !isUnder(one.to, ...allowed)))).toEqual([]);
});

test("[ARCH3] arrows inside shared/ never turn", () => {
  const wrong = among("shared").filter((one) => {
    const [from, to] = [folderOf(one.from), folderOf(one.to)];
    return isUnder(one.to, "shared") && from !== to && !SHARED_MAY_KNOW[from]?.includes(to);
  });
  expect(shown(wrong)).toEqual([]);
});

test("[ARCH3] every folder of shared/ has a place in the map", () => {
  const folders = new Set(sourceFiles("shared").map((file) => folderOf(file.path)));
  expect([...folders].filter((folder) => !(folder in SHARED_MAY_KNOW))).toEqual([]);
});

test("[ARCH4] shared/ uses no package of the DOM, of Node or of an editor", () => {
  const wrong = among("shared").filter((one) => !isOurs(one) && !SHARED_PACKAGES.test(one.to));
  expect(shown(wrong)).toEqual([]);
});

test("[ARCH5] only these folders know Yjs", () => {
  const wrong = imports.filter((one) => YJS.test(one.to) && !isUnder(one.from, ...YJS_MAY_BE_KNOWN_BY));
  expect(shown(wrong)).toEqual([]);
});

test("[ARCH6] there is no import cycle", () => {
  const targets = new Map(files.map((file) => [file.path, importsOf(file).map((one) => one.to)]));
  expect(cyclesIn(targets)).toEqual([]);
});

test("[ARCH6] a cycle would be found", () => {
  const targets = new Map([
    ["a", ["b"]],
    ["b", ["c"]],
    ["c", ["a", "d"]],
    ["d", []],
  ]);
  expect(cyclesIn(targets)).toEqual(["a -> b -> c -> a"]);
});

function folderOf(file: string): string {
  return file.split("/")[1] ?? "";
}

/** Depth first; a file on the present path closes a cycle. */
function cyclesIn(targets: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) cycles.push([...trail.slice(start), file].join(" -> "));
    if (start >= 0 || done.has(file)) return;
    for (const next of targets.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}
