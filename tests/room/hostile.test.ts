/** A hand-made client against a room: nothing of what it sends counts, and nobody else notices. */
import * as Y from "yjs";
import { describe, expect, test } from "vitest";
import { sectionText } from "../../shared/document/layout.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { MESSAGE } from "../../shared/protocol/messages.ts";
import { judgeUpdate } from "../../server/guard/guard.ts";
import { syncFrame } from "../../server/room/frames.ts";
import { editorWith } from "../support/asker.ts";
import { handMade, type MadeBlock, type MadeDeletes, type MadeStruct } from "../support/handMade.ts";
import { FORPERSON, openRoom, REFERENT, settle, type RoomBench } from "../support/rooms.ts";
import { RoomClient, textIn, typeIn } from "../support/roomClient.ts";

/** Two ids of the attacker, the higher first, as Yjs writes them. */
const HIGH = 900;
const LOW = 800;

async function attackedRoom() {
  const bench = await openRoom();
  const victim = await RoomClient.join(bench.room, FORPERSON);
  const [open = "", other = ""] = bench.decisions;
  const [locked = ""] = bench.cases;
  const attack = async (update: Uint8Array) => {
    const attacker = await RoomClient.join(bench.room, REFERENT, { clientIds: [HIGH, LOW] });
    attacker.sendUpdate(update);
    await flush(bench);
    return attacker;
  };
  return { bench, victim, open, other, locked, attack };
}

async function flush(bench: RoomBench) {
  await settle();
  bench.clock.advance(200);
  await settle();
}

const block = (client: number, clock: number, structs: readonly MadeStruct[]): MadeBlock => ({
  client,
  clock,
  structs,
});
const paragraph = { kind: "element", name: "paragraph" } as const;

const one = (root: string): MadeStruct => ({ parent: root, content: paragraph });

describe("structs that stand on what is not there yet", () => {
  test.each([
    [
      "on themselves",
      (root: string) => [
        block(HIGH, 0, [
          { origin: [HIGH, 0], content: paragraph },
          { parent: root, content: paragraph },
        ]),
      ],
    ],
    [
      "on something later by the same client",
      (root: string) => [
        block(HIGH, 0, [
          { origin: [HIGH, 1], content: paragraph },
          { parent: root, content: paragraph },
        ]),
      ],
    ],
    [
      "on a later parent by the same client",
      (root: string) => [
        block(HIGH, 0, [
          { parent: [HIGH, 1], content: { kind: "text" } },
          { parent: root, content: paragraph },
        ]),
      ],
    ],
    [
      "on each other through a second client id",
      (root: string) => [
        block(HIGH, 0, [
          { origin: [LOW, 1], content: paragraph },
          { parent: root, content: paragraph },
        ]),
        block(LOW, 0, [
          { origin: [HIGH, 1], content: paragraph },
          { parent: root, content: paragraph },
        ]),
      ],
    ],
    [
      "on a clock that nobody has",
      (root: string) => [
        block(HIGH, 0, [
          { rightOrigin: [HIGH, 77], content: paragraph },
          { parent: root, content: paragraph },
        ]),
      ],
    ],
  ] as const)("[GUARD10] %s", async (_name, blocksIn) => {
    const { bench, victim, open, attack } = await attackedRoom();
    const attacker = await attack(handMade(blocksIn(`s:${open}`)));
    expect(attacker.refusals.map(({ reason }) => reason)).toEqual(["malformed"]);
    expect([bench.collapsed, victim.closedWith]).toEqual([[], undefined]);
  });
});

