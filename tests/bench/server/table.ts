/** The figures as one markdown table, with ratios, targets and what limits each. */
import type { Row, Scenario, Shown } from "./figures.ts";
import { SERVERS, SHOWN, type ServerName } from "./host.ts";
import type { Kept } from "./results.ts";
import { median } from "./timetable.ts";

const PEERS = SERVERS.filter((name) => name !== "product");

export function tableOf(scenarios: readonly Scenario[], kept: Kept): string {
  const head = [
    "what",
    "unit",
    ...SERVERS.map((name) => SHOWN[name]),
    "ours / theirs (in that order)",
    "target: y-websocket / Hocuspocus",
    "met",
    "what limits it",
  ];
  const lines = scenarios.flatMap((scenario) => {
    const results = kept[scenario.letters];
    if (results === undefined) return [];
    const title = `**${scenario.letters}. ${scenario.title}** (${results.date}${results.quick ? ", one short round" : ""})`;
    return [
      line([title, ...head.slice(1).map(() => "")]),
      ...scenario.rows.map((row) => line(cellsOf(row, shownOf(row, results.figures)))),
    ];
  });
  return [line(head), line(head.map(() => "---")), ...lines].join("\n");
}

function shownOf(row: Row, figures: Kept[string]["figures"]): Shown {
  const shown: Shown = {};
  for (const name of SERVERS) {
    const value = median(figures[name]?.map((round) => round[row.figure]) ?? []);
    if (value !== undefined) shown[name] = value;
  }
  return shown;
}

function cellsOf(row: Row, shown: Shown): readonly string[] {
  const met = row.target?.met(shown);
  return [
    row.what,
    row.unit,
    ...SERVERS.map((name) => numberOf(shown[name])),
    PEERS.map((name) => ratioOf(shown, name)).join(" · "),
    row.target?.words ?? "",
    row.target === undefined ? "" : met === undefined ? "?" : met ? "yes" : "**no**",
    row.limit,
  ];
}

function ratioOf({ product, ...peers }: Shown, name: ServerName): string {
  const theirs = name === "product" ? undefined : peers[name];
  if (product === undefined || theirs === undefined || theirs === 0) return "–";
  return numberOf(product / theirs);
}

export function numberOf(value: number | undefined): string {
  if (value === undefined) return "–";
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return String(Math.round(value));
  return value.toPrecision(Math.abs(value) >= 1 ? 3 : 2);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
