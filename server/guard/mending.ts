/**
 * What the server puts right after a client's update, in the same record: raw new words become the
 * author's suggestion, words never bear another's suggestion by the place where they land, marks
 * that strayed and stamps that got lost are as they were, and what came too late for a verdict has a
 * new id. It writes nothing that the update had no part in.
 */
import type * as Y from "yjs";
import { keyOfMark } from "../../shared/document/markHash.ts";
import { OWN_STAMPS_MAX, STAMPS_MAX, type Stamp } from "../../shared/document/stamps.ts";
import { isOwn } from "./marks.ts";
import { isNewItem, type Piece, type Pieces, type Run, type Stamped, type View } from "./pieces.ts";
import type { Stray } from "./projection.ts";
import type { WrittenStamps } from "./verdict.ts";

type Changes = Readonly<Record<string, unknown>>;

/** What is different over some characters afterwards. */
interface Mend {
  readonly run: Pick<Run, "text" | "at" | "length">;
  readonly changes: Changes;
}

export interface StampMend {
  readonly element: Y.XmlElement;
  readonly key: string;
  readonly stamps: readonly Stamp[];
}

export interface Mends {
  readonly marks: readonly Mend[];
  readonly stamps: readonly StampMend[];
}

/** New ids for suggestions of this update. */
export interface NewIds {
  readonly areSomeSettled: boolean;
  /** Did this id have its verdict before? */
  isSettled(id: string): boolean;
  /** The same id each time for one settled id; that of the suggestion `beside`, if the words go on there. */
  renewed(stamp: Stamp, beside?: Stamp): Stamp;
  /** For words without any. */
  newStamp(): Stamp;
}

export interface MendingCase {
  readonly view: View;
  readonly ids: NewIds;
  readonly written: WrittenStamps;
}

export function mendsOfBlock(
  before: Pieces,
  after: Pieces,
  { strays, ...mending }: MendingCase & { readonly strays: readonly Stray[] },
): Mends {
  const given = new Map<Piece, Stamp>();
  const own = after.pieces.flatMap((run, index) => {
    if (run.kind !== "run" || (!run.isNew && !mending.ids.areSomeSettled)) return [];
    const around = [after.pieces[index - 1], after.pieces[index + 1]];
    return mendOfRun(run, around, { ...mending, given });
  });
  return { marks: [...own, ...mendsOfStrays(strays)], stamps: stampMends(before, after, mending) };
}

interface RunCase extends MendingCase {
  /** What new words of this block have been given so far. */
  readonly given: Map<Piece, Stamp>;
}

function mendOfRun(
  run: Run,
  around: readonly (Piece | undefined)[],
  { view, ids, given }: Omit<RunCase, "written">,
): readonly Mend[] {
  const changes: Record<string, unknown> = {};
  let kept: Stamp | undefined;
  for (const { key, kind, stamp, value } of run.marks.list) {
    if (stamp === undefined) continue;
    const isMine = isOwn(stamp, view.author);
    if (run.isNew && kind === "insertion" && isMine && kept === undefined && !ids.isSettled(stamp.id)) {
      kept = stamp;
    } else if (run.isNew && (kind === "insertion" || (kind === "deletion" && !isMine))) {
      changes[key] = null;
    } else if (isMine && kind !== "insertion" && ids.isSettled(stamp.id)) {
      changes[key] = null;
      Object.assign(changes, markOf(kind, { ...markFields(value), ...ids.renewed(stamp) }));
    }
  }
  if (run.isNew && kept === undefined) {
    const stamp = stampFor(run, around, { view, ids, given });
    given.set(run, stamp);
    Object.assign(changes, markOf("insertion", { ...stamp }));
  }
  return Object.keys(changes).length === 0 ? [] : [{ run, changes }];
}

