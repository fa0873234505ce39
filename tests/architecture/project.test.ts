import path from "node:path";
import { expect, test } from "vitest";
import { allPaths, readText } from "./sourceTree.ts";

const TOP_LEVEL = [
  ".ci",
  ".gitignore",
  ".npmrc",
  ".oxfmtrc.json",
  ".oxlintrc.json",
  "LICENSE",
  "README.md",
  "client",
  "docs",
  "knip.json",
  "package-lock.json",
  "package.json",
  "scripts",
  "server",
  "shared",
  "tests",
  "tsconfig.json",
  "vite.config.ts",
];
const IS_TEXT = /\.(?:[cm]?[tj]sx?|json|md|css|html|typ|txt|svg)$|^\.|\/run$/u;

interface PackageJson {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}
// Our own file; npm has already read it by these names.
const packageJson = JSON.parse(readText("package.json")) as PackageJson;
const texts = allPaths()
  .filter((file) => IS_TEXT.test(file))
  .map((file) => ({ file, text: readText(file) }));

test("[ARCH14] the top level is as fixed", () => {
  expect(new Set(allPaths().map((file) => file.split("/")[0]))).toEqual(new Set(TOP_LEVEL));
});

test("[ARCH15] every dependency has an exact version", () => {
  const { dependencies, devDependencies, optionalDependencies } = packageJson;
  const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(all.length).toBeGreaterThan(20);
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/u.test(version))).toEqual([]);
});

test("[ARCH15] all packages of the editor are one version, since their peers are exact", () => {
  const versions = Object.entries(packageJson.devDependencies)
    .filter(([name]) => name.startsWith("@tiptap/") && name !== "@tiptap/y-tiptap")
    .map(([, version]) => version);
  expect(versions.length).toBeGreaterThan(5);
  expect(new Set(versions).size).toBe(1);
});

test("[ARCH16] no lock file names a host, so that they install from any registry", () => {
  const folders = allPaths()
    .filter((file) => path.basename(file) === "package-lock.json")
    .map((file) => file.slice(0, -"package-lock.json".length));
  expect(folders).toContain("");
  for (const folder of folders) {
    const lock = readText(`${folder}package-lock.json`);
    expect(lock).toContain('"integrity"');
    expect(lock.match(/"resolved":\s*"[^"]*:\/\/[^"]*"/gu) ?? []).toEqual([]);
    expect(readText(`${folder}.npmrc`)).toContain("omit-lockfile-registry-resolved=true");
  }
});

test("[ARCH17] no file names a machine's folder or a registry's address", () => {
  expect(texts.length).toBeGreaterThan(20);
  const folders = ["work", "root", "home", "Users"].map((name) => `/${name}/`).join("|");
  const homeFolder = new RegExp(`(?<![\\w.*}/-])(?:${folders})`, "u");
  const registry = /https?:\/\/[a-z0-9.-]*(?:registry|npmjs|debian)[a-z0-9.-]*\//u;
  const named = texts.filter(
    ({ file, text }) => !file.endsWith("package-lock.json") && (homeFolder.test(text) || registry.test(text)),
  );
  expect(named.map(({ file }) => file)).toEqual([]);
});

test("[ARCH18] `npm start` and `npm test` are scripts that run before anything is installed", () => {
  expect(packageJson.scripts["start"]).toBe("exec node scripts/start.js");
  expect(packageJson.scripts["test"]).toBe("exec node scripts/test.js");
  expect(readText(".ci/run").trimEnd().split("\n").at(-1)).toBe("npm test");
  const scripts = texts.filter(({ file }) => file.startsWith("scripts/"));
  expect(scripts.length).toBeGreaterThan(3);
  const packages = scripts.flatMap(({ text }) =>
    [...text.matchAll(/^import\b[^"']*["']([^"']+)["']/gmu)].map((match) => match[1] ?? ""),
  );
  expect(packages.length).toBeGreaterThan(5);
  expect(packages.filter((name) => !/^(?:node:|\.\/)/u.test(name))).toEqual([]);
});

test("[ARCH19] no test is skipped, focused or expected to fail", () => {
  const tests = texts.filter(({ file }) => /^tests\/.*\.test\.tsx?$/u.test(file));
  expect(tests.length).toBeGreaterThan(3);
  const left = new RegExp(
    String.raw`\b(?:it|test|describe)\.(?:${["only", "skip", "todo", "fails"].join("|")})\b`,
    "u",
  );
  expect(tests.filter(({ text }) => left.test(text)).map(({ file }) => file)).toEqual([]);
});
