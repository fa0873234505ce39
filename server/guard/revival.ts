/**
 * Writes anew what others had in a block that its author really deleted: where the author's update
 * has written the block's words anew, as for a heading, among those; else as if the block's proposal
 * had been rejected, in its place.
 */
import * as Y from "yjs";
import { insertNodes } from "../../shared/document/fragmentWrite.ts";
import { holdsText, richNodesOf } from "../../shared/document/fragmentText.ts";
import { keysOf } from "../../shared/document/markHash.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { marksOn, stampsOn, withContent } from "../../shared/suggestion/stampsOn.ts";
import { keptOf, lettersOf, runsIn, type Loss } from "./losses.ts";
import { isOwn } from "./marks.ts";
import { isNewItem, nameOfId, type View } from "./pieces.ts";
import { blockAround, piecesOfBlock } from "./rehearsal.ts";
import { storedItem } from "./storedItem.ts";
import { keepApart } from "./textBorders.ts";

/** For one update, made before the server writes anything about it. */
export class Revival {
  readonly #doc: Y.Doc;
  readonly #view: View;
  readonly #madeFrom: number;
  /** What new texts said before others' words stood there again. */
  readonly #letters = new Map<Y.XmlText, string>();
  readonly #taken = new Set<Y.XmlText>();

  constructor(doc: Y.Doc, view: View) {
    this.#doc = doc;
    this.#view = view;
    this.#madeFrom = Y.getState(doc.store, doc.clientID);
  }

  /** What the document holds apart from what is written here. */
  get view(): View {
    return { ...this.#view, leavesOut: ({ id }) => this.#isMadeHere(id) };
  }

  /** The letters written here, as they now stand. */
  get lettersMade(): readonly string[] {
    const tops = new Map<string, Y.ID>();
    const structs = this.#doc.store.clients.get(this.#doc.clientID) ?? [];
    const first = structs.findLastIndex(({ id }) => id.clock < this.#madeFrom) + 1;
    for (const { id } of structs.slice(first)) {
      const top = blockAround(this.#doc, id);
      if (top !== undefined) tops.set(nameOfId(top), top);
    }
    const runs = [...tops.values()].flatMap((top) => runsIn(piecesOfBlock(this.#doc, top, this.#view)));
    return lettersOf(runs.filter((run) => this.#isMadeHere(run)));
  }

  #isMadeHere({ client, clock }: Pick<Y.ID, "client" | "clock">): boolean {
    return client === this.#doc.clientID && clock >= this.#madeFrom;
  }

  /** Call it in a transaction, in text order. */
  revive({ id, nodes }: Loss): void {
    const item = storedItem(this.#doc, id);
    if (!(item?.parent instanceof Y.XmlFragment)) return;
    const homes = newTextsAround(item, this.#view);
    const kept = keptOf(
      nodes.map((node) => this.#withoutPlaced(node, homes)),
      this.#view.author,
    );
    insertApart(item.parent, livingBefore(item), kept);
  }

  /** The node without the words that have found a new home; a block that others have proposed keeps its own. */
  #withoutPlaced(node: RichNode, homes: readonly Y.XmlText[]): RichNode {
    const content = node.content ?? [];
    if (stampsOn(node, "sIns").some((stamp) => !isOwn(stamp, this.#view.author))) return node;
    if (!holdsText(node.type)) {
      return withContent(
        node,
        content.map((child) => this.#withoutPlaced(child, homes)),
      );
    }
    const own = content.filter((run) => this.#isOwnRun(run));
    if (own.length === content.length) return node;
    const home = homes.find((text) => !this.#taken.has(text) && this.#lettersIn(text) === wordsOf(own));
    if (home === undefined) return node;
    this.#taken.add(home);
    this.#place(home, content);
    return withContent(node, own);
  }

  /** Among the same words as before. */
  #place(home: Y.XmlText, runs: readonly RichNode[]): void {
    let at = 0;
    for (const run of runs) {
      const letters = run.text ?? "";
      const [kept] = this.#isOwnRun(run) ? [] : keptOf([run], this.#view.author);
      if (kept !== undefined) home.insert(at, letters, keysOf(kept.marks ?? []));
      at += letters.length;
    }
  }

  #lettersIn(home: Y.XmlText): string {
    const letters = this.#letters.get(home) ?? wordsOf(richNodesOf(home));
    this.#letters.set(home, letters);
    return letters;
  }

  #isOwnRun(run: RichNode): boolean {
    return marksOn(run, "insertion").some((stamp) => isOwn(stamp, this.#view.author));
  }
}

/** In the blocks that the update has written beside a place: nothing of before stands between. */
function newTextsAround(place: Y.Item, view: View): readonly Y.XmlText[] {
  const texts: Y.XmlText[] = [];
  for (const side of ["left", "right"] as const) {
    for (let item = place[side]; item !== null; item = item[side]) {
      if (item.deleted || !(item.content instanceof Y.ContentType)) continue;
      if (!isNewItem(item, view)) break;
      const found = textsIn(item.content.type);
      if (side === "left") texts.unshift(...found);
      else texts.push(...found);
    }
  }
  return texts;
}

function textsIn(type: unknown): readonly Y.XmlText[] {
  if (type instanceof Y.XmlText) return [type];
  return type instanceof Y.XmlElement ? type.toArray().flatMap((child) => textsIn(child)) : [];
}

function wordsOf(runs: readonly RichNode[]): string {
  return runs.map(({ text }) => text ?? "").join("");
}

function livingBefore(place: Y.Item): number {
  let count = 0;
  for (let item = place.left; item !== null; item = item.left) if (!item.deleted) count += item.length;
  return count;
}

function insertApart(parent: Y.XmlFragment, index: number, nodes: readonly RichNode[]): void {
  if (nodes.length === 0) return;
  insertNodes(parent, index, nodes);
  const around = parent.toArray().slice(Math.max(0, index - 1), index + 2);
  around.forEach((child, at) => {
    if (child instanceof Y.XmlText && around[at + 1] instanceof Y.XmlText) keepApart(child);
  });
}
