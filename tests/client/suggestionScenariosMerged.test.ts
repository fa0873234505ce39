/** Blocks that several people suggest to change, write in and delete before they hear of each other. */
import { expect, test } from "vitest";
import { plainTextOf, type RichText } from "../../shared/meeting/richText.ts";
import { resolvedText } from "../../shared/suggestion/resolvedText.ts";
import { checkFourWays, plainly } from "../support/suggesting/checks.ts";
import { type Act, openWorld, rejectedOf, wordsOf } from "../support/suggesting/scenario.ts";
import { list, p, table, textOf } from "../support/suggesting/texts.ts";
import { atOnce } from "../support/suggesting/world.ts";

const PLAN = textOf(p("Ny vagtplan i svømmehallen med et par rettelser."));
const TWO = textOf(p("Planen godkendes nu."), p("Udvalget følger op."));

test.each<[string, Act, Act, readonly string[]]>([
  [
    "at two places",
    (hands) => hands.after("vagtplan").press("Enter"),
    (hands) => hands.after("hallen").press("Enter"),
    ["Ny vagtplan", " i svømmehallen", " med et par rettelser."],
  ],
  [
    "at one place",
    (hands) => hands.after("vagtplan").press("Enter"),
    (hands) => hands.after("vagtplan").press("Enter"),
    ["Ny vagtplan", "", " i svømmehallen med et par rettelser."],
  ],
])("[SUG25] two people split one paragraph %s", async (_where, one, other, blocks) => {
  const world = await openWorld(PLAN);
  await atOnce(world, one, { who: world.naestforperson, act: other });
  expect(await world.openIds()).toHaveLength(2);
  await checkFourWays(world, { base: PLAN, accepted: textOf(...blocks.map((each) => p(each))) });
  await world.resolve(world.referent.who, await world.openIds(world.forperson), "accept");
  await world.sync();
  await world.resolve(world.referent.who, await world.openIds(world.naestforperson), "accept");
  await world.sync();
  expect(await world.serverText()).toEqual(textOf(...blocks.map((each) => p(each))));
});

const split: Act = (hands) => hands.after("vagtplan").press("Enter");
const more: Act = (hands) => hands.after("par").type(" små");

test.each<[string, Act]>([
  ["types", (hands) => hands.after("hallen").type(" i nord")],
  ["makes bold", (hands) => hands.select("hallen").do((commands) => commands.toggleBold())],
  ["deletes", (hands) => hands.select("hallen ").press("Delete")],
])("[SUG26] an editor %s in the tail of a split that is suggested meanwhile", async (_what, edit) => {
  const world = await openWorld(PLAN);
  await atOnce(world, split, { who: world.referent, act: edit });
  await checkFourWays(world, { base: plainly(PLAN, edit), accepted: plainly(PLAN, edit, split) });
  more(world.referent.hands);
  await checkFourWays(world, { base: plainly(PLAN, edit, more), accepted: plainly(PLAN, edit, more, split) });
});

const join: Act = (hands) => hands.before("Udvalget").press("Backspace");

test.each<[string, Act]>([
  ["before it", (hands) => hands.after("nu.").type(" Tak.")],
  ["behind it", (hands) => hands.before("Udvalget").type("Hele ")],
])("[SUG27] an editor types at the boundary that a suggestion removes: %s", async (_where, edit) => {
  const world = await openWorld(TWO);
  await atOnce(world, join, { who: world.referent, act: edit });
  const base = plainly(TWO, edit);
  const joined = textOf(p(base.content.map((block) => plainTextOf(block)).join("")));
  await checkFourWays(world, { base, accepted: joined });
  await world.resolve(world.referent.who, await world.openIds(), "accept");
  await checkFourWays(world, { base: joined, accepted: joined });
});

const LISTED = textOf(list("Hallen", "Biblioteket", "Museet"), table(["Uge"], ["23"], ["24"]));

