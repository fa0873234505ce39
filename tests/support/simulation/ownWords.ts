/** A page's own words that the server has not answered for: those that stand, and those that somebody else's change takes away. */
import * as Y from "yjs";

/** Up to which clock the server has answered for an own client's words; undefined for other people's clients. */
export type AnsweredOf = (client: number) => number | undefined;

/** Words that stand in the document. */
export function standingWordsOf(doc: Y.Doc, answeredOf: AnsweredOf): string {
  return [...doc.store.clients]
    .flatMap(([client]) => {
      const answered = answeredOf(client);
      return answered === undefined
        ? []
        : wordsIn(doc, client, { from: answered, to: Number.MAX_SAFE_INTEGER });
    })
    .filter(({ item }) => !item.deleted)
    .map(({ words }) => words)
    .join(" ");
}

/** Asked after a transaction and before Yjs forgets what was deleted. */
export function vanishedWordsOf(change: Y.Transaction, answeredOf: AnsweredOf): string {
  const found: string[] = [];
  for (const [client, ranges] of change.deleteSet.clients) {
    const answered = answeredOf(client);
    if (answered === undefined) continue;
    for (const { clock, len } of ranges)
      for (const { words } of wordsIn(change.doc, client, {
        from: Math.max(clock, answered),
        to: clock + len,
      }))
        found.push(words);
  }
  return found.join(" ");
}

/** Words in changes that wait for others which the device lost; nobody sees them before those are here. */
export function hiddenWordsOf(doc: Y.Doc, answeredOf: AnsweredOf): readonly Y.Item[] {
  const waiting = doc.store.pendingStructs;
  if (waiting === null) return [];
  return Y.decodeUpdateV2(waiting.update).structs.filter(
    (struct): struct is Y.Item =>
      struct instanceof Y.Item &&
      struct.content instanceof Y.ContentString &&
      struct.id.clock >= (answeredOf(struct.id.client) ?? Number.MAX_SAFE_INTEGER),
  );
}

/** Of words that were hidden, those that have found no place. */
export function homelessWordsOf(doc: Y.Doc, hidden: readonly Y.Item[]): string {
  return hidden
    .filter(({ id }) => id.clock >= Y.getState(doc.store, id.client) || Y.getItem(doc.store, id).deleted)
    .map(({ content }) => (content instanceof Y.ContentString ? content.str : ""))
    .join(" ");
}

function wordsIn(
  doc: Y.Doc,
  client: number,
  { from, to }: { readonly from: number; readonly to: number },
): readonly { readonly item: Y.Item; readonly words: string }[] {
  const structs = doc.store.clients.get(client);
  if (structs === undefined || from >= Math.min(to, Y.getState(doc.store, client))) return [];
  const found: { readonly item: Y.Item; readonly words: string }[] = [];
  for (let index = Y.findIndexSS(structs, from); index < structs.length; index += 1) {
    const item = structs[index];
    if (item === undefined || item.id.clock >= to) break;
    if (!(item instanceof Y.Item) || !(item.content instanceof Y.ContentString)) continue;
    found.push({ item, words: item.content.str.slice(Math.max(0, from - item.id.clock)) });
  }
  return found;
}
