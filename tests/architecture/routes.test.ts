import { expect, test } from "vitest";
import { allPaths, readText } from "./sourceTree.ts";

/** Quoted paths, such as `"/moeder/:id"`; what a person can open is in the route table of App.tsx. */
function routesOf(file: string): readonly string[] {
  return [...readText(file).matchAll(/<Route\s[^>]*?\bpath="([^"]+)"/gu)].map((match) => match[1] ?? "");
}

test("[ARCH22] every route of the client has an axe test, which names it as the route table does", () => {
  const routes = routesOf("client/App.tsx");
  expect(routes.length).toBeGreaterThan(3);
  const axeTests = allPaths().filter((file) => /^tests\/browser\/axe.*\.test\.ts$/u.test(file));
  expect(axeTests.length).toBeGreaterThan(0);
  const named = axeTests.map(readText).join("\n");
  expect(routes.filter((route) => !named.includes(`"${route}"`))).toEqual([]);
});
