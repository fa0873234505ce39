/**
 * After each change of the person's own: what may not stand empty gets a line to write in, and
 * what came in with a value that the schema table does not allow gets the usual one. The content
 * expressions themselves allow emptiness, since two people's edits can meet in it. Other people's
 * changes are never touched: everybody's editor would, at once.
 */
import { Extension } from "@tiptap/core";
import { isChangeOrigin } from "@tiptap/extension-collaboration";
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import { Plugin, type Transaction } from "@tiptap/pm/state";
import { ReplaceStep } from "@tiptap/pm/transform";
import { markSpecOf, nodeSpecOf } from "../../shared/document/schema.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { ownBlockAround } from "./suggesting/ownWords.ts";

const NEEDS_A_LINE = new Set(["doc", "listItem", "tableCell", "tableHeader"]);

interface KeepValidOptions {
  /** Who suggests here now; in Foreslå only the person's own blocks are mended, since the rest is the text's. */
  readonly author: () => string | undefined;
  readonly onTooMuch: () => void;
}

export const KeepValid = Extension.create<KeepValidOptions>({
  name: "keepValid",
  addOptions: () => ({ author: () => undefined, onTooMuch: () => undefined }),
  addProseMirrorPlugins() {
    const { author, onTooMuch } = this.options;
    return [
      new Plugin({
        // What no editor may open must not be written: everybody else's would delete it at sight.
        filterTransaction: (change) =>
          !change.docChanged || isChangeOrigin(change) || !bringsBlocks(change) || isWhole(change.doc),
        appendTransaction: (transactions, _before, { doc, tr, storedMarks }) => {
          const isOwn = transactions.some((each) => each.docChanged && !isChangeOrigin(each));
          if (!isOwn) return null;
          const suggester = author();
          if (suggester === undefined) mend(doc, tr);
          else mendOwnBlocks(doc, tr, suggester);
          // A step forgets with which formats one writes on.
          return tr.docChanged ? tr.setStoredMarks(storedMarks) : null;
        },
        props: {
          handlePaste: (view, event) => {
            const pasted = event.clipboardData?.getData("text/plain").length ?? 0;
            if (view.state.doc.textContent.length + pasted <= LIMITS.charactersPerSection) return false;
            onTooMuch();
            return true;
          },
        },
      }),
    ];
  },
});

/** Typing brings none, and is not worth a look at the whole text. */
function bringsBlocks({ steps }: Transaction): boolean {
  return steps.some(
    (step) => !(step instanceof ReplaceStep) || step.slice.content.firstChild?.isBlock === true,
  );
}

/** Some commands build nodes without asking the schema. */
function isWhole(doc: ProseMirrorNode): boolean {
  try {
    doc.check();
    return true;
  } catch (error) {
    console.warn("A change was not made, since its result would not be a valid text.", error);
    return false;
  }
}

function mend(doc: ProseMirrorNode, tr: Transaction): void {
  const empty: number[] = doc.childCount === 0 ? [0] : [];
  doc.descendants((node, position) => {
    if (node.isText) {
      mendMarks(node, position, tr);
      return false;
    }
    // The shared text knows no bold line break, so what is typed behind one must not hang on it either.
    if (node.isInline && node.marks.length > 0) tr.removeMark(position, position + node.nodeSize);
    for (const [name, spec] of Object.entries(nodeSpecOf(node.type.name)?.attrs ?? {})) {
      if (!spec.check(node.attrs[name])) tr.setNodeAttribute(position, name, spec.default);
    }
    if (node.childCount === 0 && NEEDS_A_LINE.has(node.type.name)) empty.push(position + 1);
    return true;
  });
  fill(doc, tr, empty);
}

function mendOwnBlocks(doc: ProseMirrorNode, tr: Transaction, author: string): void {
  const empty: number[] = [];
  doc.descendants((node, position) => {
    if (node.childCount > 0 || !NEEDS_A_LINE.has(node.type.name)) return;
    if (ownBlockAround(doc.resolve(position + 1), author) !== undefined) empty.push(position + 1);
  });
  fill(doc, tr, empty);
}

/** From the end, so that an insertion does not move the places before it. */
function fill({ type: { schema } }: ProseMirrorNode, tr: Transaction, empty: readonly number[]): void {
  for (const position of empty.toReversed()) tr.insert(position, schema.node("paragraph"));
}

function mendMarks(node: ProseMirrorNode, position: number, tr: Transaction): void {
  for (const mark of node.marks) {
    const specs = Object.entries(markSpecOf(mark.type.name)?.attrs ?? {});
    if (specs.every(([name, spec]) => spec.check(mark.attrs[name]))) continue;
    tr.removeMark(position, position + node.nodeSize, mark);
  }
}
