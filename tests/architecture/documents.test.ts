import { expect, test } from "vitest";
import { allPaths, readText } from "./sourceTree.ts";

const paths = allPaths();
test("[ARCH21] every rule that a test cites stands in shared/SPEC.md", () => {
  const rules = new Set(
    [...readText("shared/SPEC.md").matchAll(/\*\*([A-Z]+\d+[a-z]?)\*\*/gu)].map((match) => match[1]),
  );
  expect(rules.size).toBeGreaterThan(20);
  const cited = paths
    .filter((file) => /^tests\/.*\.test\.tsx?$/u.test(file))
    .flatMap((file) =>
      [...readText(file).matchAll(/^\s*(?:test|it)[^"'`]*["'`]\[([A-Z]+\d+[a-z]?)\]/gmu)].map((match) => ({
        file,
        rule: match[1],
      })),
    );
  expect(cited.length).toBeGreaterThan(20);
  expect(cited.filter(({ rule }) => !rules.has(rule))).toEqual([]);
});
