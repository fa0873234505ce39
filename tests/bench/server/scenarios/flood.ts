/** g. One client sends as fast as its socket takes it: what becomes of the others, and of the flood. */
import * as Y from "yjs";
import { atMost, type Figures, type Scenario } from "../figures.ts";
import { admit, invite, openRoom, type Writer } from "../gathering.ts";
import { Host } from "../host.ts";
import { paperOf } from "../paper.ts";
import { percentile, Timetable, withUnheard } from "../timetable.ts";
import { pause, prepare, type } from "../typing.ts";
import { storedIn } from "./kill.ts";

const FLOOD = { whole: 100_000, quick: 20_000 } as const;
const WINDOW_MS = { whole: 30_000, quick: 10_000 } as const;
const WRITERS = 3;
const PER_SECOND = 30;
const VIEWERS = 20;
const CHUNK = 500;
/** For letters that were sent last and are on their way in the followers' lane. */
const GRACE_MS = 500;
/** How often it is looked whether the flood has come through. */
const LOOK_MS = 20;

export const flood: Scenario = {
  letters: "g",
  title: `${FLOOD.whole.toLocaleString("en")} unpaced updates from one client while ${WRITERS} others write`,
  rounds: () => 1,
  measure: async (server, quick) => {
    const host = await Host.start(server);
    try {
      return await measureFlood(host, quick ? "quick" : "whole");
    } finally {
      await host.stop();
    }
  },
  rows: [
    {
      figure: "editorP99Ms",
      what: "others, editor to editor p99 during it",
      unit: "ms",
      target: atMost(250, "ms"),
      limit: "ours reads one socket at 60 updates a second",
    },
    {
      figure: "viewerP99Ms",
      what: "others, editor to viewer p99 during it",
      unit: "ms",
      target: atMost(250, "ms"),
      limit: "the followers' lane",
    },
    {
      figure: "throughS",
      what: "all of the flood shown to the others after (– = not in 30 s)",
      unit: "s",
      limit: "ours lets no client have more than its pace, so 100,000 letters take half an hour",
    },
    {
      figure: "shown",
      what: "of the flood shown to the others after 30 s",
      unit: "edits",
      limit: "the same",
    },
    {
      figure: "stored",
      what: "of the flood stored after 30 s (then kill -9)",
      unit: "edits",
      limit: "the same",
    },
    {
      figure: "shownAndLost",
      what: "shown to the others and not stored",
      unit: "edits",
      target: atMost(0, "edits"),
      limit: "whether a server stores before it tells",
    },
  ],
};

async function measureFlood(host: Host, size: keyof typeof FLOOD): Promise<Figures> {
  const windowMs = WINDOW_MS[size];
  const gathering = await openRoom(host, paperOf(17));
  const timetable = new Timetable();
  const editorMs: number[] = [];
  const viewerMs: number[] = [];
  const [flooder, ...writers] = await invite(gathering, 1 + WRITERS, (own, index) =>
    index === 0 ? {} : { content: timetable.listener(editorMs, (client) => client !== own) },
  );
  if (flooder === undefined) throw new Error("nobody came");
  const viewers = await admit(gathering, VIEWERS, () => ({ content: timetable.listener(viewerMs) }));
  prepare(writers, PER_SECOND, windowMs + 1000);
  const frames = floodOf(flooder, FLOOD[size]);
  await type(writers, timetable, { perSecond: PER_SECOND, ms: 1000, carets: false });
  timetable.begin();
  pour(flooder, frames);
  const shown = () => Y.getState(gathering.witness.store, flooder.typist.client);
  const through = watch(() => shown() >= FLOOD[size], windowMs);
  await type(writers, timetable, { perSecond: PER_SECOND, ms: windowMs, carets: false });
  timetable.end();
  const throughMs = await through;
  await pause(GRACE_MS);
  const shownCount = shown();
  await host.restart("SIGKILL", () => pause(LOOK_MS));
  const letters = timetable.counted;
  for (const one of [flooder, ...writers]) one.participant.drop();
  for (const one of [gathering.keeper, ...viewers]) one.drop();
  const stored = (await storedIn(gathering)).get(flooder.typist.client) ?? 0;
  return {
    editorP99Ms: percentile(withUnheard(editorMs, letters * (WRITERS - 1), windowMs), 0.99),
    viewerP99Ms: percentile(withUnheard(viewerMs, letters * VIEWERS, windowMs), 0.99),
    throughS: throughMs === undefined ? undefined : throughMs / 1000,
    shown: shownCount,
    stored,
    shownAndLost: Math.max(0, shownCount - stored),
  };
}

/** Many frames to a write, so that the flooder does not tire first. */
function floodOf({ typist }: Writer, letters: number): readonly Buffer[] {
  typist.prepare(letters);
  const frames = Array.from({ length: letters }, () => typist.take().keystroke.update);
  const chunks: Buffer[] = [];
  for (let from = 0; from < frames.length; from += CHUNK)
    chunks.push(Buffer.concat(frames.slice(from, from + CHUNK)));
  return chunks;
}

function pour({ participant }: Writer, chunks: readonly Buffer[]): void {
  let next = 0;
  const go = () => {
    for (let chunk = chunks[next]; chunk !== undefined; chunk = chunks[next]) {
      next += 1;
      if (!participant.send(chunk)) return participant.onDrain(go);
    }
  };
  go();
}

/** After how many milliseconds it came true; undefined: not in time. */
async function watch(isTrue: () => boolean, patienceMs: number): Promise<number | undefined> {
  const startMs = performance.now();
  while (performance.now() - startMs < patienceMs) {
    if (isTrue()) return performance.now() - startMs;
    await pause(LOOK_MS);
  }
  return undefined;
}
