/**
 * `npm start`: set-up, build of the client when it is older than its sources, then the server.
 * `--dev` builds on every change and restarts the server on every change.
 */
import { buildClient, isClientBuilt, VITE } from "./clientBuild.js";
import { runInOurPlace, runTool } from "./child.js";
import { say, setUp } from "./setUp.js";

await setUp();
process.exitCode = process.argv.includes("--dev") ? await develop() : await serve();

async function serve() {
  if (!isClientBuilt()) {
    say("Medskriv: building the client …");
    const status = await buildClient(() => quietly(VITE, ["build", "--logLevel", "warn"]));
    if (status !== 0) return status;
  }
  return runInOurPlace(process.execPath, ["server/main.ts"]);
}

/** The server hands out the built client here too: one address, one origin, the same as in use. */
async function develop() {
  const builder = runTool(process.execPath, [VITE, "build", "--watch"], { onOutput: write });
  try {
    return await runInOurPlace(process.execPath, ["--watch", "--watch-preserve-output", "server/main.ts"]);
  } finally {
    builder.endGroup();
  }
}

function quietly(/** @type {string} */ script, /** @type {readonly string[]} */ args) {
  return runTool(process.execPath, [script, ...args], { onOutput: write }).status;
}

function write(/** @type {string} */ text) {
  process.stderr.write(text);
}
