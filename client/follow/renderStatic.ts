/**
 * Draws a section's text as plain DOM and keeps it up to date block by block: what did not change
 * is not touched, so that a selection, a search hit and the reader's place survive other people's
 * typing. Text never passes through markup.
 */
import type { RichNode, RichText } from "../../shared/meeting/richText.ts";
import { staticBlock, type StaticNode } from "../../shared/document/staticTree.ts";

interface DrawnBlock {
  readonly key: string;
  readonly nodes: readonly Node[];
}

export class StaticText {
  readonly #container: HTMLElement;
  #blocks: readonly DrawnBlock[] = [];

  constructor(container: HTMLElement) {
    this.#container = container;
    container.replaceChildren();
  }

  /** True when anything had to be drawn anew. */
  render(text: RichText): boolean {
    const keys = text.content.map((block) => JSON.stringify(block));
    const before = this.#blocks;
    const start = countSame(keys.length, before.length, (i) => keys[i] === before[i]?.key);
    const end = countSame(
      keys.length - start,
      before.length - start,
      (i) => keys[keys.length - 1 - i] === before[before.length - 1 - i]?.key,
    );
    if (start + end === keys.length && keys.length === before.length) return false;
    const gone = before.slice(start, before.length - end);
    const fresh = text.content
      .slice(start, keys.length - end)
      .map((block, i) => ({ key: keys[start + i] ?? "", nodes: domOfBlock(block) }));
    const rest = before.slice(before.length - end);
    this.#exchange(gone, fresh, rest);
    this.#blocks = [...before.slice(0, start), ...fresh, ...rest];
    return true;
  }

  #exchange(gone: readonly DrawnBlock[], fresh: readonly DrawnBlock[], rest: readonly DrawnBlock[]): void {
    const next = rest.flatMap((block) => block.nodes)[0] ?? null;
    for (const node of gone.flatMap((block) => block.nodes)) this.#container.removeChild(node);
    const drawn = document.createDocumentFragment();
    drawn.append(...fresh.flatMap((block) => block.nodes));
    this.#container.insertBefore(drawn, next);
  }
}

export function domOfBlock(block: RichNode): readonly Node[] {
  return staticBlock(block).map((node) => domOf(node));
}

function domOf(node: StaticNode): Node {
  if (typeof node === "string") return document.createTextNode(node);
  const element = document.createElement(node.tag);
  for (const [name, value] of Object.entries(node.attrs)) element.setAttribute(name, value);
  element.append(...node.children.map((child) => domOf(child)));
  return element;
}

/** How many of the first are the same, at most as many as the shorter of the two has. */
function countSame(a: number, b: number, isSame: (index: number) => boolean): number {
  const most = Math.min(a, b);
  let count = 0;
  while (count < most && isSame(count)) count++;
  return count;
}
