/**
 * The guard: may this person make this change? Checks an update's bytes against the document
 * without touching it: whole update or nothing, and what cannot be resolved is refused. The order
 * and the attacks it stands against are in docs/adr/0003. It knows rights only as a question about
 * a root; who may do what is the policy's.
 */
import * as Y from "yjs";
import { sectionIdOfRoot } from "../../shared/document/layout.ts";
import type { RefusalReason } from "../../shared/policy/refusal.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { decodeWhole, encodeDeletes, type DecodedUpdate, type DeleteSet, type Struct } from "./decoded.ts";
import { isCostlyToPlace } from "./conflicts.ts";
import { isAllowedContent } from "./contents.ts";
import { Parentage } from "./parentage.ts";

export interface Asker {
  /** The Yjs client ids that are bound to this person. */
  readonly clientIds: ReadonlySet<number>;
  /** May this person write in this root now? False for a root that is no section. */
  mayEdit(root: string): boolean;
}

export type GuardReason = Extract<
  RefusalReason,
  "malformed" | "foreignClient" | "foreignRoot" | "locked" | "staleClient" | "notAllowed" | "tooLarge"
>;

export type Verdict =
  /**
   * `update` is what may be applied; `roots` are all that it may touch; `lost` are words that were
   * typed into a place which somebody deleted for good meanwhile.
   */
  | {
      readonly kind: "apply";
      readonly update: Uint8Array;
      readonly roots: ReadonlySet<string>;
      readonly lost: string | undefined;
    }
  /** Nothing in it is new, or it is only Yjs' own clean-up by somebody who merely looks on. */
  | { readonly kind: "drop" }
  | { readonly kind: "refuse"; readonly reason: GuardReason; readonly root: string | undefined };

/** Judges one document update. Pure: the document is only read. */
export function judgeUpdate(doc: Y.Doc, update: Uint8Array, asker: Asker): Verdict {
  const whole = decodeWhole(update);
  if (whole === undefined) return refuse("malformed");
  const known = withoutKnown(doc, update, whole);
  if (known === undefined) return refuse("malformed");
  if (known.decoded.structs.length > LIMITS.structsPerUpdate) return refuse("tooLarge");
  const parentage = new Parentage(doc, known.decoded.structs);
  const roots = new Set<string>();
  const inserted = judgeStructs(doc, known.decoded.structs, asker, parentage, roots);
  if (inserted.refused !== undefined) return inserted.refused;
  if (isCostlyToPlace(doc, known.decoded.structs, { parentage, stepsMax: LIMITS.placingStepsPerUpdate }))
    return refuse("tooLarge");
  const deleted = judgeDeletes(doc, known.decoded, asker, parentage, roots);
  if (deleted.refused !== undefined) return deleted.refused;
  if (known.decoded.structs.length === 0 && !deleted.anyLiving) return { kind: "drop" };
  const bytes = deleted.passive ? withDeletes(known.update, known.decoded, deleted.kept) : known.update;
  return { kind: "apply", update: bytes, roots, lost: inserted.lost === "" ? undefined : inserted.lost };
}

/** A root that is no section has no write path at all; a section may be locked for now. */
function refuseRoot(root: string | undefined): Verdict & { kind: "refuse" } {
  return refuse(root === undefined || sectionIdOfRoot(root) === undefined ? "foreignRoot" : "locked", root);
}

function refuse(reason: GuardReason, root?: string): Verdict & { kind: "refuse" } {
  return { kind: "refuse", reason, root };
}

/** An honest resend overlaps what is here; only the rest is judged and applied. */
function withoutKnown(
  doc: Y.Doc,
  update: Uint8Array,
  whole: DecodedUpdate,
): { readonly update: Uint8Array; readonly decoded: DecodedUpdate } | undefined {
  const overlaps = whole.structs.some((struct) => struct.id.clock < Y.getState(doc.store, struct.id.client));
  if (!overlaps) return { update, decoded: whole };
  const rest = Y.diffUpdate(update, Y.encodeStateVector(doc));
  const decoded = decodeWhole(rest);
  return decoded === undefined ? undefined : { update: rest, decoded };
}

interface StructJudgement {
  readonly refused?: Verdict;
  readonly lost: string;
}

function judgeStructs(
  doc: Y.Doc,
  structs: readonly Struct[],
  asker: Asker,
  parentage: Parentage,
  roots: Set<string>,
): StructJudgement {
  const expected = new Map<number, number>();
  let lost = "";
  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (!asker.clientIds.has(client)) return { refused: refuse("foreignClient"), lost };
    if (clock !== (expected.get(client) ?? Y.getState(doc.store, client)))
      return { refused: refuse("staleClient"), lost };
    expected.set(client, clock + struct.length);
    if (struct instanceof Y.GC) continue;
    if (!(struct instanceof Y.Item)) return { refused: refuse("malformed"), lost };
    const place = parentage.placeOf(struct);
    if (place.kind === "unknown") return { refused: refuse("malformed"), lost };
    if (place.kind !== "gone") {
      // One answer for each root: the table is not asked again for every letter.
      if (!roots.has(place.root) && !asker.mayEdit(place.root))
        return { refused: refuseRoot(place.root), lost };
      roots.add(place.root);
    } else if (struct.content instanceof Y.ContentString) lost += struct.content.str;
    if (!isAllowedContent(struct, place))
      return { refused: refuse("notAllowed", place.kind === "gone" ? undefined : place.root), lost };
  }
  return { lost };
}

