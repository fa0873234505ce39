/** Draws suggested breaks in the live editor as still text does: each is one character, shown as a sign and a new line. */
import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { SUGGESTED_BREAK, SUGGESTED_LINE } from "../../shared/document/stamps.ts";
import { breakClassOf } from "../../shared/document/staticTree.ts";

const key = new PluginKey<DecorationSet>("suggestedBreaks");

export const SuggestedBreaks = Extension.create({
  name: "suggestedBreaks",
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key,
      state: {
        init: (_config, { doc }) => breaksIn(doc),
        apply: (change, drawn) => (change.docChanged ? breaksIn(change.doc) : drawn),
      },
      props: { decorations: (state) => key.getState(state) },
    }),
  ],
});

function breaksIn(doc: Node): DecorationSet {
  const found: Decoration[] = [];
  doc.descendants((node, position) => {
    const { text } = node;
    if (text === undefined) return;
    for (let at = 0; at < text.length; at++) {
      const character = text.charAt(at);
      if (character !== SUGGESTED_BREAK && character !== SUGGESTED_LINE) continue;
      const from = position + at;
      found.push(Decoration.inline(from, from + 1, { class: breakClassOf(character) }));
    }
  });
  return DecorationSet.create(doc, found);
}
