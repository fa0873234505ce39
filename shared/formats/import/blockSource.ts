/** What the readers of paragraphs, lists and tables share: the lines of one section and where doubts go. */
import type { RichNode } from "../../meeting/richText.ts";
import type { DoubtList } from "./doubts.ts";
import { inlineOf } from "./inline.ts";
import type { Line } from "./lines.ts";

export interface BlockSource {
  readonly lines: readonly Line[];
  readonly doubts: DoubtList;
  readonly numbering: Numbering;
}

/** The last numbers of ordered lists in this section, so that a list may go on after a paragraph. */
export interface Numbering {
  lastNumber: number;
  lastLetter: number;
}

export interface BlocksRead {
  readonly nodes: readonly RichNode[];
  /** Index of the first line that was not read. */
  readonly next: number;
}

export function inlineNodes(line: Line, doubts: DoubtList): readonly RichNode[] {
  const inline = inlineOf(line.text);
  if (inline.linksWithoutTarget > 0) doubts.add("linkWithoutTarget", line.n, line.text);
  if (inline.hasLoneMark) doubts.add("loneMark", line.n, line.text);
  return inline.nodes;
}

/** One by one: a call with a million arguments overflows the stack. */
export function append(target: RichNode[], nodes: readonly RichNode[]): void {
  for (const node of nodes) target.push(node);
}
