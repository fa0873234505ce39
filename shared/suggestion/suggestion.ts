/**
 * The suggestions in a text as people speak of them: one for each id, with its parts in text order.
 * It says what was suggested and never judges whether that can be done.
 */
import type { Mark, RichNode, RichText } from "../meeting/richText.ts";
import { plainTextOf } from "../meeting/richText.ts";
import { markSpecOf } from "../document/schema.ts";
import type { ProposedMark, Stamp } from "../document/stamps.ts";
import { marksOn, proposalOf, STAMP_NAMES, stampOf, stampsOn } from "./stampsOn.ts";

/** Pieces that share an id are accepted and rejected together. */
export interface Suggestion extends Stamp {
  /** In text order. */
  readonly parts: readonly SuggestionPart[];
}

export type SuggestionPart =
  /** The text may hold SUGGESTED_BREAK and SUGGESTED_LINE. */
  | { readonly kind: "insert" | "delete"; readonly text: string }
  | {
      readonly kind: "format";
      readonly text: string;
      readonly add: readonly ProposedMark[];
      readonly remove: readonly string[];
    }
  /** The words in it are not listed again as words of the same suggestion. */
  | { readonly kind: "insertBlock" | "deleteBlock"; readonly block: string; readonly text: string }
  | { readonly kind: "deleteBreak" }
  | { readonly kind: "join" }
  | { readonly kind: "blockType"; readonly from: string; readonly to: string; readonly text: string }
  | { readonly kind: "wrap"; readonly list: "bulletList" | "orderedList"; readonly text: string }
  | { readonly kind: "move"; readonly depth: number; readonly text: string };

export function hasSuggestions(text: RichText): boolean {
  return text.content.some((node) => isTouched(node));
}

function isTouched(node: RichNode): boolean {
  if (node.marks?.some((mark) => markSpecOf(mark.type)?.suggestion === true) === true) return true;
  if (node.attrs !== undefined && STAMP_NAMES.some((name) => (node.attrs?.[name] ?? null) !== null))
    return true;
  return node.content?.some((child) => isTouched(child)) === true;
}

/** In the order in which each begins in the text. */
export function suggestionsIn(text: RichText): readonly Suggestion[] {
  const found = new Map<string, Stamp & { readonly parts: SuggestionPart[] }>();
  const tell: Tell = ({ id, author, at }, part) => {
    const known = found.get(id) ?? { id, author, at, parts: [] };
    known.parts.push(part);
    found.set(id, known);
  };
  for (const node of text.content) tellNode(node, NOTHING, tell);
  return [...found.values()];
}

type Tell = (stamp: Stamp, part: SuggestionPart) => void;

/** Ids of the blocks around that are added or deleted as a whole. */
interface Around {
  readonly added: ReadonlySet<string>;
  readonly deleted: ReadonlySet<string>;
}
const NOTHING: Around = { added: new Set(), deleted: new Set() };

function tellNode(node: RichNode, around: Around, tell: Tell): void {
  const added = stampsOn(node, "sIns").filter(({ id }) => !around.added.has(id));
  const deleted = stampsOn(node, "sDel").filter(({ id }) => !around.deleted.has(id));
  if (node.type === "hardBreak") {
    for (const stamp of deleted) tell(stamp, { kind: "deleteBreak" });
    return;
  }
  const block = node.type;
  for (const stamp of stampsOn(node, "sJoin")) tell(stamp, { kind: "join" });
  for (const stamp of added)
    tell(stamp, { kind: "insertBlock", block, text: markedWords(node, "insertion", stamp) });
  for (const stamp of deleted)
    tell(stamp, { kind: "deleteBlock", block, text: markedWords(node, "deletion", stamp) });
  tellPlace(node, tell);
  const within = { added: withIds(around.added, added), deleted: withIds(around.deleted, deleted) };
  for (const line of linesOf(node.content ?? [])) {
    for (const { stamp, part } of piecesOf(line, within)) tell(stamp, part);
    for (const child of line) if (child.type !== "text") tellNode(child, within, tell);
  }
}

const withIds = (ids: ReadonlySet<string>, stamps: readonly Stamp[]): ReadonlySet<string> =>
  stamps.length === 0 ? ids : new Set([...ids, ...stamps.map(({ id }) => id)]);

/** Runs that follow each other are one line; anything else is one of its own. */
function linesOf(nodes: readonly RichNode[]): readonly (readonly RichNode[])[] {
  const lines: RichNode[][] = [];
  nodes.forEach((node, index) => {
    if (node.type === "text" && nodes[index - 1]?.type === "text") lines.at(-1)?.push(node);
    else lines.push([node]);
  });
  return lines;
}

/** Words under marks of one suggestion, as far as they go on without a gap. */
interface Piece {
  readonly stamp: Stamp;
  readonly part: WordsPart;
}
type WordsPart = Extract<SuggestionPart, { kind: "insert" | "delete" | "format" }>;

function piecesOf(line: readonly RichNode[], around: Around): readonly Piece[] {
  const pieces: Piece[] = [];
  /** The pieces that the run before belongs to, by what makes them one. */
  let open = new Map<string, number>();
  for (const run of line) {
    const now = new Map<string, number>();
    for (const mark of run.marks ?? []) {
      const piece = pieceOf(mark, run.text ?? "", around);
      if (piece === undefined) continue;
      const key = JSON.stringify({ ...piece.stamp, ...piece.part, text: "" });
      const at = open.get(key) ?? pieces.length;
      const before = pieces[at]?.part.text ?? "";
      pieces[at] = { stamp: piece.stamp, part: { ...piece.part, text: before + piece.part.text } };
      now.set(key, at);
    }
    open = now;
  }
  return pieces;
}

function pieceOf(mark: Mark, text: string, around: Around): Piece | undefined {
  if (markSpecOf(mark.type)?.suggestion !== true) return undefined;
  const stamp = stampOf(mark);
  if (mark.type === "formatChange") return { stamp, part: { kind: "format", text, ...proposalOf(mark) } };
  const isAdded = mark.type === "insertion";
  if ((isAdded ? around.added : around.deleted).has(stamp.id)) return undefined;
  return { stamp, part: { kind: isAdded ? "insert" : "delete", text } };
}

/** The words in a block under the marks of one suggestion, blocks parted by line breaks. */
function markedWords(node: RichNode, type: "insertion" | "deletion", { id }: Stamp): string {
  const onlyMarked = (one: RichNode): RichNode => {
    if (one.type === "text")
      return marksOn(one, type).some((stamp) => stamp.id === id) ? one : { ...one, text: "" };
    return one.content === undefined
      ? one
      : { ...one, content: one.content.map((child) => onlyMarked(child)) };
  };
  return plainTextOf(onlyMarked(node)).trim();
}

function tellPlace(node: RichNode, tell: Tell): void {
  const text = plainTextOf(node);
  for (const stamp of stampsOn(node, "sFmt"))
    tell(stamp, { kind: "blockType", from: node.type, to: stamp.type, text });
  for (const stamp of stampsOn(node, "sWrap")) tell(stamp, { kind: "wrap", list: stamp.list, text });
  for (const stamp of stampsOn(node, "sMove")) tell(stamp, { kind: "move", depth: stamp.depth, text });
}
