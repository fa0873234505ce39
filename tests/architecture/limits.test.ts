import { expect, test } from "vitest";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { CODE_FOLDERS, sourceFiles } from "./sourceTree.ts";
import { printedLimits } from "./printedLimits.ts";

test("[LIM1] every limit stands in docs/limits.md with its value and what happens above it", async () => {
  await expect(printedLimits()).toMatchFileSnapshot("../../docs/limits.md");
});

test("[LIM2] every limit is held by somebody", () => {
  const code = sourceFiles(...CODE_FOLDERS).map(({ text }) => text);
  expect(code.length).toBeGreaterThan(100);
  const names = Object.keys(LIMITS);
  expect(names.length).toBeGreaterThan(30);
  const isHeld = (name: string) => code.some((text) => new RegExp(`LIMITS\\.${name}\\b`, "u").test(text));
  expect(names.filter((name) => !isHeld(name))).toEqual([]);
});
