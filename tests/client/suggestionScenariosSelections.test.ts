/** One person deletes or types over a selection that goes across lists, tables and figures; the others look on. */
import { CellSelection } from "@tiptap/pm/tables";
import { expect, test } from "vitest";
import type { RichText } from "../../shared/meeting/richText.ts";
import { checkFourWays } from "../support/suggesting/checks.ts";
import type { Hands } from "../support/suggesting/hands.ts";
import { type Act, openWorld, suggestAlone } from "../support/suggesting/scenario.ts";
import { figure, list, p, table, textOf } from "../support/suggesting/texts.ts";

const HOURS = table(["Uge", "Timer"], ["23", "46"], ["24", "40"]);
const MIXED = textOf(
  p("Planen godkendes."),
  list("Hallen lukkes", [p("Biblioteket åbner"), list("Filialen")], "Museet flytter"),
  p("Udvalget følger op."),
  list("Første punkt", "Andet punkt"),
);
const TABLED = textOf(p("Vagterne deles"), list("Hallen", "Museet"), HOURS, p("I alt 86 timer."));

/** All four checks, then what stands on the one card. */
async function said(text: RichText, act: Act): Promise<string> {
  const world = await suggestAlone(text, act);
  expect(await world.openIds()).toHaveLength(1);
  return world.sentences().then(([sentence = ""]) => sentence);
}

const acrossBlocks: readonly [string, RichText, first: string, last: string, sentence: string][] = [
  [
    "a paragraph into the second item of a list",
    MIXED,
    "godkendes.",
    "Biblioteket",
    "Slet ‹godkendes.›, slet listepunkt ‹Hallen lukkes›, saml med afsnittet før og 1 ændring til",
  ],
  [
    "a paragraph to the end of an item",
    MIXED,
    "godkendes.",
    "åbner",
    "Slet ‹godkendes.›, slet listepunkt ‹Hallen lukkes›, saml med afsnittet før og 1 ændring til",
  ],
  [
    "a paragraph into an inner item",
    MIXED,
    "godkendes.",
    "Filia",
    "Slet ‹godkendes.›, slet listepunkt ‹Hallen lukkes›, slet afsnit ‹Biblioteket åbner› og 2 ændringer til",
  ],
  [
    "an item to its neighbour's end",
    MIXED,
    "lukkes",
    "åbner",
    "Slet ‹lukkes›, saml med afsnittet før, slet ‹Biblioteket åbner›",
  ],
  [
    "an item into a later paragraph",
    MIXED,
    "flytter",
    "Udvalget ",
    "Slet ‹flytter›, saml med afsnittet før, slet ‹Udvalget›",
  ],
  [
    "an item into another list",
    MIXED,
    "flytter",
    "Andet ",
    "Slet ‹flytter›, slet afsnit ‹Udvalget følger op.›, slet listepunkt ‹Første punkt› og 2 ændringer til",
  ],
  [
    "a paragraph to the last word behind a table",
    TABLED,
    "deles",
    "timer.",
    "Slet ‹deles›, slet punktopstilling ‹Hallen Museet›, slet tabel ‹Uge Timer 23 46 24 40› og 1 ændring til",
  ],
  [
    "a paragraph into a cell",
    TABLED,
    "deles",
    "4",
    "Slet ‹deles›, slet punktopstilling ‹Hallen Museet›, slet række ‹Uge Timer› og 3 ændringer til",
  ],
  ["an item to the end of a table", TABLED, "seet", "40", "Slet ‹seet›, slet tabel ‹Uge Timer 23 46 24 40›"],
  ["a cell into the next one", TABLED, "ge", "Ti", "Slet ‹ge›, saml med afsnittet før, slet ‹Ti›"],
  ["a cell into the next row", TABLED, "Timer", "2", "Slet ‹Timer›, saml med afsnittet før, slet ‹2›"],
  [
    "a cell to a word behind the table",
    TABLED,
    "6",
    "I alt ",
    "Slet ‹6›, slet række ‹24 40›, saml med afsnittet før og 1 ændring til",
  ],
];

test.each(acrossBlocks)(
  "[SUG7] a deletion from %s strikes the words and all borders between",
  async (_what, text, first, last, sentence) => {
    expect(await said(text, (hands) => hands.selectFrom(first, last).press("Delete"))).toBe(sentence);
    expect(await said(text, (hands) => hands.selectFrom(first, last).cut())).toBe(sentence);
  },
);

test.each(acrossBlocks)(
  "[SUG7] what is typed over a selection from %s stands where it began",
  async (_what, text, first, last, sentence) => {
    const typed = sentence.replace(/^Slet (‹[^›]+›)/u, "Erstat $1 med ‹Intet›");
    expect(await said(text, (hands) => hands.selectFrom(first, last).type("Intet"))).toBe(typed);
  },
);

