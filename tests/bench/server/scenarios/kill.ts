/** f. The server is killed while people write: what others had seen, and what was acknowledged, and is not there afterwards. */
import * as Y from "yjs";
import { atMost, type Figures, type Scenario } from "../figures.ts";
import { admit, invite, openRoom, type Gathering, type Writer } from "../gathering.ts";
import { Host } from "../host.ts";
import { paperOf } from "../paper.ts";
import { Participant } from "../participant.ts";
import { Timetable } from "../timetable.ts";
import { pause, type } from "../typing.ts";

const RATES = [50, 600] as const;
const RUNS = { whole: 5, quick: 1 } as const;
const PER_WRITER = 50;
const VIEWERS = 3;
/** The kills fall at other moments of whatever rhythm a server has. */
const WRITES_MS = 1500;
const LATER_EACH_RUN_MS = 370;
/** What had left the server when it died has arrived by then; and a server that loads late has loaded. */
const ARRIVED_MS = 300;
const LOADED_MS = 1500;

export const kill: Scenario = {
  letters: "f",
  title: `kill -9, ${RUNS.whole} runs at each rate`,
  rounds: () => 1,
  measure: async (server, quick) => {
    const host = await Host.start(server);
    const figures: Record<string, number | undefined> = {};
    try {
      for (const rate of RATES) {
        for (let run = 0; run < RUNS[quick ? "quick" : "whole"]; run += 1) {
          const found = await killOnce(host, rate, WRITES_MS + run * LATER_EACH_RUN_MS);
          for (const [name, value] of Object.entries(found))
            figures[`${rate} ${name}`] = (figures[`${rate} ${name}`] ?? 0) + (value ?? 0);
        }
        // Nobody promised anything, so nothing promised can be lost.
        if (figures[`${rate} acknowledged`] === 0) figures[`${rate} acknowledgedAndLost`] = undefined;
      }
      return figures;
    } finally {
      await host.stop();
    }
  },
  rows: RATES.flatMap((rate) => [
    {
      figure: `${rate} seen`,
      what: `${rate}/s: edits that others had seen`,
      unit: "edits",
      limit: "all runs together",
    },
    {
      figure: `${rate} seenAndLost`,
      what: `${rate}/s: seen by others and lost`,
      unit: "edits",
      target: atMost(0, "edits"),
      limit: "whether a server stores before it tells",
    },
    {
      figure: `${rate} acknowledgedAndLost`,
      what: `${rate}/s: acknowledged and lost (– = has no acknowledgement)`,
      unit: "edits",
      target: atMost(0, "edits"),
      limit: "whether an acknowledgement means that it is stored",
    },
  ]),
};

async function killOnce(host: Host, rate: number, ms: number): Promise<Figures> {
  const gathering = await openRoom(host, paperOf(17));
  const seen = new Map<number, number>();
  const see = (update: Uint8Array) => {
    for (const { id, length } of Y.decodeUpdate(update).structs)
      seen.set(id.client, Math.max(seen.get(id.client) ?? 0, id.clock + length));
  };
  const writers = await invite(gathering, Math.max(2, Math.ceil(rate / PER_WRITER)), () => ({
    acknowledged: () => undefined,
  }));
  const viewers = await admit(gathering, VIEWERS, () => ({ content: see }));
  for (const { typist } of writers) typist.prepare(Math.ceil((rate * ms) / 1000 / writers.length));
  await type(writers, new Timetable(), { perSecond: rate, ms, carets: false });
  await host.restart("SIGKILL", () => pause(ARRIVED_MS));
  for (const one of [...viewers, gathering.keeper]) one.drop();
  const stored = await storedIn(gathering);
  const counts = writers.map((writer) => countsOf(writer, { seen, stored }));
  const sum = (name: keyof (typeof counts)[number]) => counts.reduce((total, one) => total + one[name], 0);
  return {
    seen: sum("seen"),
    acknowledged: sum("acknowledged"),
    seenAndLost: sum("seenAndLost"),
    acknowledgedAndLost: sum("acknowledgedAndLost"),
  };
}

function countsOf(
  { typist, participant }: Writer,
  {
    seen,
    stored,
  }: { readonly seen: ReadonlyMap<number, number>; readonly stored: ReadonlyMap<number, number> },
) {
  participant.drop();
  const there = stored.get(typist.client) ?? 0;
  const seenCount = seen.get(typist.client) ?? 0;
  const acknowledged = Math.max(0, participant.acknowledged - participant.answers);
  return {
    seen: seenCount,
    acknowledged,
    seenAndLost: Math.max(0, seenCount - there),
    acknowledgedAndLost: Math.max(0, acknowledged - there),
  };
}

/** How many letters of each client somebody finds who comes now and brings nothing along. */
export async function storedIn({
  host,
  room,
}: Pick<Gathering, "host" | "room">): Promise<ReadonlyMap<number, number>> {
  const doc = new Y.Doc();
  const reader = new Participant(
    { door: await host.door(room), room, dialect: host.dialect },
    { ears: { content: (update) => Y.applyUpdate(doc, update) } },
  );
  await reader.synced;
  await pause(LOADED_MS);
  reader.drop();
  return Y.decodeStateVector(Y.encodeStateVector(doc));
}
