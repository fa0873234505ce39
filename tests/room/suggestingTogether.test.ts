/** Suggestions of several people at once, and what the server puts right in the record of whoever wrote. */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { resolutionKey, resolutionsRoot, type ResolutionRecord } from "../../shared/document/layout.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { handMade } from "../support/handMade.ts";
import { HIGH } from "../support/hostileRoom.ts";
import { FORPERSON, NAESTFORPERSON, REFERENT, type RoomBench } from "../support/rooms.ts";
import { RoomClient } from "../support/roomClient.ts";
import {
  AT,
  blockOf,
  marked,
  markedUp,
  openSuggesting,
  stampBlock,
  stampBy,
  textOf,
} from "../support/suggesting.ts";

const karens = stampBy(FORPERSON, "k1");
const jonases = stampBy(NAESTFORPERSON, "j1");
const nulled = (marks: object) => Object.fromEntries(Object.keys(marks).map((key) => [key, null]));
const everywhere = (section: string, clients: readonly RoomClient[]) =>
  clients.map(({ doc }) => markedUp(doc, section));

describe("[SUG63] what others have suggested stays theirs", () => {
  test("words bear nobody else's suggestion by the place where they land", async () => {
    const { section, karen, jonas, flush, text } = await openSuggesting("Godkendt.");
    textOf(jonas, section).insert(8, " nu", marked("insertion", jonases));
    textOf(jonas, section).format(0, 8, marked("deletion", stampBy(NAESTFORPERSON, "j2")));
    await flush();
    // Without attributes a letter takes over what stands before it.
    textOf(karen, section).insert(10, "xx");
    textOf(karen, section).insert(4, "yy");
    await flush();
    expect(await text()).toBe(
      "[Godk|-naestforperson][yy|+forperson][endt|-naestforperson][ n|+naestforperson][xx|+forperson][u|+naestforperson].",
    );
    expect([karen.refusals, jonas.refusals]).toEqual([[], []]);
  });

  test("two people stamp one block at once, and both stamps stand", async () => {
    const { section, karen, jonas, referent, flush, text } = await openSuggesting("Godkendt.");
    stampBlock(blockOf(karen, section), "sDel", [karens]);
    stampBlock(blockOf(jonas, section), "sDel", [jonases]);
    await flush();
    expect(await text()).toMatch(/^<paragraph (?=.*sDel forperson)(?=.*sDel naestforperson)/u);
    expect(new Set(everywhere(section, [karen, jonas, referent]))).toEqual(new Set([await text()]));
    // Taking back the own one takes nothing else.
    blockOf(karen, section).removeAttribute("sDel");
    await flush();
    expect([await text(), karen.refusals]).toEqual(["<paragraph sDel naestforperson>Godkendt.", []]);
  });

  test("a stamp that was taken back meanwhile does not return with another's", async () => {
    const { section, karen, jonas, flush, text } = await openSuggesting("Godkendt.");
    stampBlock(blockOf(jonas, section), "sDel", [jonases]);
    await flush();
    blockOf(jonas, section).removeAttribute("sDel");
    stampBlock(blockOf(karen, section), "sDel", [jonases, karens]);
    await flush();
    expect([await text(), karen.refusals]).toEqual(["<paragraph sDel forperson>Godkendt.", []]);
  });

  test.each(["first", "last"] as const)(
    "who typed amid words that their author takes back at the same time, and is heard %s, leaves nothing on what follows",
    async (when) => {
      const { section, karen, jonas, flush, text } = await openSuggesting("Godkendt.");
      textOf(jonas, section).insert(8, " nu", marked("insertion", jonases));
      await flush();
      const acts = [
        () => textOf(karen, section).insert(10, "x", marked("insertion", karens)),
        () => textOf(jonas, section).delete(8, 3),
      ];
      for (const act of when === "first" ? acts : acts.toReversed()) act();
      await flush();
      expect([await text(), karen.refusals, jonas.refusals]).toEqual(["Godkendt[x|+forperson].", [], []]);
      expect(everywhere(section, [karen, jonas])).toEqual([await text(), await text()]);
    },
  );

  test("the own formatting that ends another's mark for a letter may not go alone", async () => {
    const { section, karen, jonas, flush, text } = await openSuggesting("Godkendt.");
    textOf(jonas, section).insert(8, " nu", marked("insertion", jonases));
    await flush();
    textOf(karen, section).insert(10, "x", marked("insertion", karens));
    await flush();
    const before = await text();
    deleteLastFormat(karen, section, jonases.author);
    await flush();
    expect(karen.refusals.map(({ reason }) => reason)).toEqual(["suggestOnly"]);
    expect([await text(), markedUp(jonas.doc, section)]).toEqual([before, before]);
  });
});

