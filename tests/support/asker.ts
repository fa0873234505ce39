/** Who asks the guard, for tests that have no room. */
import type { Asker, WritingRight } from "../../server/guard/verdict.ts";

/** Somebody who may write in the roots that are meant, and whom nobody has ever suggested anything to. */
export function editorWith(clientIds: Iterable<number>, isMeant: (root: string) => boolean): Asker {
  return askerWith(clientIds, (root) => (isMeant(root) ? "edit" : undefined));
}

export function askerWith(
  clientIds: Iterable<number>,
  rightIn: (root: string) => WritingRight | undefined,
): Asker {
  return { clientIds: new Set(clientIds), person: "mig", rightIn, authorOf: () => undefined };
}
