/** What somebody who may only suggest tries with a hand-made client, and what a refused page still has. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { sectionText } from "../../shared/document/layout.ts";
import { RoomClient } from "../support/roomClient.ts";
import { FORPERSON, NAESTFORPERSON } from "../support/rooms.ts";
import { checkFourWays, plainly } from "../support/suggesting/checks.ts";
import { openWorld } from "../support/suggesting/scenario.ts";
import { p, textOf } from "../support/suggesting/texts.ts";
import type { World } from "../support/suggesting/world.ts";

const PLAN = textOf(p("Ny vagtplan i svømmehallen med et par rettelser."));
const ADDED = "Ny vagtplan for uge 34 i svømmehallen med et par rettelser.";

/** The forperson has added « for uge 34», and everybody has seen it. */
async function added(): Promise<{ readonly world: World; readonly id: string }> {
  const world = await openWorld(PLAN);
  world.forperson.hands.after("vagtplan").type(" for uge 34");
  await world.sync();
  const [id = ""] = await world.openIds();
  return { world, id };
}

test.each(["accept", "reject"] as const)("[SUG36] who may only suggest cannot %s", async (verdict) => {
  const { world, id } = await added();
  for (const who of [FORPERSON, NAESTFORPERSON]) {
    const answer = await world.resolve(who, [id], verdict);
    expect(answer.kind).toBe("refused");
  }
  const accepted = textOf(p(ADDED));
  await checkFourWays(world, { base: PLAN, accepted });
  expect(await world.openIds()).toEqual([id]);
});

/** A client of the forperson that no editor of ours drives. */
async function byHand(act: (doc: Y.Doc, text: Y.XmlText, world: World) => void) {
  const world = await openWorld(PLAN);
  world.forperson.hands.after("rettelser").type(" og noter");
  await world.sync();
  const before = await world.serverText();
  const client = await RoomClient.join(world.bench.room, FORPERSON);
  await world.sync();
  const paragraph = sectionText(client.doc, world.section).get(0);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(text instanceof Y.XmlText)) throw new Error("there is no text");
  client.doc.transact(() => {
    act(client.doc, text, world);
  });
  await world.sync();
  return { world, client, before };
}

test("[SUG37] raw text of a hand-made client becomes a suggestion of its author, for its sender too", async () => {
  const { world, client } = await byHand((_doc, text) => {
    text.insert(3, "hemmelig ");
  });
  expect(client.refusals).toEqual([]);
  expect((await world.suggestions()).map(({ author }) => author)).toEqual(["forperson", "forperson"]);
  await checkFourWays(world, { base: PLAN });
  const text = sectionText(client.doc, world.section);
  expect(JSON.stringify(text)).toBe(JSON.stringify(sectionText(world.referent.doc, world.section)));
});

const stampOf = (author: string) => ({ id: "x1", author, at: "2026-03-19T10:00:00.000Z" });

test.each<[string, (doc: Y.Doc, text: Y.XmlText, world: World) => void]>([
  ["a raw deletion", (_doc, text) => text.delete(0, 3)],
  ["raw bold", (_doc, text) => text.format(0, 2, { bold: {} })],
  ["a deletion in another's name", (_doc, text) => text.format(0, 2, { "deletion--x": stampOf("referent") })],
  [
    "an insertion in another's name",
    (_doc, text) => text.insert(3, "hemmelig ", { "insertion--x": stampOf("naestforperson") }),
  ],
  [
    "another's verdict",
    (_doc, text) => text.format(0, text.length, { insertion: null, deletion: null, bold: {} }),
  ],
  [
    "the words deleted and typed again",
    (_doc, text) => {
      text.delete(0, 2);
      text.insert(0, "Ny");
    },
  ],
  [
    "a raw block",
    (doc, _text, { section }) => {
      const block = new Y.XmlElement("paragraph");
      block.insert(0, [new Y.XmlText("hemmeligt")]);
      sectionText(doc, section).insert(1, [block]);
      sectionText(doc, section).delete(0, 1);
    },
  ],
  [
    "a locked section",
    (doc, _text, { bench }) =>
      sectionText(doc, bench.cases[1] ?? "").insert(0, [new Y.XmlElement("paragraph")]),
  ],
  ["another root", (doc) => doc.getMap("meeting").set("phase", "godkendt")],
  ["an accept by hand", (_doc, text) => text.delete(0, text.length)],
])("[SUG37] %s by a hand-made client is refused, and nobody else sees it", async (_what, act) => {
  const { world, client, before } = await byHand(act);
  expect(client.refusals).toHaveLength(1);
  expect(await world.serverText()).toEqual(before);
  for (const person of world.people) expect(person.text).toEqual(before);
  await checkFourWays(world, { base: PLAN });
});

test("[SUG38] a refused client loads the text anew and keeps all other suggestions", async () => {
  const { world } = await added();
  const { forperson } = world;
  forperson.hands.select("et par").type("12");
  await world.sync();
  const before = await world.serverText();
  const block = forperson.fragment.get(0);
  forperson.doc.transact(() => {
    if (block instanceof Y.XmlElement) block.delete(0, block.length);
  });
  await world.sync();
  expect(forperson.refusals).toHaveLength(1);
  expect(await world.serverText()).toEqual(before);
  forperson.startAnew(world.newClientId());
  await world.reconnect(forperson);
  forperson.refusals.length = 0;
  expect(await world.openIds(forperson)).toHaveLength(2);
  forperson.hands.after("12").type(" små");
  const acts = plainly(
    PLAN,
    (hands) => hands.after("vagtplan").type(" for uge 34"),
    (hands) => hands.select("et par").type("12 små"),
  );
  await checkFourWays(world, { base: PLAN, accepted: acts });
});
