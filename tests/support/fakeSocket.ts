/** Raw document sockets without a network, at the border where logins, sockets and rooms meet. */
import { EventEmitter } from "node:events";
import * as decoding from "lib0/decoding";
import type { WebSocket } from "ws";
import { OpenSockets } from "../../server/access/openSockets.ts";
import { makeSessions, type Sessions } from "../../server/access/sessions.ts";
import { demoPersonOf } from "../../server/demo/demoPeople.ts";
import type { Clock } from "../../server/room/clock.ts";
import type { Who } from "../../server/room/connection.ts";
import { Rooms } from "../../server/room/rooms.ts";
import { attach } from "../../server/routes/collabRoute.ts";
import { openRoom, settle, type RoomBench } from "./rooms.ts";

export class FakeSocket extends EventEmitter {
  bufferedAmount = 0;
  readonly sent: Uint8Array[] = [];
  closedWith: number | undefined;
  paused = false;
  pings = 0;
  terminated = false;

  send(bytes: Uint8Array): void {
    this.sent.push(bytes);
  }

  close(code: number): void {
    this.closedWith ??= code;
  }

  get isPaused(): boolean {
    return this.paused;
  }

  ping(): void {
    this.pings += 1;
  }

  /** As when the network says that the other side is gone. */
  terminate(): void {
    this.terminated = true;
    this.emit("close");
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  /** A frame from the other side. */
  say(bytes: Uint8Array): void {
    this.emit("message", Buffer.from(bytes), true);
  }

  /** The types of all messages that came. */
  get types(): readonly number[] {
    return this.sent.map((bytes) => decoding.readVarUint(decoding.createDecoder(bytes)));
  }
}

export interface SocketBench extends RoomBench {
  readonly rooms: Rooms;
  readonly sessions: Sessions;
  readonly sockets: OpenSockets;
  readonly errors: unknown[];
  /** The codes of all sockets that are gone. */
  readonly closes: number[];
  /** People as the server knows them now; the test may change one. */
  readonly people: Map<string, Who>;
  /** The cookie header of a new login. */
  logIn(person: string): Promise<string>;
  /** A new socket to `m1` with this cookie, not let in yet. */
  knock(cookie: string, query?: Readonly<Record<string, string>>): FakeSocket;
}

interface BenchOptions {
  /** Stands in for the room's clock, which the test turns otherwise. */
  readonly clock?: Clock;
  readonly sessions?: (sessions: Sessions) => Sessions;
}

export async function openSocketBench({
  clock,
  sessions: wrap = (sessions) => sessions,
}: BenchOptions = {}): Promise<SocketBench> {
  const bench = await openRoom();
  const deps = { ...bench.deps, clock: clock ?? bench.clock };
  const rooms = new Rooms(deps, () => undefined);
  const people = new Map<string, Who>();
  const sockets = new OpenSockets();
  const sessions = wrap(
    makeSessions({
      store: bench.store,
      nowIso: () => bench.clock.now(),
      secure: false,
      personOf: (person) => people.get(person) ?? demoPersonOf(person),
      onRevoked: (login) => sockets.cut(login),
    }),
  );
  const errors: unknown[] = [];
  const closes: number[] = [];
  const collab = {
    ...deps,
    rooms,
    sessions,
    sockets,
    metrics: { socketClosed: (code: number) => closes.push(code) },
    origins: { hosts: new Set<string>(), publicUrl: undefined },
    onError: (error: unknown) => errors.push(error),
  };
  return {
    ...bench,
    rooms,
    sessions,
    sockets,
    errors,
    closes,
    people,
    logIn: async (person) => (await sessions.open(person)).map((one) => one.split(";")[0]).join("; "),
    knock: (cookie, query = {}) => {
      const socket = new FakeSocket();
      const ask = { documentId: "m1", cookie, query: new URLSearchParams(query) };
      // The route uses no more of a WebSocket than the fake has.
      attach(collab, ask, socket as unknown as WebSocket);
      return socket;
    },
  };
}

/** A new login and its socket, let in. */
export async function enter(
  bench: SocketBench,
  person: string,
  query: Readonly<Record<string, string>> = {},
): Promise<{ readonly cookie: string; readonly socket: FakeSocket }> {
  const cookie = await bench.logIn(person);
  const socket = bench.knock(cookie, query);
  await settle();
  return { cookie, socket };
}
