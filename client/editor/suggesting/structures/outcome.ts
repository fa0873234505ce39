/** What a text with suggestions comes to: a translation is right when this says the same as the plain act. */
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import { nodeSpecOf } from "../../../../shared/document/schema.ts";
import type { RichNode, RichText } from "../../../../shared/meeting/richText.ts";
import { resolvedText, type Verdict } from "../../../../shared/suggestion/resolvedText.ts";
import { richNodeOf } from "../richNodes.ts";
import type { Plain } from "../plain.ts";
import { ownIds } from "./ownership.ts";
import { NEEDS_A_LINE } from "./textblocks.ts";

/** The text as the shared document reads it: what is null is left out. */
function richTextOfDoc(doc: ProseMirrorNode): RichText {
  return { type: "doc", content: doc.children.map((child) => richNodeOf(child)) };
}

/** The block as it is once these suggestions in it are accepted. */
export function acceptedBlocks(block: ProseMirrorNode, ids: ReadonlySet<string>): readonly ProseMirrorNode[] {
  if (ids.size === 0) return [block];
  const text: RichText = { type: "doc", content: [richNodeOf(block)] };
  return resolvedText(text, ids, "accept").content.map((node) => block.type.schema.nodeFromJSON(node));
}

/** The text once these suggestions in it are accepted. */
export function acceptedDoc(doc: ProseMirrorNode, ids: ReadonlySet<string>): ProseMirrorNode {
  return doc.type.schema.nodeFromJSON(resolvedText(richTextOfDoc(doc), ids, "accept"));
}

/** Whether accepting these gives that text. */
export function isAcceptedAs(
  suggested: ProseMirrorNode,
  result: ProseMirrorNode,
  ids: ReadonlySet<string>,
): boolean {
  const accepted = resolvedText(richTextOfDoc(suggested), ids, "accept");
  return canonical(accepted.content) === canonical(richTextOfDoc(result).content);
}

export function isSameOutcome(
  left: ProseMirrorNode,
  right: ProseMirrorNode,
  asked: { readonly ids: ReadonlySet<string> | "all"; readonly verdict: Verdict },
): boolean {
  const outcome = (doc: ProseMirrorNode) =>
    canonical(resolvedText(richTextOfDoc(doc), asked.ids, asked.verdict).content);
  return outcome(left) === outcome(right);
}

/** Whether accepting gives what the plain act gave, and rejecting what was there. */
export function isRight({ state, plain, author }: Plain, suggested: ProseMirrorNode): boolean {
  const ids = new Set([...ownIds(suggested, author), ...ownIds(state.doc, author)]);
  return (
    isSameOutcome(suggested, plain.doc, { ids, verdict: "accept" }) &&
    isSameOutcome(suggested, state.doc, { ids: "all", verdict: "reject" })
  );
}

/** As a string, without what other people propose for whole blocks: the plain act may have dropped that. */
function canonical(content: readonly RichNode[]): string {
  return JSON.stringify(content.flatMap((node) => canonicalNode(node)));
}

const GOES_WHEN_EMPTY = new Set(["bulletList", "orderedList", "table", "tableRow"]);

/** What the plain act leaves empty is mended only after it (keepValid.ts). */
function canonicalNode(node: RichNode): readonly unknown[] {
  const content = node.content ?? [];
  if (content.length === 0 && GOES_WHEN_EMPTY.has(node.type)) return [];
  const isLine = content.length === 0 && NEEDS_A_LINE.has(node.type);
  const inner = isLine ? [{ type: "paragraph" }] : content;
  const specs = nodeSpecOf(node.type)?.attrs ?? {};
  const kept = Object.entries(specs).flatMap(([name, spec]) =>
    "suggestion" in spec ? [] : [[name, node.attrs?.[name] ?? spec.default]],
  );
  const marks = (node.marks ?? []).map((mark) => JSON.stringify([mark.type, mark.attrs ?? {}])).toSorted();
  return [[node.type, kept, node.text ?? "", marks, inner.flatMap((child) => canonicalNode(child))]];
}
