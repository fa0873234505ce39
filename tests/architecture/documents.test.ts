import { basename, dirname, join } from "node:path/posix";
import { expect, test } from "vitest";
import { allPaths, readText } from "./sourceTree.ts";

const DOCUMENTS = ["README.md", "docs/ARCHITECTURE.md"];
const paths = allPaths();
const isThere = (named: string) =>
  paths.some((file) => file === named || file.startsWith(`${named.replace(/\/$/u, "")}/`));

test("[ARCH20] every file and folder that README and ARCHITECTURE name is there", () => {
  const named = DOCUMENTS.flatMap((document) =>
    [...readText(document).matchAll(/`((?:client|server|shared|tests|scripts|docs)\/[\w./-]*)`/gu)].map(
      (match) => match[1] ?? "",
    ),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((one) => !isThere(one))).toEqual([]);
});

test("[ARCH20] every link and picture of README and ARCHITECTURE leads somewhere", () => {
  const links = DOCUMENTS.flatMap((document) =>
    [...readText(document).matchAll(/\]\((?!https?:)([^)#]+)\)/gu)].map((match) =>
      join(dirname(document), match[1] ?? ""),
    ),
  );
  expect(links.length).toBeGreaterThan(1);
  expect(links.filter((one) => !isThere(one))).toEqual([]);
});

test("[ARCH25] each decision has a number of its own and a row in ARCHITECTURE", () => {
  const files = paths.filter((file) => file.startsWith("docs/adr/"));
  expect(files.length).toBeGreaterThan(5);
  const numbers = files.map((file) => basename(file).slice(0, 4));
  expect(new Set(numbers).size).toBe(files.length);
  const rows = [...readText("docs/ARCHITECTURE.md").matchAll(/^\| \[(\d{4})\]\(([^)]+)\) \|/gmu)];
  const listed = rows.map(([, number, link]) => `${number} docs/${link}`);
  expect(listed).toEqual(files.map((file, index) => `${numbers[index]} ${file}`));
});

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

test("[ARCH23] each of the sixty hostile inputs is a rule, and a test cites it in its title", () => {
  const numbers = Array.from({ length: 60 }, (_, n) => `HOST${n + 1}`);
  const spec = readText("shared/SPEC.md");
  expect(numbers.filter((rule) => !spec.includes(`**${rule}**`))).toEqual([]);
  const tests = paths.filter((file) => /^tests\/.*\.test\.tsx?$/u.test(file)).map(readText);
  expect(tests.length).toBeGreaterThan(20);
  expect(numbers.filter((rule) => !tests.some((text) => text.includes(`[${rule}]`)))).toEqual([]);
});

test("[ARCH24] a rule stands once in shared/SPEC.md", () => {
  const rules = [
    ...readText("shared/SPEC.md").matchAll(/^- (?:\*\*[A-Z]+\d+[a-z]?\*\*, )*\*\*([A-Z]+\d+[a-z]?)\*\*/gmu),
  ];
  const names = rules.map(([, name]) => name);
  expect(names.length).toBeGreaterThan(200);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
