import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";
import { redo, undo, undoManagerOf } from "../../client/editor/undo.ts";
import { resolutionsRoot, sectionText } from "../../shared/document/layout.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { resolveIn } from "../../shared/suggestion/resolve.ts";
import { resolvedText } from "../../shared/suggestion/resolvedText.ts";
import { suggestionsIn } from "../../shared/suggestion/suggestion.ts";
import { actAtRandom } from "../support/editorEdits.ts";
import { randomOf } from "../support/random.ts";
import {
  closeWriters,
  copyOf,
  docWith,
  idsIn,
  keepsAll,
  placeOf,
  press,
  SECTION,
  select,
  selectWords,
  shownWords,
  textIn,
  type,
  type Writer,
  writerOf,
} from "../support/suggestingEditor.ts";

afterEach(closeWriters);

const p = (words: string): RichNode => ({ type: "paragraph", content: [{ type: "text", text: words }] });

const open = writerOf;

const always = () => true;
const back = ({ y, mode }: Writer) => undo(y, always, () => mode.as);
const again = ({ y, mode }: Writer) => redo(y, always, () => mode.as);

/** Each sees what the other has written. */
function exchange(one: Y.Doc, other: Y.Doc): void {
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one, Y.encodeStateVector(other)), "remote");
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other, Y.encodeStateVector(one)), "remote");
}

test("[SUG102] an own suggestion is taken back and made again, also after others have written", () => {
  const writer = open(docWith(p("et to tre"), p("fire")));
  const before = textIn(writer.y);
  selectWords(writer, "to");
  type(writer, "nyt");
  const referent = open(copyOf(writer.y), { as: undefined });
  select(referent, placeOf(referent, "tre"));
  type(referent, "og ");
  exchange(writer.y, referent.y);
  back(writer);
  expect(shownWords(writer)).toBe("et to og tre / fire");
  again(writer);
  expect(shownWords(writer)).toBe("et [-to-][+nyt+] og tre / fire");
  back(writer);
  exchange(writer.y, referent.y);
  expect(textIn(referent.y)).toEqual(textIn(writer.y));
  expect(before.content[1]).toEqual(textIn(writer.y).content[1]);
});

test("[SUG102] what was written in Skriv is not taken back in Foreslå, and the other way round", () => {
  const writer = open(docWith(p("et")), { as: undefined });
  select(writer, 3);
  type(writer, " a");
  writer.mode.as = "karen";
  type(writer, " b");
  expect(shownWords(writer)).toBe("et a[+ b+]");
  back(writer);
  back(writer);
  expect(shownWords(writer)).toBe("et a");
  again(writer);
  writer.mode.as = undefined;
  back(writer);
  expect(shownWords(writer)).toBe("et[+ b+]");
});

test("[SUG102] what has its verdict is no longer the author's to take back", () => {
  const writer = open(docWith(p("et")));
  select(writer, 3);
  type(writer, " a");
  const [made] = suggestionsIn(textIn(writer.y));
  if (made === undefined) throw new Error("Nothing was suggested");
  const server = copyOf(writer.y);
  server.transact(() => {
    resolveIn(sectionText(server, SECTION), new Set([made.id]), "accept");
    const record = { ...made, section: SECTION, authorName: "Karen Holm", before: "", after: "" };
    const verdict = {
      verdict: "accept",
      by: "amira",
      byName: "Amira Nørgaard",
      resolvedAt: made.at,
      place: null,
    };
    // Only what settles it is read here.
    resolutionsRoot(server).set(`${made.id}:1`, { ...record, ...verdict } as never);
  });
  exchange(writer.y, server);
  expect(back(writer)).toBe(false);
  expect(shownWords(writer)).toBe("et a");
});

test("[SUG102] a block in which somebody else has written stays, and stays suggested", () => {
  const writer = open(docWith(p("et")));
  select(writer, 3);
  press(writer, "Enter");
  type(writer, "mit");
  const referent = open(copyOf(writer.y), { as: undefined });
  select(referent, placeOf(referent, "it"));
  type(referent, "XX");
  exchange(writer.y, referent.y);
  while (back(writer));
  expect(shownWords(writer)).toBe("et / XX");
  expect(textIn(writer.y).content[1]?.attrs?.["sIns"]).toHaveLength(1);
});

test("[SUG102] a moved caret does not end what can be made again", () => {
  const writer = open(docWith(p("et to")));
  select(writer, 3);
  type(writer, "x");
  back(writer);
  select(writer, 1);
  expect(again(writer)).toBe(true);
  expect(shownWords(writer)).toBe("et[+x+] to");
});

test("[SUG102] against chance: taking back and making again leave the text and others' words as they are", () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const random = randomOf(seed);
    const writer = open(docWith(p("Punktet blev drøftet kort."), p("Anden linje"), p("Slut.")));
    const first = new Set(idsIn(writer.y));
    const referent = open(copyOf(writer.y), { as: undefined });
    for (let act = 1; act <= 12; act += 1) {
      actAtRandom(random, writer.editor, writer.y);
      if (random.chance(0.4)) actAtRandom(random, referent.editor, referent.y);
      if (random.chance(0.4)) exchange(writer.y, referent.y);
      const before = resolvedText(textIn(writer.y), "all", "reject");
      const isOthers = (id: string) => first.has(id) || !id.startsWith(`${writer.y.clientID}:`);
      const base = idsIn(writer.y).filter((id) => isOthers(id));
      (random.chance(0.6) ? back : again)(writer);
      const where = `seed ${seed}, act ${act}`;
      expect(resolvedText(textIn(writer.y), "all", "reject"), where).toEqual(before);
      expect(keepsAll(base, idsIn(writer.y)), where).toBe(true);
    }
    undoManagerOf(writer.y).clear();
  }
}, 60_000);
