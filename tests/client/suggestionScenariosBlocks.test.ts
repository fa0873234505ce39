/** One person suggests changes of blocks, lists and tables; the others look on. */
import { expect, test } from "vitest";
import { changeWholeTable, insertTable } from "../../client/editor/tableExtension.ts";
import type { RichText } from "../../shared/meeting/richText.ts";
import { checkFourWays, plainly } from "../support/suggesting/checks.ts";
import { type Act, openWorld, suggestAlone } from "../support/suggesting/scenario.ts";
import { figure, h, LINE, list, p, run, table, textOf } from "../support/suggesting/texts.ts";

const TWO = textOf(p("Planen godkendes nu."), p("Udvalget følger op."));
const ITEMS = textOf(p("Stederne er"), list("Hallen", "Biblioteket", "Museet"), p("og ikke flere."));
const NESTED = textOf(list("Hallen", [p("Biblioteket"), list("Nord", "Syd")], "Museet"));
const ROWS = textOf(p("Timer:"), table(["Uge", "Timer"], ["23", "46"], ["24", "40"]), p("I alt 86."));

/** All four checks; answers how many suggestions it became. */
async function suggestionsOf(text: RichText, ...acts: readonly Act[]): Promise<number> {
  const world = await suggestAlone(text, ...acts);
  return (await world.openIds()).length;
}

/** The text is as if nothing had been tried. */
async function leavesNothing(text: RichText, ...acts: readonly Act[]): Promise<void> {
  const world = await openWorld(text);
  const before = await world.serverText();
  for (const act of acts) {
    act(world.forperson.hands);
    await world.sync();
  }
  expect(await world.serverText()).toEqual(before);
  await checkFourWays(world, { base: before, accepted: before });
}

const enter: Act = (hands) => hands.press("Enter");
const backspace: Act = (hands) => hands.press("Backspace");

test.each<[string, RichText, Act]>([
  ["in the midst of a paragraph", TWO, (hands) => hands.after("Planen").press("Enter")],
  ["at the end of a paragraph", TWO, (hands) => hands.after("nu.").press("Enter")],
  ["at the beginning of a paragraph", TWO, (hands) => hands.before("Udvalget").press("Enter")],
  ["in the midst of a list item", ITEMS, (hands) => hands.after("Biblio").press("Enter")],
  ["in the midst of a heading", textOf(h("Baggrund og plan")), (hands) => hands.after("og").press("Enter")],
  ["at the end of a heading", textOf(h("Baggrund")), (hands) => hands.after("grund").press("Enter")],
  ["in a table", ROWS, (hands) => hands.after("4", 1).press("Enter")],
])("[SUG9] Enter %s is one suggestion", async (_where, text, act) => {
  expect(await suggestionsOf(text, act)).toBe(1);
});

const middle: Act = (hands) => hands.after("Planen").press("Enter").type("Den");
const end: Act = (hands) => hands.after("nu.").press("Enter").type("Og straks.").press("Enter").type("Ja.");

test("[SUG9] what is typed behind a suggested Enter belongs to it, and a second paragraph is one more", async () => {
  expect(await suggestionsOf(TWO, middle)).toBe(1);
  expect(await suggestionsOf(TWO, end)).toBe(2);
});

const write: Act = (hands) => hands.after("nu").type(" og straks");

test("[SUG9] Enter inside one's own insertion", async () => {
  expect(await suggestionsOf(TWO, write, (hands) => hands.after(" og").press("Enter"))).toBe(1);
});

test.each<[string, RichText, Act]>([
  ["in the midst", TWO, (hands) => hands.after("Planen").press("Enter")],
  ["at the end", TWO, (hands) => hands.after("nu.").press("Enter")],
  ["at the beginning", TWO, (hands) => hands.before("Udvalget").press("Enter")],
  ["in a list item", ITEMS, (hands) => hands.after("Biblio").press("Enter")],
])("[SUG9] Enter %s and then Backspace leaves nothing", async (_where, text, act) => {
  await leavesNothing(text, act, backspace);
});

test("[SUG10] Backspace at the start of a paragraph proposes to join it", async () => {
  expect(await suggestionsOf(TWO, (hands) => hands.before("Udvalget").press("Backspace"))).toBe(1);
  expect(await suggestionsOf(TWO, (hands) => hands.after("nu.").press("Delete"))).toBe(1);
});

