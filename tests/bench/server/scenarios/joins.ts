/** d. Coming to a long-lived document after a restart. e. Five hundred who lose their connection at once and come back. */
import * as Y from "yjs";
import { ageRoom, missingIn, type AgedRoom } from "../agedRoom.ts";
import { reachAll } from "../crowd.ts";
import { atMost, faster, type Figures, type Scenario } from "../figures.ts";
import { invite, luggageOf } from "../gathering.ts";
import { Host } from "../host.ts";
import { Participant } from "../participant.ts";
import { median } from "../timetable.ts";
import { pause } from "../typing.ts";

const EDITS = { whole: 50_000, quick: 10_000 } as const;
const CROWD = { whole: 500, quick: 200 } as const;
const PATIENCE_MS = 60_000;

export const joins: Scenario = {
  letters: "de",
  title: `Cold join (d) and storms (e) in a room of ${EDITS.whole.toLocaleString("en")} edits`,
  rounds: () => 1,
  measure: async (server, quick) => {
    const size = quick ? "quick" : "whole";
    const host = await Host.start(server);
    try {
      const aged = await ageRoom(host, EDITS[size]);
      const cold: Figures[] = [];
      for (let time = 0; time < (quick ? 1 : 3); time += 1) {
        await host.restart("SIGTERM");
        cold.push(await joinCold(host, aged));
      }
      const middle = (figure: string) => median(cold.map((one) => one[figure]));
      return {
        contentMs: middle("contentMs"),
        syncedMs: middle("syncedMs"),
        missingWhenSynced: middle("missingWhenSynced"),
        ...(await storms(host, aged, CROWD[size])),
      };
    } finally {
      await host.stop();
    }
  },
  rows: [
    {
      figure: "contentMs",
      what: "cold join after a restart: content there",
      unit: "ms",
      target: faster(35, 4),
      limit: "building the Y.Doc of what is stored, in the server and in the client",
    },
    {
      figure: "syncedMs",
      what: "the same: told «synced»",
      unit: "ms",
      limit: "ours says it after the content",
    },
    {
      figure: "missingWhenSynced",
      what: "edits missing when told «synced»",
      unit: "edits",
      target: atMost(0, "edits"),
      limit: "order of the messages",
    },
    {
      figure: "dropSyncedMs",
      what: "storm: 500 drop and return, all synced",
      unit: "ms",
      target: faster(8, 1.5),
      limit: "500 upgrades and logins; the diff for each state vector",
    },
    { figure: "dropHearsMs", what: "the same: all hear a new edit", unit: "ms", limit: "as above" },
    {
      figure: "restartSyncedMs",
      what: "storm after a server restart, all synced",
      unit: "ms",
      target: faster(5, 2),
      limit: "as above, and opening the document",
    },
    { figure: "restartHearsMs", what: "the same: all hear a new edit", unit: "ms", limit: "as above" },
  ],
};

async function joinCold(host: Host, { room, letters }: AgedRoom): Promise<Figures> {
  const door = await host.door(room);
  const doc = new Y.Doc();
  const whole = Promise.withResolvers<number>();
  const startMs = performance.now();
  const reader = new Participant(
    { door, room, dialect: host.dialect },
    {
      ears: {
        content: (update) => {
          Y.applyUpdate(doc, update);
          if (missingIn(doc, letters) === 0) whole.resolve(performance.now() - startMs);
        },
      },
    },
  );
  await reader.synced;
  const syncedMs = performance.now() - startMs;
  const missingWhenSynced = missingIn(doc, letters);
  const contentMs = await Promise.race([whole.promise, pause(PATIENCE_MS).then(() => undefined)]);
  reader.drop();
  return { contentMs, syncedMs, missingWhenSynced };
}

async function storms(host: Host, aged: AgedRoom, crowd: number): Promise<Figures> {
  const first = await arrive(host, aged, crowd);
  for (const viewer of first.viewers) viewer.drop();
  const dropped = await arrive(host, aged, crowd);
  const dropHearsMs = await hearing(host, aged, dropped);
  for (const viewer of dropped.viewers) viewer.drop();
  await host.restart("SIGTERM");
  const restarted = await arrive(host, aged, crowd);
  const restartHearsMs = await hearing(host, aged, restarted);
  for (const viewer of restarted.viewers) viewer.drop();
  return {
    dropSyncedMs: dropped.syncedMs,
    dropHearsMs,
    restartSyncedMs: restarted.syncedMs,
    restartHearsMs,
  };
}

interface Arrived {
  readonly viewers: readonly Participant[];
  readonly startMs: number;
  readonly syncedMs: number | undefined;
}

/** All at once, each with the document as it was. */
async function arrive(host: Host, { room, state }: AgedRoom, crowd: number): Promise<Arrived> {
  const luggage = luggageOf(state);
  const doors = await Promise.all(Array.from({ length: crowd }, () => host.door(room)));
  const startMs = performance.now();
  const viewers = doors.map((door) => new Participant({ door, room, dialect: host.dialect }, { luggage }));
  const all = Promise.all(viewers.map(({ synced }) => synced)).then(() => performance.now() - startMs);
  return { viewers, startMs, syncedMs: await Promise.race([all, pause(PATIENCE_MS).then(() => undefined)]) };
}

/** Being synced says little when the document was empty: here all have heard a letter that was written after. */
async function hearing(host: Host, { room, state }: AgedRoom, arrived: Arrived): Promise<number | undefined> {
  const [writer] = await invite({ host, room, base: state }, 1);
  if (writer === undefined) return undefined;
  const heard = await reachAll(
    arrived.viewers,
    (words) => writer.participant.send(writer.typist.say(words)),
    PATIENCE_MS,
  );
  const tookMs = performance.now() - arrived.startMs;
  writer.participant.drop();
  return heard ? tookMs : undefined;
}
