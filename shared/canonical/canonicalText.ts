/**
 * Section text as it counts for a signature: all suggestions rejected, runs joined, attributes that
 * say nothing left out. Two documents that read alike give equal values, however they were typed.
 */
import type { Mark, RichNode, RichText } from "../meeting/richText.ts";
import { joinRuns } from "../document/fragmentText.ts";
import { markSpecOf, nodeSpecOf } from "../document/schema.ts";
import { rejectedText } from "../suggestion/rejectedText.ts";

const EMPTY_PARAGRAPH: RichNode = { type: "paragraph" };

export function canonicalText(text: RichText): readonly RichNode[] {
  const blocks = canonicalNodes(rejectedText(text, "all").content);
  return blocks.length === 0 ? [EMPTY_PARAGRAPH] : blocks;
}

function canonicalNodes(nodes: readonly RichNode[]): readonly RichNode[] {
  // NFC comes after the runs are joined: a letter and its accent may have been typed apart.
  return joinRuns(nodes.map((node) => canonicalNode(node))).map((node) =>
    node.text === undefined ? node : { ...node, text: node.text.normalize("NFC") },
  );
}

function canonicalNode(node: RichNode): RichNode {
  const attrs = meaningfulAttributes(nodeSpecOf(node.type)?.attrs ?? {}, node.attrs ?? {});
  const content = canonicalNodes(node.content ?? []);
  const marks = (node.marks ?? [])
    .map((mark) => canonicalMark(mark))
    // Of what is no suggestion, a run holds at most one mark of each type.
    .toSorted((a, b) => (a.type < b.type ? -1 : 1));
  return {
    type: node.type,
    ...(node.text === undefined ? {} : { text: node.text }),
    ...(attrs === undefined ? {} : { attrs }),
    ...(content.length === 0 ? {} : { content }),
    ...(marks.length === 0 ? {} : { marks }),
  };
}

function canonicalMark(mark: Mark): Mark {
  const attrs = meaningfulAttributes(markSpecOf(mark.type)?.attrs ?? {}, mark.attrs ?? {});
  return attrs === undefined ? { type: mark.type } : { type: mark.type, attrs };
}

type Specs = Readonly<Record<string, { readonly default: unknown; readonly suggestion?: true }>>;

/** Without nulls, defaults and what belongs to suggestions; undefined when nothing is left. */
function meaningfulAttributes(
  specs: Specs,
  attrs: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  const kept = Object.entries(attrs).filter(([name, value]) => {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    return value !== null && value !== undefined && value !== spec?.default && spec?.suggestion !== true;
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
