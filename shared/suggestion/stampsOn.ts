/**
 * The stamps that a run or a block carries, read and written as plain data. What they mean for the
 * text is decided elsewhere.
 */
import type { Mark, RichNode } from "../meeting/richText.ts";
import { joinRuns } from "../document/fragmentText.ts";
import { nodeSpecOf } from "../document/schema.ts";
import {
  type FormatStamp,
  type MoveStamp,
  type ProposedMark,
  type Stamp,
  STAMPS_MAX,
  type TypeStamp,
  type WrapStamp,
} from "../document/stamps.ts";

export interface BlockStamps {
  readonly sIns: Stamp;
  readonly sDel: Stamp;
  readonly sJoin: Stamp;
  readonly sFmt: TypeStamp;
  readonly sWrap: WrapStamp;
  readonly sMove: MoveStamp;
}
export type StampName = keyof BlockStamps;
export const STAMP_NAMES: readonly StampName[] = ["sIns", "sDel", "sJoin", "sFmt", "sWrap", "sMove"];

/** Which suggestions are meant. */
export type Ids = ReadonlySet<string> | "all";
export const isMeant = (ids: Ids, { id }: Stamp): boolean => ids === "all" || ids.has(id);

export function stampsOn<Name extends StampName>(node: RichNode, name: Name): readonly BlockStamps[Name][] {
  const value = node.attrs?.[name];
  // The schema lets in nothing but a list of such stamps.
  return Array.isArray(value) ? (value as readonly BlockStamps[Name][]) : [];
}

/** The stamps of a run's marks of one type. */
export function marksOn(node: RichNode, type: "insertion" | "deletion" | "formatChange"): readonly Stamp[] {
  return (node.marks ?? []).filter((mark) => mark.type === type).map((mark) => stampOf(mark));
}

/** What is left of it is the stamp alone: who, since when, and which id. */
export function stampOf(mark: Mark): Stamp {
  const { id, author, at } = mark.attrs ?? {};
  return { id: String(id), author: String(author), at: String(at) };
}

/** What a formatChange proposes. */
export function proposalOf({ attrs }: Mark): Pick<FormatStamp, "add" | "remove"> {
  // The schema's check of both attributes lets in lists of these only.
  const add = (attrs?.["add"] ?? []) as readonly ProposedMark[];
  // As above.
  const remove = (attrs?.["remove"] ?? []) as readonly string[];
  return { add, remove };
}

/** The stamps of those meant are gone from these attributes; the very node when it had none. */
export function withoutStamps(node: RichNode, names: readonly StampName[], ids: Ids): RichNode {
  return names.reduce((rest, name) => {
    const stamps = stampsOn(rest, name);
    const kept = stamps.filter((stamp) => !isMeant(ids, stamp));
    return kept.length === stamps.length ? rest : withAttribute(rest, name, kept.length > 0 ? kept : null);
  }, node);
}

/** In the schema's order, as a text is read; null is left out. */
export function withAttribute(node: RichNode, name: string, value: unknown): RichNode {
  const all = { ...node.attrs, [name]: value };
  const names = Object.keys(nodeSpecOf(node.type)?.attrs ?? {});
  const filled = names.map((one) => [one, all[one]]).filter(([, one]) => one !== null && one !== undefined);
  const { attrs: _attrs, content, ...rest } = node;
  return {
    ...rest,
    ...(filled.length > 0 ? { attrs: Object.fromEntries(filled) } : {}),
    ...(content === undefined ? {} : { content }),
  };
}

/** In normal form: neighbouring runs joined, no empty list. */
export function withContent(node: RichNode, children: readonly RichNode[]): RichNode {
  const { content: _content, ...rest } = node;
  return children.length === 0 ? rest : { ...rest, content: joinRuns(children) };
}

/** One stamp of each id, the first; as many as an attribute may hold. */
export function stampsTogether(stamps: readonly Stamp[]): readonly Stamp[] {
  const ids = stamps.map(({ id }) => id);
  return stamps.filter(({ id }, index) => ids.indexOf(id) === index).slice(0, STAMPS_MAX);
}
