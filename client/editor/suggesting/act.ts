/** One person's act on its way to becoming a suggestion: the change as made, and the transaction that is sent instead. */
import type { Mark, Node, Slice } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import type { Stamp } from "../../../shared/document/stamps.ts";
import type { Change } from "./changes.ts";
import { ownBlockAround, ownMark, ownStamp, stampOf } from "./ownWords.ts";
import type { Plain } from "./plain.ts";

export interface Act extends Plain {
  /** What is sent instead; it begins as no change at all. */
  readonly out: Transaction;
  /** The stamp of all that this act proposes. */
  readonly stamped: Stamp;
}

export function actOf(context: Plain, changes: readonly Change[]): Act {
  const near = firstOf(changes, (change) => stampNear(context, change));
  return { ...context, out: context.state.tr, stamped: near ?? context.stamp() };
}

export function markFor({ state, stamped }: Act, name: "insertion" | "deletion"): Mark {
  return state.schema.mark(name, { id: stamped.id, author: stamped.author, at: stamped.at });
}

/** Pieces of one person beside each other are one suggestion, and so are a deletion and an insertion at one spot. */
function stampNear({ state, plain, author }: Plain, change: Change): Stamp | undefined {
  const { doc } = state;
  const $from = doc.resolve(change.from);
  const $to = doc.resolve(change.to);
  const isMine = (node: Node | null | undefined) => wordStamp(node, author);
  return (
    composedStamp(plain.doc.slice(change.newFrom, change.newTo), author) ??
    ownBlockAround($from, author) ??
    isMine($from.nodeBefore) ??
    stampBetween(doc, change, author) ??
    isMine($to.nodeAfter)
  );
}

/** Words that are composed have their mark from the beginning (composition.ts). */
function composedStamp(slice: Slice, author: string): Stamp | undefined {
  const { firstChild } = slice.content;
  const mark = firstChild?.isText === true ? ownMark(firstChild, "insertion", author) : undefined;
  return mark && stampOf(mark);
}

function wordStamp(node: Node | null | undefined, author: string): Stamp | undefined {
  const mark = ownMark(node, "insertion", author) ?? ownMark(node, "deletion", author);
  if (mark !== undefined) return stampOf(mark);
  return node?.isInline === true ? ownStamp(node, "sDel", author) : undefined;
}

/** The person's own words that are written over: a composition does so at each key, and stays one suggestion. */
function stampBetween(doc: Node, { from, to }: Change, author: string): Stamp | undefined {
  let found: Stamp | undefined;
  doc.nodesBetween(from, to, (node) => {
    found ??= wordStamp(node, author);
    return found === undefined;
  });
  return found;
}

function firstOf<Each, Found>(
  list: readonly Each[],
  find: (each: Each) => Found | undefined,
): Found | undefined {
  for (const each of list) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
