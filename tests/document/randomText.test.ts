import { Node } from "@tiptap/pm/model";
import { initProseMirrorDoc, prosemirrorJSONToYXmlFragment } from "@tiptap/y-tiptap";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { canonicalText } from "../../shared/canonical/canonicalText.ts";
import { giveTextToEmptyBlocks, richTextOf } from "../../shared/document/fragmentText.ts";
import { writeRichText } from "../../shared/document/fragmentWrite.ts";
import { staticTreeOf } from "../../shared/document/staticTree.ts";
import { problemsOf } from "../../shared/document/validate.ts";
import type { Mark, RichNode, RichText } from "../../shared/meeting/richText.ts";
import { bold, italic, link, proseMirrorSchema } from "./sampleText.ts";

const schema = proseMirrorSchema();
const RUNS = 300;

const marks = fc
  .subarray<Mark>([bold, italic, link("https://nordsund.example/"), link(null)])
  .filter((chosen) => chosen.filter((mark) => mark.type === "link").length < 2);
const words = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" });
const run = fc.record({ type: fc.constant("text"), text: words, marks });
const inline = fc.array(fc.oneof({ weight: 5, arbitrary: run }, fc.constant({ type: "hardBreak" })), {
  maxLength: 5,
});
const holder = (
  type: string,
  content: fc.Arbitrary<readonly RichNode[]>,
  attrs = {},
): fc.Arbitrary<RichNode> => fc.record({ type: fc.constant(type), attrs: fc.constant(attrs), content });

const { block } = fc.letrec<{ block: RichNode; row: RichNode; item: RichNode }>((tie) => ({
  item: holder("listItem", fc.array(tie("block"), { maxLength: 2 })),
  row: holder(
    "tableRow",
    fc.array(
      fc.oneof(
        holder("tableCell", fc.array(tie("block"), { maxLength: 2 }), { colspan: 2 }),
        holder("tableHeader", fc.array(tie("block"), { maxLength: 2 })),
      ),
      { maxLength: 3 },
    ),
  ),
  block: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    holder("paragraph", inline),
    holder("heading", inline),
    holder("figure", inline, { alt: "Et kort" }),
    holder("bulletList", fc.array(tie("item"), { maxLength: 3 })),
    holder("orderedList", fc.array(tie("item"), { maxLength: 3 }), { start: 2, type: "a" }),
    holder("table", fc.array(tie("row"), { maxLength: 2 })),
  ),
}));
const anyText: fc.Arbitrary<RichText> = fc.record({
  type: fc.constant("doc"),
  content: fc.array(block, { minLength: 1, maxLength: 4 }),
});

function written(write: (fragment: Y.XmlFragment) => unknown): Y.XmlFragment {
  const doc = new Y.Doc();
  doc.clientID = 7;
  const fragment = doc.getXmlFragment("s:a");
  doc.transact(() => write(fragment));
  return fragment;
}
const bytesOf = (fragment: Y.XmlFragment) =>
  Y.encodeStateAsUpdate(fragment.doc ?? expect.fail("no document"));

test("[DOC2] any text is written in the bytes of y-tiptap and read as it reads", () => {
  fc.assert(
    fc.property(anyText, (content) => {
      const ours = written((fragment) => writeRichText(fragment, content));
      const theirs = written((fragment) =>
        fragment.doc?.transact((transaction) => {
          prosemirrorJSONToYXmlFragment(schema, content, fragment);
          giveTextToEmptyBlocks(transaction);
        }),
      );
      expect(bytesOf(ours)).toEqual(bytesOf(theirs));
      const read = Node.fromJSON(schema, richTextOf(ours));
      expect(read.eq(initProseMirrorDoc(theirs, schema).doc)).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

test("[DOC1] any text is in normal form once it was written, is valid, can be drawn, and keeps its hash", () => {
  fc.assert(
    fc.property(anyText, (content) => {
      const once = richTextOf(written((fragment) => writeRichText(fragment, content)));
      expect(richTextOf(written((fragment) => writeRichText(fragment, once)))).toEqual(once);
      expect(problemsOf(once)).toEqual([]);
      expect(staticTreeOf(once).length).toBe(content.content.length);
      expect(canonicalText(once)).toEqual(canonicalText(content));
    }),
    { numRuns: RUNS },
  );
});
