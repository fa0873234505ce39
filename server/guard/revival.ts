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
import { marksOn, stampsOn } from "../../shared/suggestion/stampsOn.ts";
import { keptOf, lettersOf, runsIn, type Loss } from "./losses.ts";
import { isOwn } from "./marks.ts";
import { isNewItem, nameOfId, type View } from "./pieces.ts";
import { blockAround, piecesOfBlock, topIds } from "./rehearsal.ts";
import { storedItem } from "./storedItem.ts";
import { keepApart } from "./textBorders.ts";

/** For one update, made before the server writes anything about it. */
export class Revival {
  readonly #doc: Y.Doc;
  readonly #view: View;
  readonly #madeFrom: number;
  /** What new texts said before others' words stood there again. */
  readonly #words = new Map<Y.XmlText, string>();
  /** The last of those. All is written in its order, so that nothing of the text changes places. */
  #last: Y.XmlText | undefined;

  constructor(doc: Y.Doc, view: View) {
    this.#doc = doc;
    this.#view = view;
    this.#madeFrom = Y.getState(doc.store, doc.clientID);
  }

  /** What the document holds apart from what is written here. */
  get view(): View {
    return { ...this.#view, leavesOut: ({ id }) => this.#isMadeHere(id) };
  }

  /** The letters written here, as they now stand in these roots. */
  lettersMade(roots: Iterable<string>): readonly string[] {
    const structs = this.#doc.store.clients.get(this.#doc.clientID) ?? [];
    const first = structs.findLastIndex(({ id }) => id.clock < this.#madeFrom) + 1;
    const tops = structs.slice(first).flatMap(({ id }) => blockAround(this.#doc, id) ?? []);
    const names = new Set(tops.map((id) => nameOfId(id)));
    const ids = [...roots].flatMap((root) => [...topIds(this.#doc, root)]);
    const touched = ids.filter(([name]) => names.has(name));
    const runs = touched.flatMap(([, id]) => runsIn(piecesOfBlock(this.#doc, id, this.#view)));
    return lettersOf(runs.filter((run) => this.#isMadeHere(run)));
  }

  #isMadeHere({ client, clock }: Pick<Y.ID, "client" | "clock">): boolean {
    return client === this.#doc.clientID && clock >= this.#madeFrom;
  }

  /** Call it in a transaction, in text order. */
  revive({ id, nodes }: Loss): void {
    const item = storedItem(this.#doc, id);
    if (!(item?.parent instanceof Y.XmlFragment)) return;
    const homes = this.#homesFor(nodes, newTextsAround(item, this.#view));
    if (homes === undefined) {
      const place = Math.max(livingBefore(item), placeBehind(this.#last, item.parent));
      insertApart(item.parent, place, keptOf(nodes, this.#view.author));
    } else {
      for (const { home, runs } of homes) this.#place(home, runs);
    }
  }

  /** For all of it, in its order, or for none. */
  #homesFor(
    nodes: readonly RichNode[],
    candidates: readonly Y.XmlText[],
  ): readonly { readonly home: Y.XmlText; readonly runs: Runs }[] | undefined {
    let left = this.#last === undefined ? candidates : candidates.slice(candidates.indexOf(this.#last) + 1);
    const homes: { home: Y.XmlText; runs: Runs }[] = [];
    for (const node of nodes) {
      const texts = textsOf(node, this.#view);
      if (texts === undefined) return undefined;
      for (const runs of texts) {
        const own = wordsOf(runs.filter((run) => isOwnRun(run, this.#view)));
        const home = left.find((text) => this.#wordsIn(text) === own);
        if (home === undefined) return undefined;
        homes.push({ home, runs });
        left = left.slice(left.indexOf(home) + 1);
      }
    }
    return homes;
  }

  /** Among the same words as before. */
  #place(home: Y.XmlText, runs: Runs): void {
    let at = 0;
    for (const run of runs) {
      const letters = run.text ?? "";
      const [kept] = isOwnRun(run, this.#view) ? [] : keptOf([run], this.#view.author);
      if (kept !== undefined) home.insert(at, letters, keysOf(kept.marks ?? []));
      at += letters.length;
    }
    this.#last = home;
  }

  #wordsIn(home: Y.XmlText): string {
    const words = this.#words.get(home) ?? wordsOf(richNodesOf(home));
    this.#words.set(home, words);
    return words;
  }
}

type Runs = readonly RichNode[];

/** All texts of a block in which others have written; undefined where more of others is in it than words. */
function textsOf(node: RichNode, view: View): readonly Runs[] | undefined {
  const isOthers = stampsOn(node, "sIns").some((stamp) => !isOwn(stamp, view.author));
  if (isOthers || node.type === "text") return undefined;
  const content = node.content ?? [];
  if (holdsText(node.type)) return content.every((run) => isOwnRun(run, view)) ? [] : [content];
  const within = content.map((child) => textsOf(child, view));
  return within.every((texts) => texts !== undefined) ? within.flat() : undefined;
}

function isOwnRun(run: RichNode, { author }: View): boolean {
  return marksOn(run, "insertion").some((stamp) => isOwn(stamp, author));
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

function wordsOf(runs: Runs): string {
  return runs.map(({ text }) => text ?? "").join("");
}

function livingBefore(place: Y.Item): number {
  let count = 0;
  for (let item = place.left; item !== null; item = item.left) if (!item.deleted) count += item.length;
  return count;
}

/** Behind the block of a parent that holds a text; 0 when none does. */
function placeBehind(text: Y.XmlText | undefined, parent: Y.XmlFragment): number {
  let item = text?._item ?? null;
  while (item !== null && item.parent !== parent)
    item = item.parent instanceof Y.AbstractType ? item.parent._item : null;
  return item === null ? 0 : livingBefore(item) + 1;
}

function insertApart(parent: Y.XmlFragment, index: number, nodes: readonly RichNode[]): void {
  if (nodes.length === 0) return;
  insertNodes(parent, index, nodes);
  const around = parent.toArray().slice(Math.max(0, index - 1), index + 2);
  around.forEach((child, at) => {
    if (child instanceof Y.XmlText && around[at + 1] instanceof Y.XmlText) keepApart(child);
  });
}
