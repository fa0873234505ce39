/** Verdicts on suggestions while people write on, at the same time, and before a signature. */
import { describe, expect, test } from "vitest";
import { contentHash } from "../../shared/canonical/canonicalItem.ts";
import { phaseOf } from "../../shared/document/read.ts";
import { plainTextOf } from "../../shared/meeting/richText.ts";
import type { CommandAnswer } from "../../server/room/commandDesk.ts";
import type { Who } from "../../server/room/connection.ts";
import { FORPERSON, NAESTFORPERSON, REFERENT } from "../support/rooms.ts";
import { checkFourWays } from "../support/suggesting/checks.ts";
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

const VERDICTS = [
  ["accept", "[SUG32]", ADDED],
  ["reject", "[SUG33]", plainTextOf(PLAN)],
] as const;

describe.each(VERDICTS)("%s %s", (verdict, _rule, resolved) => {
  const late = verdict === "accept" ? ADDED.replace("34", "34-35") : plainTextOf(PLAN);

  test(`${_rule} what the author types on while the line is slow is a new suggestion`, async () => {
    const { world, id } = await added();
    world.forperson.hold();
    world.forperson.hands.after("34").type("-35");
    await world.resolve(world.referent.who, [id], verdict);
    world.forperson.release();
    await world.sync();
    const open = await world.suggestions();
    expect(open.map(({ author }) => author)).toEqual(["forperson"]);
    expect(open[0]?.id).not.toBe(id);
    await checkFourWays(world, { base: textOf(p(resolved)) });
    expect(plainTextOf(await world.serverText())).toContain("-35");
    world.forperson.hands.after("-35").type("!");
    await checkFourWays(world, { base: textOf(p(resolved)) });
    expect(await world.openIds()).toHaveLength(1);
    if (verdict === "accept")
      await checkFourWays(world, {
        base: textOf(p(resolved)),
        accepted: textOf(p(late.replace("35", "35!"))),
      });
  });

  test(`${_rule} what the author types on offline, in its midst and at its end, is a new suggestion`, async () => {
    const { world, id } = await added();
    world.forperson.goOffline();
    world.forperson.hands.after("34").type(" og 35");
    world.forperson.hands.after("for").type(" hele");
    await world.resolve(world.referent.who, [id], verdict);
    await world.sync();
    await world.reconnect(world.forperson);
    expect((await world.suggestions()).every(({ author }) => author === "forperson")).toBe(true);
    expect(await world.openIds()).not.toContain(id);
    await checkFourWays(world, { base: textOf(p(resolved)) });
    await world.resolve(world.referent.who, await world.openIds(), "reject");
    await world.sync();
    expect(await world.serverText()).toEqual(textOf(p(resolved)));
  });

  test(`${_rule} what the author deletes of it meanwhile is no deletion of base text`, async () => {
    const { world, id } = await added();
    world.forperson.hold();
    world.forperson.hands.select("uge").press("Delete");
    await world.resolve(world.referent.who, [id], verdict);
    world.forperson.release();
    await world.sync();
    expect(await world.serverText()).toEqual(textOf(p(resolved)));
    // Accepted, it is base text, and Yjs knows no way to take a deletion back: the page loads the text anew.
    expect(world.forperson.refusals).toEqual(verdict === "accept" ? ["suggestOnly"] : []);
  });
});

test("[SUG34] a suggestion that is accepted and rejected at once has one verdict, and both are told which", async () => {
  const { world, id } = await added();
  const [first, second] = await Promise.all([
    world.resolve(REFERENT, [id], "accept"),
    world.resolve({ ...REFERENT, person: "anden", name: "Mads Krogh" }, [id], "reject"),
  ]);
  await world.sync();
  expect(first.kind === "done" && first.body["resolved"]).toEqual([id]);
  expect(second.kind).toBe("refused");
  const told = second.kind === "refused" ? second.refusal : undefined;
  expect(told?.reason).toBe("alreadyResolved");
  expect(told?.message).toContain("Amira Nørgaard");
  expect(await world.serverText()).toEqual(textOf(p(ADDED)));
  await checkFourWays(world, { base: textOf(p(ADDED)), accepted: textOf(p(ADDED)) });
});

