/**
 * Where in the document would a struct land? Follows parent, origin and right origin through the
 * store and through the update itself. Yjs takes the place of the left neighbour, so every
 * neighbour that is named must agree on one parent.
 */
import * as Y from "yjs";
import type { Struct } from "./decoded.ts";

/**
 * Where a struct hangs: under a root, under a node, in something that is deleted for good, or
 * nowhere known. `key` is the attribute that it sets; Yjs takes it from the neighbour, too.
 */
export type Place =
  | { readonly kind: "root"; readonly root: string; readonly key: string | null }
  | {
      readonly kind: "node";
      readonly id: Y.ID;
      readonly root: string;
      readonly nodeName: string | undefined;
      readonly depth: number;
      readonly key: string | null;
    }
  | { readonly kind: "gone" }
  | { readonly kind: "unknown" };

/** Any type of Yjs, whatever its events. */
export type SharedType = Parameters<typeof Y.findRootTypeKey>[0];

const UNKNOWN: Place = { kind: "unknown" };
const GONE: Place = { kind: "gone" };

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

  /**
   * The place of a struct of this update. Whatever it stands on is placed first, in a loop, since
   * an hour offline makes chains of thousands. What stands on itself or on something later by the
   * same client is unknown: Yjs would throw in the middle of applying it.
   */
  placeOf(struct: Struct): Place {
    const known = this.#placed.get(struct);
    if (known !== undefined) return known;
    return this.#unplacedNeedOf(struct) === undefined ? this.#place(struct) : this.#placeInTurn(struct);
  }

  #place(struct: Struct): Place {
    const place = struct instanceof Y.Item ? this.#find(struct) : GONE;
    this.#placed.set(struct, place);
    return place;
  }

  #placeInTurn(struct: Struct): Place {
    const begun = new Set([struct]);
    const waiting = [struct];
    for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
      const need = this.#placed.has(top) ? undefined : this.#unplacedNeedOf(top);
      if (need === undefined) {
        waiting.pop();
        if (!this.#placed.has(top)) this.#place(top);
      } else if (begun.has(need)) return UNKNOWN;
      else {
        begun.add(need);
        waiting.push(need);
      }
    }
    return this.#placed.get(struct) ?? UNKNOWN;
  }

  /** The root that a living item of the store belongs to. */
  rootOfStored(item: Y.Item): string | undefined {
    const place = this.#placeOfStored(item);
    return place.kind === "root" || place.kind === "node" ? place.root : undefined;
  }

  /** Was this written behind a whole struct of this update, so that nothing of that one stands behind it? */
  isBehindWhole(item: Y.Item): boolean {
    const { origin, rightOrigin } = item;
    if (origin === null || this.#isStored(origin)) return true;
    const before = this.#findHere(origin.client, origin.clock);
    if (before === undefined || origin.clock === before.id.clock + before.length - 1) return true;
    return rightOrigin?.client === origin.client && rightOrigin.clock === origin.clock + 1;
  }

  /** Where the client's own structs of this update end; 0 without any. */
  endOfNew(client: number): number {
    const last = this.#byClient.get(client)?.at(-1);
    return last === undefined ? 0 : last.id.clock + last.length;
  }

  /** Does something living in this update begin before this clock and end after it? */
  isWithinNew(client: number, clock: number): boolean {
    const struct = this.#findHere(client, clock);
    if (!(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted) return false;
    return struct.id.clock < clock;
  }

  /** A struct of this update that Yjs must integrate before this one: the client's last one, or one that it names. */
  #unplacedNeedOf(struct: Struct): Struct | undefined {
    const { client, clock } = struct.id;
    const before = this.#findHere(client, clock - 1);
    if (before !== undefined && !this.#placed.has(before)) return before;
    if (!(struct instanceof Y.Item)) return undefined;
    const parent: unknown = struct.parent;
    return (
      (parent instanceof Y.ID ? this.#unplaced(parent) : undefined) ??
      this.#unplaced(struct.origin) ??
      this.#unplaced(struct.rightOrigin)
    );
  }

  /** The struct of this update with this id, while its place is not known yet. */
  #unplaced(id: Y.ID | null): Struct | undefined {
    if (id === null || this.#isStored(id)) return undefined;
    const named = this.#findHere(id.client, id.clock);
    return named === undefined || this.#placed.has(named) ? undefined : named;
  }

  #findHere(client: number, clock: number): Struct | undefined {
    const structs = this.#byClient.get(client);
    return structs && findByClock(structs, clock);
  }

  #find(item: Y.Item): Place {
    const parent: unknown = item.parent;
    if (typeof parent === "string") return { kind: "root", root: parent, key: item.parentSub };
    if (parent instanceof Y.ID) return this.#inside(parent, item.parentSub);
    const left = item.origin === null ? undefined : this.#beside(item.origin);
    const right = item.rightOrigin === null ? undefined : this.#beside(item.rightOrigin);
    if (left !== undefined && right !== undefined) {
      // What is deleted for good took its whole block with it. Beside something that lives it would be
      // dropped, too, but not before Yjs has cut that in two: half an emoji of a locked text is none.
      if (left.kind === "gone" || right.kind === "gone") return left.kind === right.kind ? GONE : UNKNOWN;
      return samePlace(left, right) ? left : UNKNOWN;
    }
    return left ?? right ?? UNKNOWN;
  }

  /** The place that is the inside of the node with this id. */
  #inside(id: Y.ID, key: string | null): Place {
    const target = this.#lookUp(id);
    if (target === undefined) return UNKNOWN;
    if (!(target instanceof Y.Item) || target.content instanceof Y.ContentDeleted) return GONE;
    if (!(target.content instanceof Y.ContentType)) return UNKNOWN;
    const around = this.#placeOfAny(target);
    if (around.kind === "gone" || around.kind === "unknown") return around;
    return {
      kind: "node",
      id: target.id,
      root: around.root,
      nodeName: nodeNameOf(target.content.type),
      depth: around.kind === "node" ? around.depth + 1 : 1,
      key,
    };
  }

  /** The place that the item with this id is in. */
  #beside(id: Y.ID): Place {
    const target = this.#lookUp(id);
    if (target === undefined) return UNKNOWN;
    return target instanceof Y.Item ? this.#placeOfAny(target) : GONE;
  }

  #placeOfAny(item: Y.Item): Place {
    return this.#placed.get(item) ?? this.#placeOfStored(item);
  }

  #placeOfStored(item: Y.Item): Place {
    const parent: unknown = item.parent;
    if (!(parent instanceof Y.AbstractType)) return GONE;
    const holder = parent._item;
    if (holder === null) return { kind: "root", root: this.#nameOf(parent), key: item.parentSub };
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
      key: item.parentSub,
    };
  }

  #nameOf(type: Y.AbstractType<unknown>): string {
    const known = this.#roots.get(type);
    if (known !== undefined) return known;
    const name = Y.findRootTypeKey(type);
    this.#roots.set(type, name);
    return name;
  }

  #isStored(id: Y.ID): boolean {
    return id.clock < Y.getState(this.#doc.store, id.client);
  }

  #lookUp(id: Y.ID): Struct | undefined {
    const stored = this.#doc.store.clients.get(id.client);
    if (stored !== undefined && this.#isStored(id)) return stored[Y.findIndexSS(stored, id.clock)];
    return this.#findHere(id.client, id.clock);
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
  if (a.kind === "root" && b.kind === "root") return a.root === b.root && a.key === b.key;
  return a.kind === "node" && b.kind === "node" && Y.compareIDs(a.id, b.id) && a.key === b.key;
}

function nodeNameOf(type: unknown): string | undefined {
  return type instanceof Y.XmlElement ? type.nodeName : undefined;
}
