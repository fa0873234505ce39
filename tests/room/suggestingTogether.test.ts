/** Suggestions of several people at once, and what the server puts right in the record of whoever wrote. */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { resolutionKey, resolutionsRoot, type ResolutionRecord } from "../../shared/document/layout.ts";
import type { Stamp } from "../../shared/document/stamps.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { handMade } from "../support/handMade.ts";
import { HIGH } from "../support/hostileRoom.ts";
import { FORPERSON, NAESTFORPERSON, type RoomBench } from "../support/rooms.ts";
import { RoomClient } from "../support/roomClient.ts";
import { AT, marked } from "../support/stampedText.ts";
import {
  blockOf,
  type Hand,
  jonases,
  karens,
  marksOf,
  openSuggesting,
  stampBy,
  textOf,
  unmarked,
} from "../support/suggesting.ts";

describe("[SUG63] what others have suggested stays theirs", () => {
  test("words bear nobody else's suggestion by the place where they land", async () => {
    const { karen, jonas, flush, text } = await openSuggesting();
    jonas.suggest(8, " nu");
    jonas.strike(0, 8, stampBy(NAESTFORPERSON, "j2"));
    await flush();
    // Without attributes a letter takes over what stands before it.
    karen.words().insert(10, "xx");
    karen.words().insert(4, "yy");
    await flush();
    expect(await text()).toBe(
      "[Godk|-naestforperson][yy|+forperson][endt|-naestforperson][ n|+naestforperson][xx|+forperson][u|+naestforperson].",
    );
    expect([karen.refusals, jonas.refusals]).toEqual([[], []]);
  });

  test("two people stamp one block at once, and both stamps stand", async () => {
    const { karen, jonas, flush, text, everywhere } = await openSuggesting();
    karen.strikeBlock();
    jonas.strikeBlock();
    await flush();
    expect(await text()).toMatch(/^<paragraph (?=.*sDel forperson)(?=.*sDel naestforperson)/u);
    expect(await everywhere()).toHaveLength(1);
    // Taking back the own one takes nothing else.
    karen.block().removeAttribute("sDel");
    await flush();
    expect([await text(), karen.refusals]).toEqual(["<paragraph sDel naestforperson>Godkendt.", []]);
  });

  test("a stamp that was taken back meanwhile does not return with another's", async () => {
    const { karen, jonas, flush, text } = await openSuggesting();
    jonas.strikeBlock();
    await flush();
    jonas.block().removeAttribute("sDel");
    karen.strikeBlock([jonases, karens]);
    await flush();
    expect([await text(), karen.refusals]).toEqual(["<paragraph sDel forperson>Godkendt.", []]);
  });

  test.each(["first", "last"] as const)(
    "who typed amid words that their author takes back at the same time, and is heard %s, leaves nothing on what follows",
    async (when) => {
      const { karen, jonas, flush, text, everywhere } = await openSuggesting();
      jonas.suggest(8, " nu");
      await flush();
      const acts = [() => karen.suggest(10, "x"), () => jonas.words().delete(8, 3)];
      for (const act of when === "first" ? acts : acts.toReversed()) act();
      await flush();
      expect([await text(), karen.refusals, jonas.refusals]).toEqual(["Godkendt[x|+forperson].", [], []]);
      expect(await everywhere()).toHaveLength(1);
    },
  );

  test("the own formatting that ends another's mark for a letter may not go alone", async () => {
    const { karen, jonas, flush, text } = await openSuggesting();
    jonas.suggest(8, " nu");
    await flush();
    karen.suggest(10, "x");
    await flush();
    const before = await text();
    karen.erase(newest(karen, jonases));
    await flush();
    expect(karen.reasons).toEqual(["suggestOnly"]);
    expect([await text(), jonas.sees]).toEqual([before, before]);
  });
});

function idOf(item: Y.Item | null): readonly [number, number] {
  return [item?.id.client ?? 0, item?.id.clock ?? 0];
}

/** The last formatting that came from here and begins a mark of this author. */
function newest(hand: Hand, stamp: Stamp): readonly Y.Item[] {
  return hand
    .formats(marksOf(stamp))
    .filter(({ id }) => id.client === hand.doc.clientID)
    .slice(-1);
}

/** The server has accepted the suggestion, and the authors have not heard of it yet. */
async function acceptUnheard(bench: RoomBench, section: string, stamp: Stamp): Promise<void> {
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
      text.format(0, text.length, unmarked("insertion", stamp));
    }),
  );
}

