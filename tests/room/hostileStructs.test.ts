/** Whole updates whose structs stand where they must not: other people's ids, other sections, nowhere. */
import * as Y from "yjs";
import { expect, test } from "vitest";
import type { GuardReason } from "../../server/guard/verdict.ts";
import { MESSAGE } from "../../shared/protocol/messages.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { handMade, varString, type MadeContent, type MadeStruct } from "../support/handMade.ts";
import { flush, HIGH, HostileRoom, LOW, type Target } from "../support/hostileRoom.ts";
import { RoomClient, typeIn } from "../support/roomClient.ts";
import { FORPERSON, MEDLEM, openRoom, REFERENT, type RoomBench } from "../support/rooms.ts";

const paragraph = { kind: "element", name: "paragraph" } as const;
const word = (text: string): MadeContent => ({ kind: "string", text });
const by = (client: number, clock: number, ...structs: readonly MadeStruct[]) =>
  handMade([{ client, clock, structs }]);
const byMe = (...structs: readonly MadeStruct[]) => by(HIGH, 0, ...structs);
const FUTURE = 1_000_000;

const MISPLACED: readonly (readonly [string, GuardReason, (target: Target) => Uint8Array])[] = [
  [
    "[HOST16] the victim's client id",
    "foreignClient",
    ({ victim, open }) => by(victim, 9, { parent: open, content: paragraph }),
  ],
  [
    "[HOST16] a client id that nobody has",
    "foreignClient",
    ({ open }) => by(7777, 0, { parent: open, content: paragraph }),
  ],
  [
    "[HOST16] the victim's client id beside an own one",
    "foreignClient",
    ({ victim, open }) =>
      handMade([
        { client: HIGH, clock: 0, structs: [{ parent: open, content: paragraph }] },
        { client: victim, clock: 9, structs: [{ parent: open, content: paragraph }] },
      ]),
  ],
  [
    "[HOST19] a gap before the first own clock",
    "staleClient",
    ({ open }) => by(HIGH, 5, { parent: open, content: paragraph }),
  ],
  [
    "[HOST23] written behind a clock that the victim has not reached",
    "malformed",
    ({ victim }) => byMe({ origin: [victim, FUTURE], content: paragraph }),
  ],
  [
    "[HOST23] written before a clock that the victim has not reached",
    "malformed",
    ({ victim, paragraph: at }) => byMe({ origin: at, rightOrigin: [victim, FUTURE], content: paragraph }),
  ],
  [
    "[HOST23] hung in an item that the victim has not written",
    "malformed",
    ({ victim }) => byMe({ parent: [victim, FUTURE], content: { kind: "text" } }),
  ],
  [
    "[HOST24] a deletion of what the victim will write",
    "staleClient",
    ({ victim }) => handMade([], [[victim, [[FUTURE, 10]]]]),
  ],
  [
    "[HOST24] a deletion from the victim's last letter on",
    "staleClient",
    ({ victim, letter }) => handMade([], [[victim, [[letter[1], FUTURE]]]]),
  ],
  [
    "[HOST26] neighbours in two sections",
    "malformed",
    ({ paragraph: left, otherParagraph }) =>
      byMe({ origin: left, rightOrigin: otherParagraph, content: paragraph }),
  ],
  [
    "[HOST26] neighbours in a section and a locked one",
    "malformed",
    ({ paragraph: left, lockedParagraph }) =>
      byMe({ origin: left, rightOrigin: lockedParagraph, content: paragraph }),
  ],
  [
    "[HOST26] neighbours in a section and in a text of it",
    "malformed",
    ({ paragraph: left, letter }) => byMe({ origin: left, rightOrigin: letter, content: paragraph }),
  ],
  ["[HOST27] hung in a letter", "malformed", ({ letter }) => byMe({ parent: letter, content: word("x") })],
  [
    "[HOST27] hung in a letter of the same update",
    "malformed",
    ({ text }) => byMe({ parent: text, content: word("x") }, { parent: [HIGH, 0], content: word("y") }),
  ],
  [
    "[HOST28] hung in an item of another document",
    "malformed",
    () => byMe({ parent: [7777, 3], content: { kind: "text" } }),
  ],
  [
    "[HOST28] written beside an item of another document",
    "malformed",
    () => byMe({ origin: [7777, 3], content: paragraph }),
  ],
  [
    "[HOST29] a section that there is none of",
    "locked",
    () => byMe({ parent: "s:findes-ikke", content: paragraph }),
  ],
  ["[HOST29] a root that there is none of", "foreignRoot", () => byMe({ parent: "ny", content: paragraph })],
  ["[HOST29] a root without a name", "foreignRoot", () => byMe({ parent: "", content: paragraph })],
  [
    "[HOST29] the server's own root",
    "foreignRoot",
    () => byMe({ parent: "items", key: "x", content: { kind: "any", values: [1] } }),
  ],
  [
    "[HOST30] the root __proto__",
    "foreignRoot",
    () => byMe({ parent: "__proto__", key: "x", content: { kind: "any", values: [1] } }),
  ],
  ["[HOST30] the section __proto__", "locked", () => byMe({ parent: "s:__proto__", content: paragraph })],
  ["[HOST30] the section constructor", "locked", () => byMe({ parent: "s:constructor", content: paragraph })],
];