/** When no id that the update writes has had its verdict and it writes no stamps on blocks, told without looking at each character. */
export function isNothingToMend(before: Pieces, after: Pieces, view: View): boolean {
  const areStampsAsBefore =
    before.stamped.size === after.stamped.size &&
    [...after.stamped].every(([name, { isNew }]) => !isNew && before.stamped.has(name));
  return areStampsAsBefore && after.newRuns.every((run) => isMarkedAsOwn(run, view));
}

function isMarkedAsOwn({ marks }: Run, { author }: View): boolean {
  const suggested = marks.list.filter(({ stamp }) => stamp !== undefined);
  const insertions = suggested.filter(({ kind }) => kind === "insertion");
  return insertions.length === 1 && suggested.every(({ stamp }) => isOwn(stamp, author));
}

function markFields(value: unknown): Changes {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function markOf(type: string, attrs: Changes): Changes {
  return { [keyOfMark({ type, attrs })]: attrs };
}

export function mendsOfStrays(strays: readonly Stray[]): readonly Mend[] {
  return strays.map(({ run, key, value }) => ({ run, changes: { [key]: value } }));
}

/** Words go on with what the author has suggested right beside them. */
function stampFor(
  run: Run,
  around: readonly (Piece | undefined)[],
  { view, ids, given }: Omit<RunCase, "written">,
): Stamp {
  const beside = around
    .filter((piece) => piece?.kind === "run" && piece.text === run.text)
    .map((piece) => (piece && given.get(piece)) ?? ownInsertion(piece, view))
    .find((stamp) => stamp !== undefined && !ids.isSettled(stamp.id));
  const settled = ownInsertion(run, view);
  return settled === undefined ? (beside ?? ids.newStamp()) : ids.renewed(settled, beside);
}

function ownInsertion(piece: Piece | undefined, { author }: View): Stamp | undefined {
  if (piece?.kind !== "run") return undefined;
  return piece.marks.list.find(({ kind, stamp }) => kind === "insertion" && isOwn(stamp, author))?.stamp;
}

/** An editor's copy of words whose suggestion has had its verdict meanwhile is a suggestion of its own. */
export function renewalsOfBlock(
  { pieces, stamped }: Pieces,
  { view, ids }: Pick<MendingCase, "view" | "ids">,
): Mends {
  const marks = pieces.flatMap((run) => (run.kind === "run" ? renewalOfRun(run, ids) : []));
  const stamps = [...stamped.values()].flatMap(({ element, key, stamps: list }): StampMend[] => {
    if (!list.some(({ id }) => ids.isSettled(id))) return [];
    const isNew = element._item !== null && isNewItem(element._item, view);
    const kept = isNew ? list : list.filter(({ id }) => !ids.isSettled(id));
    return [{ element, key, stamps: kept.map((one) => (ids.isSettled(one.id) ? ids.renewed(one) : one)) }];
  });
  return { marks, stamps };
}

function renewalOfRun(run: Run, ids: NewIds): readonly Mend[] {
  const changes: Record<string, unknown> = {};
  for (const { key, kind, stamp, value } of run.marks.list) {
    if (stamp === undefined || !ids.isSettled(stamp.id)) continue;
    changes[key] = null;
    if (run.isNew) Object.assign(changes, markOf(kind, { ...markFields(value), ...ids.renewed(stamp) }));
  }
  return Object.keys(changes).length === 0 ? [] : [{ run, changes }];
}

/** Two people who stamp one block at once write one attribute, and Yjs keeps what one of them wrote. */
function stampMends(
  before: Pieces,
  after: Pieces,
  { view, ids, written }: MendingCase,
): readonly StampMend[] {
  const mends: StampMend[] = [];
  for (const name of new Set([...before.stamped.keys(), ...after.stamped.keys()])) {
    const [was, now] = [before.stamped.get(name), after.stamped.get(name)];
    const { element, key } = now ?? was ?? {};
    if (element === undefined || key === undefined || element._item?.deleted !== false) continue;
    const others = othersOf(was, view);
    const isOvertaken = now?.isNew === false && written.lists.has(name);
    const meant = isOvertaken ? written.lists.get(name) : now?.stamps;
    const mine = (now?.stamps ?? []).filter((stamp) => isOwn(stamp, view.author));
    const room = STAMPS_MAX - others.length;
    const own = asManyAsMayBe(meant ?? [], { was, view }).slice(0, Math.max(0, room));
    const wanted = own.map((stamp) => (ids.isSettled(stamp.id) ? ids.renewed(stamp) : stamp));
    const isRight = sameStamps(othersOf(now, view), others) && sameStamps(mine, wanted);
    if (!isRight) mends.push({ element, key, stamps: [...others, ...wanted] });
  }
  return mends;
}

/** Own ones, each id once. More than a few of them would leave no room for those of others. */
function asManyAsMayBe(
  stamps: readonly Stamp[],
  { was, view }: { readonly was: Stamped | undefined; readonly view: View },
): readonly Stamp[] {
  const before = new Set(was?.stamps.map(({ id }) => id));
  const own = new Map<string, Stamp>();
  for (const stamp of stamps) {
    const isRoom = own.size < OWN_STAMPS_MAX || before.has(stamp.id);
    if (isOwn(stamp, view.author) && !own.has(stamp.id) && isRoom) own.set(stamp.id, stamp);
  }
  return [...own.values()];
}

function othersOf(stamped: Stamped | undefined, { author }: View): readonly Stamp[] {
  return (stamped?.stamps ?? []).filter((stamp) => !isOwn(stamp, author));
}

function sameStamps(a: readonly Stamp[], b: readonly Stamp[]): boolean {
  return JSON.stringify(namesOf(a)) === JSON.stringify(namesOf(b));
}

function namesOf(stamps: readonly Stamp[]): readonly string[] {
  return stamps.map((stamp) => JSON.stringify(stamp)).toSorted();
}

/** Call it in a transaction. */
export function mend({ marks, stamps }: Mends): void {
  for (const [text, ofText] of Map.groupBy(marks, ({ run }) => run.text)) text.applyDelta(deltaOf(ofText));
  for (const { element, key, stamps: list } of stamps) {
    if (list.length === 0) element.removeAttribute(key);
    // Yjs types attributes as strings; it stores lists as they are.
    else element.setAttribute(key, list as unknown as string);
  }
}

/** One walk through the text, however many places are mended. */
function deltaOf(mends: readonly Mend[]): { retain: number; attributes?: Changes }[] {
  const delta: { retain: number; attributes?: Changes }[] = [];
  let end = 0;
  for (const { at, length, changes } of withoutOverlaps(mends)) {
    const open = delta.at(-1);
    const goesOn = open?.attributes !== undefined && at === end;
    if (goesOn && JSON.stringify(open.attributes) === JSON.stringify(changes)) open.retain += length;
    else {
      if (at > end) delta.push({ retain: at - end });
      delta.push({ retain: length, attributes: changes });
    }
    end = at + length;
  }
  return delta;
}

interface Stretch {
  readonly at: number;
  readonly length: number;
  readonly changes: Changes;
}

/** In text order. Where several mends meet, cut into single characters that take all of them. */
function withoutOverlaps(mends: readonly Mend[]): readonly Stretch[] {
  const stretches = mends
    .map(({ run: { at, length }, changes }): Stretch => ({ at, length, changes }))
    .toSorted((a, b) => a.at - b.at);
  const isApart = stretches.every(({ at }, index) => {
    const before = stretches[index - 1];
    return before === undefined || before.at + before.length <= at;
  });
  if (isApart) return stretches;
  const single = new Map<number, Changes>();
  for (const { at, length, changes } of stretches) {
    for (let place = at; place < at + length; place += 1)
      single.set(place, { ...single.get(place), ...changes });
  }
  return [...single].map(([at, changes]) => ({ at, length: 1, changes })).toSorted((a, b) => a.at - b.at);
}
