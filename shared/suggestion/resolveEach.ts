/**
 * Suggestions resolved one after the other in one text, and what each of them touched. Only the
 * blocks around a suggestion are looked at: a hundred of them in a long text would else take seconds.
 * So would hundreds in one block, which nobody writes in earnest; those are resolved together.
 */
import * as Y from "yjs";
import { joinRuns, richNodesOf } from "../document/fragmentText.ts";
import type { Stretch } from "../document/reconcile.ts";
import { nodeSpecOf } from "../document/schema.ts";
import type { RichNode } from "../meeting/richText.ts";
import { resolveIn } from "./resolve.ts";
import type { Verdict } from "./resolvedText.ts";
import { type Suggestion, suggestionsIn } from "./suggestion.ts";
import { type Touched, touchedIn } from "./touched.ts";

type Child = Y.XmlElement | Y.XmlText | Y.XmlHook;

export interface Outcome {
  /** Undefined when nothing was: it is nowhere any more. */
  readonly touched: Touched | undefined;
  /** Whether others were resolved in the same stroke. */
  readonly how: "alone" | "together";
}

interface Resolving {
  readonly verdict: Verdict;
  /** Where more than so many stand around one spot, they are resolved together. */
  readonly inTurnMax: number;
  /** At once, while the blocks are as this one left them. */
  readonly onResolved: (suggestion: Suggestion, outcome: Outcome) => void;
}

/** Call it in a transaction. */
export function resolveEach(
  fragment: Y.XmlFragment,
  suggestions: readonly Suggestion[],
  { verdict, inTurnMax, onResolved }: Resolving,
): void {
  const places = new Places();
  places.note(fragment.toArray());
  const left = new Set(suggestions);
  for (const first of left) {
    const stretch = places.stretchOf(fragment, first.id);
    const near = stretch === undefined ? [] : places.allIn(fragment, left, stretch);
    const group =
      stretch !== undefined && near.length > inTurnMax ? places.allWithin(fragment, near, stretch) : [first];
    const touched = stretch && resolveGroup(fragment, group, { stretch, verdict, places });
    for (const suggestion of group) {
      left.delete(suggestion);
      onResolved(suggestion, { touched, how: group.length > 1 ? "together" : "alone" });
    }
  }
}

interface Group {
  readonly stretch: Stretch;
  readonly verdict: Verdict;
  readonly places: Places;
}

function resolveGroup(
  fragment: Y.XmlFragment,
  group: readonly Suggestion[],
  { stretch, verdict, places }: Group,
): Touched | undefined {
  const before = nodesIn(fragment, stretch);
  const behind = fragment.length - stretch.to;
  resolveIn(fragment, new Set(group.map(({ id }) => id)), verdict, stretch);
  const now = { from: stretch.from, to: fragment.length - behind };
  places.note(fragment.toArray().slice(now.from, now.to));
  return touchedIn(fragment, before, nodesIn(fragment, now), stretch.from);
}

function nodesIn(fragment: Y.XmlFragment, { from, to }: Stretch): readonly RichNode[] {
  return joinRuns(
    fragment
      .toArray()
      .slice(from, to)
      .flatMap((child) => richNodesOf(child)),
  );
}

/** In which blocks of the text each suggestion stands. */
class Places {
  readonly #places = new Map<string, Set<Child>>();

  /** What a block held before may be gone from it; that only makes a stretch longer. */
  note(children: readonly Child[]): void {
    for (const child of children) {
      for (const { id } of suggestionsIn({ type: "doc", content: richNodesOf(child) })) {
        const known = this.#places.get(id) ?? new Set();
        this.#places.set(id, known.add(child));
      }
    }
  }

  /** Those that stand here and reach no further. */
  allWithin(
    fragment: Y.XmlFragment,
    suggestions: readonly Suggestion[],
    stretch: Stretch,
  ): readonly Suggestion[] {
    return suggestions.filter(({ id }) => {
      const own = this.stretchOf(fragment, id);
      return own !== undefined && own.from >= stretch.from && own.to <= stretch.to;
    });
  }

  /** A cheaper question: those that have, or had, a part here. */
  allIn(
    fragment: Y.XmlFragment,
    suggestions: Iterable<Suggestion>,
    { from, to }: Stretch,
  ): readonly Suggestion[] {
    const here = new Set<Child>(fragment.toArray().slice(from, to));
    return Array.from(suggestions).filter(({ id }) =>
      [...(this.#places.get(id) ?? [])].some((child) => here.has(child)),
    );
  }

  /** With the neighbours that an acceptance can reach. Undefined when it is nowhere any more. */
  stretchOf(fragment: Y.XmlFragment, id: string): Stretch | undefined {
    const children = fragment.toArray();
    const held = this.#places.get(id) ?? new Set();
    const at = children.flatMap((child, index) => (held.has(child) ? [index] : []));
    const [first, last] = [at[0], at.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    return { from: reachLeft(children, first), to: reachRight(children, last) };
  }
}

/** Words are joined with the text block before them, wherever that is. */
function reachLeft(children: readonly Child[], first: number): number {
  for (let index = first - 1; index > 0; index -= 1) if (holdsTextBlock(children[index])) return index;
  return 0;
}

function holdsTextBlock(child: Child | undefined): boolean {
  if (!(child instanceof Y.XmlElement)) return false;
  if (nodeSpecOf(child.nodeName)?.content === "inline*") return true;
  return child.toArray().some((one) => holdsTextBlock(one));
}

/** A new list takes in the lists that follow it. */
function reachRight(children: readonly Child[], last: number): number {
  let end = last + 1;
  while (isList(children[end])) end += 1;
  return Math.min(end + 1, children.length);
}

function isList(child: Child | undefined): boolean {
  return (
    child instanceof Y.XmlElement && (child.nodeName === "bulletList" || child.nodeName === "orderedList")
  );
}
