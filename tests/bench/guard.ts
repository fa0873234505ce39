/**
 * What does the guard cost for each letter that somebody types? The same updates go to two equal
 * documents in turn: one applies them as they come, the other judges, applies and asserts. Both emit
 * what a room listens for. Printed: time for each update, and the ratio of the medians. In brackets what
 * an update takes when nothing comes between, the least of its rounds: on a busy machine p95 tells
 * of the machine.
 */
import * as Y from "yjs";
import { appliedAsPredicted } from "../../server/guard/assertion.ts";
import { judgeUpdate } from "../../server/guard/guard.ts";
import { SuggestionGuard } from "../../server/guard/suggestionGuard.ts";
import type { Asker } from "../../server/guard/verdict.ts";
import { leaveFormatting } from "../../shared/document/leaveFormatting.ts";
import { Emission } from "../../server/room/emission.ts";
import { editorWith } from "../support/asker.ts";
import { agedMeeting, freshMeeting, SECTIONS, textAt } from "./guard/agedMeeting.ts";
import { suggestedMeeting, suggestedOn } from "./guard/suggestedSection.ts";

const HISTORY = 50_000;
const ROUNDS = 6;
const UPDATES = 3000;
/** Few enough that the section stays what it is. */
const SUGGESTED_UPDATES = 400;
const TYPIST = 777_777;

const asker = editorWith([TYPIST], (root) => root.startsWith("s:"));

/** One person types, a sentence in each of several sections, and takes back a letter now and then. */
function typedOn(base: Uint8Array): readonly Uint8Array[] {
  const doc = copyOf(base);
  doc.clientID = TYPIST;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (let stay = 0; updates.length < UPDATES; stay += 1) {
    const text = textAt(doc.getXmlFragment(SECTIONS[(stay * 7) % SECTIONS.length] ?? ""), 0);
    let at = text.length >> 1;
    for (let key = 0; key < 60; key += 1) {
      if (key % 12 === 11) text.delete(--at, 1);
      else text.insert(at++, "abcdefgh "[key % 9] ?? "x");
    }
  }
  return updates.slice(0, UPDATES);
}

function copyOf(base: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  leaveFormatting(doc);
  for (const root of SECTIONS) doc.getXmlFragment(root);
  Y.applyUpdate(doc, base);
  return doc;
}

interface Side {
  readonly doc: Y.Doc;
  readonly emission: Emission;
  take(update: Uint8Array): void;
}

function plainSide(base: Uint8Array): Side {
  const doc = copyOf(base);
  const emission = new Emission(doc);
  return { doc, emission, take: (update) => Y.applyUpdate(doc, update, "client") };
}

function guardedSide(base: Uint8Array): Side {
  const doc = copyOf(base);
  const emission = new Emission(doc);
  const take = (update: Uint8Array) => {
    const verdict = judgeUpdate(doc, update, asker);
    if (verdict.kind !== "apply") throw new Error(`the guard says ${verdict.kind}`);
    Y.applyUpdate(doc, verdict.update, "client");
    if (!appliedAsPredicted(doc, emission.transactions, asker, verdict.roots))
      throw new Error("not as predicted");
  };
  return { doc, emission, take };
}

/** As the room does it for somebody who may only suggest. */
function suggestingSide(base: Uint8Array): Side {
  const doc = copyOf(base);
  const emission = new Emission(doc);
  const suggestions = new SuggestionGuard(doc, {
    newId: () => "ny",
    now: () => "2026-03-20T09:00:00.000Z",
    tickMs: () => performance.now(),
  });
  const asker: Asker = {
    clientIds: new Set([TYPIST]),
    person: "mig",
    rightIn: (root) => (root.startsWith("s:") ? "suggest" : undefined),
    authorOf: (id) => suggestions.authorOf(id),
  };
  const take = (update: Uint8Array) => {
    const verdict = judgeUpdate(doc, update, asker);
    if (verdict.kind !== "apply") throw new Error(`the guard says ${verdict.kind}`);
    const rehearsed = suggestions.rehearse(verdict, asker);
    if (rehearsed.kind === "refuse") throw new Error(`the rehearsal says ${rehearsed.reason}`);
    Y.applyUpdate(doc, verdict.update, "client");
    if (!appliedAsPredicted(doc, emission.transactions, asker, verdict.roots))
      throw new Error("not as predicted");
    if (suggestions.settle(rehearsed, emission.transactions) !== "whole") throw new Error("mended");
  };
  return { doc, emission, take };
}

