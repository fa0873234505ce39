/**
 * Section text as plain ProseMirror JSON: the neutral form that importer, exporter, printer,
 * static renderer and editor share. The schema that says which of it is valid is
 * document/schema.ts.
 */

export interface Mark {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
}

export interface RichNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly RichNode[];
  readonly marks?: readonly Mark[];
  readonly text?: string;
}

/** The root node; always `type: "doc"`. */
export interface RichText {
  readonly type: "doc";
  readonly content: readonly RichNode[];
}

export const EMPTY_TEXT: RichText = { type: "doc", content: [{ type: "paragraph" }] };

/** All words of a text in reading order, blocks parted by line breaks. List markers are not text. */
export function plainTextOf(node: RichNode | RichText): string {
  if ("text" in node && node.text !== undefined) return node.text;
  if (node.type === "hardBreak") return "\n";
  const parts = (node.content ?? []).map((child) => plainTextOf(child));
  const inline = node.content?.every((child) => child.type === "text" || child.type === "hardBreak");
  return parts.join(inline === true ? "" : "\n");
}

export function isEmptyText(text: RichText): boolean {
  return plainTextOf(text).trim() === "" && text.content.every((block) => block.type === "paragraph");
}