test.each<[string, RichText, Act]>([
  ["a list item", ITEMS, (hands) => hands.before("Biblioteket").press("Backspace")],
  ["the first list item", ITEMS, (hands) => hands.before("Hallen").press("Backspace")],
  ["an inner list item", NESTED, (hands) => hands.before("Syd").press("Backspace")],
  ["the first inner list item", NESTED, (hands) => hands.before("Nord").press("Backspace")],
  ["a paragraph behind a list", ITEMS, (hands) => hands.before("og ikke").press("Backspace")],
])("[SUG10] Backspace at the start of %s", async (_where, text, act) => {
  expect(await suggestionsOf(text, act)).toBe(1);
});

const toggle: Act = (hands) => hands.do((commands) => commands.toggleHeading({ level: 4 }));

const across: Act = (hands) => hands.selectFrom("nu.", "Udvalget ").press("Delete");

test.each<[string, Act]>([
  ["Backspace behind it", (hands) => hands.before("følger").press("Backspace", 2)],
  ["Delete before it", (hands) => hands.after("godkendes ").press("Delete", 2)],
])("[SUG10] %s goes on over a boundary that is struck already", async (_what, act) => {
  expect(await suggestionsOf(TWO, across, act)).toBe(1);
});

test("[SUG13] a paragraph becomes a heading as a proposal, and a heading a paragraph", async () => {
  expect(await suggestionsOf(TWO, (hands) => toggle(hands.after("Planen")))).toBe(1);
  const HEADED = textOf(h("Baggrund"), p("Planen."));
  expect(await suggestionsOf(HEADED, (hands) => toggle(hands.after("Bag")))).toBe(1);
  await leavesNothing(TWO, (hands) => toggle(hands.after("Planen")), toggle);
});

test.each<[string, RichText, Act]>([
  ["added in the midst", ITEMS, (hands) => hands.after("Hallen").press("Enter").type("Teatret")],
  ["added at the end", ITEMS, (hands) => hands.after("Museet").press("Enter").type("Teatret")],
  ["added inside", NESTED, (hands) => hands.after("Syd").press("Enter").type("Vest")],
])("[SUG14] a list item is %s", async (_how, text, act) => {
  expect(await suggestionsOf(text, act)).toBe(1);
});

test.each<[string, RichText, Act]>([
  ["the second", ITEMS, (hands) => hands.selectFrom("Hallen", "Biblioteket").press("Delete")],
  ["words over two", ITEMS, (hands) => hands.selectFrom("llen", "Biblio").press("Delete")],
  ["one with inner ones", NESTED, (hands) => hands.selectFrom("Biblioteket", "Syd").press("Delete")],
])("[SUG14] list items are deleted: %s", async (_what, text, act) => {
  expect(await suggestionsOf(text, act)).toBe(1);
});

const addTwo: Act = (hands) => hands.after("Museet").press("Enter").type("Et").press("Enter").type("To");

test("[SUG14] two list items that are added one after the other are two suggestions", async () => {
  expect(await suggestionsOf(ITEMS, addTwo)).toBe(2);
});

const sink: Act = (hands) => hands.do((commands) => commands.sinkListItem("listItem"));
const lift: Act = (hands) => hands.do((commands) => commands.liftListItem("listItem"));
const bullets: Act = (hands) => hands.do((commands) => commands.toggleBulletList());
const numbers: Act = (hands) => hands.do((commands) => commands.toggleOrderedList());

test.each<[string, RichText, Act]>([
  ["indented", ITEMS, (hands) => sink(hands.after("Biblio"))],
  ["indented with inner ones", NESTED, (hands) => sink(hands.after("Biblio"))],
  ["two at once, indented", ITEMS, (hands) => sink(hands.selectFrom("Biblio", "Mus"))],
  ["an inner one, taken out", NESTED, (hands) => lift(hands.after("Syd"))],
  ["an outer one, taken out of the list", ITEMS, (hands) => lift(hands.after("Biblio"))],
  ["the last one, taken out of the list", ITEMS, (hands) => lift(hands.after("Museet"))],
])("[SUG14] a list item moves: %s", async (_how, text, act) => {
  expect(await suggestionsOf(text, act)).toBe(1);
});

test("[SUG14] indented and taken out again, a list item has not moved", async () => {
  await leavesNothing(ITEMS, (hands) => sink(hands.after("Biblio")), lift);
});

test.each<[string, RichText, Act]>([
  ["one", TWO, (hands) => bullets(hands.after("Planen"))],
  ["two", TWO, (hands) => numbers(hands.selectFrom("Planen", "Udvalget"))],
  ["one behind a list", ITEMS, (hands) => bullets(hands.after("og ikke"))],
])("[SUG14] paragraphs become list items: %s", async (_which, text, act) => {
  expect(await suggestionsOf(text, act)).toBe(1);
});

