/** Frames that are no edits, from somebody with a socket and bad will: nobody else notices. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { expect, test } from "vitest";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { MESSAGE, SYNC } from "../../shared/protocol/messages.ts";
import { awarenessFrame, syncFrame, type AwarenessEntry } from "../../server/room/frames.ts";
import { FORPERSON, MEDLEM, openRoom, REFERENT, settle } from "../support/rooms.ts";
import { RoomClient, textIn, typeIn } from "../support/roomClient.ts";

/** A client that also keeps what it hears of others. */
async function attackedRoom() {
  const bench = await openRoom();
  const victim = await RoomClient.join(bench.room, FORPERSON);
  const witness = await RoomClient.join(bench.room, MEDLEM, { reads: true });
  const attacker = await RoomClient.join(bench.room, REFERENT);
  const people = new Map<number, AwarenessEntry>();
  const send = witness.send.bind(witness);
  witness.send = (bytes) => {
    for (const entry of entriesOf(bytes)) people.set(entry.client, entry);
    send(bytes);
  };
  const pass = async (frame: Uint8Array) => {
    attacker.pass(frame);
    await settle();
    bench.clock.advance(200);
    await settle();
  };
  const before = await bench.room.read((doc) => Buffer.from(Y.encodeStateAsUpdate(doc)).toString("hex"));
  /** The room lives, nothing was written, and the others still write and read. */
  const goesOn = async () => {
    const now = await bench.room.read((doc) => Buffer.from(Y.encodeStateAsUpdate(doc)).toString("hex"));
    expect([now === before, bench.collapsed, victim.closedWith, witness.closedWith]).toEqual([
      true,
      [],
      undefined,
      undefined,
    ]);
    const [decision = ""] = bench.decisions;
    typeIn(victim.doc, decision, "Skrevet bagefter.");
    await settle();
    bench.clock.advance(200);
    expect([textIn(witness.doc, decision), victim.allSaved]).toEqual(["Skrevet bagefter.", true]);
  };
  return { bench, victim, attacker, people, pass, goesOn };
}

function present(client: RoomClient, json: string): void {
  client.pass(awarenessFrame([{ client: client.doc.clientID, clock: 1, json }]));
}

function entriesOf(bytes: Uint8Array): readonly AwarenessEntry[] {
  const frame = decoding.createDecoder(bytes);
  if (decoding.readVarUint(frame) !== MESSAGE.awareness) return [];
  const decoder = decoding.createDecoder(decoding.readVarUint8Array(frame));
  return Array.from({ length: decoding.readVarUint(decoder) }, () => ({
    client: decoding.readVarUint(decoder),
    clock: decoding.readVarUint(decoder),
    json: decoding.readVarString(decoder),
  }));
}

test.each([
  ["[HOST1] an empty frame", []],
  ["[HOST1] a sync frame without a sub-type", [MESSAGE.sync]],
  ["[HOST2] an unknown type", [77, 1, 2, 3]],
  ["[HOST2] a type as large as a number may be", [255, 255, 255, 255, 255, 255, 255, 15]],
  ["[HOST2] a type that only the server says", [MESSAGE.saved, 2, 123, 125]],
  ["[HOST2] an unknown sync sub-type", [MESSAGE.sync, 9, 1, 0]],
  ["[HOST2] a frame that says it is longer than it is", [MESSAGE.sync, 2, 255, 255, 255, 255, 7, 0]],
] as const)("%s is let be, and its sender stays", async (_case, bytes) => {
  const { attacker, pass, goesOn } = await attackedRoom();
  await pass(Uint8Array.from(bytes));
  expect([attacker.closedWith, attacker.refusals]).toEqual([undefined, []]);
  await goesOn();
});

test.each([
  ["says that it has a million clients and has none", () => [0xc0, 0x84, 0x3d]],
  ["names 2^53 clients", () => [255, 255, 255, 255, 255, 255, 255, 15]],
  ["is as long as a frame may be", () => vectorOf(200_000)],
  ["names the same client 500,000 times", () => [...countOf(500_000), ...repeated(500_000)]],
] as const)("[HOST42] a state vector that %s ends its socket with 4409", async (_case, bytes) => {
  const { attacker, pass, goesOn } = await attackedRoom();
  const vector = Uint8Array.from(bytes());
  expect(vector.length).toBeLessThan(LIMITS.frameBytes);
  await pass(syncFrame("step1", vector));
  expect(attacker.closedWith).toBe(4409);
  await goesOn();
});

