import { getSchema } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import type { AttributeSpec } from "@tiptap/pm/model";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { schemaExtensions } from "../../client/editor/schemaExtensions.ts";
import { MARKS, NODES } from "../../shared/document/schema.ts";

const schema = getSchema([
  ...schemaExtensions(),
  Collaboration.configure({ fragment: new Y.Doc().getXmlFragment("s:1") }),
]);

const defaultsOf = (attrs: Readonly<Record<string, AttributeSpec>> | null | undefined) =>
  Object.fromEntries(Object.entries(attrs ?? {}).map(([name, spec]) => [name, spec.default]));

test("[EDIT1] the editor's schema has exactly the nodes of the table", () => {
  const made = Object.fromEntries(
    Object.entries(schema.nodes).map(([name, type]) => [
      name,
      { content: type.spec.content ?? "", attrs: defaultsOf(type.spec.attrs) },
    ]),
  );
  const wanted = Object.fromEntries(
    Object.entries(NODES).map(([name, spec]) => [
      name,
      { content: "content" in spec ? spec.content : "", attrs: defaultsOf(spec.attrs) },
    ]),
  );
  expect(made).toEqual(wanted);
});

test("[EDIT1] the editor's schema has exactly the marks of the table", () => {
  const made = Object.fromEntries(
    Object.entries(schema.marks).map(([name, type]) => [
      name,
      { excludes: type.spec.excludes, attrs: defaultsOf(type.spec.attrs) },
    ]),
  );
  const wanted = Object.fromEntries(
    Object.entries(MARKS).map(([name, spec]) => [
      name,
      { excludes: "excludes" in spec ? spec.excludes : undefined, attrs: defaultsOf(spec.attrs) },
    ]),
  );
  expect(made).toEqual(wanted);
});

test("[EDIT1] an empty place is filled with a paragraph first", () => {
  expect(schema.topNodeType.contentMatch.defaultType?.name).toBe("paragraph");
  expect(schema.nodes.listItem?.contentMatch.defaultType?.name).toBe("paragraph");
});