describe("[SUG65] what comes after the verdict", () => {
  test("[SUG32] the author types on: raw letters and marked ones are one new suggestion, never base text", async () => {
    const { bench, section, karen, flush, text } = await openSuggesting();
    karen.suggest(8, " nu");
    await flush();
    await acceptUnheard(bench, section, karens);
    for (const letter of "abc") karen.words().insert(11, letter, marked("insertion", karens));
    await flush();
    karen.words().insert(14, "d");
    await flush();
    expect([await text(), karen.refusals]).toEqual(["Godkendt nu[cbad|+forperson].", []]);
    const ids = await bench.room.read(
      (doc) => new Set(JSON.stringify(textOf({ doc }, section).toDelta()).match(/"id":"\w+"/gu)),
    );
    expect(ids.size).toBe(1);
    expect(ids.has('"id":"k1"')).toBe(false);
  });

  test("the author deletes on, and stamps a block, under the settled id: both get a new one, which they share", async () => {
    const { bench, section, karen, flush } = await openSuggesting();
    await acceptUnheard(bench, section, karens);
    karen.doc.transact(() => {
      karen.strike(0, 2);
      karen.strikeBlock();
    });
    await flush();
    const [mark, stamp] = await bench.room.read((doc) => [
      JSON.stringify(textOf({ doc }, section).toDelta()).match(/"id":"\w+"/u)?.[0],
      JSON.stringify(blockOf({ doc }, section).getAttribute("sDel")).match(/"id":"\w+"/u)?.[0],
    ]);
    expect([mark === stamp, mark === '"id":"k1"', mark === undefined]).toEqual([true, false, false]);
  });

  test("an editor's copy of words whose suggestion is settled is a suggestion of its author under a new id", async () => {
    const { bench, section, karen, referent, flush, text } = await openSuggesting();
    karen.suggest(8, " nu");
    await flush();
    await acceptUnheard(bench, section, karens);
    const copy = new Y.XmlElement("paragraph");
    referent.doc.transact(() => {
      referent.words().delete(8, 4);
      referent.section.insert(1, [copy]);
      const words = new Y.XmlText();
      copy.insert(0, [words]);
      words.insert(0, " nu", marked("insertion", karens));
      words.insert(3, ".", unmarked("insertion", karens));
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
    const { jonas, referent, flush } = await openSuggesting();
    jonas.suggest(8, " nu");
    await flush();
    referent.words().insert(0, "nu ", marked("insertion", stamp));
    await flush();
    expect(referent.reasons).toEqual(refusals);
  });
});

test("[SUG61] nothing of the base comes to hang in an own block, however its neighbours are named", async () => {
  const { bench, karen, flush, text } = await openSuggesting();
  karen.propose(new Y.XmlElement("paragraph"), (own) => {
    own.insert(0, [new Y.XmlText("Tak.")]);
  });
  await flush();
  const before = await text();
  const base = idOf(karen.words()._start);
  const mine = idOf(karen.words(1)._start);
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
    expect(attacker.refusals).toMatchObject([{ reason: "malformed" }]);
    attacker.leave();
  }
  expect(await text()).toBe(before);
});

test("[SUG67] whose suggestions fail their rehearsal too often must wait; nobody else does", async () => {
  const { bench, jonas, flush, text, join } = await openSuggesting();
  const reasons: unknown[] = [];
  for (let attempt = 0; attempt <= LIMITS.failedRehearsalsPerMinute; attempt += 1) {
    const attacker = await join(FORPERSON);
    attacker.words().delete(0, 1);
    await flush();
    reasons.push(...attacker.reasons);
    attacker.client.leave();
  }
  expect(reasons).toEqual([
    ...Array<string>(LIMITS.failedRehearsalsPerMinute).fill("suggestOnly"),
    "tooFast",
  ]);
  jonas.words().insert(8, " nu");
  await flush();
  expect(await text()).toBe("Godkendt[ nu|+naestforperson].");
  bench.clock.advance(60_000);
  const later = await join(FORPERSON);
  later.words().insert(8, " igen");
  await flush();
  expect(later.refusals).toEqual([]);
});

test("[SUG67] a rehearsal follows what others write, and begins anew after a pause", async () => {
  const { bench, karen, referent, flush, text } = await openSuggesting();
  karen.words().insert(8, " nu");
  await flush();
  referent.words().insert(0, "Punktet er ");
  await flush();
  karen.words().insert(22, " og her");
  await flush();
  bench.clock.advance(LIMITS.rehearsalIdleMs);
  bench.room.breakSilence();
  karen.words().insert(0, "Ja. ");
  await flush();
  expect([await text(), karen.refusals]).toEqual([
    "[Ja. |+forperson]Punktet er Godkendt[ nu og her|+forperson].",
    [],
  ]);
});

test.each(["first", "last"] as const)(
  "[SUG63] an editor who types amid suggested words that go at the same time, and is heard %s, leaves nothing on base words",
  async (when) => {
    const { jonas, referent, flush, text, everywhere } = await openSuggesting();
    jonas.suggest(8, " nu");
    await flush();
    const acts = [
      // As y-tiptap writes a letter without marks.
      () => referent.words().insert(10, "x", unmarked("insertion", jonases)),
      () => jonas.words().delete(8, 3),
    ];
    for (const act of when === "first" ? acts : acts.toReversed()) act();
    await flush();
    expect([await text(), referent.refusals, jonas.refusals]).toEqual(["Godkendtx.", [], []]);
    expect(await everywhere()).toHaveLength(1);
  },
);
