/**
 * `npm run soak -- NAME [--from SEED] [--units N]`: runs one soak for at most half an hour. Called
 * again it goes on where it stopped; `--from` begins anew at a seed. The status is 1 when a seed failed.
 */
import { readdirSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { keepProgress, readProgress, startAt, withSeed, type Progress } from "./progress.ts";
import type { Soak } from "../soak.ts";

const LIMIT_MS = 30 * 60_000;
const SAY_EVERY_MS = 60_000;
/** The type that the others are of. */
const NO_SOAK = "soak.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { from: { type: "string" }, units: { type: "string" } },
});
const name = positionals[0] ?? "";
const names = readdirSync(fileURLToPath(new URL("..", import.meta.url)))
  .filter((file) => file.endsWith(".ts") && file !== NO_SOAK)
  .map((file) => file.slice(0, -".ts".length));
if (names.includes(name)) {
  // Each of these files exports its soak by this name.
  const { soak } = (await import(`../${name}.ts`)) as { soak: Soak };
  process.exitCode = await run(soak);
  // A soak may leave a pool or a watcher behind that would keep the process alive.
  process.exit();
} else {
  print(`npm run soak -- NAME, with NAME one of: ${names.join(", ")}`);
  process.exitCode = 1;
}

async function run(soak: Soak): Promise<number> {
  const file = fileURLToPath(new URL(`../../../.build/soak/${name}.json`, import.meta.url));
  const total = Number(values.units ?? soak.total);
  let progress = values.from === undefined ? readProgress(file) : startAt(Number(values.from));
  if (unitsOf(progress) >= total) progress = startAt(1);
  print(`${soak.what} ${total} ${soak.unit}, from seed ${progress.nextSeed}.`);
  const startedMs = performance.now();
  let saidMs = startedMs;
  while (unitsOf(progress) < total && performance.now() - startedMs < LIMIT_MS) {
    progress = await runOne(soak, progress);
    // A seed that awaits nothing would keep the timers that it left behind, and all they hold, for ever.
    await nextTurn();
    keepProgress(file, progress);
    if (performance.now() - saidMs < SAY_EVERY_MS) continue;
    saidMs = performance.now();
    print(lineOf(soak, progress));
  }
  if (unitsOf(progress) < total) print(`Stopped after half an hour; the same command goes on.`);
  if (progress.failedSeeds.length > 0) print(`Failed seeds: ${progress.failedSeeds.join(", ")}`);
  print(lineOf(soak, progress));
  return progress.failedSeeds.length === 0 ? 0 : 1;
}

async function runOne(soak: Soak, before: Progress): Promise<Progress> {
  const seed = before.nextSeed;
  try {
    return withSeed(before, seed, await soak.runSeed(seed));
  } catch (error) {
    print(`Seed ${seed} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return withSeed(before, seed, undefined);
  }
}

function unitsOf(progress: Progress): number {
  return progress.sums["units"] ?? 0;
}

function lineOf(soak: Soak, { seeds, failedSeeds, sums }: Progress): string {
  const others = Object.entries(sums).filter(([key]) => key !== "units");
  const counts = others.map(([key, count]) => ` ${key}=${count}`).join("");
  return `soak ${name}: ${sums["units"] ?? 0} ${soak.unit}, ${seeds} seeds, ${failedSeeds.length} failed,${counts}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