test.each<[string, RichText, Act, Act]>([
  [
    "paragraphs",
    TWO,
    (hands) => hands.selectAll().press("Delete"),
    (hands) => hands.after("Udvalget").type(" selv"),
  ],
  [
    "a list item",
    LISTED,
    (hands) => hands.selectFrom("Hallen", "Biblioteket").press("Delete"),
    (hands) => hands.after("Biblio").type("grafen og "),
  ],
  [
    "all of lists and tables",
    LISTED,
    (hands) => hands.selectAll().press("Delete"),
    (hands) => hands.after("23").type(" og 25"),
  ],
])(
  "[SUG28] an editor's words in %s that a suggestion deletes outlive its rejection",
  async (_what, text, go, edit) => {
    const world = await openWorld(text);
    await atOnce(world, go, { who: world.referent, act: edit });
    const base = plainly(text, edit);
    await checkFourWays(world, { base });
    await world.resolve(world.referent.who, await world.openIds(), "reject");
    await checkFourWays(world, { base, accepted: base });
  },
);

const away: Act = ({ editor }) => {
  const { state, view } = editor;
  view.dispatch(state.tr.delete(0, state.doc.child(0).nodeSize));
};
const suggest: Act = (hands) => {
  hands.after("godkendes").type(" straks");
  hands.select("Planen").press("Delete");
  hands.after("følger").type(" snart");
};

test("[SUG29] an editor deletes a block that holds suggestions", async () => {
  const world = await openWorld(TWO);
  await atOnce(world, suggest, { who: world.referent, act: away });
  await checkFourWays(world, {
    base: textOf(p("Udvalget følger op.")),
    accepted: textOf(p("Udvalget følger snart op.")),
  });
});

test("[SUG84] an own item goes out of a list in which an editor has left nothing else, and the list stays", async () => {
  const world = await openWorld(textOf(list("Et", [p("To"), list("Tre")])));
  world.naestforperson.hands.after("Et").type("!");
  world.forperson.hands.after("Tre").press("Enter").type("Ny");
  await world.sync();
  const { state, view } = world.referent.editor;
  state.doc.descendants((node, at) => {
    if (node.type.name === "listItem" && node.textContent === "Tre")
      view.dispatch(state.tr.delete(at, at + node.nodeSize));
  });
  await world.sync();
  const base = resolvedText(await world.serverText(), "all", "reject");
  world.forperson.hands.after("Ny").do((commands) => commands.liftListItem("listItem"));
  expect(world.forperson.notes).toEqual([]);
  await checkFourWays(world, { base, accepted: textOf(list("Et!", [p("To")], "Ny")) });
});

const row: Act = (hands) =>
  hands
    .after("46")
    .do((commands) => commands.addRowAfter())
    .do((commands) => commands.goToNextCell());

test("[SUG88] a column is added where an editor has written in an own row", async () => {
  const world = await openWorld(textOf(table(["Uge", "Timer"], ["23", "46"])));
  row(world.forperson.hands);
  world.forperson.hands.type("24");
  world.naestforperson.hands.after("Uge").type("r");
  await world.sync();
  world.referent.hands.after("24").type("!");
  await world.sync();
  const base = resolvedText(await world.serverText(), "all", "reject");
  world.forperson.hands.after("46").do((commands) => commands.addColumnAfter());
  expect(world.forperson.notes).toEqual([]);
  const accepted = textOf(table(["Uger", "Timer", ""], ["23", "46", ""], ["24!", "", ""]));
  await checkFourWays(world, { base, accepted });
});

test("[SUG88] a line is added in an own row in which somebody else's column stands", async () => {
  const world = await openWorld(textOf(table(["Uge", "Timer"], ["23", "46"])));
  row(world.forperson.hands);
  await world.sync();
  world.naestforperson.hands.after("46").do((commands) => commands.addColumnAfter());
  await world.sync();
  const base = resolvedText(
    await world.serverText(),
    new Set(await world.openIds(world.forperson)),
    "reject",
  );
  world.forperson.hands.press("Enter");
  expect(world.forperson.notes).toEqual([]);
  await world.sync();
  const own = new Set(await world.openIds(world.forperson));
  expect(resolvedText(await world.serverText(), own, "reject")).toEqual(base);
});

