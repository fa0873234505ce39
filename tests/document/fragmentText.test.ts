import { Node } from "@tiptap/pm/model";
import {
  initProseMirrorDoc,
  prosemirrorJSONToYXmlFragment,
  yXmlFragmentToProsemirrorJSON,
} from "@tiptap/y-tiptap";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { giveTextToEmptyBlocks, richTextOf } from "../../shared/document/fragmentText.ts";
import { replaceRichText, writeRichText } from "../../shared/document/fragmentWrite.ts";
import type { RichText } from "../../shared/meeting/richText.ts";
import { bold, paragraph, plain, proseMirrorSchema, SAMPLES, text, textOf } from "./sampleText.ts";

const schema = proseMirrorSchema();

function written(content: RichText, write = writeRichText): { doc: Y.Doc; fragment: Y.XmlFragment } {
  const doc = new Y.Doc();
  doc.clientID = 7;
  const fragment = doc.getXmlFragment("s:a");
  doc.transact(() => write(fragment, content));
  return { doc, fragment };
}

const byYTiptap = (content: RichText) =>
  written(content, (fragment) => {
    fragment.doc?.transact((transaction) => {
      prosemirrorJSONToYXmlFragment(schema, content, fragment);
      giveTextToEmptyBlocks(transaction);
    });
  });

describe.each(Object.entries(SAMPLES))("%s", (_name, content) => {
  test("[DOC1] comes back as it was written", () => {
    expect(richTextOf(written(content).fragment)).toEqual(content);
  });

  test("[DOC2] is written in the very bytes of y-tiptap", () => {
    const ours = Y.encodeStateAsUpdate(written(content).doc);
    expect(ours).toEqual(Y.encodeStateAsUpdate(byYTiptap(content).doc));
  });

  test("[DOC2] is read as y-tiptap reads it", () => {
    const { fragment } = byYTiptap(content);
    const ours = Node.fromJSON(schema, richTextOf(fragment));
    expect(ours.toJSON()).toEqual(initProseMirrorDoc(fragment, schema).doc.toJSON());
    const theirs = Node.fromJSON(schema, yXmlFragmentToProsemirrorJSON(fragment));
    expect(ours.eq(theirs)).toBe(true);
  });

  test("[DOC3] reading writes nothing", () => {
    const { doc, fragment } = written(content);
    const before = Y.encodeStateAsUpdate(doc);
    let updates = 0;
    doc.on("update", () => (updates += 1));
    doc.on("afterTransaction", () => (updates += 1));
    richTextOf(fragment);
    expect(updates).toBe(0);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });
});

test("[DOC1] neighbouring runs and neighbouring Y.XmlTexts with equal marks are one run", () => {
  const { fragment } = written(textOf(paragraph(text("a", bold), text("b", bold))));
  const second = new Y.XmlText();
  second.applyDelta([{ insert: "c", attributes: { bold: {} } }]);
  // The first child of this fragment is the paragraph just written.
  (fragment.get(0) as Y.XmlElement).push([second]);
  expect(richTextOf(fragment)).toEqual(textOf(paragraph(text("abc", bold))));
});

test("[DOC3] what no schema knows is read under its own name and not deleted", () => {
  const { doc, fragment } = written(plain("a"));
  const embed = new Y.XmlText();
  embed.insertEmbed(0, { image: "x" });
  fragment.push([new Y.XmlElement("iframe"), embed]);
  const before = Y.encodeStateAsUpdate(doc);
  expect(richTextOf(fragment).content.map((node) => node.type)).toEqual(["paragraph", "iframe", "embed"]);
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
});

test("[DOC4] a text without blocks is written as one empty paragraph", () => {
  expect(richTextOf(written(textOf()).fragment)).toEqual(textOf(paragraph()));
});

test("[DOC4] replacing leaves only the new text", () => {
  const { fragment } = written(SAMPLES["a table"] ?? textOf());
  replaceRichText(fragment, plain("ny"));
  expect(richTextOf(fragment)).toEqual(plain("ny"));
});

test("[DOC4] a text is written into an empty fragment only", () => {
  const { fragment } = written(plain("a"));
  expect(() => writeRichText(fragment, plain("b"))).toThrow("empty fragment");
});

test("[DOC11] a new empty block has its place for words at once, so two first letters share it", () => {
  const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
  mine.transact((transaction) => {
    mine.getXmlFragment("s:a").insert(0, [new Y.XmlElement("paragraph")]);
    giveTextToEmptyBlocks(transaction);
  });
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
  for (const [doc, letter] of [
    [mine, "a"],
    [theirs, "b"],
  ] as const) {
    const paragraphText = doc.getXmlFragment("s:a").get(0);
    const words = paragraphText instanceof Y.XmlElement ? paragraphText.get(0) : undefined;
    if (words instanceof Y.XmlText) words.insert(0, letter);
  }
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
  const block = mine.getXmlFragment("s:a").get(0);
  expect(block instanceof Y.XmlElement ? block.length : 0).toBe(1);
  expect(richTextOf(mine.getXmlFragment("s:a")).content[0]?.content?.[0]?.text).toMatch(/^(ab|ba)$/u);
});
