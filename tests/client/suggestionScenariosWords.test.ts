/** One person suggests changes of words, in the product's editor at a real room; the others look on. */
import { expect, test } from "vitest";
import { checkFourWays, plainly } from "../support/suggesting/checks.ts";
import { type Act, openWorld, suggestAlone } from "../support/suggesting/scenario.ts";
import { BOLD, linkTo, OF_ALL_KINDS, p, run, textOf } from "../support/suggesting/texts.ts";

const PLAN = textOf(p("Ny vagtplan i svømmehallen med et par rettelser."));
const TWO = textOf(p("Planen godkendes."), p("Udvalget følger op."));
const THREE = textOf(p("Planen godkendes."), p("Derefter evalueres den."), p("Udvalget følger op."));

/** All four checks, then what stands on the cards. */
async function said(text: typeof PLAN, ...acts: readonly Act[]): Promise<readonly string[]> {
  const world = await suggestAlone(text, ...acts);
  return world.sentences();
}

test.each<[string, Act, string]>([
  ["a word in a sentence", (hands) => hands.after("vagtplan").type(" 34"), "Tilføj ‹34›"],
  ["inside a word", (hands) => hands.after("vagt").type("skifte"), "Tilføj ‹skifte›"],
  ["the letter that stands there already", (hands) => hands.after("svøm").type("mm"), "Tilføj ‹mm›"],
  ["at the very beginning", (hands) => hands.before("Ny").type("En n"), "Tilføj ‹En n›"],
  ["at the very end", (hands) => hands.after("rettelser.").type(" Ja 🌊"), "Tilføj ‹Ja 🌊›"],
])("[SUG1] letters typed %s are one suggestion", async (_where, act, sentence) => {
  expect(await said(PLAN, act)).toEqual([sentence]);
});

test.each<[string, Act, string]>([
  ["a word", (hands) => hands.select("vagtplan").press("Backspace"), "Slet ‹vagtplan›"],
  ["one of two equal letters", (hands) => hands.select("m", 1).press("Delete"), "Slet ‹m›"],
  ["the first word", (hands) => hands.select("Ny ").press("Delete"), "Slet ‹Ny›"],
])("[SUG2] %s that is selected and deleted stays, struck through", async (_what, act, sentence) => {
  const world = await suggestAlone(PLAN, act);
  expect(await world.sentences()).toEqual([sentence]);
  expect(world.referent.editor.state.doc.textContent).toBe(
    "Ny vagtplan i svømmehallen med et par rettelser.",
  );
});

const backThrice: Act = (hands) => hands.press("Backspace", 3);

test("[SUG3] Backspace three times and three times more is one deletion, and the caret goes before it", async () => {
  const world = await suggestAlone(
    PLAN,
    (hands) => hands.after("svømmehallen").press("Backspace", 3),
    backThrice,
  );
  expect(await world.sentences()).toEqual(["Slet ‹hallen›"]);
  const { $from } = world.forperson.editor.state.selection;
  expect($from.parent.textBetween(0, $from.parentOffset)).toBe("Ny vagtplan i svømme");
});

const deleteThrice: Act = (hands) => hands.press("Delete", 3);

test("[SUG3] Delete three times and three times more is one deletion, and the caret goes behind it", async () => {
  const world = await suggestAlone(PLAN, (hands) => hands.before("hallen").press("Delete", 3), deleteThrice);
  expect(await world.sentences()).toEqual(["Slet ‹hallen›"]);
  const { $from } = world.forperson.editor.state.selection;
  expect($from.parent.textBetween(0, $from.parentOffset)).toBe("Ny vagtplan i svømmehallen");
});

const act: Act = (hands) => hands.select("hallen").press("Backspace");
const then: Act = (hands) => hands.before(" med").press("Backspace", 2);

test("[SUG3] Backspace passes over what somebody has struck through already", async () => {
  expect(await said(PLAN, act, then)).toEqual(["Slet ‹mehallen›"]);
});

