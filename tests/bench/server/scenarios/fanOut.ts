/** a. What it costs a server to show one letter to one viewer, and how long people wait for it. */
import { measureCrowd, type CrowdFigures } from "../crowd.ts";
import { atMost, plus, share, type Row, type Scenario } from "../figures.ts";
import { Host } from "../host.ts";

interface Crowd {
  readonly viewers: number;
  readonly perSecond: number;
  readonly carets: boolean;
}

const CROWDS: readonly Crowd[] = [50, 200, 1000].flatMap((viewers) =>
  [false, true].map((carets) => ({ viewers, perSecond: viewers === 1000 ? 25 : 50, carets })),
);
const WRITERS = 5;
/** Before anything is measured: code that has run a while is what a meeting meets. */
const WARM_UP = { viewers: 10, writers: 20, perSecond: 800, carets: true, warmUpMs: 0, measureMs: 3000 };

export const fanOut: Scenario = {
  letters: "a",
  title: "Fan-out",
  rounds: (quick) => (quick ? 1 : 2),
  measure: async (server, quick) => {
    const host = await Host.start(server);
    const figures: Record<string, number | undefined> = {};
    try {
      await measureCrowd(host, WARM_UP);
      for (const crowd of CROWDS) {
        const times = quick ? { warmUpMs: 500, measureMs: 2000 } : { warmUpMs: 1000, measureMs: 3000 };
        const found = await measureCrowd(host, { ...crowd, ...times, writers: WRITERS });
        for (const [name, value] of Object.entries(found ?? {})) figures[`${nameOf(crowd)} ${name}`] = value;
      }
      return figures;
    } finally {
      await host.stop();
    }
  },
  rows: CROWDS.flatMap(rowsOf),
};

function rowsOf(crowd: Crowd): readonly Row[] {
  const { viewers, carets } = crowd;
  const who = `${viewers} viewers, ${crowd.perSecond}/s${carets ? ", carets" : ""}`;
  const row = (figure: keyof CrowdFigures, rest: Omit<Row, "figure" | "what">, words: string): Row => ({
    figure: `${nameOf(crowd)} ${figure}`,
    what: `${who}: ${words}`,
    ...rest,
  });
  return [
    row(
      "cpuUsPerDelivered",
      {
        unit: "us",
        ...(viewers === 200 && carets ? { target: share(0.25, 0.25) } : {}),
        ...(viewers === 1000 ? { target: share(0.33, 0.33) } : {}),
        limit:
          viewers === 50
            ? "what each letter costs once: waking the store's thread, commit, acknowledgement, the editors' frames"
            : "one kernel write per viewer and flush, and what each letter costs once (see 50 viewers)",
      },
      "CPU per delivered edit",
    ),
    row(
      "readsPerSecond",
      { unit: "1/s", limit: "how often a lane flushes" },
      "reads by each viewer, about one for each write",
    ),
    row("editorP50Ms", { unit: "ms", limit: "fsync, then the editors' lane" }, "editor to editor p50"),
    row(
      "editorP99Ms",
      { unit: "ms", target: plus(15), limit: "fsync, then the editors' lane (12 ms)" },
      "editor to editor p99",
    ),
    row(
      "viewerP50Ms",
      { unit: "ms", target: atMost(80, "ms"), limit: "the followers' lane, chosen (90 ms)" },
      "editor to viewer p50",
    ),
    row(
      "viewerP99Ms",
      { unit: "ms", target: atMost(200, "ms"), limit: "the followers' lane, chosen (90 ms)" },
      "editor to viewer p99",
    ),
  ];
}

function nameOf({ viewers, carets }: Crowd): string {
  return `${viewers}${carets ? " carets" : ""}`;
}
