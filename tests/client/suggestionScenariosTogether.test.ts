/** Several people suggest and write at once. */
import { expect, test } from "vitest";
import { redo, undo } from "../../client/editor/undo.ts";
import { plainTextOf } from "../../shared/meeting/richText.ts";
import { resolvedText } from "../../shared/suggestion/resolvedText.ts";
import { checkFourWays, plainly } from "../support/suggesting/checks.ts";
import { type Act, openWorld, wordsOf } from "../support/suggesting/scenario.ts";
import { BOLD, p, run, textOf } from "../support/suggesting/texts.ts";
import { atOnce, type World } from "../support/suggesting/world.ts";

const PLAN = textOf(p("Ny vagtplan i svømmehallen med et par rettelser."));
const ITALIC = { type: "italic" } as const;

const acceptedOf = async (world: World) =>
  plainTextOf(resolvedText(await world.serverText(), "all", "accept"));

test("[SUG19] my undo takes back my own suggestion whatever others have done since, and redo brings it again", async () => {
  const world = await openWorld(PLAN);
  const { forperson, naestforperson, referent } = world;
  forperson.hands.select("et par").type("12");
  await world.sync();
  const proposed = await world.serverText();
  naestforperson.hands.after("vagtplan").type(" nu");
  await world.sync();
  referent.hands.after("rettelser").type(" og noter");
  await world.sync();
  expect([undo(forperson.doc, () => true), undo(forperson.doc, () => true)]).toEqual([true, false]);
  await world.sync();
  expect(await world.openIds(forperson)).toEqual([]);
  expect(await world.openIds(naestforperson)).toHaveLength(1);
  const base = textOf(p("Ny vagtplan i svømmehallen med et par rettelser og noter."));
  await checkFourWays(world, {
    base,
    accepted: textOf(p("Ny vagtplan nu i svømmehallen med et par rettelser og noter.")),
  });
  expect([redo(forperson.doc, () => true), redo(forperson.doc, () => true)]).toEqual([true, false]);
  await world.sync();
  expect(plainTextOf(proposed)).toContain("et par12");
  await checkFourWays(world, {
    base,
    accepted: textOf(p("Ny vagtplan nu i svømmehallen med 12 rettelser og noter.")),
  });
});

test.each(["accept", "reject"] as const)("[SUG19] an %s is taken back by reopening it", async (verdict) => {
  const world = await openWorld(PLAN);
  world.forperson.hands.select("et par").type("12");
  await world.sync();
  const proposed = await world.serverText();
  const [suggestionId = ""] = await world.openIds();
  expect((await world.resolve(world.referent.who, [suggestionId], verdict)).kind).toBe("done");
  await world.sync();
  expect(await world.openIds()).toEqual([]);
  const command = { type: "reopenSuggestion", id: world.commandId(), suggestionId } as const;
  expect((await world.bench.room.execute(world.referent.who, command)).kind).toBe("done");
  await world.sync();
  expect(await world.serverText()).toEqual(proposed);
  const accepted = plainly(PLAN, (hands) => hands.select("et par").type("12"));
  await checkFourWays(world, { base: PLAN, accepted });
});

const deletePlan: Act = (hands) => hands.select("vagtplan ").press("Delete");

test("[SUG20] two people delete the same words: both are listed, and rejecting one leaves the other", async () => {
  const world = await openWorld(PLAN);
  await atOnce(world, deletePlan, { who: world.naestforperson, act: deletePlan });
  const mine = await world.openIds(world.forperson);
  expect([mine.length, (await world.openIds()).length]).toEqual([1, 2]);
  await checkFourWays(world, { base: PLAN, accepted: plainly(PLAN, deletePlan) });
  await world.resolve(world.referent.who, mine, "reject");
  await checkFourWays(world, { base: PLAN, accepted: plainly(PLAN, deletePlan) });
  expect(await world.openIds()).toEqual(await world.openIds(world.naestforperson));
});

test("[SUG20] the same at different times, and one of them struck a part only", async () => {
  const world = await openWorld(PLAN);
  world.forperson.hands.select("vagtplan i ").press("Delete");
  await world.sync();
  world.naestforperson.hands.select("plan i svømmehallen").press("Delete");
  await world.sync();
  expect(await world.openIds()).toHaveLength(2);
  await checkFourWays(world, { base: PLAN, accepted: textOf(p("Ny  med et par rettelser.")) });
  await world.resolve(world.referent.who, await world.openIds(world.naestforperson), "accept");
  await checkFourWays(world, {
    base: textOf(p("Ny vagt med et par rettelser.")),
    accepted: textOf(p("Ny  med et par rettelser.")),
  });
});

