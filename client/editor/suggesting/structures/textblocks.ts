/** The textblocks of a text in their order, each with what stands around it: what a change of structure is read from. */
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";

/** A block, where it begins, and the how manieth child it is. */
export interface Around {
  readonly node: ProseMirrorNode;
  readonly pos: number;
  readonly index: number;
}

export interface Textblock extends Around {
  /** From the outermost inwards; without the document itself. */
  readonly around: readonly Around[];
}

export function textblocksOf(doc: ProseMirrorNode): readonly Textblock[] {
  const found: Textblock[] = [];
  const walk = (parent: ProseMirrorNode, start: number, around: readonly Around[]) => {
    parent.forEach((node, offset, index) => {
      const here = { node, pos: start + offset, index };
      if (node.isTextblock) found.push({ ...here, around });
      else if (!node.isLeaf) walk(node, start + offset + 1, [...around, here]);
    });
  };
  walk(doc, 0, []);
  return found;
}

const isCell = (name: string) => name === "tableCell" || name === "tableHeader";
const isList = (name: string) => name === "bulletList" || name === "orderedList";

/** What is around it since the cell in which it stands, if it does. */
function withinCell({ around }: Textblock): readonly Around[] {
  return around.slice(around.findLastIndex(({ node }) => isCell(node.type.name)) + 1);
}

/** The items around it, from the outermost inwards. */
export const itemsAround = (block: Textblock) =>
  withinCell(block).filter(({ node }) => node.type.name === "listItem");

/** The lists around it, from the outermost inwards. */
export const listsAround = (block: Textblock) =>
  withinCell(block).filter(({ node }) => isList(node.type.name));

/** The item whose first block this is. */
export function itemBegunBy(block: Textblock): Around | undefined {
  const parent = block.around.at(-1);
  return parent?.node.type.name === "listItem" && block.index === 0 ? parent : undefined;
}

/** Whether nothing but the blocks around the words has changed. */
export function haveSameWords(before: readonly Textblock[], after: readonly Textblock[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ node }, index) => after[index]?.node.content.eq(node.content))
  );
}

/** What keepValid.ts gives an empty paragraph, since nobody could write in it else. */
export const NEEDS_A_LINE: ReadonlySet<string> = new Set(["listItem", "tableCell", "tableHeader"]);
