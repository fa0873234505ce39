/**
 * Section text as a neutral tree of tags: the one static rendering, which the page turns into DOM
 * and the exporter into HTML. No markup string passes through here, so text can never become code.
 */
import type { Mark, RichNode, RichText } from "../meeting/richText.ts";
import { markedAttributes, markedBlockAttributes } from "./markedText.ts";
import { isAllowedHref, type MarkName, type NodeName, SUB_HEADING_LEVEL } from "./schema.ts";
import { SUGGESTED_BREAK, SUGGESTED_LINE } from "./stamps.ts";

export interface StaticElement {
  readonly tag: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: readonly StaticNode[];
}
export type StaticNode = StaticElement | string;

/** One node for each block of the text, in order. */
export function staticTreeOf(text: RichText): readonly StaticNode[] {
  return text.content.flatMap((block) => staticBlock(block));
}

/** Unknown nodes vanish and their words stay. */
export function staticBlock(node: RichNode): readonly StaticNode[] {
  const render = Object.hasOwn(BLOCKS, node.type) ? BLOCKS[node.type as NodeName] : childrenOf;
  return render(node);
}

const BLOCKS: Readonly<Record<NodeName, (node: RichNode) => readonly StaticNode[]>> = {
  doc: childrenOf,
  text: (node) => inlineTree([node]),
  paragraph: (node) => [block("p", node, linesOf(node))],
  heading: (node) => [block(`h${SUB_HEADING_LEVEL}`, node, linesOf(node))],
  bulletList: (node) => [block("ul", node, childrenOf(node))],
  orderedList: (node) => [block("ol", node, childrenOf(node), orderedListAttributes(node))],
  listItem: (node) => [block("li", node, childrenOf(node))],
  table: (node) => [block("table", node, [element("tbody", {}, childrenOf(node))])],
  tableRow: (node) => [block("tr", node, cellsOf(node))],
  tableHeader: (node) => [headerCell(node, "col")],
  tableCell: (node) => [block("td", node, childrenOf(node), spanAttributes(node))],
  figure: figureOf,
  hardBreak: (node) => lineBreakOf(node),
};

const LINE_BREAK = element("br", {}, []);
/** Gives a line without words its height, as the editor does; it stands for no character. */
const FILLER = element("br", { class: "filler" }, []);

function element(
  tag: string,
  attrs: Readonly<Record<string, string>>,
  children: readonly StaticNode[],
): StaticElement {
  return { tag, attrs, children };
}

/** With what suggestions say of the block. */
function block(
  tag: string,
  node: RichNode,
  children: readonly StaticNode[],
  attrs: Readonly<Record<string, string>> = {},
): StaticElement {
  return element(tag, { ...attrs, ...markedBlockAttributes(node.attrs) }, children);
}

/** A break that is to go needs an element that can show it. */
function lineBreakOf(node: RichNode): readonly StaticNode[] {
  const marked = markedBlockAttributes(node.attrs);
  return "class" in marked ? [element("span", marked, [LINE_BREAK])] : [LINE_BREAK];
}

function childrenOf(node: RichNode): readonly StaticNode[] {
  return (node.content ?? []).flatMap((child) => staticBlock(child));
}

function linesOf(node: RichNode): readonly StaticNode[] {
  const content = node.content ?? [];
  const last = content.at(-1);
  const inline = inlineTree(content);
  return last === undefined || last.type === "hardBreak" ? [...inline, FILLER] : inline;
}

function orderedListAttributes(node: RichNode): Readonly<Record<string, string>> {
  const { start = 1, type = null } = node.attrs ?? {};
  return {
    ...(typeof start === "number" && start !== 1 ? { start: String(start) } : {}),
    ...(type === "a" ? { type } : {}),
  };
}

/** In a row of nothing but header cells they name columns; beside other cells they name the row. */
function cellsOf(row: RichNode): readonly StaticNode[] {
  const cells = row.content ?? [];
  const scope = cells.every((cell) => cell.type === "tableHeader") ? "col" : "row";
  return cells.flatMap((cell) => {
    if (cell.type !== "tableHeader") return staticBlock(cell);
    return [headerCell(cell, scope)];
  });
}

function headerCell(cell: RichNode, scope: "col" | "row"): StaticElement {
  return block("th", cell, childrenOf(cell), { scope, ...spanAttributes(cell) });
}

function spanAttributes(node: RichNode): Readonly<Record<string, string>> {
  const { colspan, rowspan } = node.attrs ?? {};
  return {
    ...(typeof colspan === "number" && colspan > 1 ? { colspan: String(colspan) } : {}),
    ...(typeof rowspan === "number" && rowspan > 1 ? { rowspan: String(rowspan) } : {}),
  };
}

