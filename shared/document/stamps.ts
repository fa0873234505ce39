/**
 * The form in which suggestions stand in a text: marks on words, lists of stamps on blocks, two
 * characters for breaks. What a suggestion means and how it ends is in shared/suggestion.
 */

/** Whose suggestion it is, since when, and which other pieces belong to it. */
export interface Stamp {
  /** Made by the client, unique in the meeting. */
  readonly id: string;
  /** A person's id; the guard checks it. Names and colours are not in the text. */
  readonly author: string;
  /** UTC, ISO 8601. */
  readonly at: string;
}

/** A mark as it is proposed: base marks stay as they are until it is accepted. */
export type ProposedMark =
  | { readonly type: "bold" | "italic" }
  | { readonly type: "link"; readonly attrs: { readonly href: string | null } };

export interface FormatStamp extends Stamp {
  readonly add: readonly ProposedMark[];
  /** Names of marks. */
  readonly remove: readonly string[];
}

/** A proposed type for a block, such as a heading for a paragraph; applied when it is accepted. */
export interface TypeStamp extends Stamp {
  readonly type: string;
  readonly attrs: Readonly<Record<string, unknown>>;
}

/** The block becomes an item of such a list. */
export interface WrapStamp extends Stamp {
  readonly list: "bulletList" | "orderedList";
}

/** The list item goes deeper (above 0) or out (below 0) by so many levels. */
export interface MoveStamp extends Stamp {
  readonly depth: number;
}

/** A suggested paragraph break in the midst of a text, and a suggested line break: characters with an insertion mark. */
export const SUGGESTED_BREAK = "\u2029";
export const SUGGESTED_LINE = "\u2028";

const ID_LENGTH_MAX = 100;
/** So many suggestions of one kind may stand on one block, and so many of one person. */
export const STAMPS_MAX = 20;
export const OWN_STAMPS_MAX = 4;
const MOVE_MAX = 10;

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** As commands take it: a suggestion with another id could never get a verdict. */
export const isSuggestionId = (value: unknown): boolean =>
  typeof value === "string" && value.length <= ID_LENGTH_MAX && /^[\u0021-\u007e]+$/u.test(value);

/** UTC, ISO 8601, as the cards read it: any other words would stand on them as they are. */
export const isInstant = (value: unknown): boolean =>
  typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/u.test(value);

/** A person's id: the same on words and on blocks, since the ones become the others. */
export const isName = (value: unknown): boolean =>
  typeof value === "string" && value.length > 0 && value.length <= ID_LENGTH_MAX && value.isWellFormed();

function hasOnly(value: Fields, names: readonly string[]): boolean {
  return Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
}

const STAMP_NAMES = ["id", "author", "at"];

/** A stamp with exactly these further fields. */
function isStampWith(value: unknown, more: Readonly<Record<string, (field: unknown) => boolean>>): boolean {
  if (!isFields(value) || !hasOnly(value, [...STAMP_NAMES, ...Object.keys(more)])) return false;
  if (!isSuggestionId(value["id"]) || !isName(value["author"]) || !isInstant(value["at"])) return false;
  return Object.entries(more).every(([name, check]) => check(value[name]));
}

function areStamps(value: unknown, more: Readonly<Record<string, (field: unknown) => boolean>>): boolean {
  if (value === null || value === undefined) return true;
  if (!Array.isArray(value) || value.length === 0 || value.length > STAMPS_MAX) return false;
  return value.every((stamp) => isStampWith(stamp, more));
}

/** The nodes of the schema have fewer attributes of their own. */
const isFewPlain = (value: unknown) => {
  if (!isFields(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= 5 && entries.every(([name, one]) => isName(name) && isPlainScalar(one));
};

const isPlainScalar = (value: unknown) =>
  value === null || typeof value === "number" || (typeof value === "string" && value.length <= ID_LENGTH_MAX);

/** Values of the marks of suggestions, with nothing besides. */
export const isMarkStamp = (value: unknown): value is Stamp => isStampWith(value, {});
export function isFormatStamp(value: unknown, isHref: (href: unknown) => boolean): value is FormatStamp {
  return isStampWith(value, {
    add: (add) => isProposedAddition(add, isHref),
    remove: isProposedRemoval,
  });
}

/** Values of the attributes `s*`: null, or a list with one stamp for each suggestion of that kind. */
export const isStampList = (value: unknown) => areStamps(value, {});
export const isTypeStampList = (value: unknown) =>
  areStamps(value, {
    type: isName,
    attrs: isFewPlain,
  });
export const isWrapStampList = (value: unknown) =>
  areStamps(value, { list: (list) => list === "bulletList" || list === "orderedList" });
export const isMoveStampList = (value: unknown) =>
  areStamps(value, {
    depth: (depth) => Number.isInteger(depth) && depth !== 0 && Math.abs(Number(depth)) <= MOVE_MAX,
  });

export const isProposedRemoval = (value: unknown) =>
  Array.isArray(value) &&
  value.length <= 3 &&
  value.every((name) => ["bold", "italic", "link"].includes(String(name)));

/** `isHref` is the schema's own check of addresses. */
export function isProposedAddition(value: unknown, isHref: (href: unknown) => boolean): boolean {
  if (!Array.isArray(value) || value.length > 3) return false;
  return value.every((mark: unknown) => {
    if (!isFields(mark)) return false;
    if (mark["type"] !== "link")
      return hasOnly(mark, ["type"]) && ["bold", "italic"].includes(String(mark["type"]));
    const attrs = mark["attrs"];
    return (
      hasOnly(mark, ["type", "attrs"]) && isFields(attrs) && hasOnly(attrs, ["href"]) && isHref(attrs["href"])
    );
  });
}
