/**
 * How suggestions show in drawn text: which attributes an element has that carries some. Still text
 * and live editor share it, so that nothing moves when the caret comes. Words and signs are in the
 * style sheet, colours come from the people, by `data-by`.
 */
import { isMoveStampList, isStampList, isTypeStampList, isWrapStampList } from "./stamps.ts";
import type { FormatStamp, MoveStamp, Stamp, TypeStamp, WrapStamp } from "./stamps.ts";

type Attributes = Readonly<Record<string, unknown>>;
type Drawn = Readonly<Record<string, string>>;

export type SuggestionMarkName = "insertion" | "deletion" | "formatChange";

/** The roles are spelled out: some screen readers know the role and not the tag. */
export function markedAttributes(name: SuggestionMarkName, attrs: Attributes): Drawn {
  const whose = { "data-suggestion": textOf(attrs["id"]), "data-by": textOf(attrs["author"]) };
  return name === "formatChange" ? { class: formatClass(attrs), ...whose } : { role: name, ...whose };
}

/** Nothing for a block that no suggestion touches. */
export function markedBlockAttributes(attrs: Attributes | undefined): Drawn {
  if (attrs === undefined) return {};
  const kinds = KINDS.flatMap(({ attribute, isValid, classOf }) => {
    const stamps = attrs[attribute];
    if (!Array.isArray(stamps) || !isValid(stamps)) return [];
    // Checked on the line above.
    return (stamps as readonly AnyStamp[]).map((stamp) => ({ stamp, className: classOf(stamp) }));
  });
  const first = kinds[0];
  if (first === undefined) return {};
  return {
    class: ["marked", ...new Set(kinds.map(({ className }) => className))].join(" "),
    "data-suggestion": [...new Set(kinds.map(({ stamp }) => stamp.id))].join(" "),
    "data-by": first.stamp.author,
  };
}

type AnyStamp = Stamp & Partial<TypeStamp & WrapStamp & MoveStamp>;

interface Kind {
  readonly attribute: string;
  readonly isValid: (value: unknown) => boolean;
  readonly classOf: (stamp: AnyStamp) => string;
}

const KINDS: readonly Kind[] = [
  { attribute: "sIns", isValid: isStampList, classOf: () => "is-added" },
  { attribute: "sDel", isValid: isStampList, classOf: () => "is-deleted" },
  { attribute: "sJoin", isValid: isStampList, classOf: () => "is-joined" },
  { attribute: "sFmt", isValid: isTypeStampList, classOf: ({ type = "" }) => `to-${type}` },
  { attribute: "sWrap", isValid: isWrapStampList, classOf: ({ list = "" }) => `to-${list}` },
  {
    attribute: "sMove",
    isValid: isMoveStampList,
    classOf: ({ depth = 1 }) => (depth > 0 ? "is-deeper" : "is-lifted"),
  },
];

function formatClass(attrs: Attributes): string {
  // The schema's checks have let through only such lists.
  const { add, remove } = attrs as Partial<FormatStamp>;
  const added = (Array.isArray(add) ? add : []).map(({ type }) => `adds-${String(type)}`);
  const dropped = (Array.isArray(remove) ? remove : []).map((name) => `drops-${String(name)}`);
  return ["format-change", ...added, ...dropped].join(" ");
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");