/** The forperson has added some words; the næstforperson types in them, and deletes of them. */
async function nested(): Promise<World> {
  const world = await openWorld(PLAN);
  world.forperson.hands.after("vagtplan").type(" for hele ugen");
  await world.sync();
  world.naestforperson.hands.after("for").type(" næsten");
  world.naestforperson.hands.select("ugen").press("Delete");
  await checkFourWays(world, {
    base: PLAN,
    accepted: textOf(p("Ny vagtplan for næsten hele  i svømmehallen med et par rettelser.")),
  });
  return world;
}

test("[SUG21] somebody types in another's insertion and deletes of it; only the first is rejected", async () => {
  const world = await nested();
  await world.resolve(world.referent.who, await world.openIds(world.forperson), "reject");
  await world.sync();
  expect(await world.openIds(world.forperson)).toEqual([]);
  expect(await wordsOf(world)).toContain("næsten");
  await checkFourWays(world, { base: PLAN });
});

test("[SUG21] the same; only the second is rejected", async () => {
  const world = await nested();
  await world.resolve(world.referent.who, await world.openIds(world.naestforperson), "reject");
  await checkFourWays(world, {
    base: PLAN,
    accepted: plainly(PLAN, (hands) => hands.after("vagtplan").type(" for hele ugen")),
  });
  expect(await world.openIds()).toHaveLength(1);
});

test("[SUG22] what somebody types in another's deletion outlives its acceptance", async () => {
  const world = await openWorld(PLAN);
  world.forperson.hands.select("vagtplan i svømmehallen ").press("Delete");
  await world.sync();
  const deletion = await world.openIds();
  world.naestforperson.hands.after("vagtplan").type("erne");
  await checkFourWays(world, { base: PLAN });
  await world.resolve(world.referent.who, deletion, "accept");
  await world.sync();
  expect(await wordsOf(world)).toBe("Ny ernemed et par rettelser.");
  await checkFourWays(world, {
    base: textOf(p("Ny med et par rettelser.")),
    accepted: textOf(p("Ny ernemed et par rettelser.")),
  });
});

test("[SUG23] two people format the same word, and both proposals stand", async () => {
  const world = await openWorld(PLAN);
  await atOnce(world, (hands) => hands.select("vagtplan").do((commands) => commands.toggleBold()), {
    who: world.naestforperson,
    act: (hands) => hands.select("vagtplan i").do((commands) => commands.toggleItalic()),
  });
  expect(await world.openIds()).toHaveLength(2);
  const rest = " svømmehallen med et par rettelser.";
  await checkFourWays(world, {
    base: PLAN,
    accepted: textOf(p("Ny ", run("vagtplan", BOLD, ITALIC), run(" i", ITALIC), rest)),
  });
  await world.resolve(world.referent.who, await world.openIds(world.forperson), "accept");
  await checkFourWays(world, { base: textOf(p("Ny ", run("vagtplan", BOLD), ` i${rest}`)) });
});

const boldPlan: Act = (hands) => hands.select("vagtplan").do((commands) => commands.toggleBold());

test("[SUG23] two people make the same word bold", async () => {
  const world = await openWorld(PLAN);
  await atOnce(world, boldPlan, { who: world.naestforperson, act: boldPlan });
  expect(await world.openIds()).toHaveLength(2);
  await checkFourWays(world, { base: PLAN, accepted: plainly(PLAN, boldPlan) });
});

test("[SUG24] two people who type at one spot make two suggestions", async () => {
  const world = await openWorld(PLAN);
  await atOnce(world, (hands) => hands.after("vagtplan").type(" nu"), {
    who: world.naestforperson,
    act: (hands) => hands.after("vagtplan").type(" her"),
  });
  expect(await world.openIds()).toHaveLength(2);
  await checkFourWays(world, { base: PLAN });
  expect(await acceptedOf(world)).toMatch(/^Ny vagtplan(?: nu her| her nu) i/u);
});

test("[SUG24] and so they do one after the other", async () => {
  const world = await openWorld(PLAN);
  world.forperson.hands.after("vagtplan").type(" nu");
  await world.sync();
  world.naestforperson.hands.after(" nu").type(" her");
  await world.sync();
  expect(await world.openIds()).toHaveLength(2);
  await checkFourWays(world, {
    base: PLAN,
    accepted: textOf(p("Ny vagtplan nu her i svømmehallen med et par rettelser.")),
  });
});
