/** A run of text with suggestions accepted: words go or stay, proposed marks become real, breaks too. */
import type { Mark, RichNode } from "../meeting/richText.ts";
import { inSchemaOrder } from "../document/markKeys.ts";
import { markSpecOf } from "../document/schema.ts";
import { type Stamp, SUGGESTED_BREAK, SUGGESTED_LINE } from "../document/stamps.ts";
import { type Ids, isMeant, proposalOf, stampOf, stampsTogether, withAttribute } from "./stampsOn.ts";

/** Stands for a paragraph break until the block is split; in no text that leaves this folder. */
export const BREAK = "break";

export function acceptedRun(run: RichNode, ids: Ids): readonly RichNode[] {
  const marks = acceptedMarks(run.marks ?? [], ids);
  if (marks === undefined) return [];
  const isNowBase = isAddition(run.marks ?? []) && !isAddition(marks);
  const words = run.text ?? "";
  if (!isNowBase) return words === "" ? [] : [textRun(words, marks)];
  return words
    .split(BREAKS)
    .filter((piece) => piece !== "")
    .map((piece) => realBreak(piece, marks) ?? textRun(piece, marks));
}

const BREAKS = new RegExp(`([${SUGGESTED_BREAK}${SUGGESTED_LINE}])`, "u");
const isAddition = (marks: readonly Mark[]) => marks.some((mark) => mark.type === "insertion");
const textRun = (text: string, marks: readonly Mark[]): RichNode =>
  marks.length > 0 ? { type: "text", text, marks } : { type: "text", text };

/** Where somebody suggests to delete the suggested break, that is now about the real one. */
function realBreak(piece: string, marks: readonly Mark[]): RichNode | undefined {
  const deletions = marks.filter((mark) => mark.type === "deletion").map((mark) => stampOf(mark));
  const stamps = deletions.length > 0 ? stampsTogether(deletions) : null;
  if (piece === SUGGESTED_LINE) return withAttribute({ type: "hardBreak" }, "sDel", stamps);
  if (piece === SUGGESTED_BREAK) return { type: BREAK, attrs: { sJoin: stamps } };
  return undefined;
}

/** Undefined when the words go; the same list when nothing of it is meant. */
export function acceptedMarks(marks: readonly Mark[], ids: Ids): readonly Mark[] | undefined {
  const isIn = (mark: Mark) => isSuggestion(mark) && isMeant(ids, stampOf(mark));
  if (!marks.some(isIn)) return marks;
  if (marks.some((mark) => mark.type === "deletion" && isIn(mark))) return undefined;
  const kept = marks.filter((mark) => !isIn(mark));
  const formats = marks.filter((mark) => mark.type === "formatChange" && isIn(mark));
  if (formats.length === 0) return kept;
  return inSchemaOrder(inTime(formats).reduce<readonly Mark[]>(withFormat, kept));
}

const isSuggestion = (mark: Mark) => markSpecOf(mark.type)?.suggestion === true;

/** Where two suggestions say different things of one mark, the later one has the last word. */
function inTime(formats: readonly Mark[]): readonly Mark[] {
  return formats.toSorted((a, b) => (timeOf(stampOf(a)) < timeOf(stampOf(b)) ? -1 : 1));
}

const timeOf = ({ at, id }: Stamp) => `${at} ${id}`;

function withFormat(marks: readonly Mark[], format: Mark): readonly Mark[] {
  const { add, remove } = proposalOf(format);
  const isReplaced = (mark: Mark) => remove.includes(mark.type) || add.some(({ type }) => type === mark.type);
  return [...marks.filter((mark) => !isReplaced(mark)), ...add];
}