const back: Act = (hands) => hands.after("svømmehallen").press("Backspace", 1, { ctrlKey: true });
const on: Act = (hands) => hands.before("svømmehallen").press("Delete", 1, { ctrlKey: true });

test("[SUG4] Ctrl+Backspace deletes the word before the caret, Ctrl+Delete the one behind", async () => {
  expect(await said(PLAN, back)).toEqual(["Slet ‹svømmehallen›"]);
  expect(await said(PLAN, on)).toEqual(["Slet ‹svømmehallen›"]);
});

test("[SUG5] typing over a selection is one suggestion that deletes and inserts", async () => {
  expect(await said(PLAN, (hands) => hands.select("et par").type("12"))).toEqual([
    "Erstat ‹et par› med ‹12›",
  ]);
});

const addWeekWords: Act = (hands) => hands.after("vagtplan").type(" for uge 34");
const part: Act = (hands) => hands.select("for ").press("Backspace");

test("[SUG6] a part of one's own insertion goes for real, and so does all of it", async () => {
  expect(await said(PLAN, addWeekWords, part)).toEqual(["Tilføj ‹uge 34›"]);
  const world = await suggestAlone(PLAN, addWeekWords, (hands) =>
    hands.select(" for uge 34").press("Delete"),
  );
  expect([await world.serverText(), await world.sentences()]).toEqual([PLAN, []]);
});

const addInside: Act = (hands) => hands.after("vagt").type("skifte");
const all: Act = (hands) => hands.select("vagtskifteplan").press("Backspace");

test("[SUG6] a selection over one's own insertion and the words around it strikes only those", async () => {
  expect(await said(PLAN, addInside, all)).toEqual(["Slet ‹vagtplan›"]);
});

test.each<[string, typeof TWO, Act]>([
  ["two paragraphs", TWO, (hands) => hands.selectFrom("godkendes.", "Udvalget ").press("Backspace")],
  ["three paragraphs", THREE, (hands) => hands.selectFrom("godkendes.", "Udvalget ").press("Delete")],
  [
    "a heading and a list",
    OF_ALL_KINDS,
    (hands) => hands.selectFrom("rettelser", "Filialen i ").press("Delete"),
  ],
  ["paragraphs, and typed over", THREE, (hands) => hands.selectFrom("godkendes.", "Udvalget ").type("og ")],
])("[SUG7] words that are deleted across %s", async (_what, text, act) => {
  expect(await said(text, act)).toHaveLength(1);
});

test.each<[string, typeof TWO]>([
  ["a paragraph", PLAN],
  ["three paragraphs", THREE],
  ["a text of all kinds", OF_ALL_KINDS],
])("[SUG8] all of %s is deleted, and typed over", async (_what, text) => {
  expect(await said(text, (hands) => hands.selectAll().press("Backspace"))).toHaveLength(1);
  expect(await said(text, (hands) => hands.selectAll().type("Intet."))).toHaveLength(1);
});

test.each<[string, string, string]>([
  ["words", "<p>og <b>straks</b></p>", "Tilføj ‹og straks›"],
  ["an address", '<a href="https://nordsund.example/">her</a>', "Tilføj ‹her›"],
])("[SUG11] pasted %s are an insertion", async (_what, html, sentence) => {
  expect(await said(PLAN, (hands) => hands.after("vagtplan").paste(html))).toEqual([sentence]);
});

const pasteOverWords: Act = (hands) =>
  hands.select("et par").paste("<p>Et afsnit.</p><p>Et til.</p><p>Og et.</p>");
const over: Act = (hands) => hands.selectFrom("godkendes.", "Udvalget ").paste("<p>Et.</p><p>To.</p>");

test("[SUG11] several paragraphs are pasted over a selection", async () => {
  expect(await said(PLAN, pasteOverWords)).toHaveLength(1);
  expect(await said(THREE, over)).toHaveLength(1);
});

