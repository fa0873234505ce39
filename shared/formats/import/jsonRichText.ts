/** Rich text in JSON, checked against the one schema: a node, mark or attribute outside it is refused. */
import { markSpecOf, nodeSpecOf } from "../../document/schema.ts";
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
    ...(fields.get("attrs") === undefined ? {} : { attrs: attributesOf(fields.get("attrs")) }),
    ...(fields.get("content") === undefined
      ? {}
      : { content: listAt(fields.at("content"), (each) => nodeAt(each, depth + 1)) }),
    ...(fields.get("marks") === undefined ? {} : { marks: listAt(fields.at("marks"), markAt) }),
    ...(fields.get("text") === undefined ? {} : { text: textAt(fields.at("text")) }),
  };
}

function markAt(at: At): Mark {
  const fields = recordAt(at, ["type", "attrs"]);
  const type = textAt(fields.at("type"));
  const spec = markSpecOf(type);
  if (spec === undefined) failed(fields.at("type"), "er en ukendt formatering");
  checkAttributes(fields.at("attrs"), spec?.attrs ?? {});
  return { type, ...(fields.get("attrs") === undefined ? {} : { attrs: attributesOf(fields.get("attrs")) }) };
}

function checkAttributes(
  at: At,
  specs: Readonly<Record<string, { readonly check: (value: unknown) => boolean }>>,
) {
  if (at.value === undefined) return;
  const fields = recordAt(at, Object.keys(specs));
  for (const [name, spec] of Object.entries(specs)) {
    const value = fields.get(name);
    if (value !== undefined && !spec.check(value))
      failed(fields.at(name), "har en værdi, der ikke er tilladt");
  }
}

function attributesOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
