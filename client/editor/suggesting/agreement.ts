/**
 * Tells y-tiptap which node of the editor stands for which type of the shared text, after both were
 * changed alike: it then neither compares nor writes them again. Where they are not alike it is
 * told nothing, and finds the difference itself.
 */
import type { Node } from "@tiptap/pm/model";
import type { ProsemirrorBinding } from "@tiptap/y-tiptap";
import { equalityDeep } from "lib0/function";
import * as Y from "yjs";
import { richNodesOf } from "../../../shared/document/fragmentText.ts";
import { inSchemaOrder } from "../../../shared/document/markKeys.ts";
import type { RichNode } from "../../../shared/meeting/richText.ts";
import { richNode } from "./wordWrite.ts";

type Mapping = ProsemirrorBinding["mapping"];

/**
 * y-tiptap takes a type for unchanged as long as it stands for the same node, whatever is in it by
 * now: what was written behind its back would be lost where that node stands elsewhere in the text.
 */
export function forgetChanged({ type, mapping }: ProsemirrorBinding, { changed }: Y.Transaction): void {
  for (const one of changed.keys()) {
    let around: unknown = one;
    while (around instanceof Y.XmlFragment || around instanceof Y.XmlText) {
      mapping.delete(around);
      around = around === type ? null : around.parent;
    }
  }
}

/** Whether the whole text agrees. */
export function agree({ type, mapping }: ProsemirrorBinding, doc: Node): boolean {
  return childrenAgree(mapping, type, doc);
}

function childrenAgree(mapping: Mapping, parent: Y.XmlFragment, node: Node): boolean {
  const children = parent.toArray();
  if (children.length !== node.childCount) return false;
  let isAlike = true;
  for (const [index, child] of children.entries()) {
    const own = node.child(index);
    if (mapping.get(child) === own) continue;
    if (!(child instanceof Y.XmlElement) || !nodeAgrees(mapping, child, own)) {
      mapping.delete(child);
      isAlike = false;
    } else mapping.set(child, own);
  }
  return isAlike;
}

function nodeAgrees(mapping: Mapping, element: Y.XmlElement, node: Node): boolean {
  if (element.nodeName !== node.type.name || !attributesAgree(element, node)) return false;
  if (!node.isTextblock) return childrenAgree(mapping, element, node);
  const isAlike = wordsAgree(element, node);
  if (isAlike) mapBreaks(mapping, element, node);
  return isAlike;
}

/** Without them y-tiptap counts a caret behind a line break wrong. */
function mapBreaks(mapping: Mapping, element: Y.XmlElement, { children }: Node): void {
  const breaks = children.filter((child) => !child.isText).values();
  for (const child of element.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue;
    const own = breaks.next().value;
    if (own !== undefined) mapping.set(child, own);
  }
}

function attributesAgree(element: Y.XmlElement, node: Node): boolean {
  const stored: Readonly<Record<string, unknown>> = element.getAttributes();
  const names = new Set([...Object.keys(stored), ...Object.keys(node.attrs)]);
  return [...names].every((name) => equalityDeep(stored[name] ?? null, node.attrs[name] ?? null));
}

function wordsAgree(element: Y.XmlElement, node: Node): boolean {
  const [stored] = richNodesOf(element);
  return equalityDeep(shownWords(stored?.content ?? []), shownWords(node.content.content.map(richNode)));
}

/** Each run with its marks in one order; a line break has no marks in the shared text. */
function shownWords(nodes: readonly RichNode[]): readonly unknown[] {
  const runs: { readonly text: string; readonly marks: string }[] = [];
  for (const node of nodes) {
    const marks =
      node.type === "text"
        ? inSchemaOrder(node.marks ?? [])
            .map(shownMark)
            .join(" ")
        : "";
    const text = node.type === "text" ? (node.text ?? "") : `<${node.type} ${shownAttributes(node)}>`;
    const last = runs.at(-1);
    if (last?.marks === marks) runs[runs.length - 1] = { marks, text: last.text + text };
    else runs.push({ marks, text });
  }
  return runs;
}

function shownMark({ type, attrs }: { readonly type: string; readonly attrs?: object }): string {
  return `${type}${JSON.stringify(attrs ?? {})}`;
}

function shownAttributes({ attrs }: RichNode): string {
  return JSON.stringify(Object.entries(attrs ?? {}).filter(([, value]) => value !== null));
}
