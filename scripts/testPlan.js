/**
 * What `npm test` runs, in order: checks that are one tool each, then the kinds of tests. The time
 * limits are budgets: over one the slowest tests are named, so that somebody looks at them.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { inProject } from "./project.js";

const MINUTE_MS = 60_000;

/** The aim is 15 minutes; a slow machine alone is no failure. */
export const OVERALL_LIMIT_MS = 20 * MINUTE_MS;
/** How long vitest may take to end its workers after it has reported. */
export const AFTER_REPORT_MS = 20_000;

const bin = (/** @type {string} */ relative) => inProject(`node_modules/${relative}`);

/** Each counts as one test: passed or failed. */
export const CHECKS = [
  { name: "types", script: bin("typescript/bin/tsc"), args: ["-b"] },
  { name: "lint", script: bin("oxlint/bin/oxlint"), args: ["--type-aware"] },
  { name: "format", script: bin("oxfmt/bin/oxfmt"), args: ["--check"] },
  { name: "unused code", script: bin("knip/bin/knip.js"), args: ["--no-progress"] },
];
export const CHECKS_BUDGET_MS = MINUTE_MS;

/**
 * `kinds` are vitest projects (folders of tests/). Rules must not depend on the machine's time zone,
 * so the kinds that know dates run in two, one of them on the other side of the date line.
 */
export const GROUPS = [
  {
    name: "rules",
    budgetMs: 2 * MINUTE_MS,
    runs: [
      { name: "rules-utc", kinds: ["domain", "document"], timeZone: "UTC" },
      { name: "rules-auckland", kinds: ["domain", "document"], timeZone: "Pacific/Auckland" },
      {
        name: "edges",
        kinds: ["architecture", "contract", "client", "api"],
        timeZone: "Europe/Copenhagen",
      },
    ],
  },
  {
    name: "room",
    budgetMs: 4 * MINUTE_MS,
    runs: [{ name: "room", kinds: ["room", "simulation"], timeZone: "UTC" }],
  },
  {
    name: "process",
    budgetMs: 2 * MINUTE_MS,
    runs: [{ name: "process", kinds: ["process"], timeZone: "Pacific/Auckland" }],
  },
  {
    name: "browser",
    budgetMs: 5 * MINUTE_MS,
    runs: [{ name: "browser", kinds: ["browser"], timeZone: "UTC" }],
  },
];

export function hasTests(/** @type {string} */ kind) {
  return testFilesOf(kind).length > 0;
}

/** Read from the sources, for tests that do not run. */
export function testTitlesOf(/** @type {string} */ kind) {
  return testFilesOf(kind).flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/^\s*test(?:\.\w+)*\(\s*(["'`])(.*?)\1/gmu)].map(
      (match) => match[2] ?? file,
    ),
  );
}

function testFilesOf(/** @type {string} */ kind) {
  const folder = inProject(`tests/${kind}`);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.test\.tsx?$/u.test(file))
    .map((file) => path.join(folder, file));
}
