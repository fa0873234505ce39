/** Cases of a text in which the suggestion A is accepted and rejected, plainly and in the shared document. */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { richTextOf } from "../../shared/document/fragmentText.ts";
import { writeRichText } from "../../shared/document/fragmentWrite.ts";
import { problemsOf } from "../../shared/document/validate.ts";
import type { RichNode, RichText } from "../../shared/meeting/richText.ts";
import { resolveIn } from "../../shared/suggestion/resolve.ts";
import { resolvedText } from "../../shared/suggestion/resolvedText.ts";
import { textOf } from "./sampleText.ts";

export interface ResolvedCase {
  readonly text: readonly RichNode[];
  readonly accepted: readonly RichNode[];
  readonly rejected: readonly RichNode[];
}

export function fragmentOf(text: RichText): Y.XmlFragment {
  const doc = new Y.Doc();
  const fragment = doc.getXmlFragment("s:a");
  doc.transact(() => writeRichText(fragment, text));
  return fragment;
}

export function describeCases(cases: Readonly<Record<string, ResolvedCase>>): void {
  describe.each(Object.entries(cases))("%s", (_name, { text, accepted, rejected }) => {
    test.each([
      ["accept", accepted],
      ["reject", rejected],
    ] as const)("[SUG50] %s", (verdict, expected) => {
      const before = textOf(...text);
      expect(problemsOf(before)).toEqual([]);
      const after = resolvedText(before, new Set(["A"]), verdict);
      expect(after).toEqual(textOf(...expected));
      expect(problemsOf(after)).toEqual([]);
      const fragment = fragmentOf(before);
      fragment.doc?.transact(() => resolveIn(fragment, new Set(["A"]), verdict));
      expect(richTextOf(fragment)).toEqual(after);
    });
  });
}