test.each(MISPLACED)("%s", async (_title, reason, made) => {
  const room = await HostileRoom.open();
  expect(await room.attack(made(room.target))).toEqual([reason]);
  await room.expectUnharmed();
});

/** A meeting in session; the attacker wrote «abc» as HIGH in what is locked now, and as LOW in a decision. */
async function withOldWords() {
  const bench = await openRoom({ phase: "dagsordenIArbejde" });
  const victim = await RoomClient.join(bench.room, FORPERSON);
  await writeAs(HIGH, bench, bench.cases[0] ?? "");
  for (const to of ["dagsordenFrigivet", "moede"] as const)
    await bench.room.execute(REFERENT, { type: "advance", id: to, to });
  await writeAs(LOW, bench, bench.decisions[0] ?? "");
  return HostileRoom.around(bench, victim);
}

async function writeAs(client: number, bench: RoomBench, section: string, letters = "abc") {
  const doc = new Y.Doc();
  doc.clientID = client;
  const writer = await RoomClient.join(bench.room, REFERENT, { doc });
  await flush(bench);
  typeIn(doc, section, letters);
  await flush(bench);
  expect(writer.allSaved).toBe(true);
  writer.leave();
}

/** The old word resent longer, so that Yjs sees something new in it. */
const longer = (client: number, where: Partial<MadeStruct>) =>
  by(client, 0, { ...where, content: word("abcKUP") });

const LONGER: readonly (readonly [string, GuardReason, (target: Target) => Uint8Array])[] = [
  [
    "[HOST18] a locked word resent longer, hung in an open section",
    "locked",
    ({ text }) => longer(HIGH, { parent: text }),
  ],
  [
    "[HOST18] a locked word resent longer, behind an open word",
    "locked",
    () => longer(HIGH, { origin: [LOW, 2] }),
  ],
  [
    "[HOST18] a locked word resent longer, before an open word",
    "malformed",
    () => longer(HIGH, { rightOrigin: [LOW, 0] }),
  ],
  [
    "[HOST18] an open word resent longer, before a locked word",
    "malformed",
    () => longer(LOW, { rightOrigin: [HIGH, 0] }),
  ],
];

test.each(LONGER)("%s", async (_title, reason, made) => {
  const room = await withOldWords();
  expect(await room.attack(made(room.target))).toEqual([reason]);
  await room.expectUnharmed();
});

