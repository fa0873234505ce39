/**
 * Section text between the shared document and plain RichText. Reading is a straight walk that
 * never writes: y-tiptap's own way of reading deletes what its schema does not accept. Writing
 * gives the bytes that y-tiptap would have written, so that an editor finds nothing to mend; only an
 * empty block gets a Y.XmlText from the start (giveTextToEmptyBlocks).
 */
import { encodeAny, toBase64 } from "lib0/buffer";
import { digest } from "lib0/hash/sha256";
import * as Y from "yjs";
import type { Mark, RichNode, RichText } from "../meeting/richText.ts";
import { EMPTY_TEXT } from "../meeting/richText.ts";
import { MARKS, markSpecOf, nodeSpecOf } from "./schema.ts";

type Attributes = Readonly<Record<string, unknown>>;
type Specs = Readonly<Record<string, { readonly default: unknown }>>;

/**
 * The text in normal form: neighbouring runs with equal marks joined, marks in the schema's order,
 * attributes with a default of their own written out, null ones left out. What no schema knows is
 * handed on under its own name, for validate.ts to find.
 */
export function richTextOf(fragment: Y.XmlFragment): RichText {
  return { type: "doc", content: childrenOf(fragment) };
}

/** Fills an empty fragment. A text without blocks becomes one empty paragraph. */
export function writeRichText(fragment: Y.XmlFragment, text: RichText): void {
  if (fragment.length > 0) throw new Error("A text is written into an empty fragment only.");
  const blocks = text.content.length === 0 ? EMPTY_TEXT.content : text.content;
  fragment.insert(0, typesOf(blocks));
  giveText(fragment, () => true);
}

/** What one child of a fragment or an element holds. */
export function richNodesOf(child: Y.XmlElement | Y.XmlText | Y.XmlHook): readonly RichNode[] {
  return joinRuns(nodesOf(child));
}

/** Writes nodes between those that are there; call it in a transaction. */
export function insertNodes(parent: Y.XmlFragment, index: number, nodes: readonly RichNode[]): void {
  parent.insert(index, typesOf(nodes));
  giveText(parent, (element) => element.length === 0);
}

/** Everything that stood in the fragment goes; call it in a transaction. */
export function replaceRichText(fragment: Y.XmlFragment, text: RichText): void {
  fragment.delete(0, fragment.length);
  writeRichText(fragment, text);
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

/** y-tiptap adds a hash to the key of a mark that may overlap with its own kind. */
const HASHED_MARK_KEY = /^(.*)--[a-zA-Z0-9+/=]{8}$/u;

export function markNameOfKey(key: string): string {
  return HASHED_MARK_KEY.exec(key)?.[1] ?? key;
}

function marksOf(attributes: Attributes): readonly Mark[] {
  const marks = Object.entries(attributes).map(([key, value]): Mark => {
    const type = markNameOfKey(key);
    const stored = typeof value === "object" && value !== null ? { ...value } : {};
    const attrs = { ...defaultsOf(markSpecOf(type)?.attrs ?? {}), ...stored };
    return Object.keys(attrs).length > 0 ? { type, attrs } : { type };
  });
  return inSchemaOrder(marks);
}

const MARK_NAMES = Object.keys(MARKS);
/** What the schema does not know comes last. */
const rankOf = (mark: Mark) => (Object.hasOwn(MARKS, mark.type) ? MARK_NAMES.indexOf(mark.type) : Infinity);
const keyOf = (mark: Mark) => `${mark.type} ${JSON.stringify(mark.attrs ?? {})}`;

/** Two marks of one type stand in the order of their attributes, so that all peers read the same. */
function inSchemaOrder(marks: readonly Mark[]): readonly Mark[] {
  if (marks.length < 2) return marks;
  return marks.toSorted((a, b) => {
    const [rankA, rankB] = [rankOf(a), rankOf(b)];
    if (rankA !== rankB) return rankA < rankB ? -1 : 1;
    return keyOf(a) < keyOf(b) ? -1 : 1;
  });
}

function defaultsOf(specs: Specs): Record<string, unknown> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default]));
}

/** Defaults first, in the schema's order; what is null says nothing and is left out. */
function filledAttributes(specs: Specs, stored: Attributes): Attributes {
  const all = Object.entries({ ...defaultsOf(specs), ...stored });
  return Object.fromEntries(all.filter(([, value]) => value !== null && value !== undefined));
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

/** Whether words stand right in a node of this name, and not in blocks of their own. */
function holdsText(name: string): boolean {
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
function giveOwnText(element: Y.XmlElement): void {
  element.insert(0, [new Y.XmlText(), new Y.XmlText()]);
  element.delete(1, 1);
}

function giveText(parent: Y.XmlFragment, isMeant: (element: Y.XmlElement) => boolean): void {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement) || !isMeant(child)) continue;
    if (child.length > 0) giveText(child, isMeant);
    else if (holdsText(child.nodeName)) child.insert(0, [new Y.XmlText()]);
  }
}

function isNew(element: Y.XmlElement, { beforeState }: Y.Transaction): boolean {
  const item = element._item;
  return item !== null && item.id.clock >= (beforeState.get(item.id.client) ?? 0);
}

function textTypeOf(runs: readonly RichNode[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(runs.map((run) => ({ insert: run.text ?? "", attributes: keysOf(run.marks ?? []) })));
  return text;
}

function keysOf(marks: readonly Mark[]): Record<string, Attributes> {
  const filled = marks.map((mark): Required<Mark> => {
    const spec = markSpecOf(mark.type);
    if (spec === undefined) throw new Error(`The schema has no mark ${mark.type}.`);
    return { type: mark.type, attrs: knownAttributes(spec.attrs, mark.attrs ?? {}) };
  });
  const ordered = inSchemaOrder(filled);
  return Object.fromEntries(ordered.map((mark) => [keyOfMark(mark), mark.attrs ?? {}]));
}

/** `excludes: ""` lets marks of one type overlap, so each needs a key of its own. */
function keyOfMark(mark: Mark): string {
  if (markSpecOf(mark.type)?.excludes !== "") return mark.type;
  return `${mark.type}--${hashOfMark({ type: mark.type, attrs: mark.attrs ?? {} })}`;
}

const MARK_HASH_BYTES = 6;

/** The same six folded bytes as y-tiptap's `hashOfJSON`: a copy, since it is not exported. */
function hashOfMark(mark: Mark): string {
  const folded = new Uint8Array(MARK_HASH_BYTES);
  digest(encodeAny(mark)).forEach((byte, index) => {
    const at = index % MARK_HASH_BYTES;
    folded[at] = (folded[at] ?? 0) ^ byte;
  });
  return toBase64(folded);
}

/** In the schema's order, every attribute present; what the schema does not know is dropped. */
function knownAttributes(specs: Specs, given: Attributes): Attributes {
  const entries = Object.entries(specs).map(([name, spec]) => [name, given[name] ?? spec.default]);
  return Object.fromEntries(entries);
}
