/**
 * Everything that an update deletes. Only what would delete something living is judged: every sync
 * carries the whole delete set of everybody, so ranges that are deleted here already are normal.
 */
import * as Y from "yjs";
import { markNameOfKey } from "../../shared/document/markKeys.ts";
import { markSpecOf } from "../../shared/document/schema.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { stepsOfCut } from "./conflicts.ts";
import { nameOfId } from "./pieces.ts";
import { encodeDeletes, type DecodedUpdate, type DeleteSet } from "./decoded.ts";
import type { Parentage, SharedType } from "./parentage.ts";
import { mayTouch, refuse, refuseRoot, type GuardRefusal, type Question } from "./verdict.ts";

interface Deleted {
  readonly kind: "deleted";
  /** The ranges without those of passive clean-up. */
  readonly kept: DeleteSet;
  /** Is anything left out of `kept`? */
  readonly passive: boolean;
  readonly anyLiving: boolean;
}

interface Range {
  readonly clock: number;
  readonly len: number;
}

export function judgeDeletes(
  question: Question,
  { structs, deletes }: DecodedUpdate,
): Deleted | GuardRefusal {
  const { store } = question.doc;
  const kept = Y.createDeleteSet();
  const within = new Set<Y.Item>();
  let living = 0;
  let steps = 0;
  let passive = false;
  for (const [client, ranges] of deletes.clients) {
    const state = Y.getState(store, client);
    const stepsOfEach = stepsOfCut((store.clients.get(client)?.length ?? 0) + 2 * ranges.length);
    const stepsOfNew = stepsOfEach + stepsOfCut(structs.length);
    for (const range of ranges) {
      const end = range.clock + range.len;
      if (end > state && end > question.parentage.endOfNew(client)) return refuse("staleClient");
      steps += stepsOfNew * cutsOfNew(question.parentage, client, [range.clock, end]);
      if (steps > LIMITS.placingStepsPerUpdate) return refuse("tooLarge");
      let from = range.clock;
      for (const item of livingIn(store, client, range)) {
        const root = question.parentage.rootOfStored(item);
        if (root !== undefined && mayTouch(question, root, -overlapOf(item, range))) {
          living += 1;
          noteMark(question, item, root);
          if (!isWhole(item, range)) steps += stepsOfEach;
          if (item.content instanceof Y.ContentType) countWithin(item.content.type, within);
          if (Math.max(living, within.size) > LIMITS.deletedItemsPerUpdate) return refuse("tooLarge");
          if (steps > LIMITS.placingStepsPerUpdate) return refuse("tooLarge");
        } else if (item.content instanceof Y.ContentFormat) {
          // Clean-up by the Yjs of somebody who looks on. The range may also hold a wanted deletion beside it.
          keep(kept, client, { clock: from, len: item.id.clock - from });
          from = item.id.clock + item.length;
          passive = true;
        } else return refuseRoot(root);
      }
      keep(kept, client, { clock: from, len: end - from });
    }
  }
  return { kind: "deleted", kept, passive, anyLiving: living > 0 };
}

/** Who edits may delete where a suggestion on words begins or ends, together with words that bore it. */
function noteMark({ suggested, written }: Question, { content, parent }: Y.Item, root: string): void {
  if (!(content instanceof Y.ContentFormat) || !(parent instanceof Y.AbstractType)) return;
  const isSuggestion = markSpecOf(markNameOfKey(content.key))?.suggestion === true;
  const text = parent._item?.id;
  if (isSuggestion && text !== undefined && !suggested.has(root)) written.changedIn.set(nameOfId(text), text);
}

/** Borders within what the update itself writes cut that, too. */
function cutsOfNew(parentage: Parentage, client: number, borders: readonly number[]): number {
  return borders.filter((border) => parentage.isWithinNew(client, border)).length;
}

function* livingIn(store: Y.Doc["store"], client: number, { clock, len }: Range): Generator<Y.Item> {
  const structs = store.clients.get(client);
  if (structs === undefined || clock >= Y.getState(store, client)) return;
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index += 1) {
    const struct = structs[index];
    if (struct === undefined || struct.id.clock >= clock + len) return;
    if (struct instanceof Y.Item && !struct.deleted) yield struct;
  }
}

/** Deleting a block deletes everything in it, whether the update says so or not; each is counted once. */
function countWithin(type: SharedType, within: Set<Y.Item>): void {
  for (let item = type._start; item !== null; item = item.right) {
    if (within.size > LIMITS.deletedItemsPerUpdate) return;
    if (item.deleted || within.has(item)) continue;
    within.add(item);
    if (item.content instanceof Y.ContentType) countWithin(item.content.type, within);
  }
}

/** Does the range cover the item? Otherwise it is cut. */
function isWhole({ id, length }: Y.Item, { clock, len }: Range): boolean {
  return id.clock >= clock && id.clock + length <= clock + len;
}

/** How many characters of an item lie in a range; an attribute takes no room. */
function overlapOf({ id, length, countable, parentSub }: Y.Item, { clock, len }: Range): number {
  if (!countable || parentSub !== null) return 0;
  return Math.min(id.clock + length, clock + len) - Math.max(id.clock, clock);
}

function keep(kept: DeleteSet, client: number, range: Range): void {
  if (range.len < 1) return;
  const ranges = kept.clients.get(client);
  if (ranges === undefined) kept.clients.set(client, [range]);
  else ranges.push(range);
}

/** The update's bytes with another delete set. */
export function withDeletes(update: Uint8Array, decoded: DecodedUpdate, deletes: DeleteSet): Uint8Array {
  const tail = encodeDeletes(deletes);
  const bytes = new Uint8Array(decoded.deletesAt + tail.length);
  bytes.set(update.subarray(0, decoded.deletesAt));
  bytes.set(tail, decoded.deletesAt);
  return bytes;
}
