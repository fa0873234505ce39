/** One write for each socket and flush: the bytes are WebSocket frames, and nothing is told twice. */
import type { Writable } from "node:stream";
import * as decoding from "lib0/decoding";
import { expect, test } from "vitest";
import * as ws from "ws";
import type { WebSocket } from "ws";
import * as Y from "yjs";
import { flushOf, type Flush } from "../../server/room/flush.ts";
import { RawRoomSocket } from "../../server/routes/roomSocket.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { MESSAGE, SYNC } from "../../shared/protocol/messages.ts";
import { awarenessFrame } from "../../server/room/frames.ts";
import { FORPERSON, MEDLEM, openRoom, REFERENT, settle } from "../support/rooms.ts";
import { RoomClient, textIn, typeIn } from "../support/roomClient.ts";

/** ws exports its reader of frames, but its types do not. */
const { Receiver } = ws as unknown as { readonly Receiver: new (options: object) => Writable };

function bytesOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => index % 251);
}

test("[FAN1] a flush is framed by hand as ws would read it, at every length of header", () => {
  const messages = [0, 1, 125, 126, 65_535, 65_536].map(bytesOf);
  const { framed } = flushOf(messages);
  const read: Uint8Array[] = [];
  const receiver = new Receiver({ isServer: false, binaryType: "nodebuffer" });
  receiver.on("message", (data: Buffer, isBinary: boolean) => {
    expect(isBinary).toBe(true);
    read.push(new Uint8Array(data));
  });
  receiver.write(Buffer.from(framed));
  expect(read).toEqual(messages);
});

/** As much of a ws WebSocket as a flush goes through. */
function rawSocket(senderState: number) {
  const written: Uint8Array[] = [];
  const sent: Uint8Array[] = [];
  const raw = {
    OPEN: 1,
    readyState: 1,
    extensions: "",
    _sender: { _state: senderState, _queue: [] },
    _socket: { writable: true, write: (bytes: Uint8Array) => written.push(bytes) },
    send: (bytes: Uint8Array) => sent.push(bytes),
  };
  // The adapter uses no more of a WebSocket than this.
  return { raw, socket: new RawRoomSocket(raw as unknown as WebSocket), written, sent };
}

test("[FAN1] a flush is one write; when ws has something of its own waiting, each message goes behind it", () => {
  const flush = flushOf([bytesOf(3), bytesOf(5)]);
  const atRest = rawSocket(0);
  atRest.socket.sendFlush(flush);
  expect([atRest.written, atRest.sent]).toEqual([[flush.framed], []]);
  const busy = rawSocket(1);
  busy.socket.sendFlush(flush);
  expect([busy.written, busy.sent]).toEqual([[], flush.messages]);
  const closing = rawSocket(0);
  closing.raw.readyState = 2;
  closing.socket.sendFlush(flush);
  expect([closing.written, closing.sent]).toEqual([[], []]);
});

test("[FAN1] where ws no longer has a part that a flush goes past, each message goes through send", () => {
  const flush = flushOf([bytesOf(3), bytesOf(5)]);
  const without: readonly object[] = [
    { _socket: undefined },
    { _socket: null },
    { _sender: undefined },
    { _sender: { _queue: [] } },
    { _sender: { _state: 0 } },
  ];
  for (const parts of without) {
    const { raw, socket, written, sent } = rawSocket(0);
    Object.assign(raw, parts);
    socket.sendFlush(flush);
    expect([written, sent], JSON.stringify(parts)).toEqual([[], flush.messages]);
  }
});

async function twoEditorsAndTwoFollowers() {
  const bench = await openRoom();
  const [decision = ""] = bench.decisions;
  const referent = await RoomClient.join(bench.room, REFERENT);
  const forperson = await RoomClient.join(bench.room, FORPERSON);
  const followers = [
    await RoomClient.join(bench.room, MEDLEM, { reads: true }),
    await RoomClient.join(bench.room, MEDLEM, { reads: true }),
  ] as const;
  await settle();
  bench.clock.advance(200);
  const everybody = [referent, forperson, ...followers];
  for (const client of everybody) client.flushes.length = 0;
  let carets = 0;
  const moveCaret = (client: RoomClient) => {
    const entry = { client: client.doc.clientID, clock: (carets += 1), json: `{"cursor":${carets}}` };
    client.pass(awarenessFrame([entry]));
  };
  return { bench, decision, referent, forperson, followers, moveCaret };
}

test("[FAN2] letters and carets of one moment leave in one write, framed once for all of a lane", async () => {
  const { bench, decision, referent, forperson, followers, moveCaret } = await twoEditorsAndTwoFollowers();
  typeIn(referent.doc, decision, "a");
  await settle();
  for (const flush of followers.map(({ flushes }) => flushes.splice(0))) expect(flush).toHaveLength(1);
  for (const letter of ["b", "c", "d"]) {
    typeIn(referent.doc, decision, letter);
    moveCaret(referent);
    moveCaret(forperson);
  }
  await settle();
  bench.clock.advance(LIMITS.followerFlushMs);
  const [first, second] = followers;
  expect(first.flushes).toHaveLength(1);
  expect(first.flushes[0]).toBe(second.flushes[0]);
  expect(typesOf(first.flushes[0])).toEqual([MESSAGE.sync, MESSAGE.awareness]);
  expect(textIn(first.doc, decision)).toBe("abcd");
  expect(textIn(forperson.doc, decision)).toBe("abcd");
});

