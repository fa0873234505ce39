/** The guard reads a block at every keystroke and remembers what it has met; held to a reading without memory. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import type { Marks } from "../../server/guard/marks.ts";
import {
  nameOfId,
  piecesOf,
  type Piece,
  type Pieces,
  type Run,
  type View,
} from "../../server/guard/pieces.ts";
import { runForgerSeed } from "../support/forgerRun.ts";
import { FORGER, SUGGESTED, type ForgerWorld } from "../support/forgerWorld.ts";
import { attributesFor, stamp } from "../support/stampedText.ts";

const SEEDS = Array.from({ length: 6 }, (_one, index) => index + 1);

test.each(SEEDS)("[SUG43] what is remembered of a text is what a first reading finds, seed %i", (seed) => {
  let runs = 0;
  runForgerSeed(seed, {
    onTaken: (world) => {
      const view = viewIn(world);
      const again = readAll(world.server, view);
      expect(again.map(told)).toEqual(readAll(neverRead(world.server), view).map(told));
      runs += again.flatMap(({ pieces }) => pieces.filter(isRun)).length;
    },
  });
  expect(runs).toBeGreaterThan(1000);
});

test("[SUG43] behind the end of a new mark nothing is read anew", () => {
  const doc = new Y.Doc();
  const paragraph = new Y.XmlElement("paragraph");
  const text = new Y.XmlText();
  doc.getXmlFragment("s:a").insert(0, [paragraph]);
  paragraph.insert(0, [text]);
  text.insert(0, "Udvalget drøftede sagen.");
  text.format(9, 8, attributesFor("deletion", stamp("anden", "d1")));
  const view: View = { author: FORGER, newFrom: () => Infinity };
  const marksAtEnd = () =>
    piecesOf(paragraph, view)
      .pieces.filter(isRun)
      .slice(-2)
      .map(({ marks }) => marks);
  const before = marksAtEnd();
  text.insert(3, "nye ord", attributesFor("insertion", stamp(FORGER, "i1")));
  for (const [index, marks] of marksAtEnd().entries()) expect(marks).toBe(before[index]);
  expect(before.map(({ others }) => others.length > 0)).toEqual([true, false]);
});

const isRun = (piece: Piece): piece is Run => piece.kind === "run";

/** Somewhere amid what the forger has written is something new. */
function viewIn({ server, mine, random }: ForgerWorld): View {
  const from = new Map(
    [...mine].map((client) => [client, random.below(Y.getState(server.store, client) + 1)]),
  );
  return { author: FORGER, newFrom: (client) => from.get(client) ?? Infinity };
}

function readAll(doc: Y.Doc, view: View): readonly Pieces[] {
  const blocks = SUGGESTED.flatMap((root) => doc.getXmlFragment(root).toArray());
  return blocks.flatMap((block) => (block instanceof Y.XmlElement ? [piecesOf(block, view)] : []));
}

function neverRead(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

/** Without what belongs to the one document or the other. */
function told({ pieces, newRuns, ownRuns, isOverfull }: Pieces): unknown {
  const all = pieces.filter(isRun);
  expect(newRuns).toEqual(all.filter(({ isNew }) => isNew));
  expect(ownRuns).toEqual(all.filter(({ isNew, marks }) => !isNew && marks.isOwnInsertion));
  return [isOverfull, ...pieces.map((piece) => (piece.kind === "frame" ? piece.name : toldOfRun(piece)))];
}

function toldOfRun({ text, marks, ...rest }: Run): unknown {
  return { ...rest, text: text._item && nameOfId(text._item.id), marks: toldOfMarks(marks) };
}

function toldOfMarks(marks: Marks): unknown {
  const { list, isOwnInsertion, others, suggestedByOthers, areTooMany } = marks;
  const set = list.map(({ name, item }) => `${name} by ${nameOfId(item.id)}`);
  const setters = ["bold", "italic", "link"].map((key) => marks.setterOf(key)?.item.id);
  return [set, setters, isOwnInsertion, others, suggestedByOthers, areTooMany];
}
