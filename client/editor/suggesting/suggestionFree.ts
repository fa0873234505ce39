/** Words and blocks without what makes them somebody's suggestion: what is pasted, and what is typed in Skriv. */
import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { ReplaceStep } from "@tiptap/pm/transform";
import { nodeSpecOf } from "../../../shared/document/schema.ts";
import { SUGGESTED_BREAK, SUGGESTED_LINE } from "../../../shared/document/stamps.ts";
import { isSuggestionMark } from "./ownWords.ts";

export function withoutSuggestions({ content, openStart, openEnd }: Slice): Slice {
  return new Slice(freeContent(content), openStart, openEnd);
}

function freeContent(content: Fragment): Fragment {
  return Fragment.from(content.content.map(freeNode));
}

const BREAKS = new RegExp(`[${SUGGESTED_BREAK}${SUGGESTED_LINE}]`, "gu");

function freeNode(node: Node): Node {
  const marks = node.marks.filter((mark) => !isSuggestionMark(mark));
  if (node.isText) return node.type.schema.text((node.text ?? "").replaceAll(BREAKS, " "), marks);
  return node.type.create(freeAttributes(node), freeContent(node.content), marks);
}

/** The same block as nobody's suggestion. */
export function freeAttributes({ type, attrs }: Node): Record<string, unknown> {
  const specs = Object.entries(nodeSpecOf(type.name)?.attrs ?? {});
  return Object.fromEntries(
    specs.map(([name, spec]) => [name, "suggestion" in spec ? spec.default : (attrs[name] as unknown)]),
  );
}

/**
 * Words that an editor types in the midst of a suggestion would take its marks over from their
 * neighbours; they are the text's own. Words that a change only carries along keep theirs.
 */
export function writeAsBase(change: Transaction): void {
  const marks = ["insertion", "deletion", "formatChange"].map(
    (name) => change.doc.type.schema.mark(name).type,
  );
  for (const [index, step] of change.steps.entries()) {
    if (!(step instanceof ReplaceStep) || !isTyped(step.slice)) continue;
    const on = change.mapping.slice(index + 1);
    const from = on.map(step.from, -1);
    const to = on.map(step.from + step.slice.size, 1);
    for (const mark of marks) change.removeMark(from, to, mark);
  }
}

function isTyped({ content }: Slice): boolean {
  return content.size > 0 && content.content.every((node) => node.isInline);
}
