/** `npm run bench -- NAME`: runs one of the benches beside this file; each prints ratios of one run, never a verdict. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const THIS = "main.ts";
const names = readdirSync(fileURLToPath(new URL(".", import.meta.url)))
  .filter((file) => file.endsWith(".ts") && file !== THIS)
  .map((file) => file.slice(0, -".ts".length));
const name = process.argv[2] ?? "";
if (names.includes(name)) await import(`./${name}.ts`);
else {
  process.stdout.write(`npm run bench -- NAME, with NAME one of: ${names.join(", ")}\n`);
  process.exitCode = 1;
}