test.each<[string, RichText, deleted: string, typed: string]>([
  [
    "begins with a table",
    textOf(HOURS, p("I alt 86 timer.")),
    "Slet tabel ‹Uge Timer 23 46 24 40›, slet afsnit ‹I alt 86 timer.›",
    "Slet tabel ‹Uge Timer 23 46 24 40›, erstat ‹I alt 86 timer.› med ‹Intet›",
  ],
  [
    "ends with a table",
    textOf(p("Vagterne deles"), HOURS),
    "Slet afsnit ‹Vagterne deles›, slet tabel ‹Uge Timer 23 46 24 40›",
    "Erstat ‹Vagterne deles› med ‹Intet›, slet tabel ‹Uge Timer 23 46 24 40›",
  ],
  [
    "is a table",
    textOf(HOURS),
    "Slet tabel ‹Uge Timer 23 46 24 40›",
    "Slet tabel ‹Uge Timer 23 46 24 40›, tilføj afsnit ‹Intet›",
  ],
  [
    "begins and ends with a figure",
    textOf(figure("Figur 1"), p("Vagterne deles"), figure("Figur 2")),
    "Slet figur ‹Figur 1›, slet afsnit ‹Vagterne deles›, slet figur ‹Figur 2›",
    "Slet figur ‹Figur 1›, slet afsnit ‹Vagterne deles›, slet figur ‹Figur 2› og 1 ændring til",
  ],
])("[SUG8] all of a text that %s is deleted, and typed over", async (_what, text, deleted, typed) => {
  expect(await said(text, (hands) => hands.selectAll().press("Delete"))).toBe(deleted);
  expect(await said(text, (hands) => hands.selectAll().type("Intet"))).toBe(typed);
});

test.each<[string, RichText, Act, sentence: string]>([
  [
    "all of a text that ends with a table",
    textOf(p("Vagterne deles"), HOURS),
    (hands) => hands.selectAll(),
    "Erstat ‹Vagterne deles› med ‹Et. To.›, del afsnittet, slet tabel ‹Uge Timer 23 46 24 40›",
  ],
  [
    "a paragraph and a part of a table",
    TABLED,
    (hands) => hands.selectFrom("deles", "4"),
    "Erstat ‹deles› med ‹Et. To.›, del afsnittet, slet punktopstilling ‹Hallen Museet›, slet række ‹Uge Timer› og 3 ændringer til",
  ],
  [
    "parts of two cells",
    TABLED,
    (hands) => hands.selectFrom("ge", "Ti"),
    "Erstat ‹ge› med ‹Et. To.›, del afsnittet, saml med afsnittet før, slet ‹Ti›",
  ],
])("[SUG11] two paragraphs are pasted over %s", async (_what, text, select, sentence) => {
  const paste: Act = (hands) => select(hands) && hands.paste("<p>Et.</p><p>To.</p>");
  expect(await said(text, paste)).toBe(sentence);
});

/** As the mouse does it: the cell in which it ends comes first. */
function selectCells({ editor }: Hands, from: string, to: string): Hands["editor"] {
  const places = [from, to].map((words) => {
    let place = 0;
    editor.state.doc.descendants((node, position) => {
      if (node.type.name.startsWith("table") && node.textContent === words) place = position;
    });
    return place;
  });
  const [anchor = 0, head = 0] = places;
  editor.view.dispatch(editor.state.tr.setSelection(CellSelection.create(editor.state.doc, anchor, head)));
  return editor;
}

test.each<[string, first: string, last: string, deleted: string, typed: string]>([
  ["of a row", "23", "46", "Slet ‹23›, slet ‹46›", "Slet ‹23›, erstat ‹46› med ‹Intet›"],
  ["of a row, backwards", "46", "23", "Slet ‹23›, slet ‹46›", "Erstat ‹23› med ‹Intet›, slet ‹46›"],
  [
    "of a column",
    "Timer",
    "40",
    "Slet ‹Timer›, slet ‹46›, slet ‹40›",
    "Slet ‹Timer›, slet ‹46›, erstat ‹40› med ‹Intet›",
  ],
])("[SUG15] cells %s are cleared, and typed over", async (_which, first, last, deleted, typed) => {
  const clear: Act = (hands) => selectCells(hands, first, last) && hands.press("Delete");
  const typeOver: Act = (hands) => selectCells(hands, first, last) && hands.type("Intet");
  expect(await said(TABLED, clear)).toBe(deleted);
  expect(await said(TABLED, typeOver)).toBe(typed);
});

test("[SUG28] what an editor writes in a row that goes with such a deletion outlives its verdict", async () => {
  const world = await openWorld(TABLED);
  world.forperson.hands.selectFrom("deles", "4").press("Delete");
  await world.sync();
  world.referent.hands.after("Uge").type(" nr.");
  await checkFourWays(world, {
    base: textOf(
      p("Vagterne deles"),
      list("Hallen", "Museet"),
      table(["Uge nr.", "Timer"], ["23", "46"], ["24", "40"]),
      p("I alt 86 timer."),
    ),
  });
  await world.resolve(world.referent.who, await world.openIds(), "accept");
  await world.sync();
  expect(world.referent.editor.state.doc.textContent).toBe("Vagterne  nr.62440I alt 86 timer.");
});