test("[SUG14] a paragraph that becomes a list item and a paragraph again is as it was", async () => {
  await leavesNothing(TWO, (hands) => bullets(hands.after("Planen")), bullets);
});

const inTable =
  (act: "addRowAfter" | "deleteRow" | "deleteTable"): Act =>
  ({ editor }) =>
    changeWholeTable(editor, (commands) => commands[act]());

test.each<[string, Act]>([
  ["a row is added", (hands) => inTable("addRowAfter")(hands.after("46"))],
  [
    "a row is added and written in",
    (hands) => {
      inTable("addRowAfter")(hands.after("40"));
      return hands.press("Tab").type("25");
    },
  ],
  ["a row is deleted", (hands) => inTable("deleteRow")(hands.after("46"))],
  ["the whole table is deleted", (hands) => inTable("deleteTable")(hands.after("46"))],
  ["a whole table is added", (hands) => insertTable(hands.after("I alt 86.").editor)],
])("[SUG15] %s", async (_what, act) => {
  expect(await suggestionsOf(ROWS, act)).toBe(1);
});

const add: Act = (hands) => {
  insertTable(hands.after("Udvalget følger op.").editor);
  return hands.type("Uge");
};

test("[SUG15] a table that is added and filled is one suggestion, and taken out again leaves nothing", async () => {
  expect(await suggestionsOf(TWO, add)).toBe(1);
  await leavesNothing(TWO, add, (hands) => inTable("deleteTable")(hands.after("Uge")));
});

test("[SUG15] somebody writes in a cell of a row that another deletes", async () => {
  const world = await openWorld(ROWS);
  inTable("deleteRow")(world.forperson.hands.after("46"));
  await world.sync();
  const [row = ""] = await world.openIds();
  world.naestforperson.hands.after("46").type(" i alt");
  await checkFourWays(world, { base: ROWS });
  await world.resolve(world.referent.who, [row], "accept");
  await world.sync();
  expect(world.referent.editor.state.doc.textContent).toContain(" i alt");
  await world.resolve(world.referent.who, await world.openIds(), "reject");
  expect(JSON.stringify(await world.serverText())).not.toContain("i alt");
});

const BROKEN = textOf(p("Første linje", LINE, "anden linje."), figure("Figur 1"), p("Efter."));

test.each<[string, RichText, Act]>([
  ["added", TWO, (hands) => hands.after("Planen").do((commands) => commands.setHardBreak())],
  [
    "added and written behind",
    TWO,
    (hands) => hands.after("Planen").press("Enter", 1, { shiftKey: true }).type("Og"),
  ],
  ["deleted", BROKEN, (hands) => hands.before("anden").press("Backspace")],
  ["deleted with the words around it", BROKEN, (hands) => hands.selectFrom("linje", "anden").press("Delete")],
])("[SUG16] a line break is %s", async (_how, text, act) => {
  expect(await suggestionsOf(text, act)).toBe(1);
});

test("[SUG16] a line break that is added and deleted again leaves nothing", async () => {
  await leavesNothing(TWO, (hands) => hands.after("Planen").press("Enter", 1, { shiftKey: true }), backspace);
});

const FIGURE = '<figure data-alt="Et kort"><figcaption>Figur 2</figcaption></figure>';

test.each<[string, Act]>([
  ["added", (hands) => hands.after("Efter.").paste(FIGURE)],
  ["deleted with what stands around it", (hands) => hands.selectFrom("anden", "Efter").press("Delete")],
  ["given another caption", (hands) => hands.select("1").type("2")],
  [
    "deleted alone",
    ({ editor }) => {
      const { state, view } = editor;
      const figureAt = state.doc.child(0).nodeSize;
      view.dispatch(state.tr.delete(figureAt, figureAt + state.doc.child(1).nodeSize));
    },
  ],
])("[SUG16] a figure is %s", async (_how, act) => {
  expect(await suggestionsOf(BROKEN, act)).toBe(1);
});

test("[SUG9] Enter twice in a list leaves it as it would by plain keys", async () => {
  expect(plainly(ITEMS, (hands) => hands.after("Museet"), enter, enter).content).toHaveLength(4);
  expect(await suggestionsOf(ITEMS, (hands) => hands.after("Museet"), enter, enter)).toBeLessThan(2);
});

test("[SUG14] an item with a marked word is taken out with its mark", async () => {
  const MARKED = textOf(list("Hallen", [p("Biblio", run("teket", { type: "bold" }))]));
  expect(await suggestionsOf(MARKED, (hands) => lift(hands.after("teket")))).toBe(1);
});
