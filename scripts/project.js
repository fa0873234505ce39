/** Where things stand in this project, for the scripts. Built-ins only: it runs before anything is installed. */
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
export const inProject = (/** @type {string} */ relative) => path.join(ROOT, relative);

export const NODE_MAJOR_MIN = 24;

/** Tools started from here find the packaged Node before the machine's own, whoever started us. */
export function environmentWith(/** @type {Record<string, string | undefined>} */ extra = {}) {
  const binaries = inProject("node_modules/.bin");
  const searchPath = process.env.PATH ?? "";
  const known = searchPath.split(path.delimiter).includes(binaries);
  return { ...process.env, PATH: known ? searchPath : binaries + path.delimiter + searchPath, ...extra };
}