function idOf(item: Y.Item | null): readonly [number, number] {
  return [item?.id.client ?? 0, item?.id.clock ?? 0];
}

/** The newest formatting of this client that begins a mark of this author. */
function deleteLastFormat(client: RoomClient, section: string, author: string): void {
  let last: Y.Item | undefined;
  for (let item = textOf(client, section)._start; item !== null; item = item.right) {
    const isMeant = item.id.client === client.doc.clientID && item.content instanceof Y.ContentFormat;
    if (isMeant && JSON.stringify(item.content).includes(`"${author}"`)) last = item;
  }
  client.doc.transact((transaction) => last?.delete(transaction));
}

/** The server has accepted the suggestion, and the authors have not heard of it yet. */
async function acceptUnheard(bench: RoomBench, section: string, stamp: typeof karens): Promise<void> {
  const record: ResolutionRecord = {
    id: stamp.id,
    section,
    author: stamp.author,
    authorName: "Karen Holm",
    at: AT,
    parts: [],
    before: "",
    after: "",
    verdict: "accept",
    by: "referent",
    byName: "Amira Nørgaard",
    resolvedAt: AT,
  };
  await bench.room.read((doc) =>
    doc.transact(() => {
      resolutionsRoot(doc).set(resolutionKey(stamp.id, 1), record);
      const text = textOf({ doc }, section);
      text.format(0, text.length, nulled(marked("insertion", stamp)));
    }),
  );
}

describe("[SUG65] what comes after the verdict", () => {
  test("[SUG32] the author types on: raw letters and marked ones are one new suggestion, never base text", async () => {
    const { bench, section, karen, flush, text } = await openSuggesting("Godkendt.");
    textOf(karen, section).insert(8, " nu", marked("insertion", karens));
    await flush();
    await acceptUnheard(bench, section, karens);
    for (const letter of "abc") textOf(karen, section).insert(11, letter, marked("insertion", karens));
    await flush();
    textOf(karen, section).insert(14, "d");
    await flush();
    expect([await text(), karen.refusals]).toEqual(["Godkendt nu[cbad|+forperson].", []]);
    const ids = await bench.room.read(
      (doc) => new Set(JSON.stringify(textOf({ doc }, section).toDelta()).match(/"id":"\w+"/gu)),
    );
    expect(ids.size).toBe(1);
    expect(ids.has('"id":"k1"')).toBe(false);
  });

  test("the author deletes on, and stamps a block, under the settled id: both get a new one, which they share", async () => {
    const { bench, section, karen, flush } = await openSuggesting("Godkendt.");
    await acceptUnheard(bench, section, karens);
    karen.doc.transact(() => {
      textOf(karen, section).format(0, 2, marked("deletion", karens));
      stampBlock(blockOf(karen, section), "sDel", [karens]);
    });
    await flush();
    const [mark, stamp] = await bench.room.read((doc) => [
      JSON.stringify(textOf({ doc }, section).toDelta()).match(/"id":"\w+"/u)?.[0],
      JSON.stringify(blockOf({ doc }, section).getAttribute("sDel")).match(/"id":"\w+"/u)?.[0],
    ]);
    expect([mark === stamp, mark === '"id":"k1"', mark === undefined]).toEqual([true, false, false]);
  });

  test("an editor's copy of words whose suggestion is settled is a suggestion of its author under a new id", async () => {
    const { bench, section, karen, referent, flush, text } = await openSuggesting("Godkendt.");
    textOf(karen, section).insert(8, " nu", marked("insertion", karens));
    await flush();
    await acceptUnheard(bench, section, karens);
    const copy = new Y.XmlElement("paragraph");
    referent.doc.transact(() => {
      textOf(referent, section).delete(8, 4);
      referent.doc.getXmlFragment(`s:${section}`).insert(1, [copy]);
      const words = new Y.XmlText();
      copy.insert(0, [words]);
      words.insert(0, " nu", marked("insertion", karens));
      words.insert(3, ".", nulled(marked("insertion", karens)));
    });
    await flush();
    expect([await text(), referent.refusals]).toEqual(["Godkendt\n[ nu|+forperson].", []]);
    expect(
      await bench.room.read((doc) => JSON.stringify(textOf({ doc }, section, 1).toDelta())),
    ).not.toContain('"k1"');
  });
});

