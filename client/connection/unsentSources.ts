/** Where kept words came from, as clocks of client ids: so that no two tabs keep the same words, and none twice. */
import * as Y from "yjs";
import type { Source } from "./unsentSection.ts";

export class Sources {
  readonly #ranges: Source[] = [];

  get ranges(): readonly Source[] {
    return this.#ranges;
  }

  add(ranges: Iterable<Source>): void {
    for (const range of ranges) {
      const last = this.#ranges.at(-1);
      if (last?.[0] === range[0] && last[2] === range[1])
        this.#ranges[this.#ranges.length - 1] = [last[0], last[1], range[2]];
      else this.#ranges.push(range);
    }
  }
}

export function covers(ranges: Iterable<Source>, client: number, clock: number): boolean {
  for (const [owner, from, to] of ranges) if (owner === client && clock >= from && clock < to) return true;
  return false;
}

type Holder = Y.XmlText | Y.XmlElement | Y.XmlFragment | Y.XmlHook;

/** The living own parts of a block, itself included. */
export function* ownRangesIn(
  type: Holder,
  isUnsent: (client: number, clock: number) => boolean,
): Generator<Source> {
  if (type._item !== null) yield* ownPart(type._item, isUnsent);
  // Only the items know who wrote what; Yjs has no public way to walk them.
  // oxlint-disable-next-line no-underscore-dangle
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const held: unknown = item.content instanceof Y.ContentType ? item.content.type : undefined;
    if (held instanceof Y.XmlText || held instanceof Y.XmlElement) yield* ownRangesIn(held, isUnsent);
    else yield* ownPart(item, isUnsent);
  }
}

function* ownPart(
  { id, length }: Y.Item,
  isUnsent: (client: number, clock: number) => boolean,
): Generator<Source> {
  for (let from = id.clock; from < id.clock + length; from++) {
    if (!isUnsent(id.client, from)) continue;
    yield [id.client, from, id.clock + length];
    return;
  }
}
