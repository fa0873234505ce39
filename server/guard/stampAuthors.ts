/**
 * Whose name may a suggestion bear? New ones the writer's own, under an id that is nobody else's:
 * else accepting one would accept the other. Others' names stand only in copies, such as an editor's
 * when a paragraph is split.
 */
import * as Y from "yjs";
import type { Stamp } from "../../shared/document/stamps.ts";
import { isStampAttribute, isStampValue, stampsOfAttribute } from "./stampValues.ts";
import type { Place } from "./parentage.ts";
import { nameOfId } from "./pieces.ts";
import { nameOfAttribute, type Question } from "./verdict.ts";

/** Also notes the stamps of the item. Its form is checked already. */
export function areStampsAllowed(question: Question, item: Y.Item, place: Place): boolean {
  if (place.kind !== "node") return true;
  const { content } = item;
  if (content instanceof Y.ContentFormat) {
    if (!isStampValue(content.value)) return true;
    question.written.all.push(content.value);
    // Typing amid somebody's suggestion ends it before the letter and begins it anew behind. The rehearsal
    // shows whether it says more than before.
    const isCopy = content.value.author !== question.asker.person;
    if (isCopy && question.suggested.has(place.root)) return true;
    if (isCopy) question.written.changedIn.set(nameOfId(place.id), place.id);
    return isAuthorRight(question, content.value);
  }
  if (place.key === null || !isStampAttribute(place.key) || !(content instanceof Y.ContentAny)) return true;
  const { key } = place;
  const values: readonly unknown[] = content.arr;
  // Only the last value stands; undo may bring back each of the others.
  const stamps = values.flatMap((value) => stampsOfAttribute(key, value));
  question.written.all.push(...stamps);
  question.written.lists.set(nameOfAttribute(place.id, key), stampsOfAttribute(key, values.at(-1)));
  return stamps.every((stamp) => isAuthorRight(question, stamp));
}

function isAuthorRight({ asker }: Question, { id, author }: Stamp): boolean {
  const known = asker.authorOf(id);
  return known === author || (known === undefined && author === asker.person);
}