/** The picture itself is lost; its description and its caption are kept. */
function figureOf(node: RichNode): readonly StaticNode[] {
  const alt = node.attrs?.["alt"];
  const isDescribed = typeof alt === "string" && alt !== "";
  const picture = isDescribed
    ? [element("div", { class: "lost-picture", role: "img", "aria-label": alt }, [])]
    : [];
  const caption = inlineTree(node.content ?? []);
  return [
    block("figure", node, [
      ...picture,
      ...(caption.length === 0 ? [] : [element("figcaption", {}, caption)]),
    ]),
  ];
}

/** Outermost first: a link stays one link when a word in it is bold. */
const NESTING: readonly MarkName[] = ["link", "insertion", "deletion", "formatChange", "bold", "italic"];

interface Inline {
  readonly node: RichNode;
  /** Those not yet rendered, outermost first. */
  readonly marks: readonly Mark[];
}

function inlineTree(nodes: readonly RichNode[]): readonly StaticNode[] {
  return nestedTree(nodes.map((node) => ({ node, marks: outermostFirst(node.marks ?? []) })));
}

function outermostFirst(marks: readonly Mark[]): readonly Mark[] {
  return NESTING.flatMap((name) => marks.filter((mark) => mark.type === name));
}

function nestedTree(inlines: readonly Inline[]): readonly StaticNode[] {
  return groupsByOuterMark(inlines).flatMap((group) => {
    const outer = group[0]?.marks[0];
    if (outer === undefined) return group.flatMap(({ node }) => leafOf(node));
    const inner = group.map(({ node, marks }) => ({ node, marks: marks.slice(1) }));
    const { tag, attrs } = wrapperOf(outer);
    return [element(tag, attrs, nestedTree(inner))];
  });
}

function leafOf(node: RichNode): readonly StaticNode[] {
  return node.type === "text" ? withBreaks(node.text ?? "") : staticBlock(node);
}

const BREAKS = new RegExp(`([${SUGGESTED_BREAK}${SUGGESTED_LINE}])`, "u");

/** A suggested break is one character of the text, and is drawn as a sign and a new line. */
function withBreaks(text: string): readonly StaticNode[] {
  // At odd places stand what the text was split by.
  return text.split(BREAKS).flatMap((part, index): readonly StaticNode[] => {
    if (index % 2 === 1) return [element("span", { class: breakClassOf(part) }, [part])];
    return part === "" ? [] : [part];
  });
}

export function breakClassOf(character: string): string {
  return character === SUGGESTED_BREAK ? "suggested-break" : "suggested-line";
}

function groupsByOuterMark(inlines: readonly Inline[]): readonly (readonly Inline[])[] {
  const groups: Inline[][] = [];
  for (const inline of inlines) {
    const group = groups.at(-1);
    if (group !== undefined && outerKey(group[0]) === outerKey(inline)) group.push(inline);
    else groups.push([inline]);
  }
  return groups;
}

const outerKey = (inline: Inline | undefined) => JSON.stringify(inline?.marks[0] ?? null);

/** `outermostFirst` has let through only the marks of this table. */
function wrapperOf(mark: Mark): Pick<StaticElement, "tag" | "attrs"> {
  return WRAPPERS[mark.type as MarkName](mark);
}

const WRAPPERS: Readonly<Record<MarkName, (mark: Mark) => Pick<StaticElement, "tag" | "attrs">>> = {
  bold: () => ({ tag: "strong", attrs: {} }),
  italic: () => ({ tag: "em", attrs: {} }),
  link: linkOf,
  insertion: ({ attrs = {} }) => ({ tag: "ins", attrs: markedAttributes("insertion", attrs) }),
  deletion: ({ attrs = {} }) => ({ tag: "del", attrs: markedAttributes("deletion", attrs) }),
  formatChange: ({ attrs = {} }) => ({ tag: "span", attrs: markedAttributes("formatChange", attrs) }),
};

/** The address is checked again here: what is drawn is what can be clicked. */
function linkOf(mark: Mark): Pick<StaticElement, "tag" | "attrs"> {
  const href = mark.attrs?.["href"] ?? null;
  if (typeof href !== "string" || !isAllowedHref(href)) {
    return { tag: "span", attrs: { class: "link-mangler" } };
  }
  return { tag: "a", attrs: { href, rel: "noopener noreferrer", target: "_blank" } };
}
