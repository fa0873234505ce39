/** A room whose text many have worked on: letters anywhere in every paragraph, one update each. */
import * as Y from "yjs";
import { randomOf } from "../../support/random.ts";
import { reachAll } from "./crowd.ts";
import { invite, openRoom } from "./gathering.ts";
import type { Host } from "./host.ts";
import { paperOf } from "./paper.ts";
import { Timetable } from "./timetable.ts";
import { pause, type } from "./typing.ts";

/** Ours reads each socket at 60 updates a second, so it needs many to age a room within seconds; peers suffer from many. */
const WRITERS = { product: 64, peer: 4 } as const;
const PER_SECOND = 3500;
const PATIENCE_MS = 90_000;
const SEED = 7;

export interface AgedRoom {
  readonly room: string;
  /** The whole document. */
  readonly state: Uint8Array;
  /** How many letters each client wrote. */
  readonly letters: ReadonlyMap<number, number>;
}

export async function ageRoom(host: Host, edits: number): Promise<AgedRoom> {
  const gathering = await openRoom(host, paperOf(17));
  const random = randomOf(SEED);
  const writers = await invite(gathering, host.needsSeed ? WRITERS.peer : WRITERS.product);
  const each = Math.ceil(edits / writers.length);
  for (const { typist } of writers) typist.prepare(each, random);
  const total = each * writers.length;
  await type(writers, new Timetable(), {
    perSecond: PER_SECOND,
    ms: (total / PER_SECOND) * 1000,
    carets: false,
  });
  const letters = new Map(writers.map(({ typist }) => [typist.client, each]));
  for (const { typist, participant } of writers) {
    const all = await reachAll(
      [gathering.keeper],
      (words) => participant.send(typist.say(words)),
      PATIENCE_MS,
    );
    if (!all) throw new Error(`${edits} edits did not get through`);
  }
  const missing = missingIn(gathering.witness, letters);
  if (missing > 0) throw new Error(`${missing} edits did not get through`);
  await quiet(host);
  for (const { participant } of writers) participant.drop();
  gathering.keeper.drop();
  return { room: gathering.room, state: Y.encodeStateAsUpdate(gathering.witness), letters };
}

export function missingIn(doc: Y.Doc, letters: ReadonlyMap<number, number>): number {
  let missing = 0;
  for (const [client, count] of letters) missing += Math.max(0, count - Y.getState(doc.store, client));
  return missing;
}

/** Waits until the server has done what it had to do, storing included. */
export async function quiet(host: Host): Promise<void> {
  const untilMs = performance.now() + PATIENCE_MS;
  let calm = 0;
  while (calm < 3 && performance.now() < untilMs) {
    const before = host.process.cpuUs();
    await pause(500);
    calm = host.process.cpuUs() - before < 25_000 ? calm + 1 : 0;
  }
}
