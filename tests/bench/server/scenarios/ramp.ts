/** b. How many letters a second a server carries to 200 viewers before anybody waits longer than a quarter of a second. */
import { measureCrowd, type CrowdFigures } from "../crowd.ts";
import { higher, share, type Figures, type Scenario } from "../figures.ts";
import { Host, type ServerName } from "../host.ts";

const RATES = [50, 100, 200, 400, 800, 1600, 3200] as const;
/** Ours reads a socket no faster than 60 updates a second; nobody types faster. */
const PER_WRITER = 50;
const VIEWERS = 200;
const P99_MAX_MS = 250;
/** Below this share of the wanted rate it was the measuring process that could not follow. */
const SENT_ENOUGH = 0.95;
const TRIES = 2;

export const ramp: Scenario = {
  letters: "b",
  title: `Rate ramp, ${VIEWERS} viewers`,
  rounds: () => 1,
  measure: climb,
  rows: [
    {
      figure: "highest",
      what: `highest rate with p99 <= ${P99_MAX_MS} ms (tried up to ${RATES.at(-1)})`,
      unit: "edits/s",
      target: higher(8, 1),
      limit:
        "how many frames a server writes: ours and flushDelay 50 merge letters, and the ramp ends at 3,200",
    },
    {
      figure: "cpuShare",
      what: "CPU at that rate",
      unit: "cores",
      target: share(undefined, 0.5),
      limit: "guard and merge for each letter; rates differ, so see the rows below too",
    },
    { figure: "viewerP99Ms", what: "viewer p99 at that rate", unit: "ms", limit: "the followers' lane" },
    {
      figure: "loadShare",
      what: "CPU of the measuring process at that rate",
      unit: "cores",
      limit: "near 1 the bench is the limit, not the server",
    },
    ...([400, 1600] as const).map((rate) => ({
      figure: `cpuShare ${rate}`,
      what: `CPU at ${rate} edits/s`,
      unit: "cores",
      limit: "only of servers that carried it",
    })),
  ],
};

async function climb(server: ServerName, quick: boolean): Promise<Figures> {
  const host = await Host.start(server);
  const figures: Record<string, number | undefined> = {};
  try {
    for (const rate of quick ? RATES.filter((_, index) => index % 2 === 0) : RATES) {
      const carried = await carry(host, rate, quick);
      if (carried === undefined) break;
      figures["highest"] = rate;
      figures["cpuShare"] = carried.cpuShare;
      figures["viewerP99Ms"] = carried.viewerP99Ms;
      figures["loadShare"] = carried.loadShare;
      figures[`cpuShare ${rate}`] = carried.cpuShare;
    }
    return figures;
  } finally {
    await host.stop();
  }
}

/** Undefined: not carried, also not at the second try. */
async function carry(host: Host, rate: number, quick: boolean): Promise<CrowdFigures | undefined> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const found = await measureCrowd(host, {
      viewers: VIEWERS,
      writers: Math.max(1, Math.ceil(rate / PER_WRITER)),
      perSecond: rate,
      carets: false,
      warmUpMs: quick ? 500 : 1000,
      measureMs: quick ? 1500 : 3000,
    });
    const worst = Math.max(found?.viewerP99Ms ?? 0, found?.editorP99Ms ?? 0);
    if (found !== undefined && worst <= P99_MAX_MS && found.sentPerSecond >= SENT_ENOUGH * rate) return found;
  }
  return undefined;
}