test("[SUG30] what an editor types inside a pending insertion is base text", async () => {
  const world = await openWorld(PLAN);
  world.forperson.hands.after("vagtplan").type(" for hele ugen");
  await world.sync();
  world.referent.hands.after("hele").type(" kalender");
  await checkFourWays(world, {
    base: textOf(p("Ny vagtplan kalender i svømmehallen med et par rettelser.")),
    accepted: textOf(p("Ny vagtplan for hele kalender ugen i svømmehallen med et par rettelser.")),
  });
  await world.resolve(world.referent.who, await world.openIds(), "reject");
  await world.sync();
  expect(await wordsOf(world)).toBe("Ny vagtplan kalender i svømmehallen med et par rettelser.");
});

test("[SUG30] and so it is in a suggested paragraph, list item and row", async () => {
  const world = await openWorld(TWO);
  world.forperson.hands.after("nu.").press("Enter").type("Nyt afsnit.");
  await world.sync();
  world.referent.hands.after("Nyt").type(" og vigtigt");
  await world.sync();
  expect(await rejectedOf(world)).toBe("Planen godkendes nu.\n og vigtigt\nUdvalget følger op.");
  await checkFourWays(world, {
    base: textOf(p("Planen godkendes nu."), p(" og vigtigt"), p("Udvalget følger op.")),
    accepted: textOf(p("Planen godkendes nu."), p("Nyt og vigtigt afsnit."), p("Udvalget følger op.")),
  });
});

test.each<[string, Act, RichText, RichText?]>([
  [
    "beside it",
    (hands) => hands.after("godkende").type("e"),
    textOf(p("Planen godkendees nu."), p("Udvalget følger op.")),
  ],
  [
    "over two paragraphs",
    (hands) => hands.selectFrom("ets nu.", "Udvalg").type("e"),
    textOf(p("Planen godkendeeet følger op.")),
  ],
  [
    "in paragraphs that are pasted before it",
    (hands) => hands.after("Planen ").paste("<p>flets nu.</p><p>u</p>"),
    textOf(p("Planen flets nu."), p("ugodkendes nu."), p("Udvalget følger op.")),
    // What a split carries along is a copy, and still suggested.
    textOf(p("Planen flets nu."), p("ugodkendeets nu."), p("Udvalget følger op.")),
  ],
])(
  "[SUG100] what an editor writes %s is never an equal letter that is suggested",
  async (_where, edit, base, accepted = base) => {
    const world = await openWorld(TWO);
    world.forperson.hands.after("godkende").type("et");
    await world.sync();
    await atOnce(world, (hands) => hands.press("Backspace", 2), { who: world.referent, act: edit });
    await checkFourWays(world, { base, accepted });
  },
);

const writeBeside: Act = (hands) => {
  hands.before("vagtplan").type("hel ");
  hands.after("vagtplan").type("en");
};

/** Yjs puts what two people write at one spot in the order of their clients' numbers. */
test.each([1, 9000])(
  "[SUG63] a deletion strikes nothing that is written at its borders meanwhile, whoever has the lower number (%i)",
  async (clientId) => {
    const world = await openWorld(PLAN);
    world.referent.startAnew(clientId);
    await world.reconnect(world.referent);
    world.forperson.hold();
    world.forperson.hands.select("vagtplan").press("Delete");
    writeBeside(world.referent.hands);
    await world.sync();
    world.forperson.release();
    await checkFourWays(world, {
      base: plainly(PLAN, writeBeside),
      accepted: textOf(p("Ny hel en i svømmehallen med et par rettelser.")),
    });
  },
);
