/**
 * `npm run bench -- server`: our server beside its peers in one run, the same load for each, in turns.
 * `--quick` is one short round, `--only a,b` and `--servers product,yws` run pieces; pieces are kept
 * and the whole table is printed. Without --quick docs/bench.md is written anew.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { documentOf } from "./server/document.ts";
import type { Figures, Scenario } from "./server/figures.ts";
import { SERVERS, SHOWN, type ServerName } from "./server/host.ts";
import { installPeers } from "./server/peers.ts";
import { keep, readKept } from "./server/results.ts";
import { SCENARIOS } from "./server/scenarios.ts";
import { numberOf, tableOf } from "./server/table.ts";

const DOCUMENT = fileURLToPath(new URL("../../docs/bench.md", import.meta.url));

const { values } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    servers: { type: "string" },
    write: { type: "boolean" },
  },
});
const servers = SERVERS.filter(
  (name) => values.servers === undefined || values.servers.split(",").includes(name),
);
const scenarios = SCENARIOS.filter(
  ({ letters }) => values.only === undefined || values.only.split(",").some((one) => letters.includes(one)),
);
if (servers.length === 0 || scenarios.length === 0)
  throw new Error(
    `--servers: some of ${SERVERS.join(",")}; --only: some of ${SCENARIOS.map(({ letters }) => letters).join(",")}`,
  );
if (servers.some((name) => name !== "product")) await installPeers();
const startedMs = performance.now();
for (const scenario of scenarios) await run(scenario);
const table = tableOf(SCENARIOS, readKept());
process.stdout.write(`${table}\n`);
if (values.write ?? !values.quick) writeFileSync(DOCUMENT, documentOf(table));
say(`${Math.round((performance.now() - startedMs) / 1000)} s`);
// A peer that was cut off may leave a handle behind.
process.exit();

async function run(scenario: Scenario): Promise<void> {
  const figures: Partial<Record<ServerName, Figures[]>> = {};
  for (let round = 0; round < scenario.rounds(values.quick); round += 1) {
    for (const name of turned(servers, round)) {
      const found = await scenario.measure(name, values.quick).catch((error: unknown) => {
        say(`${scenario.letters} ${SHOWN[name]}: ${String(error)}`);
        return {};
      });
      (figures[name] ??= []).push(found);
      say(`${scenario.letters} ${SHOWN[name]} ${wordsOf(found)}`);
    }
  }
  keep(scenario.letters, { date: new Date().toISOString().slice(0, 10), quick: values.quick, figures });
}

/** Another one begins in each round, since the machine is warmer for the second. */
function turned(names: readonly ServerName[], by: number): readonly ServerName[] {
  const first = by % names.length;
  return [...names.slice(first), ...names.slice(0, first)];
}

function wordsOf(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name}=${numberOf(value)}`)
    .join(" ");
}

function say(words: string): void {
  process.stderr.write(`${words}\n`);
}
