/** One room, some who write at an even rate and many who follow: CPU beside latency. */
import { admit, invite, openRoom } from "./gathering.ts";
import type { Host } from "./host.ts";
import { paperOf } from "./paper.ts";
import type { Participant } from "./participant.ts";
import { ownCpuUs } from "./process.ts";
import { percentile, Timetable } from "./timetable.ts";
import { pause, prepare, type } from "./typing.ts";

export interface CrowdCase {
  readonly viewers: number;
  readonly writers: number;
  readonly perSecond: number;
  readonly carets: boolean;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

export interface CrowdFigures {
  readonly cpuUsPerDelivered: number;
  /** Of one core. */
  readonly cpuShare: number;
  readonly editorP50Ms: number | undefined;
  readonly editorP99Ms: number | undefined;
  readonly viewerP50Ms: number | undefined;
  readonly viewerP99Ms: number | undefined;
  /** By one viewer: about the server's writes to it, which merging saves. */
  readonly readsPerSecond: number;
  /** Of one core, by the measuring process itself. */
  readonly loadShare: number;
  /** Letters that were sent: fewer than wanted when the measuring process could not follow. */
  readonly sentPerSecond: number;
}

/** People who note when letters come; the others count. Spread over the room, since some are served first. */
const LISTENERS = 8;
const PATIENCE_MS = 15_000;
const PAPER_ITEMS = 17;

/** Undefined: the letters did not reach everybody in time. */
export async function measureCrowd(host: Host, wanted: CrowdCase): Promise<CrowdFigures | undefined> {
  const gathering = await openRoom(host, paperOf(PAPER_ITEMS));
  const timetable = new Timetable();
  const editorMs: number[] = [];
  const viewerMs: number[] = [];
  const writers = await invite(gathering, wanted.writers, (own, index) =>
    index < LISTENERS ? { content: timetable.listener(editorMs, (client) => client !== own) } : {},
  );
  const apart = Math.max(1, Math.floor(wanted.viewers / LISTENERS));
  const viewers = await admit(gathering, wanted.viewers, (index) =>
    index % apart === 0 ? { content: timetable.listener(viewerMs) } : {},
  );
  prepare(writers, wanted.perSecond, wanted.warmUpMs + wanted.measureMs);
  try {
    await type(writers, timetable, { ...wanted, ms: wanted.warmUpMs });
    const before = readings(host, viewers);
    timetable.begin();
    await type(writers, timetable, { ...wanted, ms: wanted.measureMs });
    timetable.end();
    const after = readings(host, viewers);
    const [last] = writers;
    if (
      last === undefined ||
      !(await reachAll(viewers, (words) => last.participant.send(last.typist.say(words))))
    )
      return undefined;
    const elapsedMs = after.nowMs - before.nowMs;
    return {
      cpuUsPerDelivered: (after.serverUs - before.serverUs) / (timetable.counted * wanted.viewers),
      cpuShare: (after.serverUs - before.serverUs) / 1000 / elapsedMs,
      editorP50Ms: percentile(editorMs, 0.5),
      editorP99Ms: percentile(editorMs, 0.99),
      viewerP50Ms: percentile(viewerMs, 0.5),
      viewerP99Ms: percentile(viewerMs, 0.99),
      readsPerSecond: ((after.reads - before.reads) / wanted.viewers / elapsedMs) * 1000,
      loadShare: (after.loadUs - before.loadUs) / 1000 / elapsedMs,
      sentPerSecond: (timetable.counted / elapsedMs) * 1000,
    };
  } finally {
    gathering.keeper.drop();
    for (const { participant } of writers) participant.drop();
    for (const viewer of viewers) viewer.drop();
  }
}

/** Says something that no message held before, and waits until it came to everybody: so did all before it. */
export async function reachAll(
  people: readonly Participant[],
  say: (words: string) => void,
  patienceMs = PATIENCE_MS,
): Promise<boolean> {
  const words = `Referenten takker ${String(Math.random()).slice(2)}`;
  const heard = Promise.all(people.map((one) => one.hears(words)));
  say(words);
  return Promise.race([heard.then(() => true), pause(patienceMs).then(() => false)]);
}

function readings(host: Host, viewers: readonly Participant[]) {
  return {
    nowMs: performance.now(),
    serverUs: host.process.cpuUs(),
    loadUs: ownCpuUs(),
    reads: viewers.reduce((total, viewer) => total + viewer.reads, 0),
  };
}
