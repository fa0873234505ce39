/** The border between a socket and the room: who is let in, who is cut off, and what one frame may cost. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { MESSAGE } from "../../shared/protocol/messages.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { syncFrame } from "../../server/room/frames.ts";
import { enter, openSocketBench, type SocketBench } from "../support/fakeSocket.ts";
import { FakeClock } from "../support/fakeClock.ts";
import { REFERENT, settle } from "../support/rooms.ts";
import { textIn, typeIn } from "../support/roomClient.ts";

const STEP1 = syncFrame("step1", Y.encodeStateVector(new Y.Doc()));

test("[WIRE3] a frame that makes the room throw closes its own socket only, and is reported", async () => {
  const clock = new FakeClock();
  let isBroken = false;
  const tickMs = () => {
    if (isBroken) throw new Error("the clock broke");
    return clock.tickMs();
  };
  const bench = await openSocketBench({
    clock: { now: () => clock.now(), after: (ms, task) => clock.after(ms, task), tickMs },
  });
  const { socket: unlucky } = await enter(bench, "referent");
  const { socket: other } = await enter(bench, "forperson");
  isBroken = true;
  unlucky.say(STEP1);
  isBroken = false;
  expect([bench.errors.length, unlucky.closedWith, other.closedWith]).toEqual([1, 1013, undefined]);
  const before = other.sent.length;
  other.say(STEP1);
  expect([other.sent.length > before, other.closedWith]).toEqual([true, undefined]);
});

test("[WIRE4] nothing is read before the login is checked; what came before is kept and then heard", async () => {
  const bench = await openSocketBench();
  const socket = bench.knock(await bench.logIn("referent"));
  socket.say(STEP1);
  expect([socket.paused, socket.sent.length]).toEqual([true, 0]);
  await settle();
  expect([socket.paused, socket.types.includes(MESSAGE.sync)]).toEqual([false, true]);
});

test.each([
  ["frames", (n: number) => n === LIMITS.earlyFrames, 1],
  ["bytes", (n: number) => n === 4, LIMITS.earlyBytes / 4],
] as const)(
  "[WIRE4] more %s than the limit before the login is checked close the socket",
  async (_what, isLast, sizeBytes) => {
    const bench = await openSocketBench();
    const socket = bench.knock(await bench.logIn("referent"));
    for (let n = 1; ; n += 1) {
      socket.say(new Uint8Array(sizeBytes));
      expect(socket.closedWith).toBeUndefined();
      if (isLast(n)) break;
    }
    socket.say(new Uint8Array(sizeBytes));
    await settle();
    expect([socket.closedWith, socket.paused, await seatsIn(bench)]).toEqual([1013, false, 0]);
  },
);

test("[WIRE4] a login that nobody answers for ten seconds ends the socket, and a late answer gives no seat", async () => {
  const answer = Promise.withResolvers<undefined>();
  const bench = await openSocketBench({
    sessions: (sessions) => ({
      ...sessions,
      identify: async (cookie, as) => {
        await answer.promise;
        return sessions.identify(cookie, as);
      },
    }),
  });
  const socket = bench.knock(await bench.logIn("referent"));
  bench.clock.advance(LIMITS.authenticateMs - 1);
  expect(socket.closedWith).toBeUndefined();
  bench.clock.advance(1);
  answer.resolve(undefined);
  await settle();
  expect([socket.closedWith, await seatsIn(bench)]).toEqual([1013, 0]);
});

test("[WIRE5] one login has so many sockets and no more; one that leaves makes room, another login has its own", async () => {
  const bench = await openSocketBench();
  const { cookie, socket: first } = await enter(bench, "referent");
  for (let n = 1; n < LIMITS.socketsPerLogin; n += 1) bench.knock(cookie);
  await settle();
  const tooMany = bench.knock(cookie);
  await settle();
  expect([tooMany.closedWith, first.closedWith]).toEqual([1013, undefined]);
  expect((await enter(bench, "referent")).socket.closedWith).toBeUndefined();
  first.emit("close");
  const next = bench.knock(cookie);
  await settle();
  expect(next.closedWith).toBeUndefined();
});

test.each([
  ["no number", "abc", 4403],
  ["zero", "0", 4403],
  ["2^32", "4294967296", 4403],
  ["a fraction", "1.5", 4403],
  ["an empty one in the list", "7,,8", 4403],
  ["more than a device may hold", Array.from({ length: 65 }, (_, n) => n + 1).join(","), 4409],
] as const)("[HOST17] a client id that is %s ends its socket with a code", async (_what, client, code) => {
  const bench = await openSocketBench();
  const { socket } = await enter(bench, "referent", { client });
  expect([socket.closedWith, await seatsIn(bench)]).toEqual([code, 0]);
});

test("[WIRE6] [HOST3] a text frame closes its socket, and frames behind it are not heard", async () => {
  const bench = await openSocketBench();
  const { socket } = await enter(bench, "referent");
  socket.emit("message", Buffer.from("hej"), false);
  const heard = socket.sent.length;
  socket.say(STEP1);
  expect([socket.closedWith, socket.sent.length, await seatsIn(bench)]).toEqual([1003, heard, 0]);
  socket.emit("close", 1006);
  expect(bench.closes).toEqual([1003]);
});

test("[HOST51] a revoked login is cut at once, hears nothing and is not heard; the person's other login goes on", async () => {
  const bench = await openSocketBench();
  const device = new Y.Doc();
  const { cookie, socket } = await enter(bench, "referent", { v: "1", client: String(device.clientID) });
  const { socket: other } = await enter(bench, "referent");
  socket.say(STEP1);
  Y.applyUpdate(device, await bench.rooms.use("m1", (room) => room.read(Y.encodeStateAsUpdate)).then(orNone));
  const [decision = ""] = bench.decisions;
  device.on("update", (update: Uint8Array) => socket.say(syncFrame("update", update)));
  typeIn(device, decision, "Før logud.");
  await settle();
  const login = await bench.sessions.identify(cookie, undefined);
  if (login === undefined) throw new Error("the login is gone already");
  await bench.sessions.revoke(login);
  expect([socket.closedWith, other.closedWith]).toEqual([4401, undefined]);
  const heard = socket.sent.length;
  typeIn(device, decision, "Efter logud.");
  await settle();
  const read = bench.rooms.use("m1", (room) => room.read((doc) => textIn(doc, decision)));
  expect(await read).toBe("Før logud.");
  expect(socket.sent.length).toBe(heard);
  const again = bench.knock(cookie);
  await settle();
  expect(again.closedWith).toBe(4401);
});

test("[HOST51] frames that wait their turn when the login is revoked are not taken any more", async () => {
  const clock = new FakeClock();
  let isSlow = false;
  // Each look at the clock costs a millisecond, so that a turn of the event loop is soon over.
  const tickMs = () => {
    if (isSlow) clock.pass(1);
    return clock.tickMs();
  };
  const bench = await openSocketBench({
    clock: { now: () => clock.now(), after: (ms, task) => clock.after(ms, task), tickMs },
  });
  const device = new Y.Doc();
  const { cookie, socket } = await enter(bench, "referent", { v: "1", client: String(device.clientID) });
  Y.applyUpdate(device, await bench.rooms.use("m1", (room) => room.read(Y.encodeStateAsUpdate)).then(orNone));
  const [decision = ""] = bench.decisions;
  device.on("update", (update: Uint8Array) => socket.say(syncFrame("update", update)));
  isSlow = true;
  for (let letter = 0; letter < 40; letter += 1) typeIn(device, decision, "a");
  isSlow = false;
  const login = await bench.sessions.identify(cookie, undefined);
  if (login === undefined) throw new Error("the login is gone already");
  await bench.sessions.revoke(login);
  const taken = () => bench.rooms.use("m1", (room) => room.read((doc) => textIn(doc, decision).length));
  const before = await taken();
  clock.advance(1000);
  await settle();
  expect(before).toBeLessThan(40);
  expect([await taken(), socket.closedWith]).toEqual([before, 4401]);
});

test("[HOST51] a login that is revoked while its socket is on the way in is cut too", async () => {
  const bench = await openSocketBench();
  const cookie = await bench.logIn("referent");
  const login = await bench.sessions.identify(cookie, undefined);
  if (login === undefined) throw new Error("the login is gone already");
  for (let turns = 0; turns < 12; turns += 1) {
    const socket = bench.knock(cookie);
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    await bench.sessions.revoke(login);
    await settle();
    expect([turns, socket.closedWith]).toEqual([turns, 4401]);
    socket.emit("close");
    await bench.store.putSession({
      tokenHash: login.id,
      person: "referent",
      createdAt: bench.clock.now(),
      seenAt: bench.clock.now(),
    });
  }
  expect(await seatsIn(bench)).toBe(0);
});

test("[HOST51] a login that expires while connected ends within a minute, with 4401", async () => {
  const bench = await openSocketBench();
  const { socket } = await enter(bench, "referent");
  bench.clock.advance(LIMITS.sessionMs / 2);
  await beatFor(bench, 0);
  bench.clock.advance(LIMITS.sessionMs / 2);
  await beatFor(bench, 0);
  expect(socket.closedWith).toBeUndefined();
  await beatFor(bench, 60_000);
  expect([socket.closedWith, await seatsIn(bench)]).toEqual([4401, 0]);
});

test("[HOST52] other roles are met within a minute with 4503, whoever kept theirs stays", async () => {
  const bench = await openSocketBench();
  const { socket } = await enter(bench, "forperson");
  const { socket: other } = await enter(bench, "medlem");
  bench.people.set("forperson", { person: "forperson", name: "Karen Holm", roles: ["medlem"] });
  await beatFor(bench, 60_000);
  expect([socket.closedWith, other.closedWith]).toEqual([4503, undefined]);
});

test("[HOST52] a move of phase tells those who speak our messages (102) and asks everybody again at once", async () => {
  const bench = await openSocketBench();
  const { socket } = await enter(bench, "forperson", { v: "1" });
  const { socket: plain } = await enter(bench, "forperson");
  const { socket: other } = await enter(bench, "medlem", { v: "1" });
  bench.people.set("forperson", { person: "forperson", name: "Karen Holm", roles: [] });
  await bench.rooms.use("m1", (room) =>
    room.execute(REFERENT, { type: "advance", id: "k1", to: "referatIArbejde" }),
  );
  expect(socket.types).toContain(MESSAGE.rightsChanged);
  bench.clock.advance(1);
  await settle();
  expect([socket.closedWith, plain.closedWith, other.closedWith]).toEqual([4403, 4403, undefined]);
  expect(plain.types.every((type) => type < 100)).toBe(true);
});

/** Turns the wheel for so long, beat by beat. */
async function beatFor(bench: SocketBench, ms: number): Promise<void> {
  for (let passed = 0; passed <= ms; passed += LIMITS.beatMs) {
    await bench.rooms.beat();
    if (passed < ms) bench.clock.advance(LIMITS.beatMs);
  }
}

async function seatsIn(bench: SocketBench): Promise<number | undefined> {
  return bench.rooms.use("m1", async (room) => room.connectionCount);
}

function orNone(update: Uint8Array | undefined): Uint8Array {
  if (update === undefined) throw new Error("there is no document");
  return update;
}
