/**
 * Random suggestions of three people in a text, written by the rules of the form: a suggestion adds
 * marks, stamps, marked words and stamped blocks, and leaves everything else as it is.
 */
import { joinRuns } from "../../shared/document/fragmentText.ts";
import { inSchemaOrder } from "../../shared/document/markKeys.ts";
import type { MoveStamp, Stamp, TypeStamp, WrapStamp } from "../../shared/document/stamps.ts";
import type { Mark, RichNode, RichText } from "../../shared/meeting/richText.ts";
import type { Random } from "./random.ts";
import { randomBlock, randomItem, randomRow, randomWords } from "./randomTexts.ts";
import { deletion, formatChange, insertion, run, stamp, stamped } from "./suggested.ts";

/** Several suggestions, one on top of the other; every id is used at most twice. */
export function suggestAtRandom(random: Random, base: RichText, count: number): RichText {
  let text = base;
  for (let nth = 1; nth <= count; nth += 1) {
    const id = `${random.pick(["A", "J", "P"])}${random.chance(0.2) ? Math.max(1, nth - 1) : nth}`;
    const places = placesIn(text);
    const place = random.pick(places);
    text = random.pick(SUGGESTIONS)(random, text, place, id) ?? text;
  }
  return text;
}

/** Child indexes from the root. */
type Place = readonly number[];
type Suggesting = (random: Random, text: RichText, place: Place, id: string) => RichText | undefined;

const insertWords: Suggesting = (random, text, place, id) =>
  atText(text, place, (runs) => {
    const at = random.below(lengthOf(runs) + 1);
    const [before, after] = [cut(runs, 0, at), cut(runs, at, Infinity)];
    const words = random.pick([randomWords(random), randomWords(random), "\u2029", "\u2028", "a\u2029b"]);
    const marks: readonly Mark[] = random.chance(0.2) ? [{ type: "bold" }] : [];
    return [...before, run(words, ...marks, insertion(id)), ...after];
  });

const markWords =
  (markOf: (random: Random, id: string) => Mark): Suggesting =>
  (random, text, place, id) =>
    atText(text, place, (runs) => {
      const from = random.below(lengthOf(runs) + 1);
      const to = from + 1 + random.below(8);
      return [
        ...cut(runs, 0, from),
        ...withMark(cut(runs, from, to), markOf(random, id)),
        ...cut(runs, to, Infinity),
      ];
    });

const deleteWords = markWords((_random, id) => deletion(id));
const formatWords = markWords((random, id) =>
  random.pick([
    formatChange(id, [{ type: "bold" }]),
    formatChange(id, [{ type: "link", attrs: { href: "https://andet.example/" } }], []),
    formatChange(id, [{ type: "italic" }], ["bold"]),
    formatChange(id, [], ["bold", "link"]),
  ]),
);

const insertBlock: Suggesting = (random, text, place, id) => {
  const parent = nodeAt(text, place.slice(0, -1));
  const makes: Readonly<Record<string, () => RichNode>> = {
    bulletList: () => randomItem(random, 1),
    orderedList: () => randomItem(random, 1),
    table: () => randomRow(random, 1),
    tableRow: () => ({
      type: "tableCell",
      attrs: { colspan: 1, rowspan: 1 },
      content: [{ type: "paragraph" }],
    }),
  };
  if (parent === undefined || isTextBlock(parent)) return undefined;
  const make = makes[parent.type] ?? (() => randomBlock(random, 2));
  const block = withStamp(withAllMarked(make(), insertion(id), "insertion"), "sIns", stamp(id));
  const index = (place.at(-1) ?? 0) + random.below(2);
  return replaced(text, place.slice(0, -1), (node) => ({
    ...node,
    content: (node.content ?? []).toSpliced(index, 0, block),
  }));
};

const deleteBlock: Suggesting = (_random, text, place, id) =>
  atBlock(text, place, (block) =>
    withStamp(withAllMarked(block, deletion(id), "deletion"), "sDel", stamp(id)),
  );

const join: Suggesting = (_random, text, place, id) =>
  atBlock(text, place, (block) =>
    isTextBlock(block) || block.type === "listItem" ? withStamp(block, "sJoin", stamp(id)) : undefined,
  );

const retype: Suggesting = (random, text, place, id) =>
  atBlock(text, place, (block) => {
    const type = random.pick([
      "paragraph",
      "heading",
      "bulletList",
      "orderedList",
      "tableHeader",
      "tableCell",
    ]);
    return withStamp(block, "sFmt", { ...stamp(id), type, attrs: {} });
  });

const wrap: Suggesting = (random, text, place, id) =>
  atBlock(text, place, (block) => {
    if (block.type !== "paragraph" && block.type !== "heading") return undefined;
    return withStamp(block, "sWrap", {
      ...stamp(id),
      list: random.pick(["bulletList", "orderedList"] as const),
    });
  });

