/**
 * Brings a fragment to a given text with the smallest change it can find: blocks that read the same
 * stay, blocks of the same name are changed in place, in a text only what differs is written. So what
 * others write at the same moment keeps the place where they wrote it.
 */
import * as Y from "yjs";
import type { RichNode, RichText } from "../meeting/richText.ts";
import { EMPTY_TEXT, plainTextOf } from "../meeting/richText.ts";
import { filledAttributes, giveOwnText, holdsText, joinRuns, richNodesOf } from "./fragmentText.ts";
import { insertNodes } from "./fragmentWrite.ts";
import { type Attributes, inSchemaOrder, markOf } from "./markKeys.ts";
import { pairsOf, type Unit } from "./pairs.ts";
import { reconcileWords } from "./reconcileWords.ts";
import { nodeSpecOf } from "./schema.ts";

/** Children of a fragment, the last one not included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Call it in a transaction. With a stretch the target is what those children are to become. */
export function reconcile(fragment: Y.XmlFragment, target: RichText, stretch?: Stretch): void {
  const blocks = target.content.length === 0 ? EMPTY_TEXT.content : target.content;
  reconcileChildren(fragment, inNormalForm(blocks), stretch);
}

/** As a text is read (richTextOf), so that what says the same is written the same. */
function inNormalForm(nodes: readonly RichNode[]): readonly RichNode[] {
  return joinRuns(nodes.filter(({ type, text }) => type !== "text" || (text ?? "") !== "").map(normalNode));
}

function normalNode(node: RichNode): RichNode {
  if (node.type === "text") {
    const marks = inSchemaOrder((node.marks ?? []).map((mark) => markOf(mark.type, mark.attrs)));
    return { type: "text", text: node.text ?? "", ...(marks.length > 0 ? { marks } : {}) };
  }
  const attrs = filledAttributes(nodeSpecOf(node.type)?.attrs ?? {}, node.attrs ?? {});
  const content = inNormalForm(node.content ?? []);
  return {
    type: node.type,
    ...(Object.keys(attrs).length > 0 ? { attrs } : {}),
    ...(content.length > 0 ? { content } : {}),
  };
}

type Child = Y.XmlElement | Y.XmlText | Y.XmlHook;

interface HeldUnit extends Unit {
  readonly types: readonly Child[];
}

function reconcileChildren(parent: Y.XmlFragment, nodes: readonly RichNode[], stretch?: Stretch): void {
  const children = parent.toArray();
  const [first, end] = [stretch?.from ?? 0, stretch?.to ?? children.length];
  const [now, then] = [unitsOf(children.slice(first, end)), unitsWanted(nodes)];
  let [left, right] = [now.length, then.length];
  // From the end, so that the places before stay as they are.
  for (const [from, to] of [...pairsOf(now, then).toReversed(), [-1, -1] as const]) {
    const added = then.slice(to + 1, right).flatMap((unit) => unit.nodes);
    if (added.length > 0) insertNodes(parent, placeAfter(parent, now[from]) ?? first, added);
    for (const type of now.slice(from + 1, left).flatMap((unit) => unit.types)) remove(parent, type);
    const [kept, wanted] = [now[from], then[to]];
    if (kept !== undefined && wanted !== undefined) reconcileUnit(kept, wanted);
    [left, right] = [from, to];
  }
}

function placeAfter(parent: Y.XmlFragment, unit: HeldUnit | undefined): number | undefined {
  const last = unit?.types.at(-1);
  return last === undefined ? undefined : parent.toArray().indexOf(last) + 1;
}

function remove(parent: Y.XmlFragment, type: Child): void {
  parent.delete(parent.toArray().indexOf(type), 1);
}

function reconcileUnit(kept: HeldUnit, wanted: Unit): void {
  const [first] = kept.types;
  const [node] = wanted.nodes;
  if (kept.key === wanted.key) return;
  if (first instanceof Y.XmlElement && node !== undefined) reconcileElement(first, node);
  else reconcileWords(textsAmong(kept.types), wanted.nodes);
}

function reconcileElement(element: Y.XmlElement, node: RichNode): void {
  const specs = nodeSpecOf(element.nodeName)?.attrs ?? {};
  const stored: Attributes = element.getAttributes();
  const now = filledAttributes(specs, stored);
  for (const name of new Set([...Object.keys(specs), ...Object.keys(stored)])) {
    const wanted = node.attrs?.[name];
    if (JSON.stringify(wanted) === JSON.stringify(now[name])) continue;
    if (wanted === undefined) element.removeAttribute(name);
    // Yjs types attributes as strings; it and y-tiptap store numbers and objects as they are.
    else element.setAttribute(name, wanted as string);
  }
  const content = node.content ?? [];
  if (content.length === 0 && holdsText(element.nodeName)) emptyText(element);
  else reconcileChildren(element, content);
}

/** The words go and their text stays: somebody may be writing in it. */
function emptyText(element: Y.XmlElement): void {
  const [kept] = textsAmong(element.toArray());
  for (const type of element.toArray()) if (type !== kept) remove(element, type);
  if (kept === undefined) giveOwnText(element);
  else kept.delete(0, kept.length);
}

const textsAmong = (types: readonly Child[]) => types.filter((type) => type instanceof Y.XmlText);

function unitsOf(children: readonly Child[]): readonly HeldUnit[] {
  const groups: Child[][] = [];
  for (const type of children) {
    const last = groups.at(-1);
    if (type instanceof Y.XmlText && last?.[0] instanceof Y.XmlText) last.push(type);
    else groups.push([type]);
  }
  return groups.map((types) => ({ ...unitOf(joinRuns(types.flatMap((type) => richNodesOf(type)))), types }));
}

function unitsWanted(nodes: readonly RichNode[]): readonly Unit[] {
  const groups: RichNode[][] = [];
  nodes.forEach((node, index) => {
    if (node.type === "text" && nodes[index - 1]?.type === "text") groups.at(-1)?.push(node);
    else groups.push([node]);
  });
  return groups.map((group) => unitOf(group));
}

function unitOf(nodes: readonly RichNode[]): Unit {
  const words = nodes.map((node) => plainTextOf(node)).join("");
  return { name: nodes[0]?.type ?? "text", nodes, words, key: JSON.stringify(nodes) };
}
