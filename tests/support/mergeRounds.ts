/**
 * Three people edit one section in the product's own editors without hearing of each other; what
 * they did is merged in random order. Then looking must not write: an editor that is mounted on the
 * merged text, or that had it come in while it was open, leaves the document as it is to the byte.
 */
import assert from "node:assert/strict";
import type { Editor } from "@tiptap/core";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { WritingDoc } from "../../client/connection/writingDoc.ts";
import { openSectionEditor, placeCaret } from "../../client/editor/sectionEditor.ts";
import { richTextOf } from "../../shared/document/fragmentText.ts";
import { writeRichText } from "../../shared/document/fragmentWrite.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { problemsOf } from "../../shared/document/validate.ts";
import { plainTextOf, type RichNode, type RichText } from "../../shared/meeting/richText.ts";
import { actAtRandom } from "./editorEdits.ts";
import { randomOf, type Random } from "./random.ts";
import { textLinkTo } from "./textLink.ts";

const SECTION = "s1";
const PEOPLE = 3;
const ACTS_MAX = 2;
const MERGES_PER_SEED = 10;

/** One seed; throws with what was broken. */
export function runMerges(seed: number): { readonly units: number; readonly refused: number } {
  const random = randomOf(seed);
  const people = Array.from({ length: PEOPLE }, (_, index) => new Person(seed * 100 + index + 1));
  const start = firstText();
  for (const person of people) person.hear(start);
  let refused = 0;
  try {
    for (let merge = 0; merge < MERGES_PER_SEED; merge += 1) {
      for (const person of people) person.edit(random);
      random.pick(people).unmount();
      exchange(random, people);
      if (!checkMerged(random, people)) refused += 1;
    }
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  } finally {
    for (const person of people) person.unmount();
  }
  return { units: MERGES_PER_SEED, refused };
}

class Person {
  readonly doc = new WritingDoc();
  readonly #own: Uint8Array[] = [];
  #editor: Editor | undefined;
  /** Changes that an editor made in what it was only shown. */
  writtenByLooking = 0;
  #isLooking = false;

