/** Reads vitest's JSON report. A run that leaves none, or that saw no test, has failed: green on nothing is red. */
import { existsSync, readFileSync } from "node:fs";

/**
 * @typedef {{name: string, ms: number}} TimedTest
 * @typedef {{passed: number, failed: number, skipped: string[], tests: TimedTest[]}} Counted
 */

/** @returns {Counted} */
export function countResults(/** @type {string} */ reportFile, /** @type {number} */ exitStatus) {
  const counted = existsSync(reportFile)
    ? countFiles(JSON.parse(readFileSync(reportFile, "utf8")))
    : nothing();
  const failedOutsideTests = counted.failed === 0 && (exitStatus !== 0 || counted.passed === 0);
  return failedOutsideTests ? { ...counted, failed: 1 } : counted;
}

/** @returns {Counted} */
export function nothing() {
  return { passed: 0, failed: 0, skipped: [], tests: [] };
}

/** @returns {Counted} */
export function sumOf(/** @type {readonly Counted[]} */ parts) {
  return {
    passed: parts.reduce((sum, part) => sum + part.passed, 0),
    failed: parts.reduce((sum, part) => sum + part.failed, 0),
    skipped: parts.flatMap((part) => part.skipped),
    tests: parts.flatMap((part) => part.tests),
  };
}

export function slowestOf(/** @type {readonly TimedTest[]} */ tests, /** @type {number} */ count) {
  return tests.toSorted((a, b) => b.ms - a.ms).slice(0, count);
}

/** @returns {Counted} */
function countFiles(
  /** @type {{testResults: {status: string, assertionResults: {status: string, fullName: string, duration?: number}[]}[]}} */ report,
) {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const withStatus = (/** @type {string} */ status) => tests.filter((test) => test.status === status);
  // A file that cannot even be imported has no test that could fail, so it counts as one itself.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  );
  return {
    passed: withStatus("passed").length,
    failed: withStatus("failed").length + brokenFiles.length,
    skipped: tests.filter((test) => !["passed", "failed"].includes(test.status)).map((test) => test.fullName),
    tests: tests.map((test) => ({ name: test.fullName, ms: test.duration ?? 0 })),
  };
}
