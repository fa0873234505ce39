/** The Y.Doc of somebody who writes: what the editor makes empty gets its place for words at once. */
import * as Y from "yjs";
import { giveTextToEmptyBlocks } from "../../shared/document/fragmentText.ts";
import { leaveFormatting } from "../../shared/document/leaveFormatting.ts";

export class WritingDoc extends Y.Doc {
  #depth = 0;

  constructor() {
    super();
    leaveFormatting(this);
  }

  /** Local transactions end with a look at their new blocks; y-tiptap nests one in another. */
  override transact<T>(act: (transaction: Y.Transaction) => T, origin?: unknown): T {
    return super.transact((transaction) => {
      this.#depth += 1;
      try {
        return act(transaction);
      } finally {
        this.#depth -= 1;
        if (this.#depth === 0 && transaction.local) giveTextToEmptyBlocks(transaction);
      }
    }, origin);
  }
}