  constructor(clientId: number) {
    this.doc.clientID = clientId;
    this.doc.on("update", (update: Uint8Array, origin: unknown, _doc: Y.Doc, change: Y.Transaction) => {
      if (!change.local) return;
      this.#own.push(update);
      // What Yjs tidies up by itself after formatting has no origin and deletes no text.
      if (this.#isLooking && origin === ySyncPluginKey) this.writtenByLooking += 1;
    });
  }

  get text(): RichText {
    return richTextOf(sectionText(this.doc, SECTION));
  }

  get editor(): Editor | undefined {
    return this.#editor;
  }

  takeOwn(): Uint8Array[] {
    return this.#own.splice(0);
  }

  hear(update: Uint8Array): void {
    this.#look(() => Y.applyUpdate(this.doc, update, "server"));
  }

  /** As the product does, and only where the product would. */
  mount(): boolean {
    if (this.#editor !== undefined) return true;
    if (problemsOf(this.text).length > 0) return false;
    let changes = 0;
    const count = () => (changes += 1);
    this.doc.on("update", count);
    this.#editor = mounted(this.doc);
    this.doc.off("update", count);
    assert.equal(changes, 0, "mounting wrote in the document");
    return true;
  }

  #look(act: () => void): void {
    this.#isLooking = true;
    act();
    this.#isLooking = false;
  }

  unmount(): void {
    this.#editor?.destroy();
    this.#editor = undefined;
  }

  edit(random: Random): void {
    if (!this.mount()) return;
    const editor = this.#editor;
    assert(editor !== undefined);
    for (let acts = 1 + random.below(ACTS_MAX); acts > 0; acts -= 1) {
      actAtRandom(random, editor, this.doc);
      assert.deepEqual(problemsOf(this.text), [], "an act left a text that no editor may open");
    }
  }
}

function mounted(doc: Y.Doc): Editor {
  const element = document.createElement("div");
  const editor = openSectionEditor({
    element,
    link: textLinkTo(doc, { focus: () => SECTION }),
    section: SECTION,
    label: "Beslutning, punkt 8",
    onLeave: nothing,
    onToolbar: nothing,
    onLink: nothing,
    onTooMuch: nothing,
  });
  placeCaret(editor, "end");
  return editor;
}

function nothing(): void {
  // Nobody listens here.
}

/** Everybody's changes to everybody, each one's in their order, otherwise in any order. */
function exchange(random: Random, people: readonly Person[]): void {
  for (let sent = people.map((person) => person.takeOwn()); sent.some((own) => own.length > 0);) {
    for (const [index, receiver] of people.entries()) {
      const queues = sent.filter((_, from) => from !== index).map((own) => parted(random, own));
      for (let left = queues.filter((queue) => queue.length > 0); left.length > 0;) {
        const next = random.pick(left).shift();
        if (next !== undefined) receiver.hear(next);
        left = left.filter((queue) => queue.length > 0);
      }
    }
    sent = people.map((person) => person.takeOwn());
  }
}

/** What the server sends together arrives together. */
function parted(random: Random, updates: readonly Uint8Array[]): Uint8Array[] {
  if (updates.length < 2 || random.chance(0.2)) return [...updates];
  return [Y.mergeUpdates([...updates])];
}

/** False when the product would show the text without an editor. */
function checkMerged(random: Random, people: readonly Person[]): boolean {
  const [first, ...others] = people;
  assert(first !== undefined);
  const merged = first.text;
  for (const other of others) assert.deepEqual(other.text, merged, "the texts differ");
  for (const person of people) {
    assert.equal(person.writtenByLooking, 0, "an open editor wrote in what it heard");
    if (person.editor !== undefined)
      assert.equal(wordsOf(person.editor), plainTextOf(merged), "an open editor shows something else");
  }
  if (problemsOf(merged).length > 0) return false;
  // With own client id, since y-tiptap tidies up what this client wrote; and as somebody who comes fresh.
  for (const person of people) person.mount();
  if (random.chance(0.2)) checkNewcomer(random, Y.encodeStateAsUpdate(first.doc), merged);
  return true;
}

function checkNewcomer(random: Random, state: Uint8Array, text: RichText): void {
  const doc = new WritingDoc();
  doc.clientID = random.below(0x7fff_ffff) + 1_000_000;
  Y.applyUpdate(doc, state, "server");
  const before = Y.encodeStateAsUpdate(doc);
  const editor = mounted(doc);
  assert.deepEqual(Y.encodeStateAsUpdate(doc), before, "mounting changed the document");
  assert.deepEqual(richTextOf(sectionText(doc, SECTION)), text, "mounting changed the text");
  if (random.chance(0.5)) checkFirstKey(editor, doc, text);
  editor.destroy();
}

/** The first key in a mounted editor brings one letter and takes nothing. */
function checkFirstKey(editor: Editor, doc: Y.Doc, text: RichText): void {
  if (!editor.state.selection.$from.parent.isTextblock) return;
  let taken = 0;
  doc.on("afterTransaction", (change: Y.Transaction) => {
    Y.iterateDeletedStructs(change, change.deleteSet, (struct) => {
      const isOld = struct.id.clock < (change.beforeState.get(struct.id.client) ?? 0);
      if (isOld && struct instanceof Y.Item && struct.countable) taken += struct.length;
    });
  });
  editor.view.dispatch(editor.state.tr.insertText("Æ"));
  const now = plainTextOf(richTextOf(sectionText(doc, SECTION)));
  assert.equal(now.replace("Æ", ""), plainTextOf(text), "the first key changed other text");
  assert.equal(taken, 0, "the first key deleted something");
}

function wordsOf(editor: Editor): string {
  return plainTextOf(editor.getJSON() as RichNode);
}

function firstText(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  doc.transact(() => {
    writeRichText(sectionText(doc, SECTION), RICH);
  });
  return Y.encodeStateAsUpdate(doc);
}

const p = (words: string): RichNode => ({
  type: "paragraph",
  ...(words === "" ? {} : { content: [{ type: "text", text: words }] }),
});
const item = (...content: RichNode[]): RichNode => ({ type: "listItem", content });
const cell = (type: string, words: string): RichNode => ({ type, content: [p(words)] });
const row = (...content: RichNode[]): RichNode => ({ type: "tableRow", content });

const RICH: RichText = {
  type: "doc",
  content: [
    { type: "heading", attrs: { level: 4 }, content: [{ type: "text", text: "Baggrund" }] },
    {
      type: "paragraph",
      content: [
        { type: "text", text: "Punktet blev " },
        { type: "text", text: "drøftet", marks: [{ type: "bold" }] },
        { type: "hardBreak" },
        { type: "text", text: "Ny linje." },
      ],
    },
    {
      type: "bulletList",
      content: [item(p("Et"), { type: "bulletList", content: [item(p("Indre"))] }), item(p("To"))],
    },
    {
      type: "table",
      content: [
        row(cell("tableHeader", "Uge"), cell("tableHeader", "Timer")),
        row(cell("tableCell", "23"), cell("tableCell", "")),
      ],
    },
    { type: "figure", attrs: { alt: "Kort" }, content: [{ type: "text", text: "Figur 1" }] },
    p(""),
  ],
};
