/** The built client in .build/client, made again only when something it is made of has changed. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { inProject } from "./project.js";

const STAMP = inProject(".build/client.sources");
const SOURCES = ["client", "shared", "vite.config.ts", "package-lock.json"];

export const VITE = inProject("node_modules/vite/bin/vite.js");

export function isClientBuilt() {
  if (!existsSync(inProject(".build/client/index.html")) || !existsSync(STAMP)) return false;
  return readFileSync(STAMP, "utf8") === sourcesHash();
}

/** Runs `build` and notes what it was made from; a build that failed leaves no note. */
export async function buildClient(/** @type {() => Promise<number>} */ build) {
  const madeFrom = sourcesHash();
  rmSync(STAMP, { force: true });
  const status = await build();
  if (status === 0) {
    mkdirSync(inProject(".build"), { recursive: true });
    writeFileSync(STAMP, madeFrom);
  }
  return status;
}

/** Contents, not times: a checkout gives every file a new time. */
function sourcesHash() {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap(filesUnder)) hash.update(file).update(readFileSync(inProject(file)));
  return hash.digest("hex");
}

/** @returns {string[]} */
function filesUnder(/** @type {string} */ name) {
  if (/\.\w+$/u.test(name)) return [name];
  return readdirSync(inProject(name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(inProject(".").length))
    .toSorted();
}
