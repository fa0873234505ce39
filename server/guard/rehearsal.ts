/**
 * Tries an update of somebody who may only suggest on a second document of the section, before it
 * touches the real one: what would it do to what everybody else sees? The copy is made when it is
 * first needed, hears of what happens meanwhile, and is thrown away after a refusal. Nothing of it is
 * ever sent.
 */
import * as Y from "yjs";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { areRevivable, lettersLost, lossesIn, type Losses } from "./losses.ts";
import { isNothingToMend } from "./mending.ts";
import type { SharedType } from "./parentage.ts";
import { nameOfId, NO_PIECES, piecesOf, type Pieces, type View } from "./pieces.ts";
import { straysBetween } from "./projection.ts";
import { copyOfSection } from "./sectionCopy.ts";
import { storedItem } from "./storedItem.ts";

/** A block of the section's top level, what it held before the update, and what of that is lost: nearly always nothing. */
export interface TouchedBlock extends Losses {
  readonly id: Y.ID;
  /** Without what is lost. */
  readonly before: Pieces;
  /** As the rehearsal left it, where nothing is to be put right in it. */
  readonly calm?: Y.XmlElement | undefined;
}

export class Rehearsal {
  readonly #doc: Y.Doc;
  readonly #root: string;
  #copy: Y.Doc | undefined;
  /** Updates of the real document that the copy has not heard of. */
  #behind: Uint8Array[] = [];
  #behindBytes = 0;

  constructor(doc: Y.Doc, root: string) {
    this.#doc = doc;
    this.#root = root;
  }

