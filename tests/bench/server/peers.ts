/**
 * Installs the peers at the first run: other people's servers are no dependency of the product, so
 * nobody else ever downloads them.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../peers", import.meta.url));
/** The lock file as it was when it was last installed. */
const STAMP = join(FOLDER, "node_modules/.installed-lock.json");

export async function installPeers(): Promise<void> {
  const lock = readFileSync(join(FOLDER, "package-lock.json"), "utf8");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === lock) return;
  process.stderr.write("Installing the peers in tests/bench/peers (first time only) …\n");
  const npm = spawn("npm", ["install", "--no-audit", "--no-fund", "--no-save", "--loglevel=error"], {
    cwd: FOLDER,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [status] = await once(npm, "exit");
  if (status !== 0) throw new Error(`npm could not install the peers (${status})`);
  writeFileSync(STAMP, lock);
}
