/** What the guard reads fast, since it does so at every keystroke, held to a slow reading that remembers nothing. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import type { Mark, Marks } from "../../server/guard/marks.ts";
import {
  nameOfId,
  piecesOf,
  type Piece,
  type Pieces,
  type Run,
  type View,
} from "../../server/guard/pieces.ts";
import { marksAstray } from "../../server/guard/editedMarks.ts";
import type { Stamp } from "../../shared/document/stamps.ts";
import { runForgerSeed } from "../support/forgerRun.ts";
import { FORGER, SUGGESTED, type ForgerWorld } from "../support/forgerWorld.ts";
import { randomOf, type Random } from "../support/random.ts";
import { marked, stamp } from "../support/stampedText.ts";

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

test.each(SEEDS)(
  "[SUG63] what an editor does to marks of others is found on each letter, seed %i",
  (seed) => {
    const random = randomOf(seed);
    let found = 0;
    for (let round = 0; round < 50; round += 1) {
      const { doc, paragraph, text, by } = markedParagraph(random);
      const view: View = { author: "redaktør", newFrom: (client) => (client === EDITOR ? 0 : Infinity) };
      const before = piecesOf(paragraph, view);
      doc.clientID = EDITOR;
      for (let edit = 0; edit < 4; edit += 1) editAmid(text, by, random);
      const after = piecesOf(paragraph, view);
      const strays = marksAstray(before, after, view).flatMap(({ run, key, value }) =>
        Array.from({ length: run.length }, (_one, index) => `${run.at + index} ${key} ${String(value)}`),
      );
      expect(strays.toSorted()).toEqual(astrayByLetter(before, after));
      found += strays.length;
    }
    expect(found).toBeGreaterThan(50);
  },
);

test("[SUG43] behind the end of a new mark nothing is read anew", () => {
  const doc = new Y.Doc();
  const paragraph = new Y.XmlElement("paragraph");
  const text = new Y.XmlText();
  doc.getXmlFragment("s:a").insert(0, [paragraph]);
  paragraph.insert(0, [text]);
  text.insert(0, "Udvalget drøftede sagen.");
  text.format(9, 8, marked("deletion", stamp("anden", "d1")));
  const view: View = { author: FORGER, newFrom: () => Infinity };
  const marksAtEnd = () =>
    piecesOf(paragraph, view)
      .pieces.filter(isRun)
      .slice(-2)
      .map(({ marks }) => marks);
  const before = marksAtEnd();
  text.insert(3, "nye ord", marked("insertion", stamp(FORGER, "i1")));
  for (const [index, marks] of marksAtEnd().entries()) expect(marks).toBe(before[index]);
  expect(before.map(({ others }) => others.length > 0)).toEqual([true, false]);
});

const EDITOR = 9;

/** Letters of two people in turn, and deletions suggested by a third. */
function markedParagraph(random: Random) {
  const doc = new Y.Doc();
  const paragraph = new Y.XmlElement("paragraph");
  const text = new Y.XmlText();
  doc.clientID = 2;
  doc.getXmlFragment("s:a").insert(0, [paragraph]);
  paragraph.insert(0, [text]);
  for (let word = 0; word < 8; word += 1) {
    doc.clientID = random.pick([2, 3]);
    text.insert(random.below(text.length + 1), "ordet ".slice(random.below(5)));
  }
  const by = ["d1", "d2"].map((id) => stamp("anden", id));
  for (const one of by) markSome(text, one, random);
  return { doc, paragraph, text, by };
}

function markSome(text: Y.XmlText, by: Stamp, random: Random): void {
  const at = random.below(text.length);
  text.format(at, 1 + random.below(text.length - at), marked("deletion", by));
}

function editAmid(text: Y.XmlText, by: readonly Stamp[], random: Random): void {
  const act = random.pick(["mark", "mark", "unmark", "write", "delete"]);
  if (act === "mark") markSome(text, random.pick(by), random);
  else if (act === "unmark") unmark(text, random.pick(by));
  else if (act === "write") text.insert(random.below(text.length + 1), "nyt", {});
  else text.delete(random.below(text.length), 1);
}

function unmark(text: Y.XmlText, by: Stamp): void {
  for (const key of Object.keys(marked("deletion", by))) text.format(0, text.length, { [key]: null });
}

const isIn = (marks: readonly Mark[], { key }: Mark) => marks.some((mark) => mark.key === key);

function astrayByLetter(before: Pieces, after: Pieces): readonly string[] {
  const was = new Map(lettersOf(before).map(({ name, run }) => [name, run.marks]));
  const astray = lettersOf(after).flatMap(({ name, run, at }) => {
    if (run.isNew) return [];
    const [old, now] = [was.get(name)?.list ?? [], run.marks.list];
    return [
      ...now.filter((mark) => !isIn(old, mark)).map(({ key }) => `${at} ${key} null`),
      ...old.filter((mark) => !isIn(now, mark)).map(({ key, value }) => `${at} ${key} ${String(value)}`),
    ];
  });
  return astray.toSorted();
}

function lettersOf({ pieces }: Pieces): readonly { name: string; run: Run; at: number }[] {
  return pieces.filter(isRun).flatMap((run) =>
    Array.from(run.letters.split(""), (_letter, index) => {
      return { name: `${run.client}:${run.clock + index}`, run, at: run.at + index };
    }),
  );
}

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