describe("bytes that say two things", () => {
  test.each([
    [
      "a client listed twice",
      (root: string) => handMade([block(HIGH, 0, [one(root)]), block(HIGH, 1, [one(root)])]),
    ],
    ["an empty block", (root: string) => handMade([block(HIGH, 0, [one(root)]), block(LOW, 0, [])])],
    [
      "a delete set after the delete set",
      (root: string) => Uint8Array.from([...handMade([block(HIGH, 0, [one(root)])]), 0]),
    ],
    [
      "a subdocument",
      (root: string) =>
        handMade([
          block(HIGH, 0, [{ parent: root, content: { kind: "raw", ref: 9, bytes: [1, 65, 118, 0] } }]),
        ]),
    ],
    [
      "overlapping delete ranges",
      (root: string) =>
        handMade(
          [block(HIGH, 0, [one(root), one(root)])],
          [
            [
              HIGH,
              [
                [0, 2],
                [1, 1],
              ],
            ],
          ],
        ),
    ],
  ] as const)("[GUARD7] %s", async (_name, bytesIn) => {
    const { bench, victim, open, attack } = await attackedRoom();
    const attacker = await attack(bytesIn(`s:${open}`));
    expect(attacker.refusals.map(({ reason }) => reason)).toEqual(["malformed"]);
    expect([bench.collapsed, victim.closedWith]).toEqual([[], undefined]);
  });
});

describe("attributes", () => {
  test("[GUARD11] an attribute may be set again: Yjs names it through its neighbour only", async () => {
    const { bench, open } = await attackedRoom();
    const referent = await RoomClient.join(bench.room, REFERENT);
    await flush(bench);
    const list = new Y.XmlElement("orderedList");
    sectionText(referent.doc, open).insert(1, [list]);
    for (const start of [2, 3, 4]) {
      // Yjs types attributes as strings; y-tiptap stores numbers as they are.
      list.setAttribute("start", start as unknown as string);
      await flush(bench);
    }
    expect(referent.refusals).toEqual([]);
    expect(await bench.room.read((doc) => sectionText(doc, open).toJSON())).toContain('start="4"');
  });

  test.each([
    ["an element", { kind: "element", name: "paragraph" }],
    ["a value that the schema does not allow", { kind: "any", values: ["javascript:alert(1)"] }],
  ] as const)("[GUARD11] %s does not become an attribute through its neighbour", async (_name, content) => {
    const { bench, open, attack } = await attackedRoom();
    const first: readonly MadeStruct[] = [
      { parent: `s:${open}`, content: { kind: "element", name: "orderedList" } },
      { parent: [HIGH, 0], key: "start", content: { kind: "any", values: [2] } },
      { origin: [HIGH, 1], content },
    ];
    const attacker = await attack(handMade([block(HIGH, 0, first)]));
    expect(attacker.refusals).toEqual([{ reason: "notAllowed", section: open }]);
    expect(bench.collapsed).toEqual([]);
  });

  test("[GUARD6] the name of a mark or an attribute may not be long", async () => {
    for (const struct of [
      { parent: [HIGH, 1], content: { kind: "format", key: `bold--${"x".repeat(10_000)}`, value: true } },
      { parent: [HIGH, 0], key: "x".repeat(10_000), content: { kind: "deleted", length: 1 } },
    ] as const) {
      const { open, attack } = await attackedRoom();
      const holders: readonly MadeStruct[] = [
        { parent: `s:${open}`, content: paragraph },
        { parent: [HIGH, 0], content: { kind: "text" } },
      ];
      const attacker = await attack(handMade([block(HIGH, 0, [...holders, struct])]));
      expect(attacker.refusals).toEqual([{ reason: "notAllowed", section: open }]);
    }
  });
});

