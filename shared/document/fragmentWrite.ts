/**
 * Plain RichText into the shared document: the bytes that y-tiptap would have written, so that an
 * editor finds nothing to mend; only an empty block gets a Y.XmlText from the start.
 */
import * as Y from "yjs";
import type { RichNode, RichText } from "../meeting/richText.ts";
import { EMPTY_TEXT } from "../meeting/richText.ts";
import { giveText, giveTextWithin, joinRuns } from "./fragmentText.ts";
import { keysOf, knownAttributes } from "./markHash.ts";
import { nodeSpecOf } from "./schema.ts";

/** Fills an empty fragment. A text without blocks becomes one empty paragraph. */
export function writeRichText(fragment: Y.XmlFragment, text: RichText): void {
  if (fragment.length > 0) throw new Error("A text is written into an empty fragment only.");
  const blocks = text.content.length === 0 ? EMPTY_TEXT.content : text.content;
  fragment.insert(0, typesOf(blocks));
  giveText(fragment, () => true);
}

/** Writes nodes between those that are there; call it in a transaction. */
export function insertNodes(parent: Y.XmlFragment, index: number, nodes: readonly RichNode[]): void {
  const types = typesOf(nodes);
  parent.insert(index, types);
  for (const type of types) if (type instanceof Y.XmlElement) giveTextWithin(type);
}

/** Everything that stood in the fragment goes; call it in a transaction. */
export function replaceRichText(fragment: Y.XmlFragment, text: RichText): void {
  fragment.delete(0, fragment.length);
  writeRichText(fragment, text);
}

/** Neighbouring text nodes share one Y.XmlText, as y-tiptap has it. */
function typesOf(nodes: readonly RichNode[]): (Y.XmlElement | Y.XmlText)[] {
  const types: (Y.XmlElement | Y.XmlText)[] = [];
  let runs: RichNode[] = [];
  for (const node of [...joinRuns(nodes), undefined]) {
    if (node?.type === "text") {
      if (node.text !== undefined && node.text !== "") runs.push(node);
      continue;
    }
    if (runs.length > 0) types.push(textTypeOf(runs));
    runs = [];
    if (node !== undefined) types.push(elementTypeOf(node));
  }
  return types;
}

function elementTypeOf(node: RichNode): Y.XmlElement {
  const spec = nodeSpecOf(node.type);
  if (spec === undefined) throw new Error(`The schema has no node ${node.type}.`);
  const element = new Y.XmlElement(node.type);
  for (const [name, value] of Object.entries(knownAttributes(spec.attrs, node.attrs ?? {}))) {
    // Yjs types attributes as strings; it and y-tiptap store numbers and objects as they are.
    if (value !== null) element.setAttribute(name, value as string);
  }
  element.insert(0, typesOf(node.content ?? []));
  return element;
}

function textTypeOf(runs: readonly RichNode[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(runs.map((run) => ({ insert: run.text ?? "", attributes: keysOf(run.marks ?? []) })));
  return text;
}
