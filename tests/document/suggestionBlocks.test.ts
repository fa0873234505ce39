import type { RichNode } from "../../shared/meeting/richText.ts";
import {
  added,
  br,
  cell,
  deleted,
  figure,
  h,
  li,
  ol,
  p,
  row,
  stamp,
  stamped,
  suggestedBreak,
  table,
  ul,
} from "../support/suggested.ts";
import { describeCases } from "./resolvedCases.ts";

const typed = (block: RichNode, type: string, attrs = {}) =>
  stamped(block, { sFmt: [{ ...stamp("A"), type, attrs }] });
const wrapped = (block: RichNode, list: "bulletList" | "orderedList" = "bulletList") =>
  stamped(block, { sWrap: [{ ...stamp("A"), list }] });
const moved = (item: RichNode, depth: number) => stamped(item, { sMove: [{ ...stamp("A"), depth }] });
const joined = (block: RichNode) => stamped(block, { sJoin: ["A"] });
const gone = (block: RichNode) => stamped(block, { sDel: ["A"] });
const fresh = (block: RichNode, id = "A") => stamped(block, { sIns: [id] });

describeCases({
  "a join of paragraphs": {
    text: [p("en"), joined(p("to"))],
    accepted: [p("ento")],
    rejected: [p("en"), p("to")],
  },
  "a join after an empty block": {
    text: [p(), joined(h("to"))],
    accepted: [h("to")],
    rejected: [p(), h("to")],
  },
  "a join with nothing before": { text: [joined(p("en"))], accepted: [p("en")], rejected: [p("en")] },
  "a deletion across three paragraphs": {
    text: [p("e", deleted("A", "n")), gone(p(deleted("A", "to"))), joined(p(deleted("A", "tr"), "e"))],
    accepted: [p("ee")],
    rejected: [p("en"), p("to"), p("tre")],
  },
  "a join that leaves a cell": {
    text: [table(row(cell("a"), cell(joined(p("b")))))],
    accepted: [table(row(cell("ab")))],
    rejected: [table(row(cell("a"), cell("b")))],
  },
  "a join of the words of rows": {
    text: [table(row(cell("a"), cell("b")), row(cell(joined(p("c"))), cell("d")))],
    accepted: [table(row(cell("a"), cell("bc"), cell("d")))],
    rejected: [table(row(cell("a"), cell("b")), row(cell("c"), cell("d")))],
  },
  "a join out of a table into an item": {
    text: [ul(li("a")), table(row(cell(joined(p("b"))), cell("c")))],
    accepted: [ul(li("ab")), table(row(cell("c")))],
    rejected: [ul(li("a")), table(row(cell("b"), cell("c")))],
  },
  "a join of list items": {
    text: [ul(li("a"), joined(li("b", ul(li("c")))))],
    accepted: [ul(li("a", "b", ul(li("c"))))],
    rejected: [ul(li("a"), li("b", ul(li("c"))))],
  },
  "a join of the words of list items": {
    text: [ul(li("a"), li(joined(p("b")), ul(li("c"))), li("d"))],
    accepted: [ul(li("ab", ul(li("c"))), li("d"))],
    rejected: [ul(li("a"), li("b", ul(li("c"))), li("d"))],
  },
  "a join out of a list": {
    text: [p("a"), ul(li(joined(p("b"))))],
    accepted: [p("ab")],
    rejected: [p("a"), ul(li("b"))],
  },
  "a heading": { text: [typed(p("a"), "heading")], accepted: [h("a")], rejected: [p("a")] },
  "no heading": { text: [typed(h("a"), "paragraph")], accepted: [p("a")], rejected: [h("a")] },
  "a type that does not fit": { text: [typed(p("a"), "table")], accepted: [p("a")], rejected: [p("a")] },
  "another kind of list, beside one of that kind": {
    text: [ul(li("a")), typed(ol(li("b")), "bulletList")],
    accepted: [ul(li("a"), li("b"))],
    rejected: [ul(li("a")), ol(li("b"))],
  },
  "a list with letters": {
    text: [typed(ul(li("a")), "orderedList", { type: "a", start: 3 })],
    accepted: [{ ...ol(li("a")), attrs: { start: 3, type: "a" } }],
    rejected: [ul(li("a"))],
  },
  "header cells": {
    text: [table(row(typed(cell("a"), "tableHeader")))],
    accepted: [table(row({ ...cell("a"), type: "tableHeader" }))],
    rejected: [table(row(cell("a")))],
  },
  "paragraphs that become items": {
    text: [p("a"), wrapped(p("b")), wrapped(h("c")), wrapped(p("d"), "orderedList")],
    accepted: [p("a"), ul(li("b"), li(h("c"))), ol(li("d"))],
    rejected: [p("a"), p("b"), h("c"), p("d")],
  },
  "a paragraph that becomes an item between two lists": {
    text: [ul(li("a")), wrapped(p("b")), ul(li("c"))],
    accepted: [ul(li("a"), li("b"), li("c"))],
    rejected: [ul(li("a")), p("b"), ul(li("c"))],
  },
  "a split paragraph that becomes items": {
    text: [wrapped(p("a", suggestedBreak("A"), "b"))],
    accepted: [ul(li("a"), li("b"))],
    rejected: [p("ab")],
  },
  "another's added paragraph that becomes an item": {
    text: [p("a"), wrapped(fresh(p(added("J", "b")), "J"))],
    accepted: [p("a"), fresh(ul(fresh(li(p(added("J", "b"))), "J")), "J")],
    rejected: [p("a"), fresh(p(added("J", "b")), "J")],
  },
  "an item that goes two levels deeper": {
    text: [ul(li("a", ul(li("b"))), moved(li("c"), 2))],
    accepted: [ul(li("a", ul(li("b", ul(li("c"))))))],
    rejected: [ul(li("a", ul(li("b"))), li("c"))],
  },
  "two items that go out of the list": {
    text: [ul(li("a"), moved(li("b"), -1), moved(li("c"), -1), li("d"))],
    accepted: [ul(li("a")), p("b"), p("c"), ul(li("d"))],
    rejected: [ul(li("a"), li("b"), li("c"), li("d"))],
  },
  "an item of another's added list that goes out": {
    text: [p("x"), fresh(ul(li(p(added("J", "a"))), moved(li(p(added("J", "b"))), -1)), "J")],
    accepted: [p("x"), fresh(ul(li(p(added("J", "a")))), "J"), fresh(p(added("J", "b")), "J")],
    rejected: [p("x"), fresh(ul(li(p(added("J", "a"))), li(p(added("J", "b")))), "J")],
  },
  "all items of a list": {
    text: [p("x"), ul(gone(li(p(deleted("A", "a")))), gone(li(p(deleted("A", "b")))))],
    accepted: [p("x")],
    rejected: [p("x"), ul(li("a"), li("b"))],
  },
  "a list in one of whose items somebody writes": {
    text: [gone(ul(li(p(deleted("A", "a"))), li(p(deleted("A", "b"), added("J", "c")))))],
    accepted: [ul(li(p(added("J", "c"))))],
    rejected: [ul(li("a"), li(p("b", added("J", "c"))))],
  },
  "a row, and the only row": {
    text: [
      table(row(cell("a")), gone(row(cell(p(deleted("A", "b")))))),
      table(gone(row(cell(p(deleted("A", "c")))))),
      p("x"),
    ],
    accepted: [table(row(cell("a"))), p("x")],
    rejected: [table(row(cell("a")), row(cell("b"))), table(row(cell("c"))), p("x")],
  },
  "a column": {
    text: [table(row(cell("a"), gone(cell(p(deleted("A", "b"))))), row(cell("c"), gone(cell(p()))))],
    accepted: [table(row(cell("a")), row(cell("c")))],
    rejected: [table(row(cell("a"), cell("b")), row(cell("c"), cell(p())))],
  },
  "all that is in a cell": {
    text: [table(row(cell("a"), cell(gone(p(deleted("A", "b"))))))],
    accepted: [table(row(cell("a"), cell(p())))],
    rejected: [table(row(cell("a"), cell("b")))],
  },
  "a row added, in which an editor writes": {
    text: [table(row(cell("a")), fresh(row(cell(p(added("A", "b"), "c")))))],
    accepted: [table(row(cell("a")), row(cell("bc")))],
    rejected: [table(row(cell("a")), row(cell("c")))],
  },
  "a table added and a table deleted": {
    text: [p("x"), fresh(table(row(cell(p(added("A", "a")))))), gone(table(row(cell(p(deleted("A", "b"))))))],
    accepted: [p("x"), table(row(cell("a")))],
    rejected: [p("x"), table(row(cell("b")))],
  },
  "a list added, in one of whose items an editor writes, and in another a third person": {
    text: [
      p("x"),
      fresh(ul(li(p(added("A", "a"))), li(p(added("A", "b"), "c")), li(p(added("A", "d"), added("J", "e"))))),
    ],
    accepted: [p("x"), ul(li("a"), li("bc"), li(p("d", added("J", "e"))))],
    rejected: [p("x"), ul(li("c"), fresh(li(p(added("J", "e"))), "J"))],
  },
  "another's item in an added list": {
    text: [p("x"), fresh(ul(li(p(added("A", "a"))), fresh(li(p(added("J", "b"))), "J")))],
    accepted: [p("x"), ul(li("a"), fresh(li(p(added("J", "b"))), "J"))],
    rejected: [p("x"), fresh(ul(fresh(li(p(added("J", "b"))), "J")), "J")],
  },
  "a figure, its words and its line break": {
    text: [p("x"), gone(figure(deleted("A", "a"), br, deleted("A", "b"))), fresh(figure(added("A", "c")))],
    accepted: [p("x"), figure("c")],
    rejected: [p("x"), figure("a", br, "b")],
  },
});