test("[FAN8] the caret behind a letter leaves with the letter, after a silence too", async () => {
  const { bench, decision, referent, forperson, followers, moveCaret } = await twoEditorsAndTwoFollowers();
  bench.store.holdCommits();
  typeIn(referent.doc, decision, "ab");
  moveCaret(referent);
  await settle();
  expect(followers[0].flushes).toHaveLength(0);
  bench.store.releaseCommits();
  await settle();
  for (const { flushes } of [forperson, ...followers]) {
    expect(flushes).toHaveLength(1);
    expect(typesOf(flushes[0])).toEqual([MESSAGE.sync, MESSAGE.awareness]);
  }
  bench.clock.advance(200);
  moveCaret(referent);
  expect(forperson.flushes.map(typesOf).at(-1)).toEqual([MESSAGE.awareness]);
});

test("[FAN3] a flush that one sender alone filled is not sent back to it", async () => {
  const { bench, decision, referent, forperson, moveCaret } = await twoEditorsAndTwoFollowers();
  for (let letter = 0; letter < 5; letter += 1) {
    typeIn(referent.doc, decision, "a");
    moveCaret(referent);
    await settle();
    bench.clock.advance(LIMITS.editorFlushMs);
  }
  expect([referent.flushes.length, forperson.flushes.length > 0, referent.allSaved]).toEqual([0, true, true]);
});

test("[FAN4] of many frames that one commit holds the sender is thanked once", async () => {
  const { bench, decision, referent } = await twoEditorsAndTwoFollowers();
  const thanks = () => referent.own.filter(({ type }) => type === MESSAGE.saved).length;
  const before = thanks();
  bench.store.holdCommits();
  for (let letter = 0; letter < 40; letter += 1) typeIn(referent.doc, decision, "a");
  await settle();
  bench.store.releaseCommits();
  await settle();
  expect([thanks() - before, referent.allSaved]).toEqual([1, true]);
});

test("[FAN5] in a storm all who ask for the same get the same bytes, and a change makes new ones", async () => {
  const { bench, decision, referent, followers } = await twoEditorsAndTwoFollowers();
  const ask = Uint8Array.of(0, 0, 1, 0);
  const answersNow = () => {
    for (const follower of followers) follower.pass(ask);
    return followers.map((follower) => follower.flushes.splice(0).at(-1));
  };
  const [one, other] = answersNow();
  expect(one).toBeDefined();
  expect(one).toBe(other);
  typeIn(referent.doc, decision, "Nyt");
  await settle();
  bench.clock.advance(200);
  const [later] = answersNow();
  expect(later).not.toBe(one);
  const reader = new Y.Doc();
  Y.applyUpdate(reader, later?.messages[0]?.subarray(2 + lengthBytes(later)) ?? new Uint8Array());
  expect(textIn(reader, decision)).toBe("Nyt");
});

test("[FAN7] in a room just opened a joiner with nothing gets the stored bytes, and only then the word that it is in sync", async () => {
  const { bench, decision, referent, forperson } = await twoEditorsAndTwoFollowers();
  typeIn(referent.doc, decision, "Godkendt i dag.");
  await settle();
  bench.clock.advance(200);
  typeIn(forperson.doc, decision, " Tak.");
  await settle();
  const room = await bench.reopen();
  const joiner = await RoomClient.join(room, MEDLEM, { reads: true });
  const stored = await bench.store.load("m1");
  const kinds = joiner.flushes[0]?.messages.map((message) => message[1]);
  expect(kinds).toEqual([...(stored?.tail ?? []).map(() => SYNC.update), SYNC.step2]);
  expect(textIn(joiner.doc, decision)).toBe("Godkendt i dag. Tak.");
  // Whoever has something gets what it lacks, and after a change everybody does.
  const back = await RoomClient.join(room, REFERENT, { doc: referent.doc });
  expect(back.flushes.map(({ messages }) => messages.length)).toEqual([1, 1]);
  typeIn(back.doc, decision, " Slut.");
  await settle();
  const late = await RoomClient.join(room, MEDLEM, { reads: true });
  expect([late.flushes[0]?.messages.length, textIn(late.doc, decision)]).toEqual([
    1,
    "Godkendt i dag. Tak. Slut.",
  ]);
});

/** How many bytes the length of a sync frame's payload takes. */
function lengthBytes(flush: Flush): number {
  const message = flush.messages[0] ?? new Uint8Array();
  let bytes = 1;
  while ((message[1 + bytes] ?? 0) >= 0x80) bytes += 1;
  return bytes;
}

function typesOf(flush: Flush | undefined): (number | undefined)[] | undefined {
  return flush?.messages.map((message) => message[0]);
}

test("[FAN6] who left is forgotten when everybody has heard of it", async () => {
  const { bench, referent, forperson, moveCaret } = await twoEditorsAndTwoFollowers();
  moveCaret(referent);
  moveCaret(forperson);
  bench.clock.advance(200);
  referent.leave();
  bench.clock.advance(200);
  const clients = presentIn(await RoomClient.join(bench.room, MEDLEM, { reads: true }));
  expect(clients).toBe(1);
  // The same client comes back with an older clock: nobody remembers it, so it counts.
  const back = await RoomClient.join(bench.room, REFERENT, { doc: referent.doc });
  back.pass(awarenessFrame([{ client: back.doc.clientID, clock: 1, json: "{}" }]));
  expect(presentIn(await RoomClient.join(bench.room, MEDLEM, { reads: true }))).toBe(2);
});

/** How many entries the first presence that it was told had. */
function presentIn(client: RoomClient): number {
  const frame = client.sent.find((bytes) => bytes[0] === MESSAGE.awareness) ?? new Uint8Array();
  const decoder = decoding.createDecoder(frame);
  decoding.readVarUint(decoder);
  return decoding.readVarUint(decoding.createDecoder(decoding.readVarUint8Array(decoder)));
}
