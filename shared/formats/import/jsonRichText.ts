/**
 * Rich text in JSON, checked against the one schema: a node, mark or attribute outside it is refused.
 * Suggestions of another meeting are none here: their words stay, their marks go.
 */
import { markSpecOf, nodeSpecOf } from "../../document/schema.ts";
import { SUGGESTED_BREAK, SUGGESTED_LINE } from "../../document/stamps.ts";
import type { Mark, RichNode, RichText } from "../../meeting/richText.ts";
import { failed, isRecord, listAt, recordAt, textAt, type At } from "./jsonReader.ts";

const NESTING_MAX = 32;

export function richTextAt(at: At): RichText {
  const fields = recordAt(at, ["type", "content"]);
  if (fields.get("type") !== "doc") failed(fields.at("type"), "skal være doc");
  return { type: "doc", content: listAt(fields.at("content"), (each) => nodeAt(each, 1)) };
}

function nodeAt(at: At, depth: number): RichNode {
  if (depth > NESTING_MAX) {
    failed(at, `er indlejret mere end ${NESTING_MAX} gange`);
    return { type: "paragraph" };
  }
  const fields = recordAt(at, ["type", "attrs", "content", "marks", "text"]);
  const type = textAt(fields.at("type"));
  const spec = type === "doc" ? undefined : nodeSpecOf(type);
  if (spec === undefined) failed(fields.at("type"), "er en ukendt slags tekst");
  if ((type === "text") !== (fields.get("text") !== undefined)) failed(at, "har tekst det forkerte sted");
  checkAttributes(fields.at("attrs"), spec?.attrs ?? {});
  return {
    type,
    ...(fields.get("attrs") === undefined
      ? {}
      : { attrs: attributesOf(fields.get("attrs"), spec?.attrs ?? {}) }),
    ...(fields.get("content") === undefined
      ? {}
      : { content: listAt(fields.at("content"), (each) => nodeAt(each, depth + 1)) }),
    ...(fields.get("marks") === undefined ? {} : { marks: marksAt(fields.at("marks")) }),
    ...(fields.get("text") === undefined ? {} : { text: wordsAt(fields.at("text")) }),
  };
}

function marksAt(at: At): readonly Mark[] {
  return listAt(at, markAt).filter(({ type }) => markSpecOf(type)?.suggestion !== true);
}

/** A suggested break is a character that means nothing in the text itself. */
function wordsAt(at: At): string {
  return textAt(at).replaceAll(SUGGESTED_BREAK, " ").replaceAll(SUGGESTED_LINE, " ");
}

function markAt(at: At): Mark {
  const fields = recordAt(at, ["type", "attrs"]);
  const type = textAt(fields.at("type"));
  const spec = markSpecOf(type);
  if (spec === undefined) failed(fields.at("type"), "er en ukendt formatering");
  checkAttributes(fields.at("attrs"), spec?.attrs ?? {});
  return {
    type,
    ...(fields.get("attrs") === undefined
      ? {}
      : { attrs: attributesOf(fields.get("attrs"), spec?.attrs ?? {}) }),
  };
}

type Specs = Readonly<
  Record<string, { readonly check: (value: unknown) => boolean; readonly suggestion?: true }>
>;

function checkAttributes(at: At, specs: Specs) {
  if (at.value === undefined) return;
  const fields = recordAt(at, Object.keys(specs));
  for (const [name, spec] of Object.entries(specs)) {
    const value = fields.get(name);
    if (value !== undefined && !spec.check(value))
      failed(fields.at(name), "har en værdi, der ikke er tilladt");
  }
}

function attributesOf(value: unknown, specs: Specs): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return {};
  const kept = Object.entries(value).filter(
    ([name]) => !(Object.hasOwn(specs, name) && specs[name]?.suggestion === true),
  );
  return Object.fromEntries(kept);
}
