import { expect, test } from "vitest";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { sentenceOf } from "../../shared/suggestion/sentence.ts";
import { hasSuggestions, suggestionsIn } from "../../shared/suggestion/suggestion.ts";
import {
  added,
  br,
  cell,
  deleted,
  deletion,
  formatChange,
  insertion,
  li,
  p,
  row,
  run,
  stamp,
  stamped,
  suggestedBreak,
  suggestedLine,
  table,
  ul,
} from "../support/suggested.ts";
import { bold, textOf } from "./sampleText.ts";

const wordy = "ord ".repeat(30);

test.each<[string, RichNode]>([
  ["Erstat ‹et par› med ‹12›", p(deleted("A", "et par"), added("A", "12"))],
  ["Tilføj ‹inden sommerferien›", p("senest ", added("A", "inden "), added("A", "sommerferien", bold))],
  ["Slet ‹straks›", p(deleted("A", " straks"))],
  [`Slet ‹${wordy.slice(0, 59)}…›`, p(deleted("A", wordy))],
  ["Slet mellemrum", p("a", deleted("A", " "), "b")],
  ["Slet afsnit ‹Punktet udgår›", stamped(p(deleted("A", "Punktet udgår")), { sDel: ["A"] })],
  ["Slet række ‹a b›", stamped(row(cell(p(deleted("A", "a"))), cell(p(deleted("A", "b")))), { sDel: ["A"] })],
  ["Tilføj listepunkt ‹Kaffe›", ul(stamped(li(p(added("A", "Kaffe"))), { sIns: ["A"] }))],
  ["Tilføj tabel", stamped(table(row(cell(p()))), { sIns: ["A"] })],
  ["Gør ‹sag› fed", p(run("sag", formatChange("A", [{ type: "bold" }])))],
  ["Fjern fed fra ‹sag›", p(run("sag", bold, formatChange("A", [], ["bold"])))],
  [
    "Sæt link til https://a.example/ på ‹planen›",
    p(run("planen", formatChange("A", [{ type: "link", attrs: { href: "https://a.example/" } }]))),
  ],
  [
    "Sæt link til https://a.example/ på ‹plan›, gør ‹plan› kursiv, fjern fed fra ‹plan›",
    p(
      run(
        "plan",
        bold,
        formatChange(
          "A",
          [{ type: "italic" }, { type: "link", attrs: { href: "https://a.example/" } }],
          ["bold"],
        ),
      ),
    ),
  ],
  ["Fjern link fra ‹planen›", p(run("planen", formatChange("A", [], ["link"])))],
  ["Del afsnittet", p("a", suggestedBreak("A"), "b")],
  ["Tilføj linjeskift", p("a", suggestedLine("A"), "b")],
  ["Del afsnittet", p("a", suggestedBreak("A"), suggestedBreak("A"), "b")],
  ["Del afsnittet, tilføj ‹Han›", p("a", suggestedBreak("A"), added("A", "Han"), " b")],
  ["Tilføj linjeskift, tilføj ‹en to›", p("a ", added("A", "en"), suggestedLine("A"), added("A", "to"))],
  [
    "Erstat ‹nu› med ‹straks Han›, del afsnittet",
    p(deleted("A", "nu"), added("A", "straks"), suggestedBreak("A"), added("A", "Han")),
  ],
  ["Slet ‹nu›, del afsnittet", p("a", deleted("A", "nu"), suggestedBreak("A"), "b")],
  ["Slet linjeskift", p("a", stamped(br, { sDel: ["A"] }), "b")],
  ["Saml med afsnittet før", stamped(p("b"), { sJoin: ["A"] })],
  ["Gør ‹Baggrund› til underoverskrift", typed(p("Baggrund"), "heading")],
  ["Gør ‹a› til listepunkt i en punktopstilling", wrapped(p("a"))],
  [
    "Tilføj kolonne ‹Vagt Pia›",
    table(
      row(cell("a"), stamped(cell(added("A", "Vagt")), { sIns: ["A"] })),
      row(cell("b"), stamped(cell(added("A", "Pia")), { sIns: ["A"] })),
    ),
  ],
  [
    "Slet kolonne",
    table(
      row(cell("a"), stamped(cell(""), { sDel: ["A"] })),
      row(cell("b"), stamped(cell(""), { sDel: ["A"] })),
    ),
  ],
  ["Ryk ‹a› ind", ul(moved(li("a"), 1))],
  ["Ryk ‹a› ud", ul(moved(li("a"), -2))],
])("[SUG52] «%s»", (sentence, block) => {
  const text = textOf(block);
  expect(suggestionsIn(text).map(sentenceOf)).toEqual([sentence]);
  expect(hasSuggestions(text)).toBe(true);
});

test("[SUG52] several parts are told in order, and the same thing once", () => {
  const text = textOf(p(added("A", "to"), "x", deleted("A", "en")), p("x", deleted("A", "en")));
  expect(suggestionsIn(text).map(sentenceOf)).toEqual(["Tilføj ‹to›, slet ‹en›"]);
});

test("[SUG52] of many parts three are told, and that there are more", () => {
  expect(sentenceFor(3)).toBe("Tilføj ‹0›, tilføj ‹1›, tilføj ‹2›");
  expect(sentenceFor(4)).toBe("Tilføj ‹0›, tilføj ‹1›, tilføj ‹2› og 1 ændring til");
  expect(sentenceFor(9)).toBe("Tilføj ‹0›, tilføj ‹1›, tilføj ‹2› og 6 ændringer til");
});

test("[SUG51] one suggestion for each id, in the order in which they begin, with their parts", () => {
  const text = textOf(
    p("x", run("en", insertion("J"), deletion("A")), added("J", "to")),
    stamped(ul(stamped(li(p(added("A", "tre"), added("P", "fire"))), { sIns: ["A"] })), { sIns: ["A"] }),
  );
  expect(suggestionsIn(text)).toEqual([
    { ...stamp("J"), parts: [{ kind: "insert", text: "ento" }] },
    {
      ...stamp("A"),
      parts: [
        { kind: "delete", text: "en" },
        { kind: "insertBlock", block: "bulletList", text: "tre" },
      ],
    },
    { ...stamp("P"), parts: [{ kind: "insert", text: "fire" }] },
  ]);
});

test("[SUG51] a text without suggestions has none", () => {
  const text = textOf(p("x", run("fed", bold)), table(row(cell("a"))));
  expect(hasSuggestions(text)).toBe(false);
  expect(suggestionsIn(text)).toEqual([]);
});

/** Of a suggestion with so many parts. */
function sentenceFor(count: number): string | undefined {
  const block = p(...Array.from({ length: count }, (_, nth) => [added("A", `${nth}`), "x"]).flat());
  return suggestionsIn(textOf(block)).map(sentenceOf)[0];
}

function typed(block: RichNode, type: string): RichNode {
  return stamped(block, { sFmt: [{ ...stamp("A"), type, attrs: {} }] });
}

function wrapped(block: RichNode): RichNode {
  return stamped(block, { sWrap: [{ ...stamp("A"), list: "bulletList" }] });
}

function moved(block: RichNode, depth: number): RichNode {
  return stamped(block, { sMove: [{ ...stamp("A"), depth }] });
}
