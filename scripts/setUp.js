/**
 * Set-up of a fresh clone: installs the packages when the lock file changed, then runs the calling
 * script on Node 24. Plain JavaScript with built-ins only, since it runs on whatever Node is there
 * (tried on 20) and before anything is installed.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { runInOurPlace, runTool } from "./child.js";
import { inProject, NODE_MAJOR_MIN } from "./project.js";

const STAMP = inProject("node_modules/.medskriv-installed");

/**
 * Returns on Node 24 with all packages installed; else the script runs again there and this process
 * ends with its status. When set-up fails the process ends, with `lastWord` as its last line.
 */
export async function setUp(lastWord = "") {
  const failure = await installPackages();
  const node = chosenNode();
  if (failure !== undefined) {
    endWith(failure, lastWord);
  } else if (node === undefined) {
    const here = `${process.version} on ${process.platform}-${process.arch}`;
    endWith(`Medskriv needs Node ${NODE_MAJOR_MIN} or later; this is ${here}.`, lastWord);
  } else if (node !== realpathSync(process.execPath)) {
    process.exit(await runInOurPlace(node, process.argv.slice(1)));
  }
}

/** Notices for people go to stderr, so that stdout stays what the command answers. */
export function say(/** @type {string} */ line) {
  process.stderr.write(`${line}\n`);
}

/** @returns {Promise<string | undefined>} why it failed */
async function installPackages() {
  const wanted = lockHash();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return undefined;
  say("Medskriv: installing packages with npm (about half a minute, first time and after updates) …");
  // Not `npm ci`: it fails where a registry lacks another platform's optional binary.
  const install = runTool("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], {
    onOutput: (text) => process.stderr.write(text),
  });
  if ((await install.status) !== 0) return "Medskriv: npm install failed; see the lines above.";
  // With nothing to do an install still takes 5-7 s, hence the stamp.
  mkdirSync(inProject("node_modules"), { recursive: true });
  writeFileSync(STAMP, lockHash());
  return undefined;
}

/** Of all that decides what is installed; a changed npm script is no reason to install again. */
function lockHash() {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(inProject("package.json"), "utf8"),
  );
  return createHash("sha256")
    .update(JSON.stringify([dependencies, devDependencies, optionalDependencies]))
    .update(readFileSync(inProject("package-lock.json")))
    .digest("hex");
}

/** The packaged Node where it runs (not on musl or macOS), else this one when it is new enough. */
function chosenNode() {
  const own = realpathSync(process.execPath);
  const packaged = inProject(`node_modules/node-linux-${process.arch}/bin/node`);
  if (process.platform === "linux" && existsSync(packaged)) {
    const real = realpathSync(packaged);
    if (real === own || spawnSync(real, ["--version"]).status === 0) return real;
  }
  return Number(process.versions.node.split(".")[0]) >= NODE_MAJOR_MIN ? own : undefined;
}

function endWith(/** @type {string} */ line, /** @type {string} */ lastWord) {
  say(line);
  if (lastWord !== "") process.stdout.write(`${lastWord}\n`);
  process.exit(1);
}
