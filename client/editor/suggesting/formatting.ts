/**
 * Bold, italic and links as proposals: the words keep the marks that they have, and one mark says
 * what is to come and to go. On the person's own words a mark is set for real, and what the person
 * proposes a second time is taken back.
 */
import type { Mark, Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { AddMarkStep, RemoveMarkStep } from "@tiptap/pm/transform";
import type { FormatStamp, ProposedMark, Stamp } from "../../../shared/document/stamps.ts";
import { isSuggestionMark, ownMark, stampOf } from "./ownWords.ts";
import type { Plain } from "./plain.ts";

export function suggestFormat(context: Plain): Transaction {
  const { state, plain, author } = context;
  const wishes = plain.steps.flatMap((step) => wishesOf(step));
  const runs = runsIn(state.doc, wishes);
  const isBack = isAllProposed(context, runs, wishes);
  const wanted = runs.map((run): Wanted => {
    const here = wishes.filter((wish) => overlaps(wish, run));
    const isOwn = ownMark(run.node, "insertion", author) !== undefined;
    const take = isBack && !isOwn ? takenBack(run.node) : fulfilled;
    return { ...run, marks: here.reduce(take, marksAsAccepted(run.node, author)) };
  });
  const out = formatted(context, wanted);
  return plain.storedMarksSet ? out.setStoredMarks(plain.storedMarks) : out;
}

/** The marks that the words have once what the person proposes for them is accepted. */
export function marksAsAccepted(node: Node, author: string): readonly Mark[] {
  let marks = plainMarks(node.marks);
  for (const [name, mark] of proposalOf(ownMark(node, "formatChange", author)))
    marks = mark === undefined ? without(marks, name) : mark.addToSet(marks);
  return marks;
}

export function plainMarks(marks: readonly Mark[]): readonly Mark[] {
  return marks.filter((mark) => !isSuggestionMark(mark));
}

const without = (marks: readonly Mark[], name: string) => marks.filter(({ type }) => type.name !== name);

interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Wish extends Stretch {
  readonly mark: Mark;
  readonly isOn: boolean;
}

export interface Run extends Stretch {
  readonly node: Node;
}

/** Words, and the marks that they are to have. */
export interface Wanted extends Run {
  readonly marks: readonly Mark[];
}

function wishesOf(step: unknown): readonly Wish[] {
  if (step instanceof AddMarkStep) return [{ from: step.from, to: step.to, mark: step.mark, isOn: true }];
  if (step instanceof RemoveMarkStep) return [{ from: step.from, to: step.to, mark: step.mark, isOn: false }];
  return [];
}

const overlaps = (one: Stretch, other: Stretch) => one.from < other.to && one.to > other.from;

function fulfilled(marks: readonly Mark[], { mark, isOn }: Wish): readonly Mark[] {
  return isOn ? mark.addToSet(marks) : without(marks, mark.type.name);
}

/** As the words stand, without what was proposed for them. */
const takenBack =
  (node: Node) =>
  (marks: readonly Mark[], { mark: { type } }: Wish): readonly Mark[] => {
    const old = type.isInSet(node.marks);
    return old === undefined ? without(marks, type.name) : old.addToSet(marks);
  };

/** The words that are wished otherwise, cut where a wish begins or ends. */
function runsIn(doc: Node, wishes: readonly Wish[]): readonly Run[] {
  const cuts = [...new Set(wishes.flatMap(({ from, to }) => [from, to]))].toSorted((a, b) => a - b);
  const runs: Run[] = [];
  for (const [index, from] of cuts.entries()) {
    const to = cuts[index + 1];
    if (to === undefined || !wishes.some((wish) => overlaps(wish, { from, to }))) continue;
    doc.nodesBetween(from, to, (node, position) => {
      if (!node.isText) return;
      runs.push({ node, from: Math.max(from, position), to: Math.min(to, position + node.nodeSize) });
    });
  }
  return runs;
}

/** The person's own words get their marks for real, the others a proposal. */
export function formatted(context: Plain, wanted: readonly Wanted[]): Transaction {
  const { state, author } = context;
  const out = state.tr;
  const stamp = memo(() => nearStamp(context, wanted) ?? context.stamp());
  for (const run of wanted) {
    if (ownMark(run.node, "insertion", author) !== undefined) setForReal(out, run);
    else propose({ context, out, stamp }, run);
  }
  return out;
}

function setForReal(out: Transaction, { from, to, node, marks }: Wanted): void {
  for (const old of plainMarks(node.marks)) if (!old.isInSet(marks)) out.removeMark(from, to, old);
  for (const mark of marks) if (!mark.isInSet(node.marks)) out.addMark(from, to, mark);
}

interface Proposing {
  readonly context: Plain;
  readonly out: Transaction;
  readonly stamp: () => Stamp;
}

function propose({ context, out, stamp }: Proposing, { from, to, node, marks }: Wanted): void {
  const old = ownMark(node, "formatChange", context.author);
  const made = markOf(context, old === undefined ? stamp() : stampOf(old), difference(node.marks, marks));
  if (old !== undefined && made !== undefined && old.eq(made)) return;
  if (old !== undefined) out.removeMark(from, to, old);
  if (made !== undefined) out.addMark(from, to, made);
}

function difference(before: readonly Mark[], marks: readonly Mark[]): Proposal {
  const gone = plainMarks(before).filter(({ type }) => type.isInSet(marks) === undefined);
  const come = marks.filter((mark) => !mark.isInSet(before));
  return new Map([
    ...gone.map(({ type }): [string, undefined] => [type.name, undefined]),
    ...come.map((mark): [string, Mark] => [mark.type.name, mark]),
  ]);
}

/** By name what is to come; undefined: it is to go. */
type Proposal = ReadonlyMap<string, Mark | undefined>;

function proposalOf(mark: Mark | undefined): Proposal {
  if (mark === undefined) return new Map();
  // The schema's check of this mark has passed before the text was opened.
  const { add, remove } = mark.attrs as FormatStamp;
  const { schema } = mark.type;
  return new Map([
    ...remove.map((name): [string, undefined] => [name, undefined]),
    ...add.map((each): [string, Mark] => [each.type, schema.mark(each.type, attrsOf(each))]),
  ]);
}

const attrsOf = (mark: ProposedMark) => ("attrs" in mark ? mark.attrs : null);

function markOf({ state }: Plain, { id, author, at }: Stamp, proposal: Proposal): Mark | undefined {
  if (proposal.size === 0) return undefined;
  const wanted = [...proposal].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const add = wanted.flatMap(([type, mark]) =>
    mark === undefined ? [] : [Object.keys(mark.attrs).length > 0 ? { type, attrs: mark.attrs } : { type }],
  );
  const remove = wanted.flatMap(([type, mark]) => (mark === undefined ? [type] : []));
  return state.schema.mark("formatChange", { id, author, at, add, remove });
}

/** Bold for the second time is bold no more; a link is only ever set anew. */
function isAllProposed({ author }: Plain, runs: readonly Run[], wishes: readonly Wish[]): boolean {
  const others = runs.filter(({ node }) => ownMark(node, "insertion", author) === undefined);
  if (others.length === 0 || wishes.some(({ mark }) => mark.type.name === "link")) return false;
  return others.every((run) => {
    const proposal = proposalOf(ownMark(run.node, "formatChange", author));
    return wishes
      .filter((wish) => overlaps(wish, run))
      .every(({ mark, isOn }) => {
        const { name } = mark.type;
        return proposal.has(name) && (proposal.get(name) !== undefined) === isOn;
      });
  });
}

/** Words that are formatted in two goes, side by side, are one proposal. */
function nearStamp({ state, author }: Plain, runs: readonly Run[]): Stamp | undefined {
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const sides = [state.doc.resolve(first.from).nodeBefore, state.doc.resolve(last.to).nodeAfter];
  const near = [...sides, ...runs.map(({ node }) => node)].flatMap((node) => {
    const mark = ownMark(node, "formatChange", author);
    return mark === undefined ? [] : [stampOf(mark)];
  });
  return near[0];
}

function memo<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
