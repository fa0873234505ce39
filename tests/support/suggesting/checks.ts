/**
 * The four promises of suggestion mode, asked of a world in which nothing is under way: everybody has
 * the same text, it is the same after a reload, all suggestions rejected give the text as the editors
 * left it, all accepted give what plain edits would have given.
 */
import assert from "node:assert/strict";
import * as Y from "yjs";
import { WritingDoc } from "../../../client/connection/writingDoc.ts";
import { richTextOf } from "../../../shared/document/fragmentText.ts";
import { writeRichText } from "../../../shared/document/fragmentWrite.ts";
import { sectionText } from "../../../shared/document/layout.ts";
import { problemsOf } from "../../../shared/document/validate.ts";
import type { RichNode, RichText } from "../../../shared/meeting/richText.ts";
import { resolveIn } from "../../../shared/suggestion/resolve.ts";
import { resolvedText, type Verdict } from "../../../shared/suggestion/resolvedText.ts";
import { suggestionsIn } from "../../../shared/suggestion/suggestion.ts";
import { Hands } from "./hands.ts";
import { mountedEditor } from "./mountedEditor.ts";
import { World } from "./world.ts";

interface Expected {
  /** All rejected. */
  readonly base: RichText;
  /** All accepted; left out where it has no one right answer. */
  readonly accepted?: RichText;
}

export async function checkFourWays(world: World, expected: Expected): Promise<void> {
  await world.sync();
  await checkEqual(world);
  await checkReload(world);
  await checkResolved(world, "reject", expected.base);
  if (expected.accepted !== undefined) await checkResolved(world, "accept", expected.accepted);
}

/** Everybody reads the same, and every open editor shows it. */
export async function checkEqual(world: World): Promise<void> {
  const text = await world.serverText();
  same(world.bench.collapsed, [], "the room collapsed");
  same(problemsOf(text), [], "no editor may open the text");
  for (const person of world.people) {
    const { name } = person.who;
    same(person.refusals, [], `${name} was refused`);
    same(person.text, text, `${name} has another text than the server`);
    if (person.openEditor !== undefined)
      same(shownIn(person.openEditor.getJSON()), text, `${name}'s editor shows something else`);
  }
}

/** The log alone gives the same text, and looking at it writes nothing. */
export async function checkReload(world: World): Promise<void> {
  const text = await world.serverText();
  const room = await world.bench.reopen();
  const bytes = await room.read((doc) => Y.encodeStateAsUpdate(doc));
  const doc = new WritingDoc();
  Y.applyUpdate(doc, bytes, "server");
  same(richTextOf(sectionText(doc, world.section)), text, "the log gives another text");
  const before = Y.encodeStateAsUpdate(doc);
  const editor = mountedEditor(doc, world.section);
  assert.deepEqual(Y.encodeStateAsUpdate(doc), before, "looking at the text wrote in it");
  same(shownIn(editor.getJSON()), text, "a fresh editor shows something else");
  editor.destroy();
}

/** By the pure walk and by the resolution in the document, which must agree. */
export async function checkResolved(world: World, verdict: Verdict, expected: RichText): Promise<void> {
  const text = await world.serverText();
  same(resolvedText(text, "all", verdict), expected, `all ${verdict}ed, as text`);
  const doc = await world.copy();
  const fragment = sectionText(doc, world.section);
  const ids = new Set(suggestionsIn(text).map(({ id }) => id));
  doc.transact(() => {
    resolveIn(fragment, ids, verdict);
  });
  same(richTextOf(fragment), expected, `all ${verdict}ed, in the document`);
}

type Act = (hands: Hands) => unknown;

/** What the same acts give when the person may write. */
export function plainly(text: RichText, ...acts: readonly Act[]): RichText {
  const doc = new WritingDoc();
  const fragment = sectionText(doc, "s1");
  doc.transact(() => {
    writeRichText(fragment, text);
  });
  const editor = mountedEditor(doc, "s1");
  for (const act of acts) act(new Hands(editor));
  editor.destroy();
  return richTextOf(fragment);
}

/** As JSON: the same, whatever prototypes the objects have. */
export function same(actual: unknown, expected: unknown, message: string): void {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== other) assert.deepEqual(JSON.parse(one), JSON.parse(other), message);
}

/** ProseMirror's JSON in the normal form of richTextOf. */
export function shownIn(json: unknown): RichText {
  const doc = new Y.Doc();
  const fragment = doc.getXmlFragment("shown");
  // What an editor gives out is of its schema, which is that of RichText.
  const shown = json as RichNode & { readonly type: "doc" };
  if ((shown.content ?? []).length === 0) return { type: "doc", content: [] };
  doc.transact(() => {
    writeRichText(fragment, { type: "doc", content: shown.content ?? [] });
  });
  return richTextOf(fragment);
}
