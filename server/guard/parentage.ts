/**
 * Where in the document would a struct land? Follows parent, origin and right origin through the
 * store and through the update itself. Yjs takes the place of the left neighbour, so every
 * neighbour that is named must agree on one parent.
 */
import * as Y from "yjs";
import type { Struct } from "./decoded.ts";

/** Where a struct hangs: under a root, under a node, in something that is deleted for good, or nowhere known. */
export type Place =
  | { readonly kind: "root"; readonly root: string }
  | {
      readonly kind: "node";
      readonly id: Y.ID;
      readonly root: string;
      readonly nodeName: string | undefined;
      readonly depth: number;
    }
  | { readonly kind: "gone" }
  | { readonly kind: "unknown" };

const UNKNOWN: Place = { kind: "unknown" };
const GONE: Place = { kind: "gone" };
/** How far a lookup may run through structs of the same update that were not placed yet. */
const LOOKUP_DEPTH_MAX = 64;

export class Parentage {
  readonly #doc: Y.Doc;
  readonly #byClient = new Map<number, Struct[]>();
  readonly #placed = new Map<Struct, Place>();
  readonly #roots = new Map<Y.AbstractType<unknown>, string>();

  constructor(doc: Y.Doc, structs: readonly Struct[]) {
    this.#doc = doc;
    for (const struct of structs) {
      const list = this.#byClient.get(struct.id.client);
      if (list === undefined) this.#byClient.set(struct.id.client, [struct]);
      else list.push(struct);
    }
  }

  /** The place of a struct of this update. */
  placeOf(struct: Struct, depth = 0): Place {
    const known = this.#placed.get(struct);
    if (known !== undefined) return known;
    if (depth > LOOKUP_DEPTH_MAX || !(struct instanceof Y.Item)) return UNKNOWN;
    const place = this.#find(struct, depth + 1);
    this.#placed.set(struct, place);
    return place;
  }

  /** The root that a living item of the store belongs to. */
  rootOfStored(item: Y.Item): string | undefined {
    const place = this.#placeOfStored(item);
    return place.kind === "root" || place.kind === "node" ? place.root : undefined;
  }

  #find(item: Y.Item, depth: number): Place {
    const parent: unknown = item.parent;
    if (typeof parent === "string") return { kind: "root", root: parent };
    if (parent instanceof Y.ID) return this.#inside(parent, depth);
    const left = item.origin === null ? undefined : this.#beside(item.origin, depth);
    const right = item.rightOrigin === null ? undefined : this.#beside(item.rightOrigin, depth);
    if (left !== undefined && right !== undefined) {
      if (left.kind === "gone") return right.kind === "unknown" ? UNKNOWN : GONE;
      if (right.kind === "gone") return left.kind === "unknown" ? UNKNOWN : GONE;
      return samePlace(left, right) ? left : UNKNOWN;
    }
    return left ?? right ?? UNKNOWN;
  }

  /** The place that is the inside of the node with this id. */
  #inside(id: Y.ID, depth: number): Place {
    const target = this.#lookUp(id);
    if (target === undefined) return UNKNOWN;
    if (!(target instanceof Y.Item) || target.content instanceof Y.ContentDeleted) return GONE;
    if (!(target.content instanceof Y.ContentType)) return UNKNOWN;
    const around = this.#placed.get(target) ?? this.#placeOfAny(target, depth);
    if (around.kind === "gone" || around.kind === "unknown") return around;
    return {
      kind: "node",
      id: target.id,
      root: around.root,
      nodeName: nodeNameOf(target.content.type),
      depth: around.kind === "node" ? around.depth + 1 : 1,
    };
  }

  /** The place that the item with this id is in. */
  #beside(id: Y.ID, depth: number): Place {
    const target = this.#lookUp(id);
    if (target === undefined) return UNKNOWN;
    return target instanceof Y.Item ? this.#placeOfAny(target, depth) : GONE;
  }

  #placeOfAny(item: Y.Item, depth: number): Place {
    return item.parent instanceof Y.AbstractType ? this.#placeOfStored(item) : this.placeOf(item, depth);
  }

  #placeOfStored(item: Y.Item): Place {
    const parent: unknown = item.parent;
    if (!(parent instanceof Y.AbstractType)) return GONE;
    const holder = parent._item;
    if (holder === null) return { kind: "root", root: this.#nameOf(parent) };
    let depth = 1;
    let top = holder;
    while (top.parent instanceof Y.AbstractType && top.parent._item !== null) {
      top = top.parent._item;
      depth += 1;
    }
    if (!(top.parent instanceof Y.AbstractType)) return GONE;
    return {
      kind: "node",
      id: holder.id,
      root: this.#nameOf(top.parent),
      nodeName: nodeNameOf(parent),
      depth,
    };
  }

  #nameOf(type: Y.AbstractType<unknown>): string {
    const known = this.#roots.get(type);
    if (known !== undefined) return known;
    const name = Y.findRootTypeKey(type);
    this.#roots.set(type, name);
    return name;
  }

  #lookUp(id: Y.ID): Struct | undefined {
    const stored = this.#doc.store.clients.get(id.client);
    if (stored !== undefined && id.clock < Y.getState(this.#doc.store, id.client)) {
      return stored[Y.findIndexSS(stored, id.clock)];
    }
    return findByClock(this.#byClient.get(id.client) ?? [], id.clock);
  }
}

function findByClock(structs: readonly Struct[], clock: number): Struct | undefined {
  let low = 0;
  let high = structs.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const struct = structs[middle];
    if (struct === undefined) return undefined;
    if (clock < struct.id.clock) high = middle - 1;
    else if (clock >= struct.id.clock + struct.length) low = middle + 1;
    else return struct;
  }
  return undefined;
}

function samePlace(a: Place, b: Place): boolean {
  if (a.kind === "root" && b.kind === "root") return a.root === b.root;
  return a.kind === "node" && b.kind === "node" && Y.compareIDs(a.id, b.id);
}

function nodeNameOf(type: unknown): string | undefined {
  return type instanceof Y.XmlElement ? type.nodeName : undefined;
}
