/**
 * A text with suggestions rejected: a plain walk that changes no structure. It stands apart from the
 * rest of this folder, because whoever hashes a text needs it, a follower's page as well.
 */
import type { Mark, RichNode, RichText } from "../meeting/richText.ts";
import { EMPTY_TEXT } from "../meeting/richText.ts";
import { markSpecOf } from "../document/schema.ts";
import {
  type Ids,
  isMeant,
  STAMP_NAMES,
  stampOf,
  stampsOn,
  stampsTogether,
  withAttribute,
  withContent,
  withoutStamps,
} from "./stampsOn.ts";
import { isPartOfBlock, whatCounts, withoutEmptyParts } from "./whatCounts.ts";

/** The very same object when there is nothing to reject. */
export function rejectedText(text: RichText, ids: Ids): RichText {
  const content = rejectedNodes(text.content, ids);
  if (content === text.content) return text;
  return content.length === 0 ? EMPTY_TEXT : { type: "doc", content };
}

/** Runs and blocks in a row; none when nothing of them is left. */
export function rejectedNodes(nodes: readonly RichNode[], ids: Ids): readonly RichNode[] {
  const kept = nodes.flatMap((node) => rejectedNode(node, ids) ?? []);
  const isSame = kept.length === nodes.length && kept.every((node, index) => node === nodes[index]);
  return isSame ? nodes : kept;
}

function rejectedNode(node: RichNode, ids: Ids): RichNode | undefined {
  if (node.type === "text") return rejectedRun(node, ids);
  const content = rejectedNodes(node.content ?? NOTHING, ids);
  const rest = content === (node.content ?? NOTHING) ? node : withContent(node, content);
  const block = withoutStamps(rest, STAMP_NAMES, ids);
  return stampsOn(block, "sIns").length < stampsOn(node, "sIns").length ? disowned(block) : block;
}

const NOTHING: readonly RichNode[] = [];

function rejectedRun(run: RichNode, ids: Ids): RichNode | undefined {
  const marks = run.marks ?? NO_MARKS;
  const kept = rejectedMarks(marks, ids);
  if (kept === marks) return run;
  if (kept === undefined) return undefined;
  return { type: "text", text: run.text ?? "", ...(kept.length > 0 ? { marks: kept } : {}) };
}

const NO_MARKS: readonly Mark[] = [];

/** Undefined when the words go; the same list when nothing of it is meant. */
export function rejectedMarks(marks: readonly Mark[], ids: Ids): readonly Mark[] | undefined {
  const isOut = (mark: Mark) => markSpecOf(mark.type)?.suggestion === true && isMeant(ids, stampOf(mark));
  if (!marks.some(isOut)) return marks;
  if (marks.some((mark) => mark.type === "insertion" && isOut(mark))) return undefined;
  return marks.filter((mark) => !isOut(mark));
}

/**
 * A block whose suggested addition was rejected. Words that an editor wrote in it keep it in the
 * text; where others have suggested words in it, it becomes part of their suggestion.
 */
function disowned(block: RichNode): RichNode | undefined {
  const { isBase, pending } = whatCounts(block);
  if (!isBase && pending.length === 0) return undefined;
  if (!isBase) return withAttribute(withoutEmptyParts(block), "sIns", stampsTogether(pending));
  const parts = (block.content ?? NOTHING).flatMap((part) =>
    isPartOfBlock(part) ? (disowned(part) ?? []) : part,
  );
  return withContent(block, parts);
}