function timeOf(side: Side, update: Uint8Array): number {
  side.emission.begin();
  const begin = performance.now();
  side.take(update);
  return (performance.now() - begin) * 1000;
}

type MakeSide = (base: Uint8Array) => Side;

function round(base: Uint8Array, updates: readonly Uint8Array[], guardedSideOf: MakeSide) {
  const sides = { plain: plainSide(base), guarded: guardedSideOf(base) };
  const times = { plain: new Array<number>(), guarded: new Array<number>() };
  for (const [index, update] of updates.entries()) {
    const order = index % 2 === 0 ? (["plain", "guarded"] as const) : (["guarded", "plain"] as const);
    for (const name of order) times[name].push(timeOf(sides[name], update));
  }
  return times;
}

const at = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
const us = (value: number) => `${value.toFixed(1)} us`;
const inOrder = (values: readonly number[]) => values.toSorted((a, b) => a - b);

interface Way {
  readonly writtenOn: (base: Uint8Array) => readonly Uint8Array[];
  readonly guardedSideOf: MakeSide;
}

const EDITING: Way = { writtenOn: typedOn, guardedSideOf: guardedSide };
const SUGGESTING: Way = {
  writtenOn: (base) => suggestedOn(base, TYPIST, SUGGESTED_UPDATES),
  guardedSideOf: suggestingSide,
};

function measure(name: string, doc: Y.Doc, { writtenOn, guardedSideOf }: Way): void {
  const base = Y.encodeStateAsUpdate(doc);
  const updates = writtenOn(base);
  round(base, updates.slice(0, updates.length / 2), guardedSideOf);
  const rounds = Array.from({ length: ROUNDS }, () => round(base, updates, guardedSideOf));
  const ratios = inOrder(
    rounds.map(({ plain, guarded }) => at(inOrder(guarded), 0.5) / at(inOrder(plain), 0.5)),
  );
  const plain = inOrder(rounds.flatMap((one) => one.plain));
  const guarded = inOrder(rounds.flatMap((one) => one.guarded));
  const told = (times: readonly number[]) => `${us(at(times, 0.5))}, p95 ${us(at(times, 0.95))}`;
  const least = (side: "plain" | "guarded") =>
    inOrder(updates.map((_update, index) => Math.min(...rounds.map((one) => one[side][index] ?? Infinity))));
  process.stdout.write(
    `${name}: plain ${told(plain)} (${told(least("plain"))}), guarded ${told(guarded)} (${told(least("guarded"))}), ` +
      `ratio of medians x${(at(guarded, 0.5) / at(plain, 0.5)).toFixed(2)} (rounds x${ratios[0]?.toFixed(2)} to x${ratios.at(-1)?.toFixed(2)}), ` +
      `ratio of p95 x${(at(guarded, 0.95) / at(plain, 0.95)).toFixed(2)}\n`,
  );
}

measure(`document with the history of ${HISTORY} edits`, agedMeeting(HISTORY), EDITING);
measure("fresh document", freshMeeting(), EDITING);
for (const paragraphs of [20, 1]) {
  const what = paragraphs === 1 ? "one paragraph" : `${paragraphs} paragraphs`;
  measure(
    `suggesting in 5 KB with 100 suggestions in ${what}, after ${HISTORY} edits`,
    suggestedMeeting(HISTORY, paragraphs),
    SUGGESTING,
  );
}
