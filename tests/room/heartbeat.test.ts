/** A machine that vanished without a goodbye: its socket is asked, and then given up. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { syncFrame } from "../../server/room/frames.ts";
import { enter, openSocketBench, type SocketBench } from "../support/fakeSocket.ts";

const STEP1 = syncFrame("step1", Y.encodeStateVector(new Y.Doc()));

function beat(bench: SocketBench, times: number): void {
  for (let n = 0; n < times; n += 1) bench.sockets.beat();
}

test("[FAULT11] a socket without a word is asked, and dropped when it does not answer; its seat is free", async () => {
  const bench = await openSocketBench();
  const { socket: vanished } = await enter(bench, "referent");
  const { socket: quiet } = await enter(bench, "forperson");
  const { socket: busy } = await enter(bench, "medlem");
  beat(bench, LIMITS.askedAfterBeats - 1);
  expect([vanished.pings, quiet.pings]).toEqual([0, 0]);
  busy.say(STEP1);
  beat(bench, 1);
  expect([vanished.pings, quiet.pings, busy.pings]).toEqual([1, 1, 0]);
  quiet.emit("pong");
  beat(bench, LIMITS.silentBeats - LIMITS.askedAfterBeats);
  expect([vanished.terminated, quiet.terminated]).toEqual([false, false]);
  busy.say(STEP1);
  beat(bench, 1);
  expect([vanished.terminated, quiet.terminated, busy.terminated]).toEqual([true, false, false]);
  expect(await bench.rooms.use("m1", (room) => Promise.resolve(room.connectionCount))).toBe(2);
});

test("[FAULT11] a socket that we read more slowly is not taken for a silent one", async () => {
  const bench = await openSocketBench();
  const { socket } = await enter(bench, "referent");
  socket.pause();
  beat(bench, LIMITS.silentBeats * 3);
  expect([socket.pings, socket.terminated]).toEqual([0, false]);
});

test("[FAULT11] on a slow line it is enough that the queue gets shorter", async () => {
  const bench = await openSocketBench();
  const { socket } = await enter(bench, "medlem");
  for (socket.bufferedAmount = 2_000; socket.bufferedAmount > 0; socket.bufferedAmount -= 100) beat(bench, 1);
  expect([socket.pings, socket.terminated]).toEqual([0, false]);
  // The first of these sees that the last of the queue has left.
  beat(bench, 1 + LIMITS.silentBeats + 1);
  expect([socket.pings, socket.terminated]).toEqual([1, true]);
});
