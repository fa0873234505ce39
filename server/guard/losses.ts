/**
 * Somebody really deletes, or makes anew, what only that person has proposed. What others have
 * written in it meanwhile goes with it, since Yjs deletes all that is in a block. Here is said what
 * that is, and what would be left of the block if its proposal had been rejected instead.
 */
import * as Y from "yjs";
import { inSchemaOrder, keyOf, markOf } from "../../shared/document/markKeys.ts";
import { richNodesOf } from "../../shared/document/fragmentText.ts";
import type { Mark, RichNode } from "../../shared/meeting/richText.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { Stamp } from "../../shared/document/stamps.ts";
import { rejectedNodes } from "../../shared/suggestion/rejectedText.ts";
import { marksOn, STAMP_NAMES, stampsOn, withAttribute } from "../../shared/suggestion/stampsOn.ts";
import { isOwn } from "./marks.ts";
import { isSkipped, type Pieces, type Run, type View } from "./pieces.ts";
import { storedItem } from "./storedItem.ts";
import { nameOfAttribute } from "./verdict.ts";

/** An own block, or a text that the author made, of which nothing is left. */
export interface Loss {
  readonly id: Y.ID;
  /** As it stood, with all in it. */
  readonly nodes: readonly RichNode[];
}

export interface Losses {
  readonly losses: readonly Loss[];
  /** The letters of others in them, each with its marks. */
  readonly letters: readonly string[];
}

interface Tried {
  readonly before: Pieces;
  /** The section after the update. */
  readonly copy: Y.Doc;
  readonly view: View;
}

/** The outermost ones under a block of the top level, in text order. */
export function lossesIn(block: Y.XmlElement, tried: Tried): readonly Loss[] {
  return tried.before.isOverfull ? [] : lossesUnder(block, { ...tried, isWithinOwn: false });
}

type Search = Tried & { readonly isWithinOwn: boolean };

function lossesUnder(type: Y.XmlElement | Y.XmlText, search: Search): readonly Loss[] {
  const { _item: item } = type;
  if (item === null) return [];
  const isOwnType = type instanceof Y.XmlText ? isOwnText(type, search) : isOwnBlock(item, search);
  if (storedItem(search.copy, item.id)?.deleted !== false)
    return isOwnType ? [{ id: item.id, nodes: richNodesOf(type) }] : [];
  if (type instanceof Y.XmlText) return [];
  const within = { ...search, isWithinOwn: isOwnType };
  return type.toArray().flatMap((child) => (child instanceof Y.XmlHook ? [] : lossesUnder(child, within)));
}

function isOwnBlock({ id }: Y.Item, { before, view, isWithinOwn }: Search): boolean {
  const stamps = before.stamped.get(nameOfAttribute(id, "sIns"))?.stamps ?? [];
  return stamps.length === 0 ? isWithinOwn : stamps.some((stamp) => isOwn(stamp, view.author));
}

/** Outside own blocks only where the author has written nothing of the text itself, as before being one who suggests. */
function isOwnText(text: Y.XmlText, { before, view, isWithinOwn }: Search): boolean {
  if (isWithinOwn) return true;
  const isByAuthor = (client: number | undefined) =>
    client !== undefined && view.newFrom(client) !== Infinity;
  const runs = runsIn(before).filter((run) => run.text === text);
  return isByAuthor(text._item?.id.client) && runs.every((run) => isSkipped(run) || !isByAuthor(run.client));
}

/** What is left when all that the author suggests in it is rejected, and the outermost block itself. */
export function keptOf(nodes: readonly RichNode[], author: string): readonly RichNode[] {
  // A row of an own table has no stamp of its own.
  const outermost = { id: "", author, at: "" };
  const stamped = nodes.map((node) =>
    node.type === "text" ? node : withAttribute(node, "sIns", [...stampsOn(node, "sIns"), outermost]),
  );
  return rejectedNodes(stamped, ownIdsIn(stamped, author));
}

function ownIdsIn(nodes: readonly RichNode[], author: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const node of nodes) {
    const onWords = (["insertion", "deletion", "formatChange"] as const).flatMap((type) =>
      marksOn(node, type),
    );
    const onBlock = STAMP_NAMES.flatMap((name) => stampsOn(node, name));
    for (const stamp of [...onWords, ...onBlock]) if (isOwn(stamp, author)) ids.add(stamp.id);
    for (const id of ownIdsIn(node.content ?? [], author)) ids.add(id);
  }
  return ids;
}

/** No letter would be missing or stand there twice, and it is not too much. */
export function areRevivable(blocks: readonly Losses[], { author }: View): boolean {
  const kept = keptOf(
    blocks.flatMap(({ losses }) => losses.flatMap(({ nodes }) => nodes)),
    author,
  );
  const letters = blocks.flatMap((block) => block.letters);
  return sizeOf(kept) <= LIMITS.revivedCharacters && areSameLetters(lettersOfNodes(kept), letters);
}

export function areSameLetters(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((letter, index) => letter === other[index]);
}

export function lettersLost(before: Pieces, kept: Pieces, { author }: View): readonly string[] {
  const left = new Set(runsIn(kept).map(({ text }) => text));
  const lost = runsIn(before).filter((run) => !left.has(run.text) && !isSkipped(run));
  return lost.flatMap((run) =>
    namesOf(
      run.letters,
      marksIn(run, (stamp) => !isOwn(stamp, author)),
    ),
  );
}

/** Those of runs as they stand. */
export function lettersOf(runs: readonly Run[]): readonly string[] {
  return runs.flatMap((run) =>
    namesOf(
      run.letters,
      marksIn(run, () => true),
    ),
  );
}

function lettersOfNodes(nodes: readonly RichNode[]): readonly string[] {
  return nodes.flatMap(({ text, marks, content }) => [
    ...namesOf(text ?? "", marks ?? []),
    ...lettersOfNodes(content ?? []),
  ]);
}

function marksIn({ marks }: Run, isMeant: (stamp: Stamp | undefined) => boolean): readonly Mark[] {
  const meant = marks.list.filter(({ stamp }) => isMeant(stamp));
  return inSchemaOrder(meant.map(({ key, value }) => markOf(key, value)));
}

function namesOf(letters: string, marks: readonly Mark[]): readonly string[] {
  const name = marks.map((mark) => keyOf(mark)).join("\n");
  return letters.split("").map((letter) => `${letter} ${name}`);
}

/** A block counts as one letter. */
function sizeOf(nodes: readonly RichNode[]): number {
  return nodes.reduce((sum, { text, content }) => sum + (text?.length ?? 1) + sizeOf(content ?? []), 0);
}

export function runsIn({ pieces }: Pieces): readonly Run[] {
  return pieces.filter((piece) => piece.kind === "run");
}