interface DeleteJudgement {
  readonly refused?: Verdict;
  /** The ranges without those of passive clean-up. */
  readonly kept: DeleteSet;
  readonly anyLiving: boolean;
  readonly passive: boolean;
}

/** Ranges that are deleted here already are normal: every sync carries the whole delete set of everybody. */
function judgeDeletes(
  doc: Y.Doc,
  decoded: DecodedUpdate,
  asker: Asker,
  parentage: Parentage,
  roots: Set<string>,
): DeleteJudgement {
  const kept = Y.createDeleteSet();
  const ends = endsAfter(doc, decoded.structs);
  let living = 0;
  let passive = false;
  const answer = () => ({ kept, anyLiving: living > 0, passive });
  for (const [client, ranges] of decoded.deletes.clients) {
    for (const range of ranges) {
      const end = range.clock + range.len;
      if (end > (ends.get(client) ?? Y.getState(doc.store, client)))
        return { refused: refuse("staleClient"), ...answer() };
      let from = range.clock;
      for (const item of livingIn(doc, client, range.clock, end)) {
        const root = parentage.rootOfStored(item);
        if (root !== undefined && (roots.has(root) || asker.mayEdit(root))) {
          roots.add(root);
          living += 1;
          if (living > LIMITS.deletedItemsPerUpdate) return { refused: refuse("tooLarge"), ...answer() };
        } else if (item.content instanceof Y.ContentFormat) {
          // Only the clean-up is left out: the range may also hold a wanted deletion beside it.
          keep(kept, client, { clock: from, len: item.id.clock - from });
          from = item.id.clock + item.length;
          passive = true;
        } else return { refused: refuseRoot(root), ...answer() };
      }
      keep(kept, client, { clock: from, len: end - from });
    }
  }
  return answer();
}

function endsAfter(doc: Y.Doc, structs: readonly Struct[]): Map<number, number> {
  const ends = new Map<number, number>();
  for (const struct of structs) ends.set(struct.id.client, struct.id.clock + struct.length);
  for (const [client, end] of ends) ends.set(client, Math.max(end, Y.getState(doc.store, client)));
  return ends;
}

function* livingIn(doc: Y.Doc, client: number, from: number, to: number): Generator<Y.Item> {
  const structs = doc.store.clients.get(client);
  if (structs === undefined || from >= Y.getState(doc.store, client)) return;
  for (let index = Y.findIndexSS(structs, from); index < structs.length; index += 1) {
    const struct = structs[index];
    if (struct === undefined || struct.id.clock >= to) return;
    if (struct instanceof Y.Item && !struct.deleted) yield struct;
  }
}

function keep(kept: DeleteSet, client: number, range: { clock: number; len: number }): void {
  if (range.len < 1) return;
  const ranges = kept.clients.get(client);
  if (ranges === undefined) kept.clients.set(client, [range]);
  else ranges.push(range);
}

function withDeletes(update: Uint8Array, decoded: DecodedUpdate, deletes: DeleteSet): Uint8Array {
  const tail = encodeDeletes(deletes);
  const bytes = new Uint8Array(decoded.deletesAt + tail.length);
  bytes.set(update.subarray(0, decoded.deletesAt));
  bytes.set(tail, decoded.deletesAt);
  return bytes;
}

/**
 * After applying: did the document change only as predicted? A false answer is a bug of the guard,
 * and the caller drops its document and reads it from the log again.
 */
export function appliedAsPredicted(
  doc: Y.Doc,
  transactions: readonly Y.Transaction[],
  asker: Asker,
  roots: ReadonlySet<string>,
): boolean {
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return false;
  for (const transaction of transactions) {
    for (const [client, end] of transaction.afterState) {
      if (end !== (transaction.beforeState.get(client) ?? 0) && !asker.clientIds.has(client)) return false;
    }
    for (const type of transaction.changed.keys()) {
      if (!roots.has(rootNameOf(type))) return false;
    }
  }
  return true;
}

function rootNameOf(type: Parameters<typeof Y.findRootTypeKey>[0]): string {
  let top = type;
  while (top._item !== null && top._item.parent instanceof Y.AbstractType) top = top._item.parent;
  return top._item === null ? Y.findRootTypeKey(top) : "";
}
