import { expect, test } from "vitest";
import { problemsOf } from "../../shared/document/validate.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { resolvedText } from "../../shared/suggestion/resolvedText.ts";
import {
  added,
  br,
  deleted,
  deletion,
  formatChange,
  h,
  insertion,
  li,
  p,
  run,
  stamp,
  stamped,
  suggestedBreak,
  suggestedLine,
  ul,
} from "../support/suggested.ts";
import { describeCases, type ResolvedCase } from "./resolvedCases.ts";
import { bold, link, textOf } from "./sampleText.ts";

const wrapped = (words: string) => stamped(p(words), { sWrap: [{ ...stamp("A"), list: "bulletList" }] });

/** All that is suggested in these under the id A. */
const WORDS: Readonly<Record<string, ResolvedCase>> = {
  "words added": {
    text: [p("Udvalget ", added("A", "selv "), "drøftede")],
    accepted: [p("Udvalget selv drøftede")],
    rejected: [p("Udvalget drøftede")],
  },
  "words deleted": {
    text: [p("Udvalget ", deleted("A", "selv "), "drøftede")],
    accepted: [p("Udvalget drøftede")],
    rejected: [p("Udvalget selv drøftede")],
  },
  "words made bold": {
    text: [p("en ", run("sag", formatChange("A", [{ type: "bold" }])))],
    accepted: [p("en ", run("sag", bold))],
    rejected: [p("en sag")],
  },
  "words no longer bold": {
    text: [p("en ", run("sag", bold, formatChange("A", [], ["bold"])))],
    accepted: [p("en sag")],
    rejected: [p("en ", run("sag", bold))],
  },
  "another link": {
    text: [
      p(
        run(
          "planen",
          link("https://a.example/"),
          formatChange("A", [{ type: "link", attrs: { href: "https://b.example/" } }]),
        ),
      ),
    ],
    accepted: [p(run("planen", link("https://b.example/")))],
    rejected: [p(run("planen", link("https://a.example/")))],
  },
  "a line break added": {
    text: [p("en", suggestedLine("A"), "to")],
    accepted: [p("en", br, "to")],
    rejected: [p("ento")],
  },
  "a line break deleted": {
    text: [p("en", stamped(br, { sDel: ["A"] }), "to")],
    accepted: [p("ento")],
    rejected: [p("en", br, "to")],
  },
  "a paragraph break": {
    text: [p("en", suggestedBreak("A"), "to")],
    accepted: [p("en"), p("to")],
    rejected: [p("ento")],
  },
  "two breaks and words between them": {
    text: [h("en", added("A", "x\u2029y\u2029z"), "to")],
    accepted: [h("enx"), h("y"), h("zto")],
    rejected: [h("ento")],
  },
  "a break in a list item": {
    text: [ul(li(p("en", suggestedBreak("A"), "to"), ul(li("inde"))), li("tre"))],
    accepted: [ul(li("en"), li("to", ul(li("inde"))), li("tre"))],
    rejected: [ul(li("ento", ul(li("inde"))), li("tre"))],
  },
  "a list joined with the list before": {
    text: [ul(li("en")), stamped(ul(li("to"), li("tre")), { sJoin: ["A"] })],
    accepted: [ul(li("en"), li("to"), li("tre"))],
    rejected: [ul(li("en")), ul(li("to"), li("tre"))],
  },
  "a paragraph that becomes an item of the list behind it, and not of the next one": {
    text: [wrapped("nul"), ul(li("en")), ul(li("to"))],
    accepted: [ul(li("nul"), li("en")), ul(li("to"))],
    rejected: [p("nul"), ul(li("en")), ul(li("to"))],
  },
  "a paragraph between two lists": {
    text: [ul(li("en")), wrapped("to"), ul(li("tre"))],
    accepted: [ul(li("en"), li("to"), li("tre"))],
    rejected: [ul(li("en")), p("to"), ul(li("tre"))],
  },
  "a paragraph added": {
    text: [p("en"), stamped(p(added("A", "to")), { sIns: ["A"] })],
    accepted: [p("en"), p("to")],
    rejected: [p("en")],
  },
  "a paragraph deleted": {
    text: [p("en"), stamped(p(deleted("A", "to")), { sDel: ["A"] })],
    accepted: [p("en")],
    rejected: [p("en"), p("to")],
  },
  "all paragraphs deleted": {
    text: [stamped(p(deleted("A", "en")), { sDel: ["A"] })],
    accepted: [p()],
    rejected: [p("en")],
  },
};

