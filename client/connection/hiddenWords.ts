/**
 * Own words in changes that Yjs holds back, because they follow on changes that the device copy lost
 * when the page went. Nobody sees them before those come from the server, and if their paragraph is
 * gone by then Yjs forgets them without a sign.
 */
import * as Y from "yjs";
import { type GoneWords, sectionOf } from "./goneWords.ts";
import type { IsUnsent } from "./unsentText.ts";

export function hiddenWordsOf({ store }: Y.Doc, isUnsent: IsUnsent): readonly GoneWords[] {
  if (store.pendingStructs === null) return [];
  const { structs } = Y.decodeUpdateV2(store.pendingStructs.update);
  const isTakenBack = takenBackIn(store);
  const found: GoneWords[] = [];
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
    const { client, clock } = struct.id;
    const isOwn = (offset: number) =>
      isUnsent(client, clock + offset) && !isTakenBack(client, clock + offset);
    const text = struct.content.str
      .split("")
      .filter((_letter, offset) => isOwn(offset))
      .join("");
    if (text === "") continue;
    const last = found.at(-1);
    const end = clock + struct.length;
    // Each key is a change of its own; what was typed in one go is one text.
    if (last?.source[0] === client && last.source[2] === clock)
      found[found.length - 1] = { ...last, text: last.text + text, source: [client, last.source[1], end] };
    else found.push({ section: sectionOfHidden(store, struct), text, source: [client, clock, end] });
  }
  return found;
}

/** Of words that were hidden, those that have found no place now that the rest is here. */
export function homelessWordsOf({ store }: Y.Doc, hidden: readonly GoneWords[]): readonly GoneWords[] {
  return hidden.filter(
    ({ source: [client, clock] }) =>
      // A letter that went alone was seen by whoever deleted it; with its paragraph it is collected.
      Y.getState(store, client) > clock && !(Y.getItem(store, Y.createID(client, clock)) instanceof Y.Item),
  );
}

/** Up to which clock a client's changes are here, those that are held back included: a sync step 2 carries both. */
export function sentClockOf({ store }: Y.Doc, client: number): number {
  const here = Y.getState(store, client);
  if (store.pendingStructs === null) return here;
  const { to } = Y.parseUpdateMetaV2(store.pendingStructs.update);
  return Math.max(here, to.get(client) ?? 0);
}

/** Letters that their writer deleted again, before their place was here. */
function takenBackIn({ pendingDs }: Y.Doc["store"]): IsUnsent {
  const deleted = pendingDs === null ? undefined : Y.decodeUpdateV2(pendingDs).ds.clients;
  return (client, clock) =>
    deleted?.get(client)?.some((range) => clock >= range.clock && clock < range.clock + range.len) === true;
}

/** Empty when the change before it is not here either. */
function sectionOfHidden(store: Y.Doc["store"], { origin, rightOrigin }: Y.Item): string {
  for (const id of [origin, rightOrigin]) {
    if (id === null || Y.getState(store, id.client) <= id.clock) continue;
    const neighbour: Y.Item | Y.GC = Y.getItem(store, id);
    if (neighbour instanceof Y.Item && neighbour.parent instanceof Y.AbstractType)
      return sectionOf(neighbour.parent) ?? "";
  }
  return "";
}