test("[SUG11] what is copied with other people's marks is pasted as plain words", async () => {
  const world = await openWorld(PLAN);
  const other = world.naestforperson;
  other.hands.select("vagtplan").press("Delete");
  other.hands.after("par").type(" små");
  other.hands.after("Ny vagtplan").press("Enter");
  await world.sync();
  const html = world.forperson.hands.selectAll().copied();
  world.forperson.hands.after("rettelser.").paste(html);
  await world.sync();
  const own = (await world.suggestions()).filter(({ author }) => author === "forperson");
  expect(JSON.stringify(own)).not.toContain("naestforperson");
  await checkFourWays(world, { base: PLAN });
  await world.resolve(world.referent.who, await world.openIds(other), "reject");
  await checkFourWays(world, { base: PLAN });
});

const FORMATTED = textOf(p("Ny ", run("vagtplan", BOLD), " i ", run("hallen", linkTo("https://a.example/"))));

test.each<[string, Act, string]>([
  ["bold", (hands) => hands.select("Ny").do((commands) => commands.toggleBold()), "Gør ‹Ny› fed"],
  [
    "no longer bold",
    (hands) => hands.select("vagtplan").do((commands) => commands.toggleBold()),
    "Fjern fed fra ‹vagtplan›",
  ],
  ["italic", (hands) => hands.select("vagt").do((commands) => commands.toggleItalic()), "Gør ‹vagt› kursiv"],
])("[SUG12] base words are made %s as a proposal", async (_what, act, sentence) => {
  expect(await said(FORMATTED, act)).toEqual([sentence]);
});

const addWeek: Act = (hands) => hands.after("vagtplan").type(" for uge 34");
const bold: Act = (hands) => hands.select("uge 34").do((commands) => commands.toggleBold());

test("[SUG12] bold inside one's own insertion is simply done", async () => {
  expect(await said(PLAN, addWeek, bold)).toEqual(["Tilføj ‹for uge 34›"]);
});

const boldFromHere: Act = (hands) => hands.after("vagtplan").press("b", 1, { ctrlKey: true }).type(" 34");

test("[SUG12] letters typed after Ctrl+B are bold, also where something is suggested already", async () => {
  expect(await said(PLAN, boldFromHere)).toHaveLength(1);
  expect(await said(PLAN, (hands) => hands.after("par").type(" små"), boldFromHere)).toHaveLength(2);
});

const boldPlan: Act = (hands) => hands.select("vagtplan").do((commands) => commands.toggleBold());

test("[SUG12] bold that is taken back before anybody answers leaves nothing", async () => {
  const world = await suggestAlone(PLAN, boldPlan, boldPlan);
  expect([await world.serverText(), await world.sentences()]).toEqual([PLAN, []]);
});

const B = "https://nordsund.example/b";
test.each<[string, Act]>([
  ["added", (hands) => hands.select("Ny").do((commands) => commands.setMark("link", { href: B }))],
  ["changed", (hands) => hands.select("hallen").do((commands) => commands.setMark("link", { href: B }))],
  ["removed", (hands) => hands.select("hallen").do((commands) => commands.unsetMark("link"))],
])("[SUG13] a link is %s as a proposal", async (_what, act) => {
  expect(await said(FORMATTED, act)).toHaveLength(1);
});

const move: Act = (hands) => {
  const clipboard = hands.select("i svømmehallen ").cut();
  hands.before("rettelser").paste(clipboard);
};

test("[SUG17] words that are cut and pasted elsewhere are a deletion here and an insertion there", async () => {
  const sentences = await said(PLAN, move);
  expect(sentences).toEqual(["Slet ‹i svømmehallen›", "Tilføj ‹i svømmehallen›"]);
});

const moveParagraph: Act = (hands) => {
  const clipboard = hands.select("Derefter evalueres den.").cut();
  hands.after("op.").paste(clipboard);
};

test("[SUG17] a paragraph that is cut and pasted is a move of its words", async () => {
  await said(THREE, moveParagraph);
  expect(plainly(THREE, moveParagraph).content).toHaveLength(3);
});
