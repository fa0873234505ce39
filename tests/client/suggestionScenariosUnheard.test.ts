/** Suggestions made without having heard of what others did meanwhile, offline or in one's own new blocks. */
import { expect, test } from "vitest";
import { resolvedText } from "../../shared/suggestion/resolvedText.ts";
import { checkFourWays, plainly } from "../support/suggesting/checks.ts";
import { type Act, openWorld, rejectedOf, wordsOf } from "../support/suggesting/scenario.ts";
import { p, textOf } from "../support/suggesting/texts.ts";

const TWO = textOf(p("Planen godkendes nu."), p("Udvalget følger op."));

const editAll: Act = (typing) => {
  typing.select("nu").type("straks");
  typing.after("Udvalget").type(" selv");
  typing.after("op.").press("Enter").type("Slut.");
};

test("[SUG31] suggestions made offline are merged over what editors have changed meanwhile", async () => {
  const world = await openWorld(TWO);
  world.forperson.goOffline();
  const { hands } = world.forperson;
  hands.select("godkendes").type("udsættes");
  hands.before("Udvalget").press("Backspace");
  hands.after("følger").press("Enter");
  editAll(world.referent.hands);
  await world.sync();
  await world.reconnect(world.forperson);
  const base = plainly(TWO, editAll);
  await checkFourWays(world, {
    base,
    accepted: textOf(p("Planen udsættes straks.Udvalget selv følger"), p(" op."), p("Slut.")),
  });
});

const ONE = textOf(p("Godkendt."));
const addParagraph: Act = (hands) => hands.after("Godkendt.").press("Enter").type("Nyt afsnit.");
const addTable: Act = (hands) =>
  hands
    .after("Godkendt.")
    .paste("<table><tbody><tr><td><p>Et</p></td><td><p>To</p></td></tr></tbody></table>");
const writeInIt: Act = (hands) => hands.after("Nyt").type(" ord");
const dropTable: Act = (hands) => hands.after("Et").do((commands) => commands.deleteTable());

/** The forperson acts without having heard of what the other one does. */
async function unheard(before: Act, act: Act, { who, meanwhile }: { who: Writer; meanwhile: Act }) {
  const world = await openWorld(ONE);
  before(world.forperson.hands);
  await world.sync();
  world.forperson.goOffline();
  act(world.forperson.hands);
  meanwhile(world[who].hands);
  await world.sync();
  await world.reconnect(world.forperson);
  return world;
}

type Writer = "naestforperson" | "referent";

test.each<[string, Act, string]>([
  [
    "makes a heading of",
    (hands) => hands.after("Nyt").do((commands) => commands.toggleHeading({ level: 4 })),
    "Nyt ord afsnit.",
  ],
  [
    "makes a list of",
    (hands) => hands.after("Nyt").do((commands) => commands.toggleBulletList()),
    "Nyt ord afsnit.",
  ],
  ["deletes", (hands) => hands.select("Nyt afsnit.").press("Backspace", 2), " ord"],
])("[SUG69] somebody %s an own new paragraph in which others write unheard of", async (_what, act, words) => {
  for (const [who, left] of [
    ["naestforperson", ""],
    ["referent", "\n ord"],
  ] as const) {
    const world = await unheard(addParagraph, act, { who, meanwhile: writeInIt });
    expect(await wordsOf(world)).toBe(`Godkendt.\n${words}`);
    expect(await rejectedOf(world)).toBe(`Godkendt.${left}`);
    await checkFourWays(world, { base: resolvedText(await world.serverText(), "all", "reject") });
  }
});

test.each<[string, Act, string]>([
  ["writes", (hands) => hands.after("To").type(" ord"), "\n\n ord"],
  ["adds a row", (hands) => hands.after("Et").do((commands) => commands.addRowAfter()), "\n\n"],
])(
  "[SUG69] somebody deletes an own new table in which another %s unheard of",
  async (_what, meanwhile, left) => {
    const world = await unheard(addTable, dropTable, { who: "naestforperson", meanwhile });
    expect(await wordsOf(world)).toBe(`Godkendt.${left}`);
    expect((await world.suggestions()).map(({ author }) => author)).toEqual(["naestforperson"]);
    await checkFourWays(world, { base: ONE });
  },
);
