/**
 * `npm test`: the whole suite on a fresh clone, a browser included. The last line is always
 * `N passed, N failed` (and `, N skipped` when MEDSKRIV_NO_BROWSER=1 asked for that).
 */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { buildClient, isClientBuilt, VITE } from "./clientBuild.js";
import { runTool } from "./child.js";
import { findChromium, tryPdfTools } from "./machineTools.js";
import { inProject } from "./project.js";
import { setUp } from "./setUp.js";
import {
  CHECKS,
  CHECKS_BUDGET_MS,
  GROUPS,
  hasTests,
  OVERALL_LIMIT_MS,
  testTitlesOf,
  AFTER_REPORT_MS,
} from "./testPlan.js";
import { countResults, nothing, slowestOf, sumOf } from "./testResults.js";

/** @typedef {import("./testResults.js").Counted} Counted */

await setUp("0 passed, 1 failed");

const withoutBrowser = process.env.MEDSKRIV_NO_BROWSER === "1";
/** @type {Counted[]} */
const results = [];
/** Ends the tool that runs now with all it started. */
let endCurrent = () => {};

const limit = setTimeout(() => {
  print(`Stopped after ${OVERALL_LIMIT_MS / 60_000} minutes.`);
  endCurrent();
  results.push({ ...nothing(), failed: 1 });
  finish();
}, OVERALL_LIMIT_MS);
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) {
  process.on(signal, () => {
    endCurrent();
    results.push({ ...nothing(), failed: 1 });
    finish();
  });
}

mkdirSync(inProject(".build"), { recursive: true });
await tryPdfTools();
const chromium = withoutBrowser ? "" : await findChromium();
await runChecks();
for (const group of GROUPS) await runGroup(group);
clearTimeout(limit);
finish();

async function runChecks() {
  const startedAt = performance.now();
  for (const check of CHECKS) {
    await runCheck(check.name, () => runQuietly(check.script, check.args));
  }
  await runCheck("client build", () =>
    isClientBuilt() ? Promise.resolve({ status: 0, output: "" }) : buildQuietly(),
  );
  warnOverBudget("checks", performance.now() - startedAt, CHECKS_BUDGET_MS, []);
}

async function runCheck(
  /** @type {string} */ name,
  /** @type {() => Promise<{status: number, output: string}>} */ run,
) {
  const startedAt = performance.now();
  const { status, output } = await run();
  const isGood = status === 0;
  if (!isGood) print(output.trimEnd());
  print(`${isGood ? "ok  " : "FAIL"} ${name} (${seconds(performance.now() - startedAt)})`);
  results.push({ ...nothing(), passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 });
}

async function buildQuietly() {
  let output = "";
  const status = await buildClient(async () => {
    const built = await runQuietly(VITE, ["build", "--logLevel", "warn"]);
    output = built.output;
    return built.status;
  });
  return { status, output };
}

async function runQuietly(/** @type {string} */ script, /** @type {readonly string[]} */ args) {
  let output = "";
  const status = await run(script, args, {}, (text) => (output += text));
  return { status, output };
}

async function runGroup(/** @type {(typeof GROUPS)[number]} */ group) {
  const startedAt = performance.now();
  /** @type {Counted[]} */
  const counted = [];
  for (const part of group.runs) {
    const kinds = part.kinds.filter(hasTests);
    if (kinds.length === 0) continue;
    const result = kinds.includes("browser") ? await runBrowserKind(part) : await runKinds(part, kinds);
    counted.push(result);
    results.push(result);
  }
  const total = sumOf(counted);
  const tookMs = performance.now() - startedAt;
  print(
    `${total.failed === 0 ? "ok  " : "FAIL"} ${group.name}: ${total.passed} passed, ${total.failed} failed (${seconds(tookMs)})`,
  );
  warnOverBudget(group.name, tookMs, group.budgetMs, total.tests);
}

async function runBrowserKind(/** @type {(typeof GROUPS)[number]["runs"][number]} */ part) {
  if (withoutBrowser) return { ...nothing(), skipped: testTitlesOf("browser") };
  if (chromium !== undefined) return runKinds(part, part.kinds);
  print("No Chromium: set CHROMIUM_PATH, or MEDSKRIV_NO_BROWSER=1 to leave the browser tests out.");
  return { ...nothing(), failed: 1 };
}

async function runKinds(
  /** @type {{name: string, timeZone: string}} */ part,
  /** @type {readonly string[]} */ kinds,
) {
  const report = inProject(`.build/test-${part.name}.json`);
  rmSync(report, { force: true });
  const args = [
    "run",
    ...kinds.flatMap((kind) => ["--project", kind]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  const environment = { TZ: part.timeZone, CHROMIUM_PATH: chromium ?? "" };
  const ended = run(inProject("node_modules/vitest/vitest.mjs"), args, environment, (text) =>
    process.stdout.write(text),
  );
  const stopWaiting = endAfterReport(report);
  const status = await ended;
  stopWaiting();
  return countResults(report, status);
}

/** vitest waits for a process that a test left running; once its report is written we do not. The run then counts as failed. */
function endAfterReport(/** @type {string} */ report) {
  let reportSeenAt = 0;
  const watch = setInterval(() => {
    if (!existsSync(report)) return;
    reportSeenAt ||= performance.now();
    if (performance.now() - reportSeenAt < AFTER_REPORT_MS) return;
    print("A test left a process running, and vitest waits for it: ended.");
    endCurrent();
  }, 1_000);
  return () => clearInterval(watch);
}

function run(
  /** @type {string} */ script,
  /** @type {readonly string[]} */ args,
  /** @type {Record<string, string>} */ environment,
  /** @type {(text: string) => void} */ onOutput,
) {
  const tool = runTool(process.execPath, [script, ...args], { environment, onOutput });
  endCurrent = tool.endGroup;
  return tool.status;
}

function warnOverBudget(
  /** @type {string} */ name,
  /** @type {number} */ tookMs,
  /** @type {number} */ budgetMs,
  /** @type {Counted["tests"]} */ tests,
) {
  if (tookMs <= budgetMs) return;
  print(`Over budget: ${name} took ${seconds(tookMs)} of ${seconds(budgetMs)}.`);
  for (const test of slowestOf(tests, 10)) print(`  ${seconds(test.ms)}  ${test.name}`);
}

function finish() {
  const total = sumOf(results);
  const failed = total.failed + (total.passed === 0 ? 1 : 0);
  if (total.skipped.length > 0) print(`Skipped: ${total.skipped.join("; ")}`);
  const skipped = withoutBrowser ? `, ${total.skipped.length} skipped` : "";
  print(`${total.passed} passed, ${failed} failed${skipped}`);
  process.exit(failed === 0 ? 0 : 1);
}

function seconds(/** @type {number} */ ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

function print(/** @type {string} */ line) {
  process.stdout.write(`${line}\n`);
}
