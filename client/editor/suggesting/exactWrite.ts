/**
 * Writes the steps of a change into the shared document exactly where they were made. y-tiptap
 * finds out what was typed by comparing texts: beside an equal letter it can take the wrong one for
 * the new one, and between two changes it writes the old letters anew. The words on paper are the
 * same, but they are no longer the ones that stood there, and the guard asks for those.
 */
import type { Fragment, Mark, Node, ResolvedPos } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import {
  AddMarkStep,
  AttrStep,
  RemoveMarkStep,
  ReplaceAroundStep,
  ReplaceStep,
  type Step,
} from "@tiptap/pm/transform";
import * as Y from "yjs";
import { insertNodes } from "../../../shared/document/fragmentWrite.ts";
import { keysOf } from "../../../shared/document/markHash.ts";
import { writeAttribute, writeBlocks } from "./blockWrite.ts";
import {
  deleteWords,
  formatWords,
  richMark,
  richNode,
  sizeOf,
  type Stretch,
  writeWords,
} from "./wordWrite.ts";

/** Call it in a transaction. False: from some step on it was not exact, and y-tiptap must find the rest. */
export function writeExactly(section: Y.XmlFragment, { steps, docs, doc: end }: Transaction): boolean {
  return steps.every((step, index) => {
    const doc = docs[index];
    return doc !== undefined && writeStep({ section, doc, next: docs[index + 1] ?? end }, step);
  });
}

/** The shared text and the editor's, which agree before the step. */
interface Place {
  readonly section: Y.XmlFragment;
  readonly doc: Node;
  /** The editor's after the step. */
  readonly next: Node;
}

function writeStep(place: Place, step: Step): boolean {
  if (step instanceof ReplaceStep) return replace(place, step);
  if (step instanceof ReplaceAroundStep) return rearrange(place, step);
  if (step instanceof AddMarkStep) return format(place, step, keysOf([richMark(step.mark)]));
  if (step instanceof RemoveMarkStep) return format(place, step, withoutKeys(step.mark));
  return step instanceof AttrStep && setAttribute(place, step);
}

function replace(place: Place, step: ReplaceStep): boolean {
  const { from, to, slice } = step;
  const $from = place.doc.resolve(from);
  const $to = place.doc.resolve(to);
  if (!$from.sameParent($to) || slice.openStart > 0 || slice.openEnd > 0) return rearrange(place, step);
  const parent = typeAt(place.section, $from);
  if (parent === undefined) return false;
  if (!$from.parent.isTextblock) return replaceBlocks(parent, $from, $to, slice.content);
  if (!(parent instanceof Y.XmlElement)) return false;
  deleteWords(parent, $from.parentOffset, $to.parentOffset);
  return writeWords(parent, $from.parentOffset, slice.content);
}

function rearrange({ section, doc, next }: Place, { from, to }: Stretch): boolean {
  return writeBlocks(section, { before: doc, after: next, change: { from, to } });
}

function replaceBlocks(
  parent: Y.XmlFragment,
  $from: ResolvedPos,
  $to: ResolvedPos,
  content: Fragment,
): boolean {
  if ($from.textOffset > 0 || $to.textOffset > 0) return false;
  const index = $from.index();
  if ($to.index() > index) parent.delete(index, $to.index() - index);
  if (content.childCount > 0) insertNodes(parent, index, content.content.map(richNode));
  return true;
}

function format(place: Place, stretch: Stretch, keys: Record<string, unknown>): boolean {
  return eachTextblock(place, stretch, (block, within) => {
    formatWords(block, within, keys);
  });
}

/** What of each textblock is in a stretch. False: not all of them are where they should be. */
function eachTextblock(
  { section, doc }: Place,
  { from, to }: Stretch,
  write: (block: Y.XmlElement, within: Stretch) => void,
): boolean {
  let areFound = true;
  doc.nodesBetween(from, to, (node, position) => {
    if (!node.isTextblock) return true;
    const block = typeAt(section, doc.resolve(position + 1));
    const start = Math.max(0, from - position - 1);
    const end = Math.min(node.content.size, to - position - 1);
    if (block instanceof Y.XmlElement) write(block, { from: start, to: end });
    else areFound = false;
    return false;
  });
  return areFound;
}

function setAttribute({ section, doc }: Place, { pos, attr, value }: AttrStep): boolean {
  const element = elementBehind(section, doc.resolve(pos));
  if (element === undefined) return false;
  writeAttribute(element, attr, value);
  return true;
}

/** The type that holds what stands at a place. */
function typeAt(section: Y.XmlFragment, $at: ResolvedPos): Y.XmlFragment | undefined {
  let type: Y.XmlFragment = section;
  for (let depth = 0; depth < $at.depth; depth += 1) {
    const child = type.get($at.index(depth));
    if (!(child instanceof Y.XmlElement)) return undefined;
    type = child;
  }
  return type;
}

/** The element that begins at a place: a block, or a line break among words. */
function elementBehind(section: Y.XmlFragment, $at: ResolvedPos): Y.XmlElement | undefined {
  const parent = typeAt(section, $at);
  if (parent === undefined) return undefined;
  if (!$at.parent.isTextblock) {
    const child = parent.get($at.index());
    return child instanceof Y.XmlElement ? child : undefined;
  }
  let rest = $at.parentOffset;
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlElement && rest === 0) return child;
    rest -= sizeOf(child);
  }
  return undefined;
}

function withoutKeys(mark: Mark): Record<string, null> {
  return Object.fromEntries(Object.keys(keysOf([richMark(mark)])).map((key) => [key, null]));
}
