/** Words that found no place in the text, as a suggestion at the end of their section: one paragraph a line. */
import type * as Y from "yjs";
import { insertNodes } from "../../shared/document/fragmentWrite.ts";
import { sectionText } from "../../shared/document/layout.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { newSuggestionId } from "./suggesting/newSuggestionId.ts";

interface KeptWords {
  readonly section: string;
  readonly words: string;
  /** Whose suggestion it becomes. */
  readonly author: string;
}

export function suggestWords(doc: Y.Doc, { section, words, author }: KeptWords): void {
  const stamp = { id: newSuggestionId(), author, at: new Date().toISOString() };
  const paragraphs = words
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line): RichNode => ({
      type: "paragraph",
      attrs: { sIns: [stamp] },
      content: [{ type: "text", text: line, marks: [{ type: "insertion", attrs: { ...stamp } }] }],
    }));
  const fragment = sectionText(doc, section);
  doc.transact(() => {
    insertNodes(fragment, fragment.length, paragraphs);
  }, "suggestWords");
}
