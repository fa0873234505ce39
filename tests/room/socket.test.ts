/** The border between a socket and the room: what goes wrong with one frame stays with its socket. */
import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import type { WebSocket } from "ws";
import * as Y from "yjs";
import { makeSessions } from "../../server/access/sessions.ts";
import { demoPersonOf } from "../../server/demo/demoPeople.ts";
import { syncFrame } from "../../server/room/frames.ts";
import { Rooms } from "../../server/room/rooms.ts";
import { attach } from "../../server/routes/collabRoute.ts";
import { openRoom, settle } from "../support/rooms.ts";

class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly readyState = 1;
  readonly bufferedAmount = 0;
  sent = 0;
  closedWith: number | undefined;

  send(): void {
    this.sent += 1;
  }

  close(code: number): void {
    this.closedWith = code;
  }
}

test("[WIRE3] a frame that makes the room throw closes its own socket only, and is reported", async () => {
  const { store, clock, deps } = await openRoom();
  let isBroken = false;
  const tickMs = () => {
    if (isBroken) throw new Error("the clock broke");
    return clock.tickMs();
  };
  const rooms = new Rooms(
    { ...deps, clock: { now: () => clock.now(), after: (ms, task) => clock.after(ms, task), tickMs } },
    () => undefined,
  );
  const sessions = makeSessions({ store, nowIso: () => clock.now(), secure: false, personOf: demoPersonOf });
  const errors: unknown[] = [];
  const collab = {
    ...deps,
    rooms,
    sessions,
    origins: { hosts: new Set<string>(), publicUrl: undefined },
    onError: (error: unknown) => errors.push(error),
  };
  const socketOf = async (person: string) => {
    const cookie = (await sessions.open(person)).map((one) => one.split(";")[0]).join("; ");
    const socket = new FakeSocket();
    // The route uses no more of a WebSocket than the fake has.
    attach(
      collab,
      { documentId: "m1", cookie, query: new URLSearchParams() },
      socket as unknown as WebSocket,
    );
    await settle();
    return socket;
  };
  const unlucky = await socketOf("referent");
  const other = await socketOf("forperson");
  const ask = Buffer.from(syncFrame("step1", Y.encodeStateVector(new Y.Doc())));
  isBroken = true;
  unlucky.emit("message", ask, true);
  isBroken = false;
  expect([errors.length, unlucky.closedWith, other.closedWith]).toEqual([1, 1013, undefined]);
  const before = other.sent;
  other.emit("message", ask, true);
  expect([other.sent, other.closedWith]).toEqual([before + 1, undefined]);
});
