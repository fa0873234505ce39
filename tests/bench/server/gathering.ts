/** A room with people in it: some who write, one who keeps the whole document, and a crowd that follows. */
import * as Y from "yjs";
import { createMeeting } from "../../../shared/document/write.ts";
import type { Meeting } from "../../../shared/meeting/meeting.ts";
import type { Host } from "./host.ts";
import { framed } from "./lightSocket.ts";
import { Participant, type Ears, type Luggage } from "./participant.ts";
import { Typist } from "./typist.ts";

/** So many connects are under way at once: a queue at the door, not a storm. */
const AT_THE_DOOR = 50;

export interface Writer {
  readonly typist: Typist;
  readonly participant: Participant;
}

export interface Gathering {
  readonly host: Host;
  readonly room: string;
  /** A real Y.Doc at the end of an editor's socket; it hears everything and types nothing. */
  readonly witness: Y.Doc;
  readonly keeper: Participant;
  /** The document as it was before anybody typed. */
  readonly base: Uint8Array;
}

export async function openRoom(host: Host, meeting: Meeting): Promise<Gathering> {
  return enterRoom(host, await host.newRoom(meeting), meeting);
}

/** The first to come to a room of this meeting. */
export async function enterRoom(host: Host, room: string, meeting: Meeting): Promise<Gathering> {
  const witness = new Y.Doc();
  const keeper = new Participant(
    { door: await host.door(room, witness.clientID), room, dialect: host.dialect },
    {
      luggage: luggageOf(witness),
      ears: { content: (update) => Y.applyUpdate(witness, update, "server") },
    },
  );
  await keeper.synced;
  if (host.needsSeed) {
    createMeeting(witness, meeting, { phase: "referatIArbejde", newId: counter() });
    keeper.send(framed(host.dialect.sync(room, "update", Y.encodeStateAsUpdate(witness))));
  }
  return { host, room, witness, keeper, base: Y.encodeStateAsUpdate(witness) };
}

/** `ears` of the n-th writer. */
export async function invite(
  { host, room, base }: Pick<Gathering, "host" | "room" | "base">,
  count: number,
  ears: (client: number, index: number) => Ears = () => ({}),
): Promise<readonly Writer[]> {
  return inTurns(count, async (index) => {
    const typist = new Typist({ room, dialect: host.dialect, base }, index);
    const participant = new Participant(
      { door: await host.door(room, typist.client), room, dialect: host.dialect },
      { luggage: luggageOf(base), ears: ears(typist.client, index) },
    );
    await participant.synced;
    return { typist, participant };
  });
}

/** Viewers come empty-handed, as followers do. `ears` of the n-th viewer; most have none and only count. */
export async function admit(
  { host, room }: Gathering,
  count: number,
  ears: (index: number) => Ears = () => ({}),
): Promise<readonly Participant[]> {
  return inTurns(count, async (index) => {
    const door = await host.door(room);
    const viewer = new Participant({ door, room, dialect: host.dialect }, { ears: ears(index) });
    await viewer.synced;
    return viewer;
  });
}

/** Somebody who comes back with the document; what is asked of it often is computed once. */
export function luggageOf(held: Y.Doc | Uint8Array): Luggage {
  if (held instanceof Y.Doc)
    return {
      stateVector: Y.encodeStateVector(held),
      diff: (stateVector) => Y.encodeStateAsUpdate(held, stateVector),
    };
  const answers = new Map<string, Uint8Array>();
  return {
    stateVector: Y.encodeStateVectorFromUpdate(held),
    diff: (stateVector) => {
      const key = Buffer.from(stateVector).toString("latin1");
      const answer = answers.get(key) ?? Y.diffUpdate(held, stateVector);
      answers.set(key, answer);
      return answer;
    },
  };
}

async function inTurns<T>(count: number, one: (index: number) => Promise<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for (let from = 0; from < count; from += AT_THE_DOOR) {
    const size = Math.min(AT_THE_DOOR, count - from);
    all.push(...(await Promise.all(Array.from({ length: size }, (_, index) => one(from + index)))));
  }
  return all;
}

function counter(): () => string {
  let next = 0;
  return () => {
    next += 1;
    return `id-${String(next).padStart(6, "0")}`;
  };
}