test("[HOST42] a flood of step 1 ends its socket with 1013 after the fifth", async () => {
  const { attacker, pass, goesOn } = await attackedRoom();
  const step1 = syncFrame("step1", Y.encodeStateVector(new Y.Doc()));
  for (let n = 0; n < 1000; n += 1) attacker.pass(step1);
  await pass(step1);
  expect(attacker.closedWith).toBe(1013);
  const answers = attacker.sent.filter((bytes) => bytes[0] === MESSAGE.sync && bytes[1] === SYNC.step2);
  expect(answers.length).toBeLessThanOrEqual(LIMITS.syncsPerMinute);
  await goesOn();
});

test("[HOST43] presence is of oneself alone, under one's own name and role", async () => {
  const { bench, victim, attacker, people, pass, goesOn } = await attackedRoom();
  present(victim, JSON.stringify({ section: "a" }));
  const forged = JSON.stringify({ person: "forperson", name: "Karen Holm", role: "forperson", section: "b" });
  await pass(
    awarenessFrame([
      { client: victim.doc.clientID, clock: 9, json: "null" },
      { client: attacker.doc.clientID, clock: 1, json: forged },
    ]),
  );
  bench.clock.advance(200);
  const stateOf = (client: RoomClient): unknown =>
    JSON.parse(people.get(client.doc.clientID)?.json ?? "null");
  expect(stateOf(victim)).toMatchObject({ person: "forperson", section: "a" });
  expect(stateOf(attacker)).toEqual({
    person: "referent",
    name: "Amira Nørgaard",
    role: "referent",
    section: "b",
  });
  await goesOn();
});

test("[HOST44] a clock of 2^40 in another one's name silences nobody", async () => {
  const { bench, victim, people, pass, goesOn } = await attackedRoom();
  await pass(awarenessFrame([{ client: victim.doc.clientID, clock: 2 ** 40, json: "{}" }]));
  present(victim, JSON.stringify({ section: "a" }));
  bench.clock.advance(200);
  expect(people.get(victim.doc.clientID)).toMatchObject({ clock: 1 });
  await goesOn();
});

test("[HOST45] as many ghosts as fit in a frame become nobody", async () => {
  const { people, pass, goesOn } = await attackedRoom();
  const ghosts = Array.from({ length: 100_000 }, (_, n) => ({ client: 5_000_000 + n, clock: 1, json: "{}" }));
  const frame = awarenessFrame(ghosts);
  expect(frame.length).toBeLessThan(LIMITS.frameBytes);
  await pass(frame);
  expect([...people.keys()].filter((client) => client >= 5_000_000 && client < 5_100_000)).toEqual([]);
  await goesOn();
});

test.each([
  ["a state of 1 MB", "x".repeat(1_000_000)],
  ["a state nested 100,000 deep", undefined],
] as const)("[HOST46] %s is told to nobody", async (_case, filling) => {
  const { attacker, people, pass, goesOn } = await attackedRoom();
  const json =
    filling === undefined
      ? `{"section":${"[".repeat(100_000)}${"]".repeat(100_000)}}`
      : JSON.stringify({ section: filling });
  await pass(awarenessFrame([{ client: attacker.doc.clientID, clock: 1, json }]));
  expect([people.get(attacker.doc.clientID), attacker.closedWith]).toEqual([undefined, undefined]);
  await goesOn();
});

function countOf(count: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, count);
  return encoding.toUint8Array(encoder);
}

/** So many clients that nobody knows, each with one clock. */
function vectorOf(count: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, count);
  for (let client = 1; client <= count; client += 1) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, 1);
  }
  return encoding.toUint8Array(encoder);
}

function repeated(count: number): Uint8Array {
  return new Uint8Array(count * 2).fill(1);
}
