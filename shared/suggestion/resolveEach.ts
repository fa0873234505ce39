/**
 * Suggestions resolved one after the other in one text, and what each of them touched. Only the
 * blocks around a suggestion are looked at: a hundred of them in a long text would else take seconds.
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

interface Resolving {
  readonly verdict: Verdict;
  /** At once, while the blocks are as this one left them. Nothing was touched when it is nowhere any more. */
  readonly onResolved: (suggestion: Suggestion, touched: Touched | undefined) => void;
}

/** Call it in a transaction. */
export function resolveEach(
  fragment: Y.XmlFragment,
  suggestions: readonly Suggestion[],
  { verdict, onResolved }: Resolving,
): void {
  const places = new Places();
  places.note(fragment.toArray());
  for (const suggestion of suggestions) {
    const stretch = places.stretchOf(fragment, suggestion.id);
    if (stretch === undefined) {
      onResolved(suggestion, undefined);
      continue;
    }
    const before = nodesIn(fragment, stretch);
    const behind = fragment.length - stretch.to;
    resolveIn(fragment, new Set([suggestion.id]), verdict, stretch);
    const now = { from: stretch.from, to: fragment.length - behind };
    places.note(fragment.toArray().slice(now.from, now.to));
    onResolved(suggestion, touchedIn(fragment, before, nodesIn(fragment, now), stretch.from));
  }
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