describe("honest edits that must not be refused", () => {
  test("[GUARD12] a hundred paragraphs written offline, a reload, and one more line by a higher id", async () => {
    const { bench, open } = await attackedRoom();
    const referent = await RoomClient.join(bench.room, REFERENT, { clientIds: [LOW] });
    referent.leave();
    const device = referent.doc;
    await flush(bench);
    Y.applyUpdate(device, await bench.room.read((doc) => Y.encodeStateAsUpdate(doc)), "server");
    device.clientID = LOW;
    const section = sectionText(device, open);
    for (let line = 0; line < 100; line += 1) section.insert(section.length, [new Y.XmlElement("paragraph")]);
    device.clientID = HIGH;
    section.insert(section.length, [new Y.XmlElement("paragraph")]);
    const back = await RoomClient.join(bench.room, REFERENT, { doc: device, clientIds: [HIGH, LOW] });
    await flush(bench);
    expect(back.refusals).toEqual([]);
    expect(back.allSaved).toBe(true);
    expect(await bench.room.read((doc) => sectionText(doc, open).length)).toBe(102);
  });

  test("[GUARD13] clean-up of a locked section's formatting is left out, the deletion beside it counts", async () => {
    const { bench, open, other } = await attackedRoom();
    const referent = await RoomClient.join(bench.room, REFERENT);
    await flush(bench);
    // One client's clocks run on from a section that is locked later into one that is not.
    const text = new Y.XmlText();
    const first = sectionText(referent.doc, other).get(0);
    if (!(first instanceof Y.XmlElement)) throw new Error("no paragraph");
    first.insert(0, [text]);
    text.insert(0, "fed", { bold: true });
    typeIn(referent.doc, open, "Slettes.");
    await flush(bench);
    const client = referent.doc.clientID;
    const { structs } = Y.decodeUpdate(Y.encodeStateAsUpdate(referent.doc));
    const format = structs.findLast(
      (one) => one.id.client === client && one instanceof Y.Item && one.content instanceof Y.ContentFormat,
    );
    const formatAt = format?.id.clock ?? -1;
    const doc = await bench.room.read((live) => {
      const copy = new Y.Doc();
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(live));
      return copy;
    });
    const deletes: MadeDeletes = [[client, [[formatAt, Y.getState(doc.store, client) - formatAt]]]];
    const asker = editorWith([client], (root) => root === `s:${open}`);
    const verdict = judgeUpdate(doc, handMade([], deletes), asker);
    if (verdict.kind !== "apply") throw new Error(`the guard says ${verdict.kind}`);
    const boldBefore = sectionText(doc, other).toJSON();
    Y.applyUpdate(doc, verdict.update);
    expect(textIn(doc, open)).toBe("");
    expect(sectionText(doc, other).toJSON()).toBe(boldBefore);
  });
});

describe("floods", () => {
  test("[GUARD14] more structs, or more deleted items, than Yjs can take in time are refused", async () => {
    const { bench, victim, open, attack } = await attackedRoom();
    const structs = Array.from({ length: LIMITS.structsPerUpdate + 1 }, () => ({
      parent: `s:${open}`,
      content: paragraph,
    }));
    const attacker = await attack(handMade([block(HIGH, 0, structs)]));
    expect(attacker.refusals).toEqual([{ reason: "tooLarge", section: null }]);
    expect([bench.collapsed, victim.closedWith]).toEqual([[], undefined]);
  });

  test("[ROOM8] who asks for the whole document again and again is closed to come back later", async () => {
    const { bench, victim } = await attackedRoom();
    const greedy = await RoomClient.join(bench.room, REFERENT);
    for (let ask = 0; ask < LIMITS.syncsPerMinute; ask += 1)
      greedy.pass(syncFrame("step1", Y.encodeStateVector(new Y.Doc())));
    await flush(bench);
    expect([greedy.closedWith, victim.closedWith]).toEqual([1013, undefined]);
  });

  test("[ROOM8] who asks and never reads is closed before it fills the memory", async () => {
    const { bench } = await attackedRoom();
    const greedy = await RoomClient.join(bench.room, REFERENT);
    greedy.queued = LIMITS.outboundHardBytes + 1;
    greedy.pass(Uint8Array.from([MESSAGE.queryAwareness]));
    expect(greedy.closedWith).toBe(1013);
  });
});

describe("before the commit", () => {
  test("[SAVE6] a refusal that rests on an uncommitted lock waits for its commit", async () => {
    const bench = await openRoom({ phase: "dagsordenIArbejde" });
    const forperson = await RoomClient.join(bench.room, FORPERSON);
    await flush(bench);
    bench.store.holdCommits();
    const locking = bench.room.execute(REFERENT, { type: "advance", id: "a1", to: "dagsordenFrigivet" });
    await settle();
    typeIn(forperson.doc, bench.cases[0] ?? "", "For sent");
    await settle();
    expect(forperson.refusals).toEqual([]);
    bench.store.releaseCommits();
    await locking;
    await flush(bench);
    expect(forperson.refusals).toHaveLength(1);
  });
});