test.each([
  [
    "[HOST18] an open word resent longer, hung in a locked section, stays where it is",
    ({ lockedParagraph }: Target) => longer(LOW, { parent: lockedParagraph }),
  ],
  [
    "[HOST18] an open word resent longer, behind a locked word, stays where it is",
    () => longer(LOW, { origin: [HIGH, 0] }),
  ],
] as const)("%s", async (_title, made) => {
  const room = await withOldWords();
  const textOf = (root: string) => room.bench.room.read((doc) => doc.getXmlFragment(root).toJSON());
  const locked = await textOf(room.target.locked);
  expect(await room.attack(made(room.target))).toEqual([]);
  expect(await textOf(room.target.locked)).toBe(locked);
  expect(await textOf(room.target.open)).toContain("abcKUP");
  await room.expectOthersWorkOn();
});

test("[HOST26] beside something deleted for good nothing cuts an emoji of a locked section in two", async () => {
  const bench = await openRoom({ phase: "dagsordenIArbejde" });
  const victim = await RoomClient.join(bench.room, FORPERSON);
  await writeAs(HIGH, bench, bench.cases[0] ?? "", "\u{1F600}");
  for (const to of ["dagsordenFrigivet", "moede"] as const)
    await bench.room.execute(REFERENT, { type: "advance", id: to, to });
  await flush(bench);
  typeIn(victim.doc, bench.decisions[0] ?? "", "Godkendt.");
  const decision = sectionText(victim.doc, bench.decisions[0] ?? "");
  victim.doc.transact(() => {
    const block = new Y.XmlElement("paragraph");
    decision.insert(1, [block]);
    block.insert(0, [new Y.XmlText("abc")]);
  });
  const letters = Y.getState(victim.doc.store, victim.doc.clientID) - 3;
  decision.delete(1, 1);
  await flush(bench);
  const room = await HostileRoom.around(bench, victim);
  for (const [origin, rightOrigin] of [
    [
      [victim.doc.clientID, letters],
      [HIGH, 1],
    ],
    [
      [HIGH, 0],
      [victim.doc.clientID, letters],
    ],
  ] as const)
    expect(await room.attack(by(LOW, 0, { origin, rightOrigin, content: word("x") }))).toEqual(["malformed"]);
  await room.expectUnharmed();
});

/** The referat is in approval: the referent writes, the chairs have a right to suggest. */
async function inApproval() {
  const bench = await openRoom();
  const referent = await RoomClient.join(bench.room, REFERENT);
  await flush(bench);
  typeIn(referent.doc, bench.decisions[0] ?? "", "Godkendt.");
  for (const to of ["referatIArbejde", "tilGodkendelse"] as const)
    await bench.room.execute(REFERENT, { type: "advance", id: to, to });
  await flush(bench);
  return HostileRoom.around(bench, referent);
}

test.each([
  ["[HOST54] whoever is in suggestion mode cannot delete and retype", REFERENT, "foreslaa"],
  ["[HOST54] whoever has only the right to suggest cannot delete and retype", FORPERSON, "skriv"],
] as const)("%s", async (_title, who, mode) => {
  const room = await inApproval();
  const suggester = await RoomClient.join(room.bench.room, who);
  await flush(room.bench);
  suggester.pass(Uint8Array.from([MESSAGE.mode, ...varString(JSON.stringify({ mode }))]));
  suggester.doc.transact(() => {
    const block = sectionText(suggester.doc, room.bench.decisions[0] ?? "").get(0);
    const words = block instanceof Y.XmlElement ? block.get(0) : undefined;
    if (!(words instanceof Y.XmlText)) throw new Error("no text");
    words.delete(0, 8);
    words.insert(0, "Godkendt");
  });
  await flush(room.bench);
  expect(suggester.refusals.map(({ reason }) => reason)).toEqual(["suggestOnly"]);
  await room.expectUnharmed();
});

test("[HOST53] a viewer who declares a client id and answers with a sync step 2 is refused whole", async () => {
  const room = await HostileRoom.open();
  const { paragraph: at, victim, letter } = room.target;
  const update = handMade(
    [{ client: HIGH, clock: 0, structs: [{ origin: at, content: paragraph }] }],
    [[victim, [[letter[1], 1]]]],
  );
  expect(await room.attack(update, { as: MEDLEM })).toEqual(["locked"]);
  await room.expectUnharmed();
});
