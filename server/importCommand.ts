/** `npm run --silent import -- FILE`: prints the meeting in a text file, and the doubts, as JSON. */
import { readFile } from "node:fs/promises";
import { importPaper } from "../shared/formats/import/importPaper.ts";
import { complain } from "./complaint.ts";

const USAGE = "Brug: npm run --silent import -- FIL";

async function main(paths: readonly string[]): Promise<number> {
  const [path] = paths;
  if (path === undefined || paths.length !== 1) return complain(USAGE, 2);
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return complain(`Filen kunne ikke læses: ${path}`, 1);
  const paper = importPaper(bytes);
  if (!paper.ok) return complain(paper.message, 1);
  const { meeting, doubts } = paper;
  process.stdout.write(`${JSON.stringify({ meeting, doubts }, null, 2)}\n`);
  return 0;
}

// The exit code is set instead of exiting, so that a pipe gets all of the output.
process.exitCode = await main(process.argv.slice(2));
