/**
 * Section text of the shared document as plain RichText. Reading is a straight walk that never
 * writes: y-tiptap's own way of reading deletes what its schema does not accept. An empty block gets
 * a Y.XmlText from the start (giveTextToEmptyBlocks). How text is written is in fragmentWrite.ts,
 * which a follower does not load.
 */
import * as Y from "yjs";
import type { RichNode, RichText } from "../meeting/richText.ts";
import { type Attributes, defaultsOf, marksOf, type Specs } from "./markKeys.ts";
import { nodeSpecOf } from "./schema.ts";

/**
 * The text in normal form: neighbouring runs with equal marks joined, marks in the schema's order,
 * attributes with a default of their own written out, null ones left out. What no schema knows is
 * handed on under its own name, for validate.ts to find.
 */
export function richTextOf(fragment: Y.XmlFragment): RichText {
  return { type: "doc", content: childrenOf(fragment) };
}

/** What one child of a fragment or an element holds. */
export function richNodesOf(child: Y.XmlElement | Y.XmlText | Y.XmlHook): readonly RichNode[] {
  return joinRuns(nodesOf(child));
}

/** Joins neighbouring text runs whose marks are equal, as ProseMirror does. */
export function joinRuns(nodes: Iterable<RichNode>): readonly RichNode[] {
  const joined: RichNode[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (last !== undefined && isSameRun(last, node)) {
      joined[joined.length - 1] = { ...last, text: `${last.text ?? ""}${node.text ?? ""}` };
    } else {
      joined.push(node);
    }
  }
  return joined;
}

function isSameRun(left: RichNode, right: RichNode): boolean {
  if (left.type !== "text" || right.type !== "text") return false;
  return JSON.stringify(left.marks ?? []) === JSON.stringify(right.marks ?? []);
}

function childrenOf(parent: Y.XmlFragment): readonly RichNode[] {
  return joinRuns(parent.toArray().flatMap((child) => nodesOf(child)));
}

function nodesOf(child: Y.XmlElement | Y.XmlText | Y.XmlHook): readonly RichNode[] {
  if (child instanceof Y.XmlText) return runsOf(child);
  if (child instanceof Y.XmlElement) return [elementOf(child)];
  return [{ type: "hook" }];
}

function elementOf(element: Y.XmlElement): RichNode {
  const attrs = filledAttributes(nodeSpecOf(element.nodeName)?.attrs ?? {}, element.getAttributes());
  const content = childrenOf(element);
  return {
    type: element.nodeName,
    ...(Object.keys(attrs).length > 0 ? { attrs } : {}),
    ...(content.length > 0 ? { content } : {}),
  };
}

interface DeltaRun {
  readonly insert: unknown;
  readonly attributes?: Attributes;
}

function runsOf(text: Y.XmlText): readonly RichNode[] {
  // Yjs types a delta as any[]; these are the two fields that it documents.
  const delta = text.toDelta() as readonly DeltaRun[];
  return delta.map(({ insert, attributes }) => {
    if (typeof insert !== "string") return { type: "embed" };
    const marks = marksOf(attributes ?? {});
    return marks.length > 0 ? { type: "text", text: insert, marks } : { type: "text", text: insert };
  });
}

/** Defaults first, in the schema's order; what is null says nothing and is left out. */
export function filledAttributes(specs: Specs, stored: Attributes): Attributes {
  const all = Object.entries({ ...defaultsOf(specs), ...stored });
  return Object.fromEntries(all.filter(([, value]) => value !== null && value !== undefined));
}

/** Whether words stand right in a node of this name, and not in blocks of their own. */
export function holdsText(name: string): boolean {
  return nodeSpecOf(name)?.content === "inline*";
}

/**
 * Gives every new empty block its place for words, in the transaction that made the block. Where
 * two people begin to write in a block without one, each makes a Y.XmlText of their own; y-tiptap
 * then joins the two by rewriting one, and a letter typed meanwhile is lost (seen: 1 of 1,800).
 */
export function giveTextToEmptyBlocks(transaction: Y.Transaction): void {
  for (const type of transaction.changed.keys()) {
    if (!(type instanceof Y.XmlFragment)) continue;
    giveText(type, (element) => isNew(element, transaction));
    if (type instanceof Y.XmlElement && isEmptied(type, transaction)) giveOwnText(type);
  }
}

/** A block that loses words and a line break at once loses its text, too, and y-tiptap makes none until a letter comes. */
function isEmptied(element: Y.XmlElement, transaction: Y.Transaction): boolean {
  const isHere = element._item?.deleted === false && !isNew(element, transaction);
  return isHere && element.length === 0 && holdsText(element.nodeName);
}

/**
 * Two people may empty one block at once, and then it has two texts. y-tiptap rewrites its own one
 * wherever it stands right behind another, also when it only shows the block; what is deleted behind
 * each keeps the two apart.
 */
export function giveOwnText(element: Y.XmlElement): void {
  element.insert(0, [new Y.XmlText(), new Y.XmlText()]);
  element.delete(1, 1);
}

/** To each empty element that is meant, however deep. */
export function giveText(parent: Y.XmlFragment, isMeant: (element: Y.XmlElement) => boolean): void {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement) || !isMeant(child)) continue;
    if (child.length > 0) giveText(child, isMeant);
    else giveTextWithin(child);
  }
}

/** To an element all of which is new. */
export function giveTextWithin(element: Y.XmlElement): void {
  if (element.length > 0) giveText(element, () => true);
  else if (holdsText(element.nodeName)) element.insert(0, [new Y.XmlText()]);
}

function isNew(element: Y.XmlElement, { beforeState }: Y.Transaction): boolean {
  const item = element._item;
  return item !== null && item.id.clock >= (beforeState.get(item.id.client) ?? 0);
}