const OTHERS: Readonly<Record<string, ResolvedCase>> = {
  "another's words in added words": {
    text: [p(added("A", "en"), added("J", "ekstra"), added("A", "to"))],
    accepted: [p("en", added("J", "ekstra"), "to")],
    rejected: [p(added("J", "ekstra"))],
  },
  "another's deletion of added words": {
    text: [p(run("en", insertion("A"), deletion("J")))],
    accepted: [p(deleted("J", "en"))],
    rejected: [p()],
  },
  "another's deletion of an added paragraph break": {
    text: [p("en", run("\u2029", insertion("A"), deletion("J")), "to")],
    accepted: [p("en"), stamped(p("to"), { sJoin: ["J"] })],
    rejected: [p("ento")],
  },
  "another's deletion of the same words": {
    text: [p(run("en", deletion("A"), deletion("J")))],
    accepted: [p()],
    rejected: [p(deleted("J", "en"))],
  },
  "another's words in a deletion": {
    text: [p(deleted("A", "en"), added("J", "to"), deleted("A", "tre"))],
    accepted: [p(added("J", "to"))],
    rejected: [p("en", added("J", "to"), "tre")],
  },
  "an editor's words in an added paragraph": {
    text: [p("en"), stamped(p(added("A", "to"), "tre"), { sIns: ["A"] })],
    accepted: [p("en"), p("totre")],
    rejected: [p("en"), p("tre")],
  },
  "another's words in an added paragraph": {
    text: [p("en"), stamped(p(added("A", "to"), added("J", "tre")), { sIns: ["A"] })],
    accepted: [p("en"), p("to", added("J", "tre"))],
    rejected: [p("en"), stamped(p(added("J", "tre")), { sIns: ["J"] })],
  },
  "late words in a deleted paragraph": {
    text: [p("en"), stamped(p(deleted("A", "to"), "tre"), { sDel: ["A"] })],
    accepted: [p("en"), p("tre")],
    rejected: [p("en"), p("totre")],
  },
};

describeCases({ ...WORDS, ...OTHERS });

test("[SUG50] a text without suggestions is handed back as it is", () => {
  const text = textOf(p("en"), ul(li("to")));
  expect(resolvedText(text, "all", "accept")).toBe(text);
  expect(resolvedText(text, "all", "reject")).toBe(text);
});

const nested = (block: RichNode, levels: number): RichNode =>
  levels === 0 ? block : ul(li(nested(block, levels - 1)));

test.each([
  ["sWrap", nested(stamped(p("a"), { sWrap: [{ ...stamp("A"), list: "bulletList" }] }), 15)],
  ["sMove", nested(ul(li("a"), stamped(li("b"), { sMove: [{ ...stamp("A"), depth: 10 }] })), 14)],
])("[SUG50] an accepted %s goes no deeper than a text may be nested", (_name, block) => {
  const text = textOf(block);
  expect(problemsOf(text)).toEqual([]);
  expect(problemsOf(resolvedText(text, "all", "accept"))).toEqual([]);
});

test("[SUG50] more people may suggest in a rejected block than stamps can stand on it", () => {
  const others = Array.from({ length: 30 }, (_, nth) => added(`J${nth}`, "x"));
  const text = textOf(p("a"), stamped(p(...others), { sIns: ["A"] }));
  const left = resolvedText(text, new Set(["A"]), "reject");
  expect(problemsOf(left)).toEqual([]);
  expect(resolvedText(left, "all", "reject")).toEqual(textOf(p("a")));
});
