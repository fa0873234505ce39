import { expect, test } from "vitest";
import { allPaths, CODE_FOLDERS, isUnder, placesOf, readText, sourceFiles } from "./sourceTree.ts";

const LINES_MAX = 400;
const FUNCTION_LINES_MAX = 70;
const DATES = "shared/meeting/dates.ts";
const FORBIDDEN_NAMES = new Set([
  "topic",
  "util",
  "utils",
  "helper",
  "helpers",
  "common",
  "manager",
  "service",
  "misc",
]);

test("[ARCH7] no file is longer than 400 lines", () => {
  const files = allPaths().filter((file) => /\.(?:[tj]sx?|css|typ)$/u.test(file));
  expect(files.length).toBeGreaterThan(20);
  const long = files
    .map((file) => ({ file, lines: readText(file).trimEnd().split("\n").length }))
    .filter(({ lines }) => lines > LINES_MAX);
  expect(long).toEqual([]);
});

test("[ARCH8] the linter, which npm test runs, refuses functions over 70 lines and files over 400", () => {
  const lint = parsed(".oxlintrc.json");
  expect(lint["rules"]).toMatchObject({
    "max-lines": ["error", { max: LINES_MAX }],
    "max-lines-per-function": ["error", { max: FUNCTION_LINES_MAX }],
    "typescript/no-explicit-any": "error",
    "typescript/no-floating-promises": "error",
    "import/no-default-export": "error",
  });
  expect(JSON.stringify(lint["overrides"])).not.toMatch(/"(?:client|server|shared)\//u);
  expect(readText("scripts/testPlan.js")).toContain("oxlint");
});

test("[ARCH9] shared/ has no clock, no randomness and no process", () => {
  const files = sourceFiles("shared");
  const clock = /\bnew Date\b|\bDate\s*[.(]|\bTemporal\.|\bperformance\.|\bsetTimeout\(|\bsetInterval\(/u;
  const machine = /\bMath\.random\b|\bprocess\.|\bcrypto\.|\bBuffer\b|\bglobalThis\b/u;
  expect(
    placesOf(
      files.filter((file) => file.path !== DATES),
      clock,
    ),
  ).toEqual([]);
  expect(placesOf(files, machine)).toEqual([]);
});

test("[ARCH9] the one file that knows Date turns given values into words and never asks for the time", () => {
  const dates = sourceFiles("shared").filter((file) => file.path === DATES);
  expect(placesOf(dates, /\bnew Date\(\s*\)|\bDate\.now\b|(?<!new )\bDate\(/u)).toEqual([]);
});

test("[ARCH26] the client loads where the page is served over plain HTTP", () => {
  const files = sourceFiles("client");
  // In a comment that says so it may be named.
  expect(placesOf(files, /\.randomUUID\(|\bcrypto\.subtle\b/u)).toEqual([]);
});

test("[ARCH10] who may do what is decided in shared/policy and nowhere else", () => {
  const outside = sourceFiles(...CODE_FOLDERS).filter((file) => !isUnder(file.path, "shared/policy"));
  // Two roles may be compared; a named role in a condition is a rule.
  const comparesRole =
    /(?<!typeof )\b(?:\w+\.)*role\s*[!=]==\s*["']|["']\s*[!=]==\s*(?:\w+\.)*role\b|\broles\.(?:includes|has)\(\s*["']/u;
  expect(placesOf(outside, comparesRole)).toEqual([]);
});

test("[ARCH11] there is no barrel: a reader imports the file that holds the thing", () => {
  const files = sourceFiles(...CODE_FOLDERS);
  expect(files.filter((file) => /(?:^|\/)index\.tsx?$/u.test(file.path)).map((file) => file.path)).toEqual(
    [],
  );
  const reExports = files.filter((file) =>
    /^export\b[^;'"=({]*(?:\{[^}]*\})?\s*from\s*["']/mu.test(file.text),
  );
  expect(reExports.map((file) => file.path)).toEqual([]);
});

test("[ARCH12] no `any`, and no type check is silenced", () => {
  const files = sourceFiles(...CODE_FOLDERS);
  expect(placesOf(files, /:\s*any\b|\bas any\b|<any>/u)).toEqual([]);
  const silenced = files.filter((file) => /@ts-(?:ignore|expect-error|nocheck)/u.test(file.text));
  expect(silenced.map((file) => file.path)).toEqual([]);
});

test("[ARCH13] files and folders are nouns of the user or of the room", () => {
  const paths = allPaths().filter((file) => isUnder(file, ...CODE_FOLDERS, "tests", "scripts"));
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((file) => wordsOf(file).some((word) => FORBIDDEN_NAMES.has(word)))).toEqual([]);
});

function wordsOf(file: string): readonly string[] {
  return file
    .replaceAll(/([a-z])([A-Z])/gu, "$1 $2")
    .toLowerCase()
    .split(/[^a-zæøå]+/u);
}

function parsed(file: string): Record<string, unknown> {
  // Our own configuration file, an object by its schema.
  return JSON.parse(readText(file)) as Record<string, unknown>;
}