const move: Suggesting = (random, text, place, id) =>
  atBlock(text, place, (block) =>
    block.type === "listItem"
      ? withStamp(block, "sMove", { ...stamp(id), depth: random.pick([1, 1, 2, -1, -1, -2]) })
      : undefined,
  );

const deleteLine: Suggesting = (_random, text, place, id) =>
  replaced(text, place, (node) => ({
    ...node,
    ...(node.content === undefined
      ? {}
      : {
          content: node.content.map((child) =>
            child.type === "hardBreak" ? withStamp(child, "sDel", stamp(id)) : child,
          ),
        }),
  }));

const SUGGESTIONS: readonly Suggesting[] = [
  insertWords,
  insertWords,
  insertWords,
  deleteWords,
  deleteWords,
  formatWords,
  insertBlock,
  insertBlock,
  deleteBlock,
  join,
  retype,
  wrap,
  move,
  move,
  deleteLine,
];

const isTextBlock = ({ type }: RichNode) => ["paragraph", "heading", "figure"].includes(type);

/** Every block, and the doc's own places. */
export function placesIn(text: RichText): readonly Place[] {
  const below = (nodes: readonly RichNode[], trunk: Place): readonly Place[] =>
    nodes.flatMap((node, index) =>
      node.type === "text" || node.type === "hardBreak"
        ? []
        : [[...trunk, index], ...below(node.content ?? [], [...trunk, index])],
    );
  return below(text.content, []);
}

export function nodeAt(text: RichText, place: Place): RichNode | undefined {
  return place.reduce<RichNode | undefined>((node, index) => node?.content?.[index], text);
}

export function replaced(
  text: RichText,
  place: Place,
  change: (node: RichNode) => RichNode | undefined,
): RichText {
  const within = (node: RichNode, [index, ...rest]: Place): RichNode => {
    if (index === undefined) return change(node) ?? node;
    return {
      ...node,
      content: (node.content ?? []).map((child, nth) => (nth === index ? within(child, rest) : child)),
    };
  };
  return { type: "doc", content: within(text, place).content ?? [] };
}

function atBlock(text: RichText, place: Place, change: (block: RichNode) => RichNode | undefined): RichText {
  return replaced(text, place, change);
}

function atText(
  text: RichText,
  place: Place,
  change: (nodes: readonly RichNode[]) => readonly RichNode[],
): RichText {
  return replaced(text, place, (block) => {
    if (!isTextBlock(block)) return undefined;
    const { content = [], ...rest } = block;
    const nodes = joinRuns(change(content));
    return nodes.length > 0 ? { ...rest, content: nodes } : rest;
  });
}

const sizeOf = (node: RichNode) => node.text?.length ?? 1;
const lengthOf = (nodes: readonly RichNode[]) => nodes.reduce((sum, node) => sum + sizeOf(node), 0);

/** The nodes between two places; a letter of two halves stays whole. */
function cut(nodes: readonly RichNode[], from: number, to: number): readonly RichNode[] {
  let start = 0;
  return nodes.flatMap((node) => {
    const begin = start;
    start += sizeOf(node);
    if (node.text === undefined) return begin >= from && begin < to ? [node] : [];
    const text = node.text.slice(whole(node.text, from - begin), whole(node.text, to - begin));
    return text === "" ? [] : [{ ...node, text }];
  });
}

function whole(text: string, at: number): number {
  const place = Math.min(Math.max(at, 0), text.length);
  return /[\udc00-\udfff]/u.test(text.charAt(place)) ? place - 1 : place;
}

function withMark(nodes: readonly RichNode[], mark: Mark): readonly RichNode[] {
  return nodes.map((node) => (node.text === undefined ? node : marked(node, mark)));
}

function marked(node: RichNode, mark: Mark): RichNode {
  const others = (node.marks ?? []).filter((one) => JSON.stringify(one) !== JSON.stringify(mark));
  return { ...node, marks: inSchemaOrder([...others, mark]) };
}

function withAllMarked(node: RichNode, mark: Mark, type: "insertion" | "deletion"): RichNode {
  if (node.text !== undefined) return marked(node, mark);
  if (node.content === undefined) return node;
  // What is new stands for words, and a real line break cannot be marked.
  const content =
    type === "insertion" ? node.content.filter((child) => child.type !== "hardBreak") : node.content;
  const kept = joinRuns(content.map((child) => withAllMarked(child, mark, type)));
  const { content: _content, ...rest } = node;
  return kept.length > 0 ? { ...rest, content: kept } : rest;
}

function withStamp(node: RichNode, name: string, one: Stamp | TypeStamp | WrapStamp | MoveStamp): RichNode {
  // Whoever reads them knows which stamps stand under which name.
  const before = (node.attrs?.[name] ?? []) as readonly Stamp[];
  return stamped(node, { [name]: [...before.filter(({ id }) => id !== one.id), one] });
}
