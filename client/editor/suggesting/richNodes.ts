/** The editor's nodes as the shared document reads them, for what is said of texts in shared/suggestion. */
import type { Mark, Node } from "@tiptap/pm/model";
import { inSchemaOrder } from "../../../shared/document/markKeys.ts";
import type { RichNode } from "../../../shared/meeting/richText.ts";

/** In normal form: what is null is left out, marks are in the schema's order. */
export function richNodeOf(node: Node): RichNode {
  const attrs = Object.fromEntries(Object.entries(node.attrs).filter(([, value]) => value !== null));
  return {
    type: node.type.name,
    ...(Object.keys(attrs).length > 0 ? { attrs } : {}),
    ...(node.isText ? { text: node.text ?? "" } : {}),
    ...(node.isText && node.marks.length > 0 ? { marks: inSchemaOrder(node.marks.map(richMark)) } : {}),
    ...(node.childCount > 0 ? { content: node.content.content.map(richNodeOf) } : {}),
  };
}

function richMark({ type, attrs }: Mark) {
  return Object.keys(attrs).length > 0 ? { type: type.name, attrs } : { type: type.name };
}