  /** The real document has changed. */
  follow(update: Uint8Array): void {
    if (this.#copy === undefined) return;
    this.#behind.push(update);
    this.#behindBytes += update.length;
    // To hear of so much would take longer than to begin anew.
    if (this.#behindBytes > LIMITS.rehearsalBehindBytes) this.forget();
  }

  forget(): void {
    this.#copy?.destroy();
    this.#copy = undefined;
    this.#behind = [];
    this.#behindBytes = 0;
  }

  /**
   * The blocks that it touches; undefined when it changes more than the author's own suggestions. Whatever
   * goes wrong, the copy is not used again.
   */
  perform(update: Uint8Array, view: View): readonly TouchedBlock[] | undefined {
    let blocks: readonly TouchedBlock[] | undefined;
    try {
      blocks = this.#tryOut(update, view);
    } finally {
      if (blocks === undefined) this.forget();
    }
    return blocks;
  }

  #tryOut(update: Uint8Array, view: View): readonly TouchedBlock[] | undefined {
    const copy = this.#caughtUp();
    const touched = touchedIn(copy, this.#root, () => Y.applyUpdate(copy, update));
    if (touched.isTopTouched) addTopChanges(touched.ids, [this.#doc, copy], this.#root);
    const blocks: TouchedBlock[] = [];
    for (const id of touched.ids.values()) {
      const block = this.#compared(id, copy, view);
      if (block === undefined) return undefined;
      blocks.push(block);
    }
    const inOrder = this.#inTextOrder(blocks);
    return areRevivable(inOrder, view) ? inOrder : undefined;
  }

  /** Undefined when the block says something else afterwards, and not only because own blocks went with words of others. */
  #compared(id: Y.ID, copy: Y.Doc, view: View): TouchedBlock | undefined {
    const [before, after] = [piecesOfBlock(this.#doc, id, view), piecesOfBlock(copy, id, view)];
    const strays = straysBetween(before, after, view);
    if (strays !== undefined) {
      const isCalm = strays.length === 0 && isNothingToMend(before, after, view);
      return { id, before, losses: [], letters: [], calm: isCalm ? blockWithId(copy, id) : undefined };
    }
    const block = blockWithId(this.#doc, id);
    const losses = block === undefined ? [] : lossesIn(block, { before, copy, view });
    if (losses.length === 0) return undefined;
    const gone = new Set(losses.map((loss) => nameOfId(loss.id)));
    const leavesOut = (item: Y.Item) => gone.has(nameOfId(item.id));
    const kept = piecesOfBlock(this.#doc, id, { ...view, leavesOut });
    if (straysBetween(kept, after, view) === undefined) return undefined;
    return { id, before: kept, losses, letters: lettersLost(before, kept, view) };
  }

  /** In which what is lost is written anew. */
  #inTextOrder(blocks: readonly TouchedBlock[]): readonly TouchedBlock[] {
    if (blocks.every(({ losses }) => losses.length === 0)) return blocks;
    const places = new Map([...topIds(this.#doc, this.#root).keys()].map((name, index) => [name, index]));
    const placeOf = ({ id }: TouchedBlock) => places.get(nameOfId(id)) ?? places.size;
    return blocks.toSorted((a, b) => placeOf(a) - placeOf(b));
  }

  #caughtUp(): Y.Doc {
    this.#copy ??= copyOfSection(this.#doc, this.#root);
    const copy = this.#copy;
    if (this.#behind.length > 0) {
      // Beginning and ending a transaction takes Yjs longer than a letter does.
      copy.transact(() => this.#behind.forEach((update) => Y.applyUpdate(copy, update)));
    }
    this.#behind = [];
    this.#behindBytes = 0;
    return copy;
  }
}

/** What a block of the top level holds; nothing when it is not there, or deleted. */
export function piecesOfBlock(doc: Y.Doc, id: Y.ID, view: View): Pieces {
  const block = blockWithId(doc, id);
  return block === undefined ? NO_PIECES : piecesOf(block, view);
}

export function blockWithId(doc: Y.Doc, id: Y.ID): Y.XmlElement | undefined {
  const item = storedItem(doc, id);
  if (item === undefined || item.deleted || !(item.content instanceof Y.ContentType)) return undefined;
  return item.content.type instanceof Y.XmlElement ? item.content.type : undefined;
}

/** The block of the top level that holds what has this id; undefined when it is not there yet. */
export function blockAround(doc: Y.Doc, id: Y.ID): Y.ID | undefined {
  let top = storedItem(doc, id);
  while (top?.parent instanceof Y.AbstractType && top.parent._item !== null) top = top.parent._item;
  return top?.id;
}

interface Touched {
  readonly ids: Map<string, Y.ID>;
  /** Were blocks of the top level added or deleted? */
  readonly isTopTouched: boolean;
}

/** The blocks of the top level in which `change` writes or deletes. */
export function touchedIn(doc: Y.Doc, root: string, change: () => void): Touched {
  const transactions: Y.Transaction[] = [];
  const note = (transaction: Y.Transaction) => transactions.push(transaction);
  doc.on("afterTransaction", note);
  try {
    change();
  } finally {
    doc.off("afterTransaction", note);
  }
  return touchedBy(transactions, doc.getXmlFragment(root));
}

export function touchedBy(transactions: readonly Y.Transaction[], section: Y.XmlFragment): Touched {
  const ids = new Map<string, Y.ID>();
  let isTopTouched = false;
  // The types of Yjs' events differ, so that the compiler thinks the two can never be the same.
  const top: unknown = section;
  for (const type of transactions.flatMap(({ changed }) => [...changed.keys()])) {
    if (type === top) isTopTouched = true;
    const id = topOf(type, section);
    if (id !== undefined) ids.set(nameOfId(id), id);
  }
  return { ids, isTopTouched };
}

function topOf(type: SharedType, section: SharedType): Y.ID | undefined {
  let item = type._item;
  while (item !== null && item.parent !== section) {
    item = item.parent instanceof Y.AbstractType ? item.parent._item : null;
  }
  return item?.id;
}

/** Blocks that stand in only one of the documents. */
export function addTopChanges(ids: Map<string, Y.ID>, docs: readonly [Y.Doc, Y.Doc], root: string): void {
  const [first, second] = docs.map((doc) => topIds(doc, root));
  for (const [name, id] of [...(first ?? []), ...(second ?? [])]) {
    if (first?.has(name) !== second?.has(name)) ids.set(name, id);
  }
}

/** The blocks of the top level, in text order. */
export function topIds(doc: Y.Doc, root: string): ReadonlyMap<string, Y.ID> {
  const ids = new Map<string, Y.ID>();
  for (let item = doc.getXmlFragment(root)._start; item !== null; item = item.right) {
    if (!item.deleted) ids.set(nameOfId(item.id), item.id);
  }
  return ids;
}