test("[SUG34] of several, those that were open are resolved, and the others are named", async () => {
  const { world, id } = await added();
  world.naestforperson.hands.select("et par").type("12");
  await world.sync();
  const [other = ""] = await world.openIds(world.naestforperson);
  await world.resolve(REFERENT, [id], "reject");
  const answer = await world.resolve(REFERENT, [id, other], "accept");
  expect(answer.kind === "done" && answer.body).toMatchObject({
    resolved: [other],
    already: [{ id, verdict: "reject" }],
  });
  await world.sync();
  expect(await world.openIds()).toEqual([]);
});

test("[SUG35] a split that is accepted twice at once is one split", async () => {
  const world = await openWorld(PLAN);
  world.forperson.hands.after("vagtplan").press("Enter");
  await world.sync();
  const [id = ""] = await world.openIds();
  await Promise.all([world.resolve(REFERENT, [id], "accept"), world.resolve(REFERENT, [id], "accept")]);
  const split = textOf(p("Ny vagtplan"), p(" i svømmehallen med et par rettelser."));
  await checkFourWays(world, { base: split, accepted: split });
  expect(await world.serverText()).toEqual(split);
});

const signOff = async (world: World, who: Who, itemId = world.itemId): Promise<CommandAnswer> => {
  const hash = await world.bench.room.read((doc) => contentHash(doc, itemId));
  return world.bench.room.execute(who, { type: "signOff", id: world.commandId(), itemId, hash });
};

const toApproval = (world: World) =>
  world.bench.room.execute(REFERENT, { type: "advance", id: world.commandId(), to: "tilGodkendelse" });

test("[SUG39] an item is not signed off while it has open suggestions, and is when they are settled", async () => {
  const { world, id } = await added();
  expect((await toApproval(world)).kind).toBe("done");
  await world.sync();
  const refused = await signOff(world, FORPERSON);
  expect(refused.kind === "refused" && refused.refusal.reason).toBe("openSuggestions");
  expect((await signOff(world, FORPERSON, world.bench.items[0])).kind).toBe("done");
  await world.resolve(REFERENT, [id], "accept");
  expect((await signOff(world, FORPERSON)).kind).toBe("done");
});

test("[SUG39] a suggestion after the sign-off keeps it valid, and holds back the last signature", async () => {
  const world = await openWorld(PLAN);
  await toApproval(world);
  const [first = "", second = "", third = ""] = world.bench.items;
  for (const who of [FORPERSON, NAESTFORPERSON])
    for (const itemId of [first, second]) expect((await signOff(world, who, itemId)).kind).toBe("done");
  expect((await signOff(world, FORPERSON, third)).kind).toBe("done");
  const before = await world.bench.room.read((doc) => contentHash(doc, second));
  world.forperson.hands.after("vagtplan").type(" nu");
  await world.sync();
  expect(await world.bench.room.read((doc) => contentHash(doc, second))).toBe(before);
  await signOff(world, NAESTFORPERSON, third);
  expect(await world.bench.room.read(phaseOf)).toBe("tilGodkendelse");
  await world.resolve(REFERENT, await world.openIds(), "reject");
  const last = await signOff(world, NAESTFORPERSON, third);
  expect([last.kind, await world.bench.room.read(phaseOf)]).toEqual(["done", "godkendt"]);
});

test("[SUG39] in a referat that is approved nobody suggests any more", async () => {
  const world = await openWorld(PLAN);
  await toApproval(world);
  world.forperson.goOffline();
  world.forperson.hands.after("vagtplan").type(" nu");
  for (const itemId of world.bench.items)
    for (const who of [FORPERSON, NAESTFORPERSON])
      expect((await signOff(world, who, itemId)).kind).toBe("done");
  expect(await world.bench.room.read(phaseOf)).toBe("godkendt");
  await world.forperson.goOnline(world.bench.room);
  await world.sync();
  expect(world.forperson.refusals).toHaveLength(1);
  expect(await world.serverText()).toEqual(PLAN);
});