describe("[SUG64] an editor's copies", () => {
  test.each([
    ["of what stands in the meeting", jonases, []],
    ["under an author whom the suggestion never had", { ...jonases, author: "medlem" }, ["notAllowed"]],
    ["of what nobody has suggested", stampBy(FORPERSON, "k9"), ["notAllowed"]],
  ] as const)("%s", async (_what, stamp, refusals) => {
    const { section, jonas, referent, flush } = await openSuggesting("Godkendt.");
    textOf(jonas, section).insert(8, " nu", marked("insertion", jonases));
    await flush();
    textOf(referent, section).insert(0, "nu ", marked("insertion", stamp));
    await flush();
    expect(referent.refusals.map(({ reason }) => reason)).toEqual(refusals);
  });
});

test("[SUG61] nothing of the base comes to hang in an own block, however its neighbours are named", async () => {
  const { bench, section, karen, flush, text } = await openSuggesting("Godkendt.");
  const own = new Y.XmlElement("paragraph");
  karen.doc.transact(() => {
    karen.doc.getXmlFragment(`s:${section}`).insert(1, [own]);
    stampBlock(own, "sIns", [karens]);
    own.insert(0, [new Y.XmlText("Tak.")]);
  });
  await flush();
  const before = await text();
  const base = idOf(textOf(karen, section)._start);
  const mine = idOf(textOf(karen, section, 1)._start);
  for (const [origin, rightOrigin] of [
    [base, mine],
    [mine, base],
  ] as const) {
    const attacker = await RoomClient.join(bench.room, FORPERSON, { clientIds: [HIGH] });
    attacker.sendUpdate(
      handMade([
        {
          client: HIGH,
          clock: 0,
          structs: [{ origin, rightOrigin, content: { kind: "string", text: "x" } }],
        },
      ]),
    );
    await flush();
    expect(attacker.refusals.map(({ reason }) => reason)).toEqual(["malformed"]);
    attacker.leave();
  }
  expect(await text()).toBe(before);
});

test("[SUG67] whose suggestions fail their rehearsal too often must wait; nobody else does", async () => {
  const { bench, section, jonas, flush, text } = await openSuggesting("Godkendt.");
  const reasons: unknown[] = [];
  for (let attempt = 0; attempt <= LIMITS.failedRehearsalsPerMinute; attempt += 1) {
    const attacker = await RoomClient.join(bench.room, FORPERSON);
    await flush();
    textOf(attacker, section).delete(0, 1);
    await flush();
    reasons.push(...attacker.refusals.map(({ reason }) => reason));
    attacker.leave();
  }
  expect(reasons).toEqual([
    ...Array<string>(LIMITS.failedRehearsalsPerMinute).fill("suggestOnly"),
    "tooFast",
  ]);
  textOf(jonas, section).insert(8, " nu");
  await flush();
  expect(await text()).toBe("Godkendt[ nu|+naestforperson].");
  bench.clock.advance(60_000);
  const later = await RoomClient.join(bench.room, FORPERSON);
  await flush();
  textOf(later, section).insert(8, " igen");
  await flush();
  expect(later.refusals).toEqual([]);
});

test("[SUG67] a rehearsal follows what others write, and begins anew after a pause", async () => {
  const { bench, section, karen, referent, flush, text } = await openSuggesting("Godkendt.");
  textOf(karen, section).insert(8, " nu");
  await flush();
  textOf(referent, section).insert(0, "Punktet er ");
  await flush();
  textOf(karen, section).insert(22, " og her");
  await flush();
  bench.clock.advance(LIMITS.rehearsalIdleMs);
  bench.room.breakSilence();
  textOf(karen, section).insert(0, "Ja. ");
  await flush();
  expect([await text(), karen.refusals]).toEqual([
    "[Ja. |+forperson]Punktet er Godkendt[ nu og her|+forperson].",
    [],
  ]);
  expect(REFERENT.roles).toEqual(["referent"]);
});

test.each(["first", "last"] as const)(
  "[SUG63] an editor who types amid suggested words that go at the same time, and is heard %s, leaves nothing on base words",
  async (when) => {
    const { section, jonas, referent, flush, text } = await openSuggesting("Godkendt.");
    textOf(jonas, section).insert(8, " nu", marked("insertion", jonases));
    await flush();
    const acts = [
      // As y-tiptap writes a letter without marks.
      () => textOf(referent, section).insert(10, "x", nulled(marked("insertion", jonases))),
      () => textOf(jonas, section).delete(8, 3),
    ];
    for (const act of when === "first" ? acts : acts.toReversed()) act();
    await flush();
    expect([await text(), referent.refusals, jonas.refusals]).toEqual(["Godkendtx.", [], []]);
    expect(everywhere(section, [jonas, referent])).toEqual([await text(), await text()]);
  },
);
