/**
 * Own words that the server has not acknowledged, in a paragraph that somebody deleted meanwhile.
 * Yjs forgets their letters as soon as the deletion has been applied, so they are read in the
 * moment between.
 */
import * as Y from "yjs";
import { richTextOf } from "../../shared/document/fragmentText.ts";
import { sectionIdOfRoot } from "../../shared/document/layout.ts";
import { plainTextOf } from "../../shared/meeting/richText.ts";
import type { Source } from "./unsentSection.ts";
import type { IsUnsent } from "./unsentText.ts";

export interface GoneWords {
  readonly section: string;
  readonly text: string;
  readonly source: Source;
}

/** To be asked in `afterTransaction`, when what was deleted has not been collected yet. */
export function goneWordsOf(transaction: Y.Transaction, isUnsent: IsUnsent): readonly GoneWords[] {
  if (transaction.local) return [];
  const gone: GoneWords[] = [];
  for (const item of deletedIn(transaction)) {
    const { client, clock } = item.id;
    if (!(item.content instanceof Y.ContentString) || !isUnsent(client, clock)) continue;
    const holder = item.parent instanceof Y.AbstractType ? item.parent : null;
    // A letter that went alone was taken back by its own writer; nobody else could know it.
    if (holder?._item?.deleted !== true || isUnsent(holder._item.id.client, holder._item.id.clock)) continue;
    const section = sectionOf(holder);
    if (section === undefined) continue;
    gone.push({ section, text: item.content.str, source: [client, clock, clock + item.length] });
  }
  return gone;
}

/** Where lost words stood: the server cannot know it any more, but this device may. Empty: neither can it. */
export function sectionOfLost(doc: Y.Doc, gone: readonly GoneWords[], text: string): string {
  const taken = gone.findLast((each) => text.includes(each.text));
  if (taken !== undefined) return taken.section;
  // The deletion is still on its way here, so the words stand where they were typed.
  const holding = [...doc.share.keys()].filter(
    (root) =>
      sectionIdOfRoot(root) !== undefined && plainTextOf(richTextOf(doc.getXmlFragment(root))).includes(text),
  );
  const [only, ...others] = holding;
  return only !== undefined && others.length === 0 ? (sectionIdOfRoot(only) ?? "") : "";
}

function* deletedIn({ deleteSet, doc }: Y.Transaction): Generator<Y.Item> {
  for (const [client, ranges] of deleteSet.clients) {
    const structs = doc.store.clients.get(client);
    if (structs === undefined || structs.length === 0) continue;
    for (const { clock, len } of ranges) {
      for (let index = Y.findIndexSS(structs, clock); index < structs.length; index += 1) {
        const struct = structs[index];
        if (struct === undefined || struct.id.clock >= clock + len) break;
        if (struct instanceof Y.Item) yield struct;
      }
    }
  }
}

export function sectionOf(type: Y.AbstractType<unknown>): string | undefined {
  let top = type;
  // Types are untyped to Yjs; a parent that is no type is one that was never placed.
  while (top._item !== null && top._item.parent instanceof Y.AbstractType) top = top._item.parent;
  return top._item === null ? sectionIdOfRoot(Y.findRootTypeKey(top)) : undefined;
}
