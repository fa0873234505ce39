/**
 * Puts kept words back where they stood, as new edits of a document that has just come from the
 * server. Only where every base is unchanged: words in a sentence that somebody has rewritten would
 * say something else. All of a section or nothing, in one transaction.
 */
import * as Y from "yjs";
import { insertNodes } from "../../shared/document/fragmentWrite.ts";
import { sectionText } from "../../shared/document/layout.ts";
import type { ItemId, PutBackStep } from "./unsentSection.ts";
import { idOf, sentTextOf } from "./unsentText.ts";

const ORIGIN = "putBack";

type Block = ReturnType<Y.XmlFragment["toArray"]>[number];

/** False, and nothing is written, when a base has changed. */
export function putBack(doc: Y.Doc, section: string, plan: readonly PutBackStep[]): boolean {
  const fragment = sectionText(doc, section);
  const blocks = new Map(blocksIn(fragment));
  const writes = plan.map((step) => writeOf(step, fragment, blocks));
  if (!writes.every((write) => write !== undefined)) return false;
  doc.transact(() => {
    for (const write of writes) write();
  }, ORIGIN);
  return true;
}

type Write = () => void;

/** All bases are compared before the first word is written. */
function writeOf(
  step: PutBackStep,
  fragment: Y.XmlFragment,
  blocks: ReadonlyMap<string, Block>,
): Write | undefined {
  if (step.kind === "words") {
    const text = blocks.get(keyOf(step.block));
    if (!(text instanceof Y.XmlText) || textNow(text) !== step.base) return undefined;
    return () => {
      // From the end, so that an insertion does not move the places before it.
      for (const { at, text: words, marks } of step.runs.toReversed()) text.insert(at, words, { ...marks });
    };
  }
  const parent = step.parent === null ? fragment : blocks.get(keyOf(step.parent));
  if (!(parent instanceof Y.XmlFragment)) return undefined;
  const before = step.before === null ? undefined : blocks.get(keyOf(step.before));
  if (step.before !== null && (before === undefined || before.parent !== parent)) return undefined;
  if (before !== undefined && textNow(before) !== step.base) return undefined;
  return () => {
    const index = before === undefined ? 0 : parent.toArray().indexOf(before) + 1;
    insertNodes(parent, index, step.nodes);
  };
}

const textNow = (block: Block) => sentTextOf(block, () => false);
const keyOf = (id: ItemId) => id.join(":");

function* blocksIn(parent: Y.XmlFragment): Generator<[string, Block]> {
  for (const child of parent.toArray()) {
    const id = idOf(child);
    if (id !== null) yield [keyOf(id), child];
    if (child instanceof Y.XmlElement) yield* blocksIn(child);
  }
}
